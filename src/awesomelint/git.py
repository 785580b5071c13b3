"""What git knows about a file: how it was in an earlier revision."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import threading
from pathlib import Path

from awesomelint.errors import ConfigError
from awesomelint.files import MAX_BYTES
from awesomelint.startup import NamedTuple

_PATIENCE = 60
"""Seconds for a command of git; in a repository with a pipe for a file it waits for ever."""
_HASH = re.compile(r"[0-9a-f]{40,64}")
_BARE_NAME = re.compile(r"[\w.@/+-]+")
_OF_HOOKS = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""Variables that git sets for hooks; relative to another folder they mislead."""
_SETTINGS = (
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.sshCommand=false",
    "core.quotePath=false",
)
"""The configuration of a repository may be a stranger's: none of its commands is run."""
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
}
"""What keeps git from fetching what a clone has left out: a remote can be a command."""


class _Answer(NamedTuple):
    code: int
    out: bytes
    said: str


class Revision:
    """A commit of a repository. `root` is the top folder of the work tree, links followed; `commit` the hash."""

    def __init__(self, root: Path, commit: str):
        self.root = root
        self.commit = commit
        self._renamed: dict[str, str] | None = None
        self._files: frozenset[str] | None = None

    def read(self, path: Path) -> bytes | None:
        """Return the content of a file as it was, `None` if it did not exist; one that was renamed since is found.

        Raises `ConfigError` if git has the name of the content but not the content.
        """
        name = self.name_of(path)
        blob = self._blob(name) or (self._blob(self.old_names[name]) if name in self.old_names else None)
        return None if blob is None else self._content(blob, name)

    def holds(self, path: Path, data: bytes) -> bool:
        """Return whether a file has this content in the revision."""
        blob = self._blob(self.name_of(path))
        if blob is None:
            return False
        digest = hashlib.new("sha1" if len(blob) == 40 else "sha256", usedforsecurity=False)
        digest.update(b"blob %d\0" % len(data))
        digest.update(data)
        return digest.hexdigest() == blob

    @property
    def files(self) -> frozenset[str]:
        """The files of the revision, by their paths from the root. Raises `ConfigError` if git cannot read its folders."""
        if self._files is None:
            answer = _git(self.root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", self.commit)
            if answer.code:
                raise ConfigError(f"git cannot read which files were in {self.commit[:12]}")
            self._files = frozenset(os.fsdecode(answer.out).split("\0")) - {""}
        return self._files

    @property
    def old_names(self) -> dict[str, str]:
        """What files that were renamed since were called, by their names of today. git sees those that it tracks.

        The index is compared, not the files: reading these would run the filters that the repository names.
        """
        if self._renamed is None:
            options = ("--name-status", "-z", "--find-renames", "--diff-filter=R", "--no-ext-diff", "--no-textconv")
            answer = _git(self.root, "diff", "--cached", *options, self.commit, "--")
            parts = os.fsdecode(answer.out).split("\0") if not answer.code else []
            self._renamed = {parts[at + 2]: parts[at + 1] for at in range(0, len(parts) - 2, 3)}
        return self._renamed

    def name_of(self, path: Path) -> str:
        """Return the path of a file from the root, as git writes it."""
        return Path(os.path.realpath(path)).relative_to(self.root).as_posix()

    def _blob(self, name: str) -> str | None:
        answer = _git(self.root, "rev-parse", "--verify", "--quiet", f"{self.commit}:{name}")
        if not answer.code:
            return _first_line(answer)
        if name in self.files:
            raise self._unreadable(name)
        return None

    def _unreadable(self, name: str) -> ConfigError:
        return ConfigError(f"git cannot read what {name} was in {self.commit[:12]}")

    def _content(self, blob: str, name: str) -> bytes:
        command = _command(self.root, "cat-file", "blob", blob)
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        ) as process:
            assert process.stdout is not None
            alarm = threading.Timer(_PATIENCE, process.kill)
            alarm.start()
            try:
                data = process.stdout.read(MAX_BYTES + 1)
                if len(data) > MAX_BYTES:
                    process.kill()
                process.wait()
            finally:
                alarm.cancel()
        if process.returncode:
            raise self._unreadable(name)
        return data


def find_revision(folder: Path, name: str) -> Revision:
    """Return the commit from which work on the files in a folder started: the last one in common with a revision.

    For an earlier commit that is the commit itself; for a branch that went on in the meantime, what others did there since
    is left out. `name` may end with three dots, as in git.

    Raises `ConfigError` if there is no git, no repository, no such revision, or no commit in common.
    """
    wanted = name.removesuffix("...")
    if not wanted or wanted.startswith("-") or ".." in wanted or not wanted.isprintable():
        shown = name if name.isprintable() else ascii(name)[1:-1]
        raise ConfigError(f'found "{shown}", expected one revision, such as origin/main or HEAD~1')
    root = _root(folder)
    commit = _commit(root, wanted)
    if commit is None and wanted == "HEAD" and (nothing := _nothing(root)) is not None:
        return Revision(root, nothing)
    if commit is None:
        raise ConfigError(f'unknown revision "{wanted}"{_hint(root, wanted)}')
    head = _commit(root, "HEAD")
    if head is None:
        raise ConfigError("there is no commit on this branch yet")
    answer = _git(root, "merge-base", commit, head)
    if answer.code:
        why = f"{wanted} and this branch have no commit in common"
        raise ConfigError(f"{why}; {_SHALLOW}" if _is_shallow(root) else why)
    return Revision(root, _first_line(answer))


