"""URLs that stand in running text: GitHub shows them as links, so they are links here."""

from __future__ import annotations

import re

from awesomelint.document.blocks import Link, LinkSyntax, Run, RunKind
from awesomelint.expressions import expression
from awesomelint.span import Span

_BARE_URL = expression(
    r"(?<![\w@/.-])(?:https?://|www\.(?=[\w-]+\.))[^\s<>\x00-\x1f|`\"（）【】，。；、：！？》」]+", re.IGNORECASE
)
_TRAILING_ENTITY = expression(r"&[a-zA-Z0-9]+;$")
_NEVER_LAST = "?!.,:*_~'\""


def cut_urls(runs: list[Run], links: list[Link]) -> list[Run]:
    """Return the runs with each bare URL as a run and a link of its own; the links are added in order."""
    if not [run for run in runs if "://" in run.text or "www." in run.text or "WWW." in run.text]:
        return runs
    cut: list[Run] = []
    found: list[Link] = []
    for run in runs:
        if _may_hold_url(run):
            _cut_run(run, cut, found)
        else:
            cut.append(run)
    links += found
    links.sort(key=lambda link: (link.span.start, -link.span.end))
    return cut


def _may_hold_url(run: Run) -> bool:
    text = run.text
    return (
        ("://" in text or "www." in text or "WWW." in text)
        and run.kind is RunKind.TEXT
        and run.link is None
        and len(text) == run.end - run.start
    )


def _cut_run(run: Run, cut: list[Run], found: list[Link]) -> None:
    text, done = run.text, 0
    for match in _BARE_URL.finditer(text):
        url = _trim(match[0])
        if not url:
            continue
        start, end = match.start(), match.start() + len(url)
        if start > done:
            cut.append(Run(run.kind, text[done:start], run.start + done, run.start + start, run.marks, None))
        span = Span(run.start + start, run.start + end)
        link = Link(span, url, span, url, span, LinkSyntax.BARE)
        cut.append(Run(run.kind, url, span.start, span.end, run.marks, link))
        found.append(link)
        done = end
    if done == 0:
        cut.append(run)
    elif done < len(text):
        cut.append(Run(run.kind, text[done:], run.start + done, run.end, run.marks, None))


def _trim(url: str) -> str:
    """Drop the punctuation that GitHub leaves out of a bare URL."""
    end = len(url)
    surplus = {")": url.count(")") - url.count("("), "]": url.count("]") - url.count("[")}
    while end:
        last = url[end - 1]
        if last in surplus and surplus[last] > 0:
            surplus[last] -= 1
            end -= 1
        elif last in _NEVER_LAST:
            end -= 1
        elif last == ";" and (entity := _TRAILING_ENTITY.search(url, max(0, end - 32), end)):
            end = entity.start()
        else:
            break
    return url[:end]
