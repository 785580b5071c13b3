"""Text made safe for a BibTeX field."""

from __future__ import annotations

import re

_ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    '"': "{''}",
}
_SPECIAL = re.compile(r'[\\{}$&%#_~^"]')
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_MATH = re.compile(r"\$(?! )[A-Za-z0-9+\-*/=<>,.()| ^_]{1,40}(?<! )\$(?!\d)")


def latex(text: str) -> str:
    """Escape what LaTeX or BibTeX would act on.

    Letters of any script stay as they are (UTF-8); unprintable characters become blanks. Plain mathematics such as `$K^2$`
    stays mathematics as long as no command stands in it.
    """
    text = " ".join(_UNPRINTABLE.sub(" ", text).split())
    parts: list[str] = []
    at = 0
    for match in _MATH.finditer(text):
        parts += (_escaped(text[at : match.start()]), match[0])
        at = match.end()
    parts.append(_escaped(text[at:]))
    return "".join(parts)


def latex_url(url: str) -> str:
    """Return a URL for a `url` field, which takes characters as they are: braces, backslashes and blanks are encoded."""
    url = _UNPRINTABLE.sub("", url)
    for char, code in (("\\", "%5C"), ("{", "%7B"), ("}", "%7D"), (" ", "%20")):
        url = url.replace(char, code)
    return url


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)
