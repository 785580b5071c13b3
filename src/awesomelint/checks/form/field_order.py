"""Do the fields of all entries come in the same order?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from awesomelint.diagnostic import Diagnostic, Related
from awesomelint.document.model import Entry, Section
from awesomelint.document.style.conventions import MIN_WITNESSES
from awesomelint.document.style.field_order import has_certain_venue, order_of, placed_fields
from awesomelint.rulebook.spec import Rule

_SHARE = 0.9
"""Share of entries that must agree on the order of two fields: more than elsewhere, as fields can be misread."""


def field_order(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report entries in which a field stands before one that it follows in the others, one finding an entry."""
    orders = [(entry.container, *order_of(entry)) for entry in section.entries]
    kinds = Counter(orders)
    pinned = [str(name) for name in rule.options["order"]]
    if not pinned and len(kinds) < 2:
        return
    counts: Counter[tuple[str, ...]] = Counter()
    for (container, *names), times in kinds.items():
        for pair in combinations(names, 2):
            counts[(container, *pair)] += times
    for entry, (container, *names) in zip(section.entries, orders, strict=True):
        for before, after in combinations(names, 2):
            agree = counts[container, after, before]
            total = agree + counts[container, before, after]
            if pinned:
                wrong = before in pinned and after in pinned and pinned.index(after) < pinned.index(before)
            else:
                wrong = total >= MIN_WITNESSES and agree >= _SHARE * total
            if wrong and ("venue" not in (before, after) or has_certain_venue(entry)):
                evidence = "" if pinned else f" as in {agree} of {total} entries"
                yield _report(entry, before, after, evidence, rule)
                break


def _report(entry: Entry, before: str, after: str, evidence: str, rule: Rule) -> Diagnostic:
    spans = {name: span for span, name in placed_fields(entry)}
    message = f"found the {before} before the {after}, expected the {after} first{evidence}"
    related = (Related(spans[after], f"the {after} {'are' if after.endswith('s') else 'is'} here"),)
    return rule.diagnose(spans[before], message, related=related)
