"""USENIX: `usenix:osdi14/chilimbi`."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.address import Address, escape
from awesomelint.papers.identifiers.model import Imprint, Kind, PaperId, Reading, Words

_EDITION = expression(r"([a-z]+)(\d\d)\Z", re.ASCII)
_NAME = expression(r"[^\W\d_][\w'-]*\Z")
_FILE = expression(
    r"([a-z]+)(\d\d)(fall|summer|winter|cycle\d)?[-_]?(papers?[-_]|slides[-_])?([^\W_][\w'-]*?)(?:_\d)?\.pdf\Z",
    re.ASCII | re.IGNORECASE,
)
_PREPRINT = expression(r"prepub|\d", re.ASCII)
_OLD_FILE = expression(r"([a-z][\w'-]*)\.(?:html?|pdf)\Z", re.ASCII | re.IGNORECASE)

_SAME = {"sec": "usenixsecurity", "usenix": "atc"}
"""Names of files that differ from the names of pages."""
_OLD_TEXTS = frozenset(("full_papers", "final_files"))


def read_usenix(address: Address) -> Reading | None:
    """Read a URL of USENIX: a presentation's page, its paper or slides, or a page of the sites before 2012."""
    parts = [part for part in address.parts if part != "technical-sessions"]
    if len(parts) == 4 and parts[0] == "conference" and parts[2] == "presentation":
        edition = _EDITION.match(parts[1])
        if edition is None or not _NAME.match(parts[3]):
            return None
        return _reading(edition[1], edition[2], parts[3].lower(), Kind.PAGE)
    if parts[:2] == ["system", "files"] or parts[:3] == ["sites", "default", "files"]:
        return _read_file(parts[-1])
    if parts and parts[0] == "legacy":
        parts = parts[1:]
    if len(parts) >= 4 and parts[0] in ("event", "events"):
        return _read_old(parts)
    return None


def _read_file(name: str) -> Reading | None:
    """Read `nsdi16-paper-lin-wei.pdf` or `osdi14_slides_zhang-irene.pdf`.

    What is put there before the conference is named after one author's surname and a number, not after the page to come.
    """
    file = _FILE.match(name)
    if file is None:
        return None
    conference, year, season, content, person = file.groups()
    if season or _PREPRINT.search(person):
        person = f"prepub-{person}"
    kind = Kind.SLIDES if content and content.lower().startswith("slides") else Kind.PDF
    return _reading(conference.lower(), year, person.lower(), kind)


def _read_old(parts: list[str]) -> Reading | None:
    """Read `/event/osdi04/tech/full_papers/dean/dean.pdf` or `/event/osdi04/tech/dean.html`."""
    edition = _EDITION.match(parts[1])
    if edition is None or parts[2] != "tech":
        return None
    inner = parts[3:]
    if inner[0] in _OLD_TEXTS:
        inner = inner[1:]
    elif len(inner) > 1:
        return None
    if not inner:
        return None
    file = _OLD_FILE.match(inner[0])
    name = file[1] if file else inner[0] if len(inner) > 1 else ""
    if not _NAME.match(name) or name == "index":
        return None
    kind = Kind.PDF if parts[-1].endswith(".pdf") else Kind.PAGE if len(inner) == 1 else Kind.FULL_TEXT
    return _reading(edition[1], edition[2], name.lower(), kind)._replace(url=None)  # these have no page under a name


def _reading(conference: str, short_year: str, person: str, kind: Kind) -> Reading:
    conference = _SAME.get(conference, conference)
    year = int(short_year) + (1900 if short_year > "60" else 2000)
    paper = PaperId("usenix", f"{conference}{short_year}/{person}")
    imprint = Imprint(year, code=conference)
    if person.startswith("prepub-"):
        surname = person.removesuffix("-prepub").rpartition("-")[2]
        return Reading(paper, kind, None, None, imprint, Words(surnames=(surname,)) if surname.isalpha() else Words())
    url = f"https://www.usenix.org/conference/{conference}{short_year}/presentation/{escape(person)}"
    first = re.split(r"[-_]", person, maxsplit=1)[0]
    return Reading(paper, kind, url, None, imprint, Words(surnames=(person, first) if first != person else (person,)))
