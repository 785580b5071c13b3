"""The links of an entry that are there under a label, such as `[pdf](u)`: not its title, not a link in a sentence."""

from __future__ import annotations

import re

from awesomelint.checks.form.link_form import Brackets, LinkForm, link_forms
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Entry, remembered
from awesomelint.markdown.blocks import Link, LinkKind
from awesomelint.startup import expression, memo

_PROSE_BEFORE = expression(
    r"\b(?:the|this|that|these|a|an|our|their|its|his|her|see|in|on|at|of|for|with|from|by|via|to|and|or|as|is|are|read|visit|using|"
    r"official|original|corresponding|associated|accompanying|related)[ \t]+[*_`]*$",
    re.IGNORECASE,
)
_PROSE_AFTER = expression(r"[ \t]+(?:[a-z]{2,}|[ai])\b(?!\])")
_YEAR = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADDRESS = expression(r"/|^\S+\.\w+$")
_LAST_TEXT = expression(r"\w")
_REACH = 20
_SPACES, _MARKS = frozenset(" \t"), frozenset("*_`")
_BADGE, _ANCHOR = LinkKind.BADGE, LinkKind.ANCHOR
_PLAIN, _INSIDE, _PARENTHESES = Brackets.PLAIN, Brackets.INSIDE, Brackets.PARENTHESES
_BETWEEN_NEIGHBOURS = frozenset({"] [", "][", "]  [", " ", ", ", "], [", ") (", ""})
"""What is between two links side by side, and opens as many brackets as it closes."""
_POINTING = frozenset({"here", "this", "this one", "more", "details"})
"""Labels that only a sentence gives a meaning."""


@memo(4096)
def bare_label(label: str) -> str:
    """Return a label without the brackets of the house style."""
    return " ".join(label.strip("[] ").split())


@remembered
def label_links(entry: Entry) -> list[LinkForm]:
    """Return the label links of an entry and how they are written; those inside other brackets are left out."""
    source, title = entry.document.source, entry.title
    title_link = title.link if title is not None else None
    if not [link for link in entry.links if link is not title_link and is_label(link.label)]:
        return []
    text = source.text
    title_start, title_end = title.outer if title is not None else (0, 0)
    found: list[LinkForm] = []
    depth, done = 0, entry.span.start
    for form in link_forms(source, entry.links):
        link = form.link
        start, end = link.span
        if text[done:start] not in _BETWEEN_NEIGHBOURS:
            newline = text.rfind("\n", done, start)
            if newline >= 0:
                depth, done = 0, newline
            depth += text.count("[", done, start) + text.count("(", done, start)
            depth -= text.count("]", done, start) + text.count(")", done, start)
        done = end
        own = form.brackets is _INSIDE or form.brackets is _PARENTHESES
        if depth < own:
            depth = int(own)
        if depth != own or (title_start < end and start < title_end) or not is_label(link.label):
            continue
        if link is not title_link and _stands_alone(form, link, entry, text):
            found.append(form)
    return found


@memo(1 << 15)
def is_label(label: str) -> bool:
    """Return whether the text of a link says what the link is for, such as `pdf`: no title, name or address."""
    bare = label.strip("[] ")
    if not bare or bare.casefold() in _POINTING or _ADDRESS.search(bare):
        return False
    return label_kind(label) is not None


def _stands_alone(form: LinkForm, link: Link, entry: Entry, text: str) -> bool:
    """Return whether a link is no badge, no name at the head of an entry, and no word of a sentence."""
    if link.kind is _BADGE or link.kind is _ANCHOR:
        return False
    head = entry.marker.end if entry.marker is not None else entry.span.start
    if form.brackets is _PLAIN and (_YEAR.search(link.label) or not _LAST_TEXT.search(text, head, link.span.start)):
        return False  # what begins an entry names the thing, whatever it says
    start, end = link.span if form.group > 1 else (form.opening[0], form.closing[1])
    if _is_eastern(text[start - 1 : start]) and _is_eastern(text[end : end + 1]):
        return False  # scripts without spaces: "在[论文](u)中"
    if text[end : end + 1] in _SPACES and text[end + 1 : end + 2].islower() and _PROSE_AFTER.match(text, end):
        return False
    before = start
    while text[before - 1 : before] in _MARKS:
        before -= 1
    if text[before - 1 : before] not in _SPACES or not text[before - 2 : before - 1].isalpha():
        return True
    return _PROSE_BEFORE.search(text, max(0, start - _REACH), start) is None


def _is_eastern(char: str) -> bool:
    """Return whether a character is a letter of a script that sets no spaces between words."""
    return char >= "\u3040" and char.isalnum()


def is_title_link(link: Link, entry: Entry) -> bool:
    """Return whether a link is the title of an entry, or a part of it."""
    title = entry.title
    if title is None:
        return False
    start, end = title.outer
    return title.link is link or (start < link.span.end and link.span.start < end)
