"""Entries that stand elsewhere than the order of their section puts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from awesomelint.checks.base import short
from awesomelint.checks.order.moving import Run, obstacle, rearranged, runs
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix, Related, Safety, Severity
from awesomelint.document.conventions import is_sure
from awesomelint.document.model import Entry, Section, remembered
from awesomelint.document.order import By, Order, entry_runs, misplaced, orders_of
from awesomelint.rulebook.spec import Rule

MANY_STEPS = 20
"""Neighbours in alphabetical order from which one that is not surely is a slip."""


def entry_order(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the few entries that are not where the order of all others would have them."""
    by = None if rule.options["by"] == "infer" else By(rule.options["by"])
    for run in entry_runs(section):
        orders = orders_of(run, by)
        if not orders:
            continue
        order = orders[0]
        odd = misplaced(run, order)
        if not odd or not is_sure(len(run) - len(odd), len(odd)):
            continue  # nothing is, or these are two lists in one, or in order by something else
        left_out = set(odd)
        everywhere = left_out.intersection(*(misplaced(run, other) for other in orders[1:]))
        others = [each for each in run if each not in left_out]
        usual = Counter(map(_look, others)).most_common(1)[0][0]
        for entry in (each for each in odd if each in everywhere):
            if order.by is By.TITLE and _look(entry) != usual:
                continue  # its title may be something else
            yield _diagnose(entry, others, order, rule, _movable(section).get(entry))


@remembered
def _movable(section: Section) -> dict[Entry, Run]:
    """Return the list or table in which each entry can change places."""
    return {unit.entry: run for run in runs(section) for unit in run.units if unit.entry is not None}


def _look(entry: Entry) -> tuple[object, ...]:
    """Return how the title of an entry looks: whether it is linked, its markup, and whether other links are in front of it."""
    title = entry.title
    if title is None:
        return ()
    is_first = not any(link.span.end <= title.span.start for link in entry.links)
    return title.link is not None, title.marks, title.quote, is_first


def _diagnose(entry: Entry, others: Sequence[Entry], order: Order, rule: Rule, units: Run | None) -> Diagnostic:
    key = order.key(entry)
    before = [
        other
        for other in others
        if (value := order.key(other)) is not None and (value >= key if order.is_falling else value <= key)
    ]
    place = f"after line {before[-1].first}" if before else f"before line {others[0].first}"
    span = entry.title.span if entry.title is not None else entry.span
    neighbour = before[-1] if before else others[0]
    name = short(neighbour.title.value) if neighbour.title is not None else "the entry there"
    is_sure_slip = order.by is By.TITLE and order.steps >= MANY_STEPS
    edit = _move(entry, neighbour, units, order, is_behind=bool(before)) if units is not None else None
    safety = Safety.SAFE if is_sure_slip else Safety.UNSAFE
    return rule.diagnose(
        span,
        f"found an entry out of {order}, expected it {place}",
        severity=None if is_sure_slip else Severity.INFO,
        fix=Fix((edit,), safety, f"move it {place}") if edit is not None else None,
        evidence=Evidence(order.agreeing, order.steps, "neighbours", "section", True),
        related=(Related(neighbour.span, f'"{name}" is here'),),
    )


def _move(entry: Entry, neighbour: Entry, run: Run, order: Order, *, is_behind: bool) -> Edit | None:
    """Return what puts an entry behind another one of its list or table, or before it; `None` where it cannot move alone."""
    source = entry.document.source
    at = {id(unit.entry): place for place, unit in enumerate(run.units)}
    start, end = at[id(entry)], at.get(id(neighbour))
    if end is None or obstacle(source, run, order):
        return None
    following = run.units[start + 1].entry if start + 1 < len(run.units) else entry
    if following is None or order.key(following) is None:
        return None  # what does not say where it belongs stays behind the entry above it
    end += is_behind and end < start
    first, last = min(start, end), max(start, end)
    places = list(range(last - first + 1))
    places.insert(end - first, places.pop(start - first))
    return Edit(*rearranged(source, Run(run.units[first : last + 1]), places))
