"""The brackets around a link, and how to write others."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from awesomelint.diagnostic import Edit
from awesomelint.markdown.blocks import Link, LinkSyntax
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression


class Brackets(StrEnum):
    """Brackets around a link: a list's house style, and what it is called in messages."""

    PLAIN = "[text](url)"
    INSIDE = "[[text](url)]"
    OUTSIDE = "[[text]](url)"
    ESCAPED = r"[\[text\]](url)"
    PARENTHESES = "([text](url))"


_SEPARATORS = expression(r"[ \t,;|/&+·•]*")
_BEFORE = expression(r"(?:(\\?\[)|(\())[ \t]?[*_]{0,3}$")
_AFTER = expression(r"[*_]{0,3}[ \t]?(?:(\\?\])|(\)))")
_PLAIN_NAME = expression(r"[^./#]+")
"""A target that is no path."""
_INLINE, _REFERENCE = LinkSyntax.INLINE, LinkSyntax.REFERENCE
_PLAIN, _INSIDE, _PARENTHESES = Brackets.PLAIN, Brackets.INSIDE, Brackets.PARENTHESES
_REACH = 6
"""Characters before a link that are looked at for an opening bracket."""

_WRITTEN = {
    Brackets.PLAIN: ("", "", "", ""),
    Brackets.INSIDE: ("[", "", "", "]"),
    Brackets.OUTSIDE: ("", "[", "]", ""),
    Brackets.ESCAPED: ("", "\\[", "\\]", ""),
    Brackets.PARENTHESES: ("(", "", "", ")"),
}
"""The pieces of each form: before the link, before and after the words of its label, and after the link."""

Parts = tuple[Span, Span, Span, Span]
"""Where each of the four pieces of `_WRITTEN` is; empty where nothing is written."""


class LinkForm(NamedTuple):
    """How the brackets of a link are written.

    `opening` and `closing` are the places of what is before and after the link, empty where nothing is, `width` the
    length of the bracket inside the label. `is_balanced` is false where a bracket lacks its partner. `group` counts the links
    in the same pair of brackets.
    """

    link: Link
    brackets: Brackets
    opening: tuple[int, int]
    closing: tuple[int, int]
    width: int = 0
    is_balanced: bool = True
    group: int = 1

    @property
    def span(self) -> Span:
        """The link with its brackets; in a group without them."""
        if self.group > 1:
            return self.link.span
        return Span(self.opening[0], self.closing[1])

    @property
    def words(self) -> Span:
        """The label without brackets."""
        label = self.link.label_span or Span(self.link.span.start, self.link.span.start)
        return Span(label.start + self.width, label.end - self.width)

    @property
    def parts(self) -> Parts:
        """The places of the brackets before the link, before and after its words, and after the link."""
        words, width = self.words, self.width
        before, behind = Span(words.start - width, words.start), Span(words.end, words.end + width)
        return Span(*self.opening), before, behind, Span(*self.closing)


def opens_in_words(text: str, link: Link) -> bool:
    """Return whether the bracket that opens a link was meant as text: in `[a[C\\]//b](u)` the link is `[C\\]//b](u)`."""
    label = link.label_span
    if label is None or text.find("\\]", label.start, label.end) < 0:
        return False
    raw = text[label.start : label.end]
    return raw.count("]") > raw.count("[")


def is_bracket_inside(link: Link, text: str) -> bool:
    """Return whether the bracket that closes `[[x](u)]` was written before the parenthesis, where it is part of the target."""
    start, end = link.span
    return text[start - 1 : start] == "[" and text[end - 2 : end] == "])" and text[end : end + 1] != "]"


def is_notation(text: str, link: Link) -> bool:
    """Return whether what reads as a link is a formula or code, as in `f[i](j)` or `[a](b)[c]`.

    It is glued to a name or to further brackets, and leads to no path.
    """
    before, after = text[link.span.start - 1 : link.span.start], text[link.span.end : link.span.end + 1]
    is_glued = before.isalnum() or before == "$" or after in ("[", "(")
    return is_glued and _PLAIN_NAME.fullmatch(link.url) is not None


def link_forms(source: Source, links: Sequence[Link]) -> list[LinkForm]:
    """Return the form of each link that is written in Markdown; groups in one pair of brackets are known as such."""
    text = source.text
    forms = [
        link_form(text, link)
        for link in links
        if (link.syntax is _INLINE or link.syntax is _REFERENCE) and link.label_span is not None
    ]
    is_grouped = len(forms) > 1 and not all(form.is_balanced for form in forms)
    return _with_groups(text, forms) if is_grouped else forms


