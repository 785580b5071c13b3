"""What HTML does to the text around it: bold and italics, links, pictures, breaks; and HTML blocks as inline content."""

from __future__ import annotations

import html

from awesomelint.document.blocks import Link, LinkSyntax, Mark, Run, RunKind
from awesomelint.document.markdown.html import BREAKS, MARKS, Tag, tag_at, tags
from awesomelint.document.markdown.runs import label_of
from awesomelint.span import Span

_BREAKS = (RunKind.SOFT_BREAK, RunKind.HARD_BREAK)


def html_runs(content: str) -> list[Run]:
    """Read an HTML block: tags, and the text between them; its line ends are soft breaks."""
    runs: list[Run] = []
    done = 0
    for tag in tags(content):
        _text_runs(runs, content, done, tag.start)
        runs.append(Run(RunKind.TAG, tag.raw, tag.start, tag.end, Mark.NONE, None))
        done = tag.end
    _text_runs(runs, content, done, len(content))
    return runs


def _text_runs(runs: list[Run], content: str, start: int, end: int) -> None:
    position = start
    while position < end:
        stop = content.find("\n", position, end)
        line_end = end if stop < 0 else stop
        raw = content[position:line_end]
        if body := raw.strip():
            first = position + len(raw) - len(raw.lstrip())
            runs.append(Run(RunKind.TEXT, html.unescape(body), first, first + len(body), Mark.NONE, None))
        if stop >= 0 and runs and not _is_break(runs[-1]):
            runs.append(Run(RunKind.SOFT_BREAK, "\n", stop, stop + 1, Mark.NONE, None))
        position = line_end + 1


def _is_break(run: Run) -> bool:
    if run.kind is RunKind.TAG:
        tag = tag_at(run.text, 0)
        return tag is not None and tag.name in BREAKS
    return run.kind in _BREAKS


def apply_tags(runs: list[Run], links: list[Link], end: int) -> None:
    """Let tags act on the runs of one content, which ends at `end`; the links they make are added in order."""
    marks = Mark.NONE
    open_link: Link | None = None
    first = 0
    for index, run in enumerate(runs):
        tag = tag_at(run.text, 0) if run.kind is RunKind.TAG else None
        if tag is not None:
            if tag.name == "a" and tag.closing:
                if open_link is not None:
                    _end_link(open_link, runs[first:index], run.start, run.end)
                    open_link = None
            elif tag.name == "a" and open_link is None and run.link is None:
                open_link = _begin_link(tag, run.start)
                if open_link is not None:
                    links.append(open_link)
                    first = index + 1
            elif tag.name == "img" and not tag.closing:
                _make_picture(run, tag)
            elif tag.name in MARKS:
                marks = marks & ~MARKS[tag.name] if tag.closing else marks | MARKS[tag.name]
            elif tag.name in BREAKS:
                run.kind = RunKind.HARD_BREAK
        if marks:
            run.marks |= marks
        if open_link is not None and run.link is None:
            run.link = open_link
    if open_link is not None:
        _end_link(open_link, runs[first:], end, end)
    links.sort(key=lambda link: (link.span.start, -link.span.end))


def _begin_link(tag: Tag, base: int) -> Link | None:
    target = tag.attribute("href")
    if target is None:
        return None
    behind = base + tag.end
    written = Span(base + target.start, base + target.end)
    return Link(Span(base, behind), "", Span(behind, behind), target.value, written, LinkSyntax.HTML)


def _end_link(link: Link, inside: list[Run], close: int, end: int) -> None:
    """End a link at its closing tag; one that is never closed runs to the end of the content."""
    assert link.label_span is not None
    link.label = " ".join(label_of(inside).split())
    link.label_span = Span(link.label_span.start, close)
    link.span = Span(link.span.start, end)


def _make_picture(run: Run, tag: Tag) -> None:
    source, alternative = tag.attribute("src"), tag.attribute("alt")
    run.kind = RunKind.IMAGE
    run.text = alternative.value if alternative else ""
    run.url = source.value if source else ""
