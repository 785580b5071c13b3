"""Words that say which field follows, as in "Authors: ..." and "发表于：...", from `rules/data/field-names.txt`."""

from __future__ import annotations

import re

from awesomelint.paths import read_words
from awesomelint.startup import expression

_FIELDS = {name: field for field, names in read_words("field-names.txt").items() for name in names}
_PREFIX = expression(
    rf"(?:[^\w\s(\[]{{1,4}}\s*)?(?:{'|'.join(name for name, field in _FIELDS.items() if field != 'remark')})"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)


def field_named(text: str) -> str | None:
    """Return the field that a text, perhaps with its colon, names: a group of the table, `None` for any other text."""
    return _FIELDS.get(text.strip(" .:：").lower())


def field_name_at_start(text: str) -> re.Match[str] | None:
    """Return the name of a field and its colon at the start of a text, but for those of remarks."""
    return _PREFIX.match(text) if ":" in text or "：" in text else None
