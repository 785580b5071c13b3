"""The links of an entry that stand there under a label, such as `[pdf](u)`: not its title, not a link in a sentence."""

from __future__ import annotations

import re

from awesomelint.document.blocks import Brackets, Link, LinkKind
from awesomelint.document.fields.labels import label_kind
from awesomelint.document.link_form import LinkForm, link_forms
from awesomelint.document.model import Entry, once_per_entry
from awesomelint.expressions import expression

_PROSE_AFTER = expression(r"[ \t]+(?:[a-z]{2,}|[ai])\b(?!\])")
_PROSE_BEFORE = expression(
    r"\b(?:the|this|that|these|a|an|our|their|its|his|her|see|in|on|at|of|for|with|from|by|via|to|and|or|as|is|are|read|visit|using|"
    r"official|original|corresponding|associated|accompanying|related)[ \t]+[*_`]*$",
    re.IGNORECASE,
)
_YEAR = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADDRESS = expression(r"/|^\S+\.\w+$")
_LAST_TEXT = expression(r"\w")
_REACH = 20
_NOT_LABELS = (LinkKind.BADGE, LinkKind.ANCHOR)
_POINTING = frozenset({"here", "this", "this one", "more", "details"})
"""Labels that only a sentence gives a meaning."""


@once_per_entry
def label_links(entry: Entry) -> list[LinkForm]:
    """Return the label links of an entry and how they are written; those inside other brackets are left out."""
    if not any(_may_be_label(link, entry) for link in entry.links):
        return []
    source = entry.document.source
    text = source.text
    found: list[LinkForm] = []
    depth, done = 0, entry.span.start
    for form in link_forms(source, entry.links):
        start, end = form.link.span
        between = text[done:start]
        done = end
        if "\n" in between:
            depth, between = 0, between[between.rindex("\n") :]
        for char in between if any(bracket in between for bracket in "[]()") else "":
            depth = depth + 1 if char in "[(" else max(depth - 1, 0) if char in "])" else depth
        own = form.brackets in (Brackets.INSIDE, Brackets.PARENTHESES)
        if depth == own and _is_label(form, entry):
            found.append(form)
    return found


def _may_be_label(link: Link, entry: Entry) -> bool:
    """Tell whether a link's words alone can make it a label: most entries have but their title's link."""
    return link.kind not in _NOT_LABELS and not is_title_link(link, entry) and label_kind(link.label) is not None


def _is_label(form: LinkForm, entry: Entry) -> bool:
    link = form.link
    label = link.label.strip("[] ")
    if not _may_be_label(link, entry) or not label or label.casefold() in _POINTING or _ADDRESS.search(label):
        return False
    if form.brackets is Brackets.PLAIN and (_YEAR.search(label) or _begins_line(form, entry)):
        return False
    return not _is_in_sentence(form, entry.document.source.text)


def is_title_link(link: Link, entry: Entry) -> bool:
    """Tell whether a link is the title of an entry, or a part of it."""
    title = entry.title
    return title is not None and (title.link is link or title.outer.overlaps(link.span))


def _begins_line(form: LinkForm, entry: Entry) -> bool:
    """Tell whether nothing but the marker stands before a link in its entry: it names the thing, whatever it says."""
    start = entry.marker.end if entry.marker is not None else entry.span.start
    return not _LAST_TEXT.search(entry.document.source.text, start, form.link.span.start)


def _is_in_sentence(form: LinkForm, text: str) -> bool:
    start, end = form.span
    if _PROSE_AFTER.match(text, end):
        return True
    return _PROSE_BEFORE.search(text, max(0, start - _REACH), start) is not None
