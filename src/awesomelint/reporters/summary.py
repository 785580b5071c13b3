"""`summary`: a page in Markdown for the summary of a job in GitHub Actions (`GITHUB_STEP_SUMMARY`), or for an issue.

GitHub takes 1 MiB a step, and nothing of a page that is longer. What a list says is shown as it is: no markup, no links, and,
where the page becomes an issue, nobody named in a list is called there and no other issue is told about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic
from awesomelint.report import Context, FileReport
from awesomelint.reporters.checkout import Checkout
from awesomelint.reporters.folding import fold
from awesomelint.reporters.full import contents, related_text
from awesomelint.reporters.tally import summary
from awesomelint.reporters.view import View
from awesomelint.reporters.visible import shorten
from awesomelint.reporters.whole import Judged, Whole
from awesomelint.reporters.words import counted

MAX_BYTES = 1_000_000
"""A little less than what GitHub takes: what follows the last row has to fit in as well."""

_MAX_MESSAGE = 600
_MAX_TITLE = 100
_MAX_RELATED = 3
_MARKUP = re.compile(r"[!#$%&()*+.:<=>?@\[\\\]^_`{|}~]")
_BREAKS_NAMES = "&#8203;"
"""A blank without width: with it `@name` and `#1` mean nobody and nothing."""


def page(whole: Whole) -> Iterator[str]:
    """Yield the text of the page, at most 1 MiB, worst findings of each file first."""
    yield "## awesomelint\n\n"
    yield "".join(f"{markdown(line)}\n\n" for line in summary(whole.tally, View()).splitlines())
    room = MAX_BYTES
    left_out = 0
    for judged in whole.files:
        if room <= 0:
            left_out += len(judged.report.diagnostics)
            continue
        for text, findings in _file(judged, whole.checkout):
            room -= len(text.encode("utf-8", "replace"))
            if room > 0:
                yield text
            else:
                left_out += findings
    if left_out:
        yield f"\n{counted(left_out, 'more finding')} would not fit on this page.\n"


def markdown(text: str) -> str:
    """Return a text on one line that Markdown shows as it is."""
    return _MARKUP.sub(_entity, shorten(text[: 2 * _MAX_MESSAGE], _MAX_MESSAGE))


def _entity(match: re.Match[str]) -> str:
    char = match[0]
    return f"&#{ord(char)};" + (_BREAKS_NAMES if char in "@#" else "")


def _file(judged: Judged, checkout: Checkout) -> Iterator[tuple[str, int]]:
    """Yield the parts of what is said about a file, each with the number of findings in it."""
    report = judged.report
    if not report.diagnostics:
        return
    yield f"### {markdown(report.path)}\n\n{markdown(contents(report))}\n\n", 0
    folded = fold(report, lists_info=judged.lists_info)
    if folded.listed:
        yield "| line | severity | rule | finding |\n| ---: | --- | --- | --- |\n", 0
    for diagnostic, context in sorted(folded.listed, key=lambda item: -item[0].severity):
        yield _row(report, diagnostic, context, checkout), 1
    for one in folded.folds:
        yield f"\n{markdown(str(one))}\n", one.places
    yield "\n", 0


def _row(report: FileReport, diagnostic: Diagnostic, context: Context, checkout: Checkout) -> str:
    line = report.source.line_at(diagnostic.span.start)
    page = checkout.page(report.path, line)
    said = [diagnostic.message, *(related_text(report, related) for related in diagnostic.related[:_MAX_RELATED])]
    if context.entry_title and context.entry_title not in diagnostic.message:
        said.append(f'in "{shorten(context.entry_title[: 2 * _MAX_TITLE], _MAX_TITLE)}"')
    cells = (
        f"[{line}]({page})" if page else str(line),
        diagnostic.severity.label,
        f"{diagnostic.code} {diagnostic.name}",
        "<br>".join(map(markdown, said)),
    )
    return f"| {' | '.join(cells)} |\n"
