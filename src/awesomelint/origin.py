"""Where this program can be had from: what others install, for the files, commands and links that it hands to them.

`REPOSITORY` and `INDEX` are the only names of a published project: they stay empty until one is published, and nothing
names a package that nobody has published (docs/releasing.md).
"""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterable, Iterator
from typing import Any

from awesomelint import __version__
from awesomelint.errors import ConfigError
from awesomelint.paths import is_checkout
from awesomelint.startup import NamedTuple, expression

NAME = "awesomelint"
REPOSITORY = ""
"""The page of the published repository, such as `https://github.com/OWNER/awesomelint`; its tag `v1.2.3` is release 1.2.3."""
INDEX = ""
"""The page of the project on the package index from which pip installs unless told otherwise."""
VARIABLE = "AWESOMELINT_SOURCE"
"""Environment variable that says where the program is from, as `URL@REVISION`, where its installation does not: in an image."""

_GIT = expression(
    r"(?:git\+)?((?:https://|file://|ssh://(?:[\w.-]+@)?)[\w.:-]*(?:/[\w.~%+:-]+)+)@(\w[\w./-]*)", re.ASCII
)


class Origin(NamedTuple):
    """What installs the program: a revision of a git repository, or a version on a package index.

    `spec` is what pip, pipx and uv take for that: `git+URL@REVISION` or `awesomelint==0.1.0`. `repository` and `revision` say
    where its files are; both are empty if that is not known.
    """

    spec: str
    repository: str = ""
    revision: str = ""

    @property
    def is_git(self) -> bool:
        """Whether the program comes from a git repository."""
        return self.spec.startswith("git+")

    @property
    def is_public(self) -> bool:
        """Whether a machine that knows nothing but the web can install the program, as far as that can be known."""
        return self.repository.startswith("https:") if self.is_git else bool(INDEX)

    def page(self, path: str, view: str = "blob") -> str:
        """Return the address of a file of the program at this revision, `""` where there is none. The view `raw` is its text."""
        if not self.repository.startswith("https:"):
            return ""
        return f"{self.repository.removesuffix('/').removesuffix('.git')}/{view}/{self.revision}/{path}"


def git_origin(text: str) -> Origin:
    """Return the origin that a text names, `URL@REVISION`. Raises `ConfigError` for another text."""
    match = _GIT.fullmatch(text.strip())
    if match is None:
        shown = text if text.isprintable() else ascii(text)[1:-1]
        raise ConfigError(
            f'found "{shown}", expected URL@REVISION of a git repository, such as https://github.com/OWNER/{NAME}@COMMIT'
        )
    return Origin(f"git+{match[1]}@{match[2]}", match[1], match[2])


def commands(origin: Origin | None, arguments: Iterable[str]) -> Iterator[str]:
    """Yield the commands for a shell that run the program with some arguments, whichever its reader has: uv, or pipx."""
    words = shlex.join(arguments)
    if origin is None:
        yield f"{NAME} {words}"
    else:
        spec = shlex.quote(origin.spec)
        yield f"uvx --from {spec} {NAME} {words}"
        yield f"pipx run --spec {spec} {NAME} {words}"


def given_origin() -> Origin | None:
    """Return the origin that the variable `AWESOMELINT_SOURCE` names, if it is set. Raises `ConfigError` for what is none."""
    given = os.environ.get(VARIABLE)
    try:
        return git_origin(given) if given else None
    except ConfigError as error:
        raise ConfigError(f"{VARIABLE}: {error.message}") from None


def find_origin() -> Origin | None:
    """Return the origin of this installation, `None` where only this machine has it: a folder, or a file.

    The variable `AWESOMELINT_SOURCE` has precedence over the record of the installation. Raises `ConfigError` as `given_origin`.
    """
    return given_origin() or (None if is_checkout() else _recorded())


def _recorded() -> Origin | None:
    """Return the origin by the record of the installer.

    https://packaging.python.org/en/latest/specifications/direct-url/: there is none after an installation from an index.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        record = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    if record is None:
        return Origin(f"{NAME}=={__version__}", REPOSITORY, f"v{__version__}" if REPOSITORY else "")
    try:
        return _read(json.loads(record))
    except (ValueError, KeyError, TypeError, ConfigError):
        return None


def _read(record: Any) -> Origin | None:
    if "subdirectory" in record or record["vcs_info"]["vcs"] != "git":
        return None
    return git_origin(f"{record['url']}@{record['vcs_info']['commit_id']}")
