"""OpenReview: `openreview:SylO2yStDr`; and the sites of conferences that show posters under OpenReview's identifiers."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.address import Address, parameter
from awesomelint.papers.identifiers.model import Imprint, Kind, PaperId, Reading

_ID = expression(r"[\w-]{6,20}\Z", re.ASCII)
_FILE = expression(r"([0-9a-f]{40})(?:\.pdf)?\Z", re.ASCII)
_GROUP = expression(r"group\?id=([A-Za-z]+)\.cc/((?:19|20)\d\d)/", re.ASCII)
_KINDS = {"forum": Kind.PAGE, "paper": Kind.PAGE, "pdf": Kind.PDF, "attachment": Kind.SUPPLEMENT}
_POSTER = expression(r"poster_([\w-]{6,20})(?:\.html)?\Z", re.ASCII)


def read_openreview(address: Address) -> Reading | None:
    """Read a URL of OpenReview.

    A file `/pdf/<40 digits>` and a revision `/references/pdf?id=` do not say whose they are, and are identities of their own.
    """
    parts = address.parts
    if not parts:
        return None
    if parts[0] == "pdf" and len(parts) == 2:
        file = _FILE.match(parts[1])
        return Reading(PaperId("openreview", f"pdf/{file[1]}"), Kind.PDF) if file else None
    note = parameter(address.query, "id")
    if not _ID.match(note):
        return None
    if parts[:2] == ["references", "pdf"]:
        return Reading(PaperId("openreview", f"references/{note}"), Kind.PDF)
    kind = _KINDS.get(parts[0])
    if kind is None or len(parts) > 1:
        return None
    if kind is Kind.SUPPLEMENT and parameter(address.query, "name") == "pdf":
        kind = Kind.PDF
    return _reading(note, kind, _submitted_to(address.query))


def _submitted_to(query: str) -> Imprint:
    """Return where a paper was submitted to, which the way that led to it may tell; it need not have been accepted there."""
    if "referrer=" not in query:
        return Imprint()
    group = _GROUP.search(parameter(query, "referrer"))
    return Imprint(int(group[2]), venue=group[1], track="submission") if group else Imprint()


def _reading(note: str, kind: Kind, imprint: Imprint) -> Reading:
    return Reading(PaperId("openreview", note), kind, f"https://openreview.net/forum?id={note}", None, imprint)


_SITES = {"icml.cc": "ICML", "iclr.cc": "ICLR", "mlsys.org": "MLSys", "neurips.cc": "NeurIPS", "nips.cc": "NeurIPS"}


def read_conference_site(address: Address) -> Reading | None:
    """Read a poster's page at icml.cc, iclr.cc, neurips.cc or mlsys.org: `virtual:icml/2024/34654`.

    The numbers are the programme's. Only ICLR 2020 used OpenReview's identifiers there.
    """
    venue = _SITES[address.host]
    parts = address.parts
    if len(parts) == 2 and parts[0] == "virtual_2020":
        poster = _POSTER.match(parts[1])
        return _reading(poster[1], Kind.MIRROR, Imprint(2020, venue=venue)) if poster else None
    if len(parts) < 4 or parts[0] != "virtual" or parts[-2] not in ("poster", "oral", "spotlight"):
        return None
    year, number = parts[1], parts[-1]
    if not (len(year) == 4 and year.isdecimal() and year.isascii() and number.isdecimal() and number.isascii()):
        return None
    host = "neurips.cc" if address.host == "nips.cc" else address.host
    url = f"https://{host}/virtual/{year}/{parts[-2]}/{int(number)}"
    return Reading(
        PaperId("virtual", f"{venue.lower()}/{year}/{int(number)}"),
        Kind.PAGE,
        url,
        None,
        Imprint(int(year), venue=venue),
    )
