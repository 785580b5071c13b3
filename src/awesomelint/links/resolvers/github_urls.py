"""What a URL of GitHub leads to: an owner, a repository, or a path in one of its branches."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import RepositoryId, repository

_HOSTS = frozenset(("github.com", "www.github.com"))
_LONGEST_REF = 3
"""Segments that the name of a branch is thought to have at most: `user/feature/x`."""
_MAX_LENGTH = 1000


class Place(NamedTuple):
    """Where a URL leads. `name` is empty for an owner. `tail` is what the URL says behind the repository, `/tree/main?plain=1`.

    `path` are the segments behind `/tree/` or `/blob/`, escapes resolved: the name of a branch, a tag or a commit, then a path.
    As such a name may have slashes of its own, only the repository knows where it ends.
    """

    owner: str
    name: str
    tail: str = ""
    path: tuple[str, ...] = ()

    @property
    def repository(self) -> RepositoryId:
        """The identity of the repository."""
        return RepositoryId("github", f"{self.owner}/{self.name}".lower())

    def splits(self) -> list[tuple[str, str]]:
        """Return the ways to read `path` as a name and a path, likely ones first."""
        path = self.path
        first = 3 if path[0] == "refs" and len(path) > 2 and path[1] in ("heads", "tags") else 1
        last = min(max(_LONGEST_REF, first), len(path))
        return [("/".join(path[:at]), "/".join(path[at:])) for at in range(first, last + 1)]


def full_name(url: str) -> str:
    """Return the `owner/name` of the repository that a URL of github.com leads to or into, as spelled; empty if it does not."""
    segments = _segments(url)
    if segments is None or len(segments[0]) < 2 or repository(url) is None:
        return ""
    return f"{segments[0][0]}/{segments[0][1].removesuffix('.git')}"


def read_place(url: str) -> Place | None:
    """Return where a URL leads as far as GitHub's API can tell; `None` for pages of other kinds, such as issues."""
    found = _segments(url)
    if found is None:
        return None
    segments, query = found
    if len(segments) == 1 and repository(f"https://github.com/{segments[0]}/x") is not None:
        return Place(segments[0], "")
    if len(segments) < 2 or repository(url) is None:
        return None
    owner, name, *rest = segments
    tail = "".join(f"/{segment}" for segment in rest) + (f"?{query}" if query else "")
    place = Place(owner, name.removesuffix(".git"), tail)
    if not rest:
        return place
    if rest[0] not in ("tree", "blob") or len(rest) < 2:
        return None
    path = tuple(map(unquote, rest[1:]))
    return place._replace(path=path) if "\ufffd" not in "".join(path) else None


def _segments(url: str) -> tuple[list[str], str] | None:
    """Return the segments of the path of a URL of github.com, and its query."""
    if len(url) > _MAX_LENGTH or not url.isascii():
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return ([segment for segment in parts.path.split("/") if segment], parts.query) if host in _HOSTS else None
