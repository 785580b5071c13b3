"""`html`: one page that shows the health of lists, for people, on any screen and on paper."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from awesomelint import __version__
from awesomelint.diagnostic import Severity
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.reporters.formats import Checkout
from awesomelint.reporters.full import contents
from awesomelint.reporters.html_values import (
    MAX_FINDINGS,
    STATES,
    Bar,
    Finding,
    Row,
    RuleCount,
    SectionCount,
    by_host,
    by_section,
    by_venue,
    by_verdict,
    by_year,
    findings,
    rows,
    telling,
    verdicts_of_hosts,
)
from awesomelint.reporters.tally import Tally, Whole, summary
from awesomelint.reporters.text import View, visible

_HEIGHT = 120
_STEP = 28
_BAR = 20
_LENGTH = 240


class Drawn(NamedTuple):
    """A bar and where it is drawn, in the units of its drawing; `label_at` and `value_at` are the ends of its texts."""

    label: str
    value: int
    x: int
    y: int
    width: int
    height: int


class Chart(NamedTuple):
    """Bars in a drawing of a width and a height."""

    bars: tuple[Drawn, ...]
    width: int
    height: int


def columns(bars: Sequence[Bar]) -> Chart:
    """Return upright bars side by side, for years."""
    most = max((bar.value for bar in bars), default=1)
    drawn = tuple(
        Drawn(bar.label, bar.value, index * _STEP + 4, _HEIGHT - size, _BAR, size)
        for index, bar in enumerate(bars)
        for size in (_size(bar.value, most, _HEIGHT - 20),)
    )
    return Chart(drawn, max(len(bars), 1) * _STEP + 8, _HEIGHT + 20)


def length(value: int, most: int) -> int:
    """Return the length of a lying bar, of `MAX_LENGTH` for the greatest value."""
    return _size(value, most, _LENGTH)


MAX_LENGTH = _LENGTH


def _size(value: int, most: int, room: int) -> int:
    return max(2, round(room * value / most)) if value and most else 0


#| The page: values into the template.

_FOLDER = Path(__file__).parents[1] / "templates"


class ListPart(NamedTuple):
    """What the page says about one list. `size` is the number of binary digits of the number of entries, at most 13."""

    name: str
    contents: str
    sections: list[SectionCount]
    findings: list[Finding]
    left_out: int
    entries: list[Row]
    size: int


def page(whole: Whole) -> Iterator[str]:
    """Yield the text of the page."""
    documents = [parse_document(judged.report.source) for judged in whole.files]
    lists = [
        _part(judged.report, document, whole.checkout) for judged, document in zip(whole.files, documents, strict=True)
    ]
    style, script = _asset("report.css"), _asset("report.js")
    entries = sum(len(document.entries) for document in documents)
    years, venues, verdicts = by_year(documents), by_venue(documents), by_verdict(whole.outcomes)
    values: dict[str, Any] = {
        "version": __version__,
        "style": Markup(style),
        "script": Markup(script),
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "headline": summary(whole.tally, View()).splitlines(),
        "totals": _totals(whole),
        "rules": _rules(whole),
        "lists": lists,
        "entry_count": entries,
        "years": columns(telling(years, entries)),
        "year_count": sum(bar.value for bar in years),
        "venues": telling(venues, entries),
        "venue_count": sum(bar.value for bar in venues),
        "hosts": by_host(documents),
        "verdicts": verdicts,
        "verdict_names": [bar.label for bar in verdicts],
        "linked_hosts": verdicts_of_hosts(whole.outcomes),
        "states": STATES,
        "length": length,
        "max_length": MAX_LENGTH,
        "is_worth_filtering": entries > 1,
    }
    text = _environment().get_template("report.html").render(values)
    yield text.replace(
        "##[", "#&#35;["
    )  # in a job of GitHub Actions such a line would be obeyed if somebody printed the page


def _part(report: FileReport, document: Document, checkout: Checkout) -> ListPart:
    return ListPart(
        visible(report.path),
        contents(report),
        by_section(report, document),
        list(findings(report, checkout)),
        max(0, len(report.diagnostics) - MAX_FINDINGS),
        list(rows(report, document)),
        min(len(document.entries).bit_length(), 13),
    )


def _totals(whole: Whole) -> list[tuple[str, int]]:
    reports = [judged.report for judged in whole.files]
    severities = whole.tally.severities
    return [
        ("entries", sum(report.entries for report in reports)),
        ("links", sum(report.links for report in reports)),
        ("errors", severities[Severity.ERROR]),
        ("warnings", severities[Severity.WARNING]),
        ("info", severities[Severity.INFO]),
        ("fixable", whole.tally.safely_fixable),
    ]


def _rules(whole: Whole) -> list[RuleCount]:
    tally: Tally = whole.tally
    summaries = {spec.code: spec.summary for spec in whole.rules()}
    ordered = sorted(tally.codes.items(), key=lambda item: (-item[0][2], -item[1], item[0][0]))
    return [
        RuleCount(code, name, summaries.get(code, ""), severity.label, count, min(count, tally.fixable[code]))
        for (code, name, severity), count in ordered
    ]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    """Return what allows a style or script of these bytes, and no other, to take effect on the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
