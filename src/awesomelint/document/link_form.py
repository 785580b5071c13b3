"""Which brackets of the house style stand around a link, and how to write others.

`[[pdf](u)]` and `[[pdf]](u)` look alike to readers and are both common; so are links in parentheses, links without anything,
and one pair of brackets around several links: `[[pdf](u), [code](v)]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from awesomelint.diagnostic import Edit
from awesomelint.document.blocks import Brackets, Link, LinkSyntax
from awesomelint.expressions import expression
from awesomelint.source import Source
from awesomelint.span import Span

_SEPARATORS = expression(r"[ \t,;|/&+·•]*")
_BEFORE = expression(r"(?:(\\?\[)|(\())[ \t]?[*_]{0,3}$")
_AFTER = expression(r"[*_]{0,3}[ \t]?(?:(\\?\])|(\)))")
_WRITTEN = (LinkSyntax.INLINE, LinkSyntax.REFERENCE)
_NEAR_OPENING, _NEAR_CLOSING = frozenset("[( \t*_"), frozenset("]) \t*_\\")
_REACH = 6
"""Characters before a link that are looked at for an opening bracket."""

_PARTS = {
    Brackets.PLAIN: ("", "", "", ""),
    Brackets.INSIDE: ("[", "", "", "]"),
    Brackets.OUTSIDE: ("", "[", "]", ""),
    Brackets.ESCAPED: ("", "\\[", "\\]", ""),
    Brackets.PARENTHESES: ("(", "", "", ")"),
}
"""What a form writes before the link, before and behind the words of its label, and behind the link."""


class LinkForm(NamedTuple):
    """How the brackets of a link are written.

    `parts` are the places of what stands before the link, before and behind the words of its label, and behind the link,
    empty where nothing stands. `is_balanced` is false where a bracket lacks its partner. `group` counts the links of the
    same pair of brackets.
    """

    link: Link
    brackets: Brackets
    parts: tuple[Span, Span, Span, Span]
    is_balanced: bool = True
    group: int = 1

    @property
    def span(self) -> Span:
        """The link with its brackets; in a group without them."""
        if self.group > 1:
            return self.link.span
        return Span(min(self.parts[0].start, self.link.span.start), max(self.parts[3].end, self.link.span.end))


def link_forms(source: Source, links: Sequence[Link]) -> list[LinkForm]:
    """Return the form of each link that is written in Markdown; groups in one pair of brackets are known as such."""
    forms = [link_form(source, link) for link in links if link.syntax in _WRITTEN and link.label_span is not None]
    start = 0
    while start < len(forms):
        end = _group_end(source, forms, start)
        if end > start + 1:
            opening, closing = forms[start].parts[0], forms[end - 1].parts[3]
            brackets = Brackets.INSIDE if source.text[opening.start] == "[" else Brackets.PARENTHESES
            for index in range(start, end):
                _, before, behind, _ = forms[index].parts
                parts = (opening, before, behind, closing)
                forms[index] = LinkForm(forms[index].link, brackets, parts, group=end - start)
        start = end
    return forms


def link_form(source: Source, link: Link) -> LinkForm:
    """Return how the brackets of one link are written."""
    text = source.text
    start, end = link.span
    before = _BEFORE.search(text, max(0, start - _REACH), start) if text[start - 1 : start] in _NEAR_OPENING else None
    after = _AFTER.match(text, end) if text[end : end + 1] in _NEAR_CLOSING else None
    opening = Span(before.start(), before.start() + len(before[1] or "(")) if before else Span(start, start)
    closing = Span(after.end() - len(after[1] or ")"), after.end()) if after else Span(end, end)
    label = link.label_span or Span(start, start)
    inner = _label_brackets(text, label)
    width = len(inner)
    parts = (opening, Span(label.start, label.start + width), Span(label.end - width, label.end), closing)
    pair = text[opening.slice()] + text[closing.slice()]
    whole = not _is_torn(text[parts[1].end : parts[2].start])
    if inner:
        brackets = Brackets.OUTSIDE if width == 1 else Brackets.ESCAPED
        return LinkForm(link, brackets, parts, whole and pair in ("", "()", "(", ")"))
    if pair in ("[]", "()"):
        return LinkForm(link, Brackets.INSIDE if pair == "[]" else Brackets.PARENTHESES, parts, whole)
    return LinkForm(link, Brackets.PLAIN, parts, whole and not pair)


def _is_torn(label: str) -> bool:
    """Tell whether a label has a bracket without its partner."""
    return label.count("[") != label.count("]")


def rewrite(source: Source, form: LinkForm, brackets: Brackets, group: Sequence[LinkForm] = ()) -> tuple[Edit, ...]:
    """Return the edits that write a link, or all links of its group, with other brackets."""
    if form.group > 1:
        first, last = group[0], group[-1]
        edits = [Edit(first.parts[0], ""), Edit(last.parts[3], "")]
        for other in group:
            start, end = other.link.span
            outer = (Span(start, start), other.parts[1], other.parts[2], Span(end, end))
            edits += _edits(source, outer, brackets)
        return tuple(sorted(edits, key=lambda edit: edit.span))
    start, end = form.link.span
    parts = form.parts
    if form.brackets not in (Brackets.INSIDE, Brackets.PARENTHESES):
        parts = (Span(start, start), parts[1], parts[2], Span(end, end))
    return tuple(_edits(source, parts, brackets))


def _edits(source: Source, parts: tuple[Span, Span, Span, Span], brackets: Brackets) -> list[Edit]:
    return [Edit(span, text) for span, text in zip(parts, _PARTS[brackets], strict=True) if source[span] != text]


def _label_brackets(text: str, label: Span) -> str:
    """Return the opening bracket of a label that is one pair of brackets: `[` or `\\[`, or nothing."""
    for opening, closing in (("\\[", "\\]"), ("[", "]")):
        if text.startswith(opening, label.start) and text.endswith(closing, label.start, label.end):
            inner = text[label.start + len(opening) : label.end - len(closing)]
            return opening if "[" not in inner and "]" not in inner and inner.strip() else ""
    return ""


def _group_end(source: Source, forms: Sequence[LinkForm], start: int) -> int:
    """Return the index behind the last link of a group that begins at `start`; the next index, if there is none."""
    text = source.text
    first = forms[start]
    opening, closing = text[first.parts[0].slice()], text[first.parts[3].slice()]
    if opening not in ("[", "(") or closing or first.brackets is not Brackets.PLAIN:
        return start + 1
    for index in range(start + 1, len(forms)):
        before, form = forms[index - 1], forms[index]
        if form.brackets is not Brackets.PLAIN or form.parts[0].start != form.parts[0].end:
            break
        if not _SEPARATORS.fullmatch(text, before.link.span.end, form.link.span.start):
            break
        closing = text[form.parts[3].slice()]
        if closing:
            return index + 1 if opening + closing in ("[]", "()") else start + 1
    return start + 1
