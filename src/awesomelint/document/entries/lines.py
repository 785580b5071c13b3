"""What a line of a list looks like: does it have a title of its own, or does it only add to the entry above it?"""

from __future__ import annotations

import re

from awesomelint.document.blocks import Block, Inline, Link, LinkSyntax, Mark, Run, RunKind
from awesomelint.document.fields.labels import label_kind
from awesomelint.expressions import expression

YEAR_OR_VENUE = expression(r"(?<!\d)(?:19[6-9]|20[0-3])\d(?!\d)|\bet al\b|[A-Z]{3,20}['’]\d\d|\barxiv\b", re.IGNORECASE)


_TAGGED = expression(r"\d\d-[A-Z]\w*[A-Z]\w*-\w")

NAKED = (LinkSyntax.BARE, LinkSyntax.AUTOLINK)


WORDS_BEFORE_A_LINK = 5
"""Words from which on a link behind them is a part of their sentence."""

_LABELLED = expression(r"\s*([\w\u4e00-\u9fff /()&+.-]{1,40}?)\s*[:：]")
_DETAILS = frozenset(
    "intro introduction author authors key keys keyword keywords venue summary abstract tldr note notes comment motivation"
    " affiliation affiliations institution tags tag published date year 简介 作者 单位 会议 关键词 备注 主页 解读".split()
)


def inlines_of(block: Block) -> list[Inline]:
    """Return all inline contents in a block, in order."""
    if not block.children:
        return [block.inline] if block.inline is not None else []
    return [child.inline for child in block.walk() if child.inline is not None]


def head_of(item: Block) -> Inline | None:
    """Return the first inline content that stands directly in a list item."""
    for child in item.children:
        if child.inline is not None:
            return child.inline
    return None


def external_links(inline: Inline) -> list[Link]:
    """Return the links that do not stay on the page."""
    return [link for link in inline.links if not link.url.startswith("#")]


def first_run(inline: Inline) -> Run | None:
    """Return the first run with something to read; pictures and tags are passed over."""
    for run in inline.runs:
        if run.kind is RunKind.TAG or run.kind is RunKind.IMAGE:
            continue
        if run.kind in (RunKind.SOFT_BREAK, RunKind.HARD_BREAK):
            continue
        if run.text.strip():
            return run
    return None


def text_outside_links(inline: Inline) -> str:
    """Return the text that is no label of a link."""
    return "".join(run.text for run in inline.runs if run.link is None and run.kind is RunKind.TEXT)


def has_title(inline: Inline) -> bool:
    """Tell whether a line has a title of its own: a link or bold text that is no label, or text with a label link behind it."""
    for run in inline.runs:
        if run.link is not None and run.kind is RunKind.TEXT:
            if not run.link.url.startswith("#") and label_kind(run.link.label) is None and len(run.link.label) > 3:
                return True
        elif Mark.BOLD in run.marks and run.kind is RunKind.TEXT and len(run.text.split()) >= 3:
            return True
    text = text_outside_links(inline)
    labelled = _LABELLED.match(text)
    return len(text.split()) >= 4 and bool(external_links(inline)) and not (labelled and _is_detail(labelled[1]))


def is_sentence(inline: Inline) -> bool:
    """Tell whether a line runs on into a link that is no label, as sentences do: "This one extends the work of [Berg](...)"."""
    text = ""
    for run in inline.runs:
        if run.link is not None and run.kind is RunKind.TEXT:
            runs_on = text.rstrip()[-1:].isalnum() and len(text.split()) >= WORDS_BEFORE_A_LINK
            return runs_on and label_kind(run.link.label) is None
        if Mark.BOLD in run.marks:
            return False
        text += run.text
    return False


def is_tagged(text: str) -> bool:
    """Tell whether a line begins with year, venue and title joined by hyphens: "20-OSDI-The Title"."""
    return text[:1].isdigit() and _TAGGED.match(text) is not None


def is_label_line(inline: Inline) -> bool:
    """Tell whether a line only adds to the entry above it: "pdf: …", "[[Code]](u)", an author list without a link."""
    text = inline.plain().strip()
    labelled = _LABELLED.match(text)
    if labelled and _is_detail(labelled[1]):
        return True
    outside = text_outside_links(inline).strip(" []()|,.;:·•\n")
    if inline.links:
        return len(outside.split()) <= 3 and all(label_kind(link.label) is not None for link in inline.links)
    return not is_tagged(text)


def says_label(inline: Inline) -> bool:
    """Tell whether a line begins with a label and a colon: "Paper: ..."."""
    labelled = _LABELLED.match(inline.plain().strip())
    return labelled is not None and _is_detail(labelled[1])


def _is_detail(label: str) -> bool:
    return label.lower().strip(" .") in _DETAILS or label_kind(label) is not None


def is_bold_line(inline: Inline) -> bool:
    """Tell whether a line begins bold or linked, as titles do."""
    run = first_run(inline)
    return run is not None and (Mark.BOLD in run.marks or run.link is not None)


def starts_linked(block: Block) -> bool:
    """Tell whether a block quote begins with a link that is a title."""
    inline = next((child.inline for child in block.children if child.inline is not None), None)
    run = first_run(inline) if inline is not None else None
    return run is not None and run.link is not None and label_kind(run.link.label) is None


def has_linked_details(item: Block) -> bool:
    """Tell whether a link stands anywhere in an item."""
    return any(external_links(inline) for child in item.children for inline in inlines_of(child))


def is_repository_link(inline: Inline) -> bool:
    """Tell whether a table cell is empty or one link to a place in the same repository."""
    if not inline.runs:
        return True
    links = inline.links
    outside = text_outside_links(inline).strip(" []()|")
    return len(links) == 1 and not outside and not links[0].url.startswith(("http:", "https:", "//"))


def is_bare(inline: Inline) -> bool:
    """Tell whether a paragraph holds nothing but pictures and naked links."""
    return all(
        run.kind is not RunKind.TEXT or not run.text.strip() or (run.link is not None and run.link.syntax in NAKED)
        for run in inline.runs
    )
