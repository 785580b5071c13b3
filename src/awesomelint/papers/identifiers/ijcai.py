"""IJCAI: `ijcai:2021/472`."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.address import Address
from awesomelint.papers.identifiers.model import Imprint, Kind, PaperId, Reading

_NUMBER = expression(r"(\d{1,4})(\.pdf)?\Z", re.ASCII | re.IGNORECASE)
_YEAR = expression(r"(?:19|20)\d\d\Z", re.ASCII)
_SHORT_YEAR = expression(r"\d\d\Z", re.ASCII)
_DOI = expression(r"ijcai\.((?:19|20)\d\d)/(\d{1,4})\Z", re.ASCII)
_LAST_OF_OLD_PATHS = 2016


def read_ijcai(address: Address) -> Reading | None:
    """Read `/proceedings/2021/472`, `/proceedings/2021/0472.pdf`, `/Proceedings/15/Papers/468.pdf` or `/Abstract/15/468`."""
    parts = address.parts
    if len(parts) == 3 and parts[0] == "Abstract":
        parts = ["proceedings", parts[1], "Abstract", parts[2]]
    if len(parts) < 3 or parts[0].lower() != "proceedings":
        return None
    number = _NUMBER.match(parts[-1])
    if number is None or not int(number[1]):
        return None
    kind = Kind.PDF if number[2] else Kind.PAGE
    if len(parts) == 3 and _YEAR.match(parts[1]):
        return _reading(int(parts[1]), int(number[1]), kind)
    if len(parts) == 4 and _SHORT_YEAR.match(parts[1]) and parts[2] in ("Papers", "Abstract"):
        short = int(parts[1])
        return _reading(short + (1900 if short > 60 else 2000), int(number[1]), kind)
    return None


def read_ijcai_doi(suffix: str) -> Reading | None:
    """Read a DOI of IJCAI, the part behind `10.24963/`."""
    found = _DOI.match(suffix)
    return _reading(int(found[1]), int(found[2]), Kind.PAGE) if found else None


def _reading(year: int, number: int, kind: Kind) -> Reading:
    if year > _LAST_OF_OLD_PATHS:
        url = f"https://www.ijcai.org/proceedings/{year}/{number}"
    else:
        url = f"https://www.ijcai.org/Proceedings/{year % 100:02}/Papers/{number:03}.pdf"
    return Reading(PaperId("ijcai", f"{year}/{number}"), kind, url, None, Imprint(year, venue="IJCAI"))
