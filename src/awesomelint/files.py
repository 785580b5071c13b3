"""Find the files that arguments name, read them, and replace them in one step."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.errors import InputError, OutputError, in_words
from awesomelint.source import Source
from awesomelint.startup import NamedTuple, expression

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


STDIN = "-"
STDIN_NAME = "<stdin>"
README_NAMES = ("README.md", "readme.md", "Readme.md", "README.markdown", "readme.markdown")
MAX_BYTES = 64 * 1024 * 1024
"""Size of the largest list that is read, here or out of git."""
MARKDOWN_SUFFIXES = (".md", ".markdown")
_MOST_IGNORED = 1_000_000
"""Bytes of a .gitignore that is heeded."""
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})
_FOR_CONTRIBUTORS = expression(
    r"(?:contributing|code[_-]of[_-]conduct|(?:pull_request|issue)_template)(?:[._-][a-z]{2,3}(?:[._-][a-z]{2,4})?)?"
    r"|security|governance|support"
)
"""Names of files and folders that are about the list, also of a translation, and are no lists."""


class Input(NamedTuple):
    """One file: the `name` to show, and the `path` where it is (`None` for standard input). `is_explicit` if it was named
    itself, `is_list` if it is surely meant to be a list: a README that is named or in a named folder, or the only file."""

    name: str
    path: Path | None
    is_explicit: bool = True
    is_list: bool = False

    @property
    def place(self) -> Path:
        """The path from the root, links not followed; for standard input that of its given name."""
        return Path(os.path.abspath(self.path or self.name))  # noqa: PTH100 - `resolve` would follow links


def find_inputs(arguments: Iterable[str], *, stdin_name: str | None = None) -> Iterator[Input | InputError]:
    """Yield the files that `arguments` name, each once, and an `InputError` for each argument that names none.

    A folder stands for the Markdown files below it that git does not leave out; a file named itself is always taken. `-` is
    standard input, under the name `stdin_name`. Raises nothing by itself.
    """
    seen: set[str] = set()
    named = tuple(arguments)
    for argument in named:
        for file in _expand(argument, stdin_name):
            if isinstance(file, Input):
                if file.is_explicit and file.path is not None:
                    file = file._replace(is_list=len(named) == 1 or file.path.name in README_NAMES)
                identity = STDIN if file.path is None else os.path.realpath(file.path)
                if identity in seen:
                    continue
                seen.add(identity)
            yield file


def readme_here() -> str | None:
    """Return the name of the README in the current folder, or `None`."""
    names = {entry.name for entry in os.scandir() if entry.is_file()}
    return next((name for name in README_NAMES if name in names), None)


def read_source(file: Input) -> Source:
    """Return a file as a `Source`.

    Raises `InputError` for one that is missing, unreadable, larger than `MAX_BYTES` or not UTF-8 text.
    """
    try:
        if file.path is None:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with file.path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(_reason(error), path=file.name) from None
    if len(data) > MAX_BYTES:
        raise InputError(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB", path=file.name)
    return Source.from_bytes(data, file.name)


def read_regular_file(path: Path, most: int) -> bytes:
    """Return the content of a file that comes with a list, of at most so many bytes; pipes and devices are not read.

    Raises `OSError` for one that cannot be read, is no regular file, or is larger.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "this is a folder" if stat.S_ISDIR(mode) else "this is not a regular file")
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most} bytes")
    return data


def repository_root(folder: Path) -> Path | None:
    """Return the nearest folder, upwards from one, that holds `.git`; links are not followed."""
    start = Path(os.path.abspath(folder))  # noqa: PTH100 - `resolve` would follow links
    return next((here for here in (start, *start.parents) if (here / ".git").exists()), None)


def leaves_repository(path: Path, folder: Path) -> bool:
    """Return whether a path leads out of the repository that a folder is in, or into its `.git`, links followed.

    Outside of a repository none does.
    """
    root = repository_root(folder)
    if root is None:
        return False
    top, real = Path(os.path.realpath(root)), Path(os.path.realpath(path))
    return not real.is_relative_to(top) or real.is_relative_to(top / ".git")