def link_form(text: str, link: Link) -> LinkForm:
    """Return how the brackets of one link are written."""
    start, end = link.span
    label = link.label
    if "[" not in label and "]" not in label:
        before, after = text[start - 1 : start], text[end : end + 1]
        if before == "[" and after == "]":
            return LinkForm(link, _INSIDE, (start - 1, start), (end, end + 1))
        if (
            before not in "[(*_"
            and after not in "])*_"
            and not (
                (before in " \t" and text[start - 2 : start - 1] in "[(")
                or (after in " \t\\" and text[end + 1 : end + 2] in "])")
            )
        ):
            return LinkForm(link, _PLAIN, (start, start), (end, end))
    return _odd_form(text, link)


def _odd_form(text: str, link: Link) -> LinkForm:
    """Return the form of a link that has spaces, emphasis or other brackets around it, or brackets in its label."""
    start, end = link.span
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    after = _AFTER.match(text, end)
    opening = (before.start(), before.start() + len(before[1] or "(")) if before else (start, start)
    closing = (after.end() - len(after[1] or ")"), after.end()) if after else (end, end)
    label = link.label_span or Span(start, start)
    width = _label_bracket(text, label)
    pair = text[slice(*opening)] + text[slice(*closing)]
    words = text[label.start + width : label.end - width]
    whole = words.count("[") == words.count("]")
    if width:
        brackets = Brackets.OUTSIDE if width == 1 else Brackets.ESCAPED
        return LinkForm(link, brackets, opening, closing, width, whole and pair in ("", "()", "(", ")"))
    if pair.replace("\\", "") in ("[]", "()"):
        return LinkForm(link, _INSIDE if pair[-1] == "]" else _PARENTHESES, opening, closing, 0, whole)
    return LinkForm(link, _PLAIN, opening, closing, 0, whole and not pair)


def rewrite(source: Source, form: LinkForm, brackets: Brackets, group: Sequence[LinkForm] = ()) -> tuple[Edit, ...]:
    """Return the edits that write a link, or all links of its group, with other brackets."""
    if form.group > 1:
        edits = [Edit(Span(*group[0].opening), ""), Edit(Span(*group[-1].closing), "")]
        for other in group:
            edits += _edits(source, _bare(other), brackets)
        return tuple(sorted(edits, key=lambda edit: edit.span))
    parts = form.parts if form.brackets in (_INSIDE, _PARENTHESES) else _bare(form)
    return tuple(_edits(source, parts, brackets))


def _bare(form: LinkForm) -> Parts:
    """Return the parts of a link as if nothing stood around it."""
    (start, end), (_, before, behind, _) = form.link.span, form.parts
    return Span(start, start), before, behind, Span(end, end)


def _edits(source: Source, parts: Parts, brackets: Brackets) -> list[Edit]:
    return [Edit(span, text) for span, text in zip(parts, _WRITTEN[brackets], strict=True) if source[span] != text]


def _label_bracket(text: str, label: Span) -> int:
    """Return the length of the bracket in a label that is one pair of brackets: 1, 2 for `\\[`, 0 for none."""
    for opening, closing in (("\\[", "\\]"), ("[", "]")):
        if text.startswith(opening, label.start) and text.endswith(closing, label.start, label.end):
            inner = text[label.start + len(opening) : label.end - len(closing)]
            return len(opening) if "[" not in inner and "]" not in inner and inner.strip() else 0
    return 0


def _with_groups(text: str, forms: list[LinkForm]) -> list[LinkForm]:
    """Return the forms; links that share one pair of brackets have its form."""
    found: list[LinkForm] = []
    while len(found) < len(forms):
        start = len(found)
        end = _group_end(text, forms, start)
        members = forms[start:end]
        if len(members) > 1:
            opening, closing = members[0].opening, members[-1].closing
            brackets = _INSIDE if text[opening[1] - 1] == "[" else _PARENTHESES
            members = [LinkForm(one.link, brackets, opening, closing, one.width, True, len(members)) for one in members]
        found += members
    return found


def _group_end(text: str, forms: Sequence[LinkForm], start: int) -> int:
    """Return the index after the last link of a group that begins at `start`; the next index, if there is none."""
    first = forms[start]
    opening, closing = text[slice(*first.opening)], text[slice(*first.closing)]
    if opening not in ("[", "(") or closing or first.brackets is not _PLAIN:
        return start + 1
    for index in range(start + 1, len(forms)):
        before, form = forms[index - 1], forms[index]
        if form.brackets is not _PLAIN or form.opening[0] != form.opening[1]:
            break
        if not _SEPARATORS.fullmatch(text, before.link.span.end, form.link.span.start):
            break
        closing = text[slice(*form.closing)]
        if closing:
            return index + 1 if opening + closing in ("[]", "()") else start + 1
    return start + 1
