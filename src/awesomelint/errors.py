"""Errors that the user can mend.

AwesomelintError          one clear line; the command line ends with exit code 2
  InputError              a file that cannot be read: missing, binary, not UTF-8
  ConfigError             a configuration that does not say what it means
  RulebookError           a rule file that breaks its own contract
  FixError                a fix that would hurt the list; nothing was written
  OutputError             a target that cannot be written

InternalError             a mistake of ours: a check failed; also one line, with where and which rule
"""

from __future__ import annotations


class AwesomelintError(Exception):
    """Base of all errors that the user can mend; `str(error)` is one line that says where and what.

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


class InputError(AwesomelintError):
    """A file could not be read as a list: it is missing, binary, or not UTF-8."""


class ConfigError(AwesomelintError):
    """A configuration cannot be read, or it, an option of a rule or a value of the command line says what has no meaning."""


class RulebookError(AwesomelintError):
    """A rule file is malformed: an unknown key, a missing example, an unknown check."""


class FixError(AwesomelintError):
    """Applying fixes would have hurt the list, or changed more than the rules declare; nothing was changed."""


class OutputError(AwesomelintError):
    """A file could not be written; its old content is untouched."""


class InternalError(AwesomelintError):
    """A check failed where no input should make it fail: a mistake of ours, not of the list. `__cause__` is what went wrong.

    It is no `AwesomelintError`, as nobody but us can mend it.
    """
