"""Repositories of code: `github:owner/name`."""

from __future__ import annotations

import re
from functools import lru_cache

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.address import Address, split_address
from awesomelint.papers.identifiers.model import RepositoryId

_NAME = expression(r"[\w.-]{1,100}\Z", re.ASCII)
_HOSTS = {
    "bitbucket.org": "bitbucket",
    "codeberg.org": "codeberg",
    "gitee.com": "gitee",
    "github.com": "github",
    "gitlab.com": "gitlab",
    "raw.githubusercontent.com": "github",
}
_NOT_OWNERS = frozenset(
    "about account apps collections contact customer-stories enterprise events explore features issues join login marketplace "
    "new notifications orgs organizations pricing pulls readme search security settings signup site sponsors stars topics "
    "trending users dashboard groups help".split()
)
_WITHIN_GITLAB = frozenset("- blob issues merge_requests raw tree wikis".split())
MAX_LENGTH = 2000
"""Longest URL, in code points, that is looked at."""


@lru_cache(maxsize=8192)
def repository(url: str) -> RepositoryId | None:
    """Return the repository that a URL leads to or into; `None` if it leads elsewhere. Never raises.

    Renamed repositories keep their old identity, as only the host knows the new name. On GitLab a project may lie in groups
    within groups, all of which belong to its name.
    """
    if len(url) > MAX_LENGTH:
        return None
    address = split_address(url.strip())
    scheme = _HOSTS.get(address.host) if address is not None else None
    if address is None or scheme is None:
        return None
    names = _names(address, scheme)
    if len(names) < 2 or names[0].lower() in _NOT_OWNERS or not all(_NAME.match(name) for name in names):
        return None
    names[-1] = names[-1].removesuffix(".git")
    return RepositoryId(scheme, "/".join(names).lower()) if names[-1].strip(".") else None


def _names(address: Address, scheme: str) -> list[str]:
    if scheme != "gitlab":
        return address.parts[:2]
    end = next((at for at, part in enumerate(address.parts) if part in _WITHIN_GITLAB), len(address.parts))
    return address.parts[:end]
