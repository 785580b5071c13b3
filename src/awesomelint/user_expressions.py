"""Regular expressions of users, in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax).

They come with configurations and rules, which a pull request of a stranger may change. RE2 searches in time proportional to the
text, whatever the expression, and bounds what an expression may cost in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from awesomelint.startup import expression

_REFERENCE = expression(r"\\(?:([1-9]\d?)|g<(\w+)>|(\\)|(n)|(t))")


@lru_cache(maxsize=256)
def compile_expression(text: str) -> re.Pattern[str]:
    """Compile an expression. Raises `ValueError` for a text that is none, or is too large."""
    import re2  # 18 ms, and few configurations have expressions

    options = re2.Options()
    options.log_errors = False
    try:
        return cast("re.Pattern[str]", re2.compile(text, options))
    except re2.error as error:
        said = error.args[0] if error.args else "it cannot be read"
        raise ValueError(said.decode("utf-8", "replace") if isinstance(said, bytes) else said) from None


def groups_of(template: str) -> Iterator[str]:
    """Yield the numbers and names of the groups that a replacement refers to, as `expand` reads it."""
    yield from (number or name for number, name, *_ in _REFERENCE.findall(template) if number or name)


def expand(match: re.Match[str], template: str) -> str:
    r"""Return a replacement with what the groups `\1` or `\g<name>` matched, and `\\`, `\n`, `\t` as in Python.

    Raises `ValueError` for a group that the expression does not have.
    """

    def meant(reference: re.Match[str]) -> str:
        number, name, backslash, newline, _ = reference.groups()
        if number or name:
            try:
                return match[int(number) if number else int(name) if name.isdecimal() else name] or ""
            except IndexError:
                raise ValueError(f"there is no group {number or name}") from None
        return "\\" if backslash else "\n" if newline else "\t"

    return _REFERENCE.sub(meant, template)
