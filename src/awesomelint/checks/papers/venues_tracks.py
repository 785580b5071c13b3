"""Are findings and workshops named in the same order of words?"""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.deviation import prevailing, share
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.model import Section
from awesomelint.document.style.entry_venue import EntryVenue, entry_venue
from awesomelint.document.style.venues import findings_wording, workshop_wording
from awesomelint.rulebook.spec import Rule


def track_wording(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report findings and workshops that are worded otherwise than most in the list."""
    document = section.document
    for point in (findings_wording, workshop_wording):
        usual = prevailing(document, section, point, shared=True)
        if usual is None:
            continue
        for entry in section.entries:
            for seen in document.conventions.observations(point, entry):
                found = entry_venue(entry)
                if found is not None and seen.value != usual.value:
                    text = _written(found, usual.value)
                    fix = Fix((Edit(seen.span, text),), title=f"write {text}")
                    message = f"found {found.written}, expected {text} {share(usual, 'entries')}"
                    yield rule.diagnose(seen.span, message, fix=fix)


def _written(found: EntryVenue, form: str) -> str:
    year = found.reading.year or 0
    return form.replace("{venue}", found.reading.name).replace("{year}", str(year)).replace("{yy}", f"{year % 100:02}")
