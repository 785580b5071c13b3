"""Entries that stand elsewhere than the order of their section puts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesomelint.checks.base import short
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Evidence, Related, Severity
from awesomelint.document.conventions import is_sure
from awesomelint.document.model import Entry, Section
from awesomelint.document.order import By, Order, entry_runs, misplaced, order_of
from awesomelint.rulebook.spec import Rule

MANY_STEPS = 20
"""Neighbours in alphabetical order from which one that is not surely is a slip."""


def entry_order(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the few entries that are not where the order of all others would have them."""
    by = None if rule.options["by"] == "infer" else By(rule.options["by"])
    for run in entry_runs(section):
        order = order_of(run, by)
        if order is None:
            continue
        odd = misplaced(run, order)
        if not is_sure(len(run) - len(odd), len(odd)):
            continue  # two lists in one, or an order by something else
        for entry in odd:
            yield _diagnose(entry, [each for each in run if each not in odd], order, rule)


def _diagnose(entry: Entry, others: Sequence[Entry], order: Order, rule: Rule) -> Diagnostic:
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
    return rule.diagnose(
        span,
        f"found an entry out of {order}, expected it {place}",
        severity=None if order.by is By.TITLE and order.steps >= MANY_STEPS else Severity.INFO,
        evidence=Evidence(order.agreeing, order.steps, "neighbours", "section", True),
        related=(Related(neighbour.span, f'"{name}" is here'),),
    )
