"""Exceptions of the program, and what their messages are made of: words of the system, the nearest known word to an unknown one.

Exception
  AwesomelintError      the user can fix it
    InputError, ConfigError, RulebookError, OutputError
  InternalError         a bug in awesomelint
"""

from __future__ import annotations

from collections.abc import Iterable


class _PlacedError(Exception):
    """`str(error)` is one line that says where and what.

    `message` is the line without the place. `path`, `line` and `column` (both from 1, columns in code points) say where, and
    are `None` as far as that is not known.
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None, column: int | None = None):
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{where}: {self.message}" if where else self.message


class AwesomelintError(_PlacedError):
    """Base of all errors that the user can fix; `str(error)` is one line that says where and what."""


class InputError(AwesomelintError):
    """A file could not be read as a list: it is missing, binary, or not UTF-8."""


class ConfigError(AwesomelintError):
    """A configuration cannot be read or is invalid, or an option of a rule or a value of the command line is invalid."""


class RulebookError(AwesomelintError):
    """A rule file is malformed: an unknown key, a missing example, an unknown check."""


class OutputError(AwesomelintError):
    """A file could not be written; its old content is untouched."""


class InternalError(_PlacedError):
    """A check failed where no input should make it fail: a bug in awesomelint, not of the list. `__cause__` is what went wrong.

    It is not an `AwesomelintError`, because the user cannot fix it.
    """


def in_words(error: Exception) -> str:
    """Return what an error says, in small letters, to be put after a colon: of an error of the system without its number."""
    return ((error.strerror if isinstance(error, OSError) else None) or str(error)).lower()


_LONGEST = 100
"""Words longer than this get no suggestion: comparing costs the product of the lengths."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the known word that the fewest edits make of `word`, or `None` if none is near; case alone is no edit.

    Two letters that changed places are one edit. Near is what shares most letters, in their order.
    """
    if not word or len(word) > _LONGEST:
        return None
    by_fold = {choice.casefold(): choice for choice in sorted(choices, reverse=True)}
    exact = by_fold.get(word.casefold())
    if exact is not None:
        return exact
    from difflib import get_close_matches  # 15 ms, and only mistakes need them

    from rapidfuzz.distance import OSA

    folded = word.casefold()
    close = get_close_matches(folded, by_fold, n=len(by_fold) or 1, cutoff=0.6)
    return min((by_fold[one] for one in close), key=lambda one: OSA.distance(folded, one.casefold()), default=None)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return ` (did you mean "x"?)`, to be put after a message, or an empty text."""
    return hint_at(nearest(word, choices))


def hint_at(near: str | None) -> str:
    """Return the hint of `did_you_mean` for a word that `nearest` has found, or has not."""
    return f' (did you mean "{near}"?)' if near else ""