class Published(NamedTuple):
    """A revision that is on a server, as far as is known here, and the addresses of its files there.

    The address of a line is `before`, the path from the root, `after` and the number of the line.
    """

    revision: Revision
    before: str
    after: str


_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^/@\s]*@)?(?P<host>[\w.-]+)(?::\d+)?/|(?:[\w.-]+@)?(?P<scp>[\w.-]+):)"
    r"(?P<path>[\w.~-]+(?:/[\w.~-]+)+)/?",
    re.ASCII,
)
_WEB_PAGES = {
    "github": ("blob", "?plain=1#L"),
    "gitlab": ("-/blob", "?plain=1#L"),
    "bitbucket": ("src", "#lines-"),
    "codeberg": ("src/commit", "?display=source#L"),
    "gitea": ("src/commit", "?display=source#L"),
    "forgejo": ("src/commit", "?display=source#L"),
}
"""How servers with a word in their name address the lines of a file; without `plain` and `source`, Markdown has none."""
_UPSTREAMS = ("HEAD@{upstream}", "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master")


def find_published(folder: Path) -> Published | None:
    """Return the last known revision on the server of the remote `origin`, `None` if there is none whose pages are known."""
    try:
        root = _root(folder)
        host, path = _origin(root)
        pages = next((pages for word, pages in _WEB_PAGES.items() if word in host), None)
        commit = next(filter(None, (_commit(root, name) for name in _UPSTREAMS)), None)
    except ConfigError:
        return None
    if pages is None or commit is None:
        return None
    return Published(Revision(root, commit), f"https://{host}/{path}/{pages[0]}/{commit}/", pages[1])


def find_home(folder: Path) -> str:
    """Return the URL of the repository that is the remote `origin` of the one that a folder is in; `""` where there is none."""
    try:
        host, path = _origin(folder)
    except ConfigError:
        return ""
    return f"https://{host}/{path}" if host else ""


def _origin(folder: Path) -> tuple[str, str]:
    """Return the host and the path of the remote `origin`, both empty if it is none on a server. Raises `ConfigError`."""
    remote = _REMOTE.fullmatch(_first_line(_git(folder, "config", "--get", "remote.origin.url")))
    if remote is None:
        return "", ""
    return (remote["host"] or remote["scp"]).lower(), remote["path"].removesuffix(".git")


_SHALLOW = "this clone is shallow: run git fetch --unshallow, in GitHub Actions check out with fetch-depth: 0"


def _nothing(root: Path) -> str | None:
    """Return the hash of a tree without files, for a repository that has no commit yet; `None` for any other."""
    if _git(root, "rev-list", "--all", "--max-count=1").out.strip():
        return None
    answer = _git(root, "hash-object", "-t", "tree", "--stdin")
    return None if answer.code else _first_line(answer)


def _root(folder: Path) -> Path:
    answer = _git(folder, "rev-parse", "--show-toplevel")
    if not answer.code:
        return Path(os.path.realpath(os.fsdecode(answer.out).removesuffix("\n").removesuffix("\r")))
    if "dubious ownership" in answer.said:
        raise ConfigError(
            f"git does not trust a repository of another user; "
            f"git config --global --add safe.directory {os.path.realpath(folder)} makes it trust this one"
        )
    if "not a git repository" in answer.said or "must be run in a work tree" in answer.said:
        raise ConfigError(f"{folder} is not in a git repository")
    raise ConfigError(f"git failed: {answer.said}")


def _commit(root: Path, name: str) -> str | None:
    answer = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    commit = _first_line(answer)
    return commit if not answer.code and _HASH.fullmatch(commit) else None


def _hint(root: Path, name: str) -> str:
    if _is_shallow(root):
        return f"; {_SHALLOW}"
    if _BARE_NAME.fullmatch(name) and _commit(root, f"refs/remotes/origin/{name}"):
        return f'; did you mean "origin/{name}"?'
    return ""


def _is_shallow(root: Path) -> bool:
    return _first_line(_git(root, "rev-parse", "--is-shallow-repository")) == "true"


def _first_line(answer: _Answer) -> str:
    return answer.out.decode("utf-8", "replace").partition("\n")[0].strip()


def _git(folder: Path, *arguments: str) -> _Answer:
    try:
        done = subprocess.run(
            _command(folder, *arguments),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise ConfigError(f"git did not answer within {_PATIENCE} seconds") from None
    except FileNotFoundError:
        raise ConfigError("git is required, and was not found") from None
    except (OSError, ValueError) as error:
        raise ConfigError(f"git cannot be run: {error}") from None
    said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    return _Answer(done.returncode, done.stdout, said.removeprefix("fatal: "))


def _command(folder: Path, *arguments: str) -> list[str]:
    settings = (part for setting in _SETTINGS for part in ("-c", setting))
    return ["git", "--no-pager", "-C", str(folder), *settings, *arguments]


def _environment() -> dict[str, str]:
    hidden = () if "GIT_WORK_TREE" in os.environ else _OF_HOOKS
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, **_ENVIRONMENT}
