"""What is wrong with a `mailto:` target (RFC 6068)."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote

from awesomelint.startup import NamedTuple, expression

SCHEME = "mailto:"
_ADDRESS = expression(r"[^\s@<>()\[\],;:\\\"]{1,64}@(?:[\w-]+\.)+[^\W\d_][\w-]*[^\W_]", re.IGNORECASE)
_QUOTED = expression(r"\"[^\"\\]{1,62}\"@(?:[\w-]+\.)+[^\W\d_][\w-]*[^\W_]", re.IGNORECASE)
_HIDDEN = expression(r"[\s\[({<_.-]at[\s\])}>_.-]|\bdot\b|[\[({<]@[\])}>]", re.IGNORECASE)
"""Addresses that are meant not to be read by programs: `name [at] example.org`."""
_LONGEST = 2000
_SHOWN = 40


class MailFault(NamedTuple):
    """What was found and expected, and the target that was meant, `None` if it is unknown."""

    found: str
    expected: str
    meant: str | None = None


def mail_fault(target: str) -> MailFault | None:
    """Return what is wrong with the addresses of a target that begins with `mailto:`; `None` if nothing is.

    Addresses that are hidden from programs, and what follows `?`, are left alone.
    """
    rest = target[len(SCHEME) :]
    for twice in ("//", SCHEME):
        if rest.lower().startswith(twice):
            return MailFault(f'"{target[: len(SCHEME) + len(twice)]}"', f'"{SCHEME}"', SCHEME + rest[len(twice) :])
    written, mark, query = rest.partition("#")[0].partition("?")
    addresses = unquote(written)
    if len(addresses) > _LONGEST or _HIDDEN.search(addresses) or _is_spelt_out(addresses.lower()):
        return None
    if not addresses.strip():
        asks = any(name.lower() in ("to", "cc", "bcc") for name, _ in parse_qsl(query))
        return None if asks or (mark and query) else MailFault('"mailto:" without an address', "one")
    if addresses != addresses.strip():
        return MailFault("a space around an e-mail address", "none", SCHEME + addresses.strip() + mark + query)
    if ";" in addresses and all(map(_is_address, addresses.split(";"))):
        return MailFault('";" between e-mail addresses', '","', SCHEME + addresses.replace(";", ",") + mark + query)
    wrong = next((one for one in addresses.split(",") if not _is_address(one.strip())), None)
    return None if wrong is None else MailFault(f'"{_cut(wrong)}"', "an e-mail address")


def _is_spelt_out(text: str) -> bool:
    return "@" not in text and "at" in text and "dot" in text


def _is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None or _QUOTED.fullmatch(text) is not None


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
