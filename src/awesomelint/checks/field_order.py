"""Do the fields of all entries come in the same order?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Related
from awesomelint.document.conventions import MIN_WITNESSES
from awesomelint.document.field_order import orders, placed_fields
from awesomelint.document.model import Container, Entry, Section
from awesomelint.rulebook.spec import Rule

_SHARE = 0.9
"""Share of entries that must agree on the order of two fields: more than elsewhere, as fields can be misread."""


def field_order(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report entries in which a field stands before one that it follows in the others, one finding an entry."""
    counts: Counter[tuple[Container, str, str]] = Counter()
    for entry in section.entries:
        counts.update((entry.container, *pair) for pair in orders(entry))
    pinned = [str(name) for name in rule.options["order"]]
    for entry in section.entries:
        for before, after in orders(entry):
            agree = counts[entry.container, after, before]
            total = agree + counts[entry.container, before, after]
            if pinned:
                if before in pinned and after in pinned and pinned.index(after) < pinned.index(before):
                    yield _report(entry, before, after, "", rule)
                    break
            elif total >= MIN_WITNESSES and agree >= _SHARE * total:
                yield _report(entry, before, after, f" as in {agree} of {total} entries", rule)
                break


def _report(entry: Entry, before: str, after: str, evidence: str, rule: Rule) -> Diagnostic:
    spans = {field.name: field.span for field in placed_fields(entry)}
    message = f"found the {before} before the {after}, expected the {after} first{evidence}"
    related = (Related(spans[after], f"the {after} {'are' if after.endswith('s') else 'is'} here"),)
    return rule.diagnose(spans[before], message, related=related)