def _expand(argument: str, stdin_name: str | None) -> Iterator[Input | InputError]:
    if argument == STDIN:
        yield Input(stdin_name or STDIN_NAME, None)
        return
    if not argument:
        yield InputError("no such file or folder", path='""')
        return
    path = Path(argument)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield InputError(_reason(error), path=argument)
        return
    if not stat.S_ISDIR(mode):
        yield Input(argument, path)
        return
    is_empty = True
    for file in walk(path):
        is_empty = False
        is_list = file.parent == path and file.name in README_NAMES
        yield Input(str(file), file, is_explicit=False, is_list=is_list)
    if is_empty:
        yield InputError("no Markdown file in this folder", path=argument)


def _reason(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return "no such file"
    return {
        errno.ENOENT: "no such file or folder",
        errno.ENOTDIR: "no such file or folder",
        errno.EACCES: "permission denied",
        errno.EISDIR: "this is a folder, not a file",
        errno.ELOOP: "too many symbolic links",
        errno.ENAMETOOLONG: "the name is too long",
    }.get(error.errno or 0, (error.strerror or "cannot be read").lower())


def walk(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files of a folder and below it, files before folders, each sorted by name.

    Left out are what .gitignore files leave out, hidden files and folders, files for contributors such as `CONTRIBUTING.md`,
    `node_modules`, virtual environments, and folders that cannot be opened. Linked folders are not entered.
    """
    stack = [(folder, IgnoreRules.above(folder))]
    while stack:
        here, ignored = stack.pop()
        entries = _entries(here)
        names = {entry.name for entry in entries}
        if "pyvenv.cfg" in names:
            continue
        if ".gitignore" in names:
            ignored = ignored.below(here)
        below = []
        for entry in entries:
            path = here / entry.name
            if entry.is_dir(follow_symlinks=False):
                if _is_entered(entry.name) and not ignored.matches(path, is_folder=True):
                    below.append((path, ignored))
            elif _is_markdown(entry) and not ignored.matches(path, is_folder=False):
                yield path
        stack.extend(reversed(below))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_entered(name: str) -> bool:
    return name not in _SKIPPED_FOLDERS and not name.startswith(".") and not name.lower().endswith("_template")


def _is_markdown(entry: os.DirEntry[str]) -> bool:
    name = entry.name.lower()
    if not name.endswith(MARKDOWN_SUFFIXES) or name.startswith("."):
        return False
    return _FOR_CONTRIBUTORS.fullmatch(name.rpartition(".")[0]) is None and entry.is_file()


class IgnoreRules:
    """The .gitignore files from the top of a repository down to a folder; the deepest that says something decides."""

    __slots__ = ("_layers",)

    def __init__(self, layers: tuple[tuple[str, GitIgnoreSpec], ...] = ()):
        self._layers = layers

    @classmethod
    def above(cls, folder: Path) -> IgnoreRules:
        """Return the rules that hold above a folder, none outside a repository.

        A folder that is itself left out was named on purpose: then the rules above it say nothing about what it holds.
        """
        start = Path(os.path.abspath(folder))  # noqa: PTH100 - `resolve` would follow links, and git does not
        root = repository_root(start)
        if root is None:
            return cls()
        above = [parent for parent in start.parents if parent.is_relative_to(root)]
        rules = cls()
        for parent in reversed(above):
            rules = rules.below(parent)
        return cls() if rules.matches(start, is_folder=True) else rules

    def below(self, folder: Path) -> IgnoreRules:
        """Return these rules and those of a folder's own .gitignore."""
        lines = _lines(folder / ".gitignore")
        if not lines:
            return self
        base = os.path.abspath(folder)  # noqa: PTH100
        return IgnoreRules((*self._layers, (os.path.join(base, ""), _spec(lines))))  # noqa: PTH118

    def matches(self, path: Path, *, is_folder: bool) -> bool:
        """Return whether a file or folder is left out. The folders above it are taken to be kept."""
        if not self._layers:
            return False
        full = os.path.abspath(path)  # noqa: PTH100
        for base, spec in reversed(self._layers):
            name = full[len(base) :].replace(os.sep, "/") + ("/" if is_folder else "")
            verdict = spec.check_file(name).include
            if verdict is not None:
                return bool(verdict)
        return False


def _lines(path: Path) -> list[str]:
    """Return the lines of a .gitignore; as for git, one that is a link says nothing."""
    try:
        data = b"" if path.is_symlink() else read_regular_file(path, _MOST_IGNORED)
    except OSError:
        return []
    return data.decode("utf-8", "surrogateescape").splitlines()


def _spec(lines: list[str]) -> GitIgnoreSpec:
    """Compile the patterns; those that are none are passed over, as git does."""
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(line for line in lines if _is_pattern(line))


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


# -- replacing files

_WRITABLE = 0o222


def replace_file(path: Path, data: bytes, *, expected: bytes | None = None, name: str | None = None) -> None:
    """Replace the content of a file, or create it; mode and owner stay, and a link keeps pointing where it did.

    With `expected`, the file must still hold these bytes: no changes of others are overwritten. `name` is the name to show.
    Raises `OutputError` if the file is read-only, was changed, or cannot be written; then its content is untouched.
    """
    shown = name or str(path)
    try:
        target = path.resolve()
        _check(target, expected, shown)
        _replace(target, data)
    except OSError as error:
        raise OutputError(f"cannot be written: {in_words(error)}", path=shown) from None


def write_file(path: Path, data: bytes) -> None:
    """Replace the content of a file, or create it, as `replace_file` does; a pipe or a device is written to.

    Raises `OutputError`.
    """
    if not path.exists() or path.is_file() or path.is_dir():
        replace_file(path, data)
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(f"cannot be written: {in_words(error)}", path=str(path)) from None


def check_writable(path: Path) -> None:
    """Raise `OutputError` if a file could not be written, as far as that can be told without trying."""
    folder = path.resolve().parent
    if path.is_dir():
        raise OutputError("cannot be written: this is a folder", path=str(path))
    if not folder.is_dir():
        raise OutputError("cannot be written: there is no such folder", path=str(path))
    if path.is_file():
        _check(path.resolve(), None, str(path))
    if not os.access(folder if not path.exists() or path.is_file() else path, os.W_OK):
        raise OutputError("cannot be written: permission denied", path=str(path))


def _check(target: Path, expected: bytes | None, shown: str) -> None:
    if not target.exists():
        if expected is not None:
            raise OutputError("cannot be written: the file is gone", path=shown)
        return
    if not target.is_file():
        raise OutputError("cannot be written: this is not a regular file", path=shown)
    # The superuser may write everything, but the file was made read-only on purpose.
    if not target.stat().st_mode & _WRITABLE or not os.access(target, os.W_OK):
        raise OutputError("cannot be written: the file is read-only", path=shown)
    if expected is not None and target.read_bytes() != expected:
        raise OutputError("not written: the file was changed in the meantime", path=shown)


def _replace(target: Path, data: bytes) -> None:
    import tempfile  # 3 ms, and only files that are written need it

    handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            _take_over_status(target, stream.fileno())
            os.fsync(stream.fileno())
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


def _take_over_status(target: Path, handle: int) -> None:
    """Give the new file the mode and, where allowed, the owner of the old one."""
    if not hasattr(os, "fchmod"):
        return
    try:
        old = target.stat()
    except FileNotFoundError:
        os.fchmod(handle, 0o666 & ~_umask())
        return
    new = os.fstat(handle)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        with suppress(OSError):
            os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, old.st_mode & 0o7777)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the renaming last over a power cut, where the system lets a folder be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
