"""Link syntax that readers see as text: unbalanced brackets and broken links."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby

from awesomelint.checks.base import short
from awesomelint.checks.form.bracket_pairs import Pairs
from awesomelint.checks.form.broken_tags import broken_tags, parted_pictures
from awesomelint.checks.form.link_form import is_bracket_inside, opens_in_words
from awesomelint.checks.form.loose_brackets import Slip
from awesomelint.checks.form.references import definitions_as_items, lost_definitions, place_of
from awesomelint.checks.form.slips import link_slips
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.conventions import MIN_WITNESSES, is_majority, majority
from awesomelint.document.model import Document, remembered
from awesomelint.links.url_faults import second_url
from awesomelint.markdown.blocks import BlockKind, Inline, Link, LinkSyntax
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_ESCAPED_BEFORE = expression(r"\\[\[(] ?[*_]{0,2}$")
_ESCAPED_AFTER = expression(r"[*_]{0,2} ?\\[\])]")
_CLOSING = {"[": "]", "(": ")"}
_WRITTEN = frozenset({LinkSyntax.INLINE, LinkSyntax.REFERENCE})
_YEAR_IN_BRACKETS = expression(r"(?:19|20)\d\d[a-z]?[)\]]")
"""The end of a citation."""
_MISTYPED = frozenset("]})|")
"""What is written by mistake where a bracket should close."""


def unbalanced_brackets(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report each bracket at a link that has no partner, and links that fell apart for want of a bracket.

    Brackets elsewhere in the text are the author's own affair: titles, intervals and citations hold single ones.
    """
    text, places = document.source.text, document.places
    slips: list[Slip] = []
    for leaf, links in groupby(_lonely_links(document), key=lambda link: places.leaf_at(link.span.start)):
        if leaf is not None and leaf.inline is not None and leaf.kind is not BlockKind.HTML:
            pairs = Pairs(leaf.inline, text)
            for link in links:
                if (slip := _lone_bracket(link, document, pairs)) is not None:
                    slips.append(slip)
    is_habit = sum(text[slip.span.start] == "(" for slip in slips) > 1
    for slip in slips:
        # Whoever leaves a parenthesis open more than once means to, and the link works.
        is_minor = is_habit and text[slip.span.start] == "("
        yield _diagnose(rule, slip, Severity.INFO if is_minor else None)
    for slip in link_slips(document):
        if slip.is_bracket:
            yield _diagnose(rule, slip)
    for slip in _late_links(document):
        yield _diagnose(rule, slip)
    cited = [match.end() - 1 for match in _YEAR_IN_BRACKETS.finditer(text)]
    for entry in document.entries:
        for inline in entry.inlines:
            years = set(cited[bisect_left(cited, inline.span.start) : bisect_left(cited, inline.span.end)])
            yield from (_diagnose(rule, slip) for slip in (_doubled_brackets(inline, text, years) if years else ()))


def _late_links(document: Document) -> Iterator[Slip]:
    """Yield the first bracket of `[a[C\\]//b](u)`, which is text, since the link begins at the second."""
    text, places = document.source.text, document.places
    late = (link for link in document.links if link.syntax is LinkSyntax.INLINE and opens_in_words(text, link))
    for leaf, links in groupby(late, key=lambda link: places.leaf_at(link.span.start)):
        if leaf is None or leaf.inline is None or leaf.kind is BlockKind.HTML:
            continue
        literal = sorted(at for at in Pairs(leaf.inline, text).unclosed if text[at] == "[")
        for link in links:
            start = link.span.start
            index = bisect_left(literal, start) - 1
            if index < 0 or (opening := literal[index]) + 1 == start:
                continue
            found = f'"[" as text, and a link that begins at "{short("[" + link.label)}"'
            yield Slip(Span(opening, opening + 1), found, r"\[ there", is_bracket=True)


_DOUBLED_BRACKETS = expression(r"\)\)|\(\(|\]\]|\[\[")


def _doubled_brackets(inline: Inline, text: str, cited: set[int]) -> Iterator[Slip]:
    """Yield the second bracket of `(Roe, 2019))` and the first of `((Roe, 2019)`, which has no partner.

    `cited` are the places of the brackets behind a year.
    """
    pairs: Pairs | None = None
    for match in _DOUBLED_BRACKETS.finditer(text, *inline.span):
        at = match.start()
        pairs = pairs or Pairs(inline, text)
        is_closing = match[0][0] in ")]"
        lone, partner = (at + 1, at) if is_closing else (at, at + 1)
        if lone not in (pairs.unopened if is_closing else pairs.unclosed):
            continue
        first = pairs.opening.get(partner) if is_closing else partner
        last = pairs.closing.get(partner) if not is_closing else partner
        if first is None or last is None or last not in cited:
            continue
        words = short(text[first + 1 : last])
        opening, closing = text[first], text[last]
        found = f"{opening}{words}{closing}{closing}" if is_closing else f"{opening}{opening}{words}{closing}"
        edits = (Edit(Span(lone, lone + 1), ""),)
        yield Slip(Span(min(first, lone), max(last, lone) + 1), found, f"{opening}{words}{closing}", edits, True)


def _diagnose(rule: Rule, slip: Slip, severity: Severity | None = None) -> Diagnostic:
    safety = Safety.SAFE if slip.certain else Safety.UNSAFE
    fix = Fix(slip.edits, safety) if slip.edits else None
    return rule.diagnose(slip.span, f"found {slip.found}, expected {slip.expected}", fix=fix, severity=severity)


def _lonely_links(document: Document) -> Iterator[Link]:
    """Yield the links with a bracket on one side only; most lists have few, and most of those close further on.

    Not those whose target holds two URLs, which is another rule's: the bracket may belong to a link that was lost in it.
    """
    text = document.source.text
    for link in document.links:
        start, end = link.span
        before, after = text[start - 1 : start], text[end : end + 1]
        lonely = _CLOSING[before] != after if before in _CLOSING else after == "]" or after == ")"
        if lonely and link.syntax in _WRITTEN and second_url(link.url) is None:
            yield link


def _lone_bracket(link: Link, document: Document, pairs: Pairs) -> Slip | None:
    """Read a link with a bracket directly before or after it that has no partner, not even one that is escaped."""
    text, (start, end) = document.source.text, link.span
    in_label = link.label.count("[") - link.label.count("]")
    if start - 1 in pairs.unclosed:
        is_paired = (
            (text[start - 1] == "[" and in_label < 0) or _ESCAPED_AFTER.match(text, end) or text[start - 2] == "<"
        )
        return None if is_paired else _not_closed(link, document, pairs)
    if end in pairs.unopened and text[end] in "])":
        is_escaped = _ESCAPED_BEFORE.search(text, max(0, start - 4), start) is not None
        is_paired = is_escaped or (text[end] == "]" and in_label > 0)
        return None if is_paired else _not_opened(link, document, pairs)
    return None


def _not_closed(link: Link, document: Document, pairs: Pairs) -> Slip | None:
    """Read `[[pdf](u)`, `([pdf](u)` and `[[pdf](u)}`."""
    text, (start, end) = document.source.text, link.span
    opening, after = text[start - 1], text[end : end + 1]
    closing = _CLOSING.get(opening)
    if closing is None:
        return None
    shown = _shown(link)
    here = Span(start - 1, start)
    wanted = f"{opening}{shown}{closing}"
    if after in _MISTYPED and after != closing and after and (end in pairs.unopened or after == "}"):
        return Slip(Span(end, end + 1), f"{opening}{shown}{after}", wanted, (Edit(Span(end, end + 1), closing),), True)
    bare = (Edit(here, ""),)
    if opening == "[":
        if is_bracket_inside(link, text):
            ends = Span(end - 2, end)
            return Slip(Span(start - 1, end), f"[[{short(link.label)}](...])", wanted, (Edit(ends, ")]"),), True)
        if link.label.startswith("["):
            return Slip(here, f"[{shown}", shown, bare, True)
        style = _style_of(link, document)
        if style == "outside" and link.label_span is not None:
            inner = link.label_span.end
            return Slip(here, f"[{shown}", f"[[{short(link.label)}]](...)", (Edit(Span(inner, inner), "]"),), True)
        if style is not None and style != "inside":
            return Slip(here, f"[{shown}", shown, bare, True)
        certain = style == "inside" and _stands_alone(text, end)
        return Slip(here, f"[{shown}", wanted, (Edit(Span(end, end), "]"),), True, certain)
    return Slip(here, f"({shown}", wanted, (Edit(Span(end, end), ")"),), True, certain=False)


def _not_opened(link: Link, document: Document, pairs: Pairs) -> Slip:
    """Read `[pdf](u)]`, `[[pdf]](u)]` and `[pdf](u))`; of two targets only the author knows which is meant."""
    text, (start, end) = document.source.text, link.span
    closing = text[end]
    shown = _shown(link)
    here = Span(end, end + 1)
    bare = (Edit(here, ""),)
    if "](" in link.label:  # "[[pdf](u](v)]"
        return Slip(Span(start, end + 1), f"a second target in the label of {shown}", "one, behind the label", (), True)
    if closing == "]" and not link.label.startswith("["):
        style = _style_of(link, document)
        if style == "inside":
            return Slip(here, f"{shown}]", f"[{shown}]", (Edit(Span(start, start), "["),), True)
        if style == "outside" and link.label_span is not None:
            inner = link.label_span.end
            edits = (Edit(Span(start, start), "["), Edit(Span(inner, inner), "]"), *bare)
            return Slip(here, f"{shown}]", f"[[{short(link.label)}]](...)", edits, True)
        return Slip(here, f"{shown}]", shown, bare, True, certain=style is not None)
    near = max(0, start - 4)
    # After another link, the bracket that is missing may belong before the first of several.
    follows_link = pairs.ends_link(near + len(text[near:start].rstrip(" ,;|/&")))
    certain = closing == "]" or not (pairs.has_link_in_parentheses or follows_link)
    return Slip(here, f"{shown}{closing}", shown, bare, True, certain)


def _stands_alone(text: str, end: int) -> bool:
    """Return whether nothing after a link looks like the rest of a group such as `[[pdf](u), [code](v)]`."""
    rest = text[end : end + 4].lstrip(" ")
    return not rest or rest[0] in "\r\n[<|." or (rest[0] not in ",;/&+" and text[end].isspace())


def _shown(link: Link) -> str:
    return f"[{short(link.label)}](...)"


def _style_of(link: Link, document: Document) -> str | None:
    """Return which brackets the list puts around links of one label, or around most links.

    `inside`, `outside` for `[[x]](u)`, `plain` where no bracket is needed, or `None` where the list is not sure.
    """
    for label in (link.label.casefold(), ""):
        counts = _styles(document).get(label, Counter())
        if counts.total() >= MIN_WITNESSES:
            usual = majority(counts)
            if usual is None and is_majority(counts.total() - counts["inside"], counts.total()):
                return "plain"
            return usual
    return None


@remembered
def _styles(document: Document) -> dict[str, Counter[str]]:
    """Count the brackets around links by their labels, and below `""` around all."""
    text = document.source.text
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for link in document.links:
        if link.syntax not in _WRITTEN or link.url.startswith("#"):
            continue
        start, end = link.span
        opens, closes = text[start - 1 : start] == "[", text[end : end + 1] == "]"
        if opens is not closes:
            continue
        is_bracketed = link.label.startswith("[") and link.label.endswith("]")
        style = "inside" if opens else "outside" if is_bracketed else "plain"
        name = link.label[1:-1] if is_bracketed else link.label
        for each in (name.casefold(), ""):
            counts[each][style] += 1
    return counts


# -- other broken syntax, and syntax that only some programs take for a link

_SPACES = " \t\r\n"
_PADDED_LEFT = expression(r"\]\((?=[ \t\r\n])")
_PADDED_RIGHT = expression(r"\)(?<=[ \t\r\n]\))")


def broken_link_syntax(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report each link whose syntax is broken (a bracket too many or too few is another rule's), padded, or bracketed twice."""
    text = document.source.text
    definitions = {match.start("opening") for match in lost_definitions(document)}
    for slip in link_slips(document):
        if not slip.is_bracket and slip.span.start not in definitions:
            yield _diagnose(rule, slip)
    for slip in (*broken_tags(document), *parted_pictures(document)):
        yield _diagnose(rule, slip)
    for definition in definitions_as_items(document):
        span, name = place_of(document, definition)
        message = f"found [{short(name)}]: ... as an item, which readers see as empty, expected [{short(name)}](...)"
        yield rule.diagnose(span, message)
    is_padded = _PADDED_LEFT.search(text) is not None or _PADDED_RIGHT.search(text) is not None
    reports_padding = is_padded and rule.options["padding"] == "report"
    if not reports_padding and "]((" not in text and "](“" not in text:
        return
    for link in document.links:
        label, target = link.label_span, link.target_span
        if link.syntax is not LinkSyntax.INLINE or label is None or target is None:
            continue
        opening, closing = label.end + 2, link.span.end - 1
        if text[opening] in "(“":
            yield from _doubled(link, target, text, rule)
        elif reports_padding and (text[opening] in _SPACES or text[closing - 1] in _SPACES):
            yield from _padded(link, target, Span(opening, closing), text, rule)


def _doubled(link: Link, target: Span, text: str, rule: Rule) -> Iterator[Diagnostic]:
    """Read `[x]((u))`, a link to `(u)`, and `[x](“u”)`."""
    start, end = target
    opening, closing = text[start], text[end - 1]
    is_doubled = opening + closing == "()" and end - start > 2 and text[end : end + 1] == ")"
    if is_doubled or opening + closing == "“”":
        edits = (Edit(Span(start, start + 1), ""), Edit(Span(end - 1, end), ""))
        message = f"found [{short(link.label)}]({opening}...{closing}), expected [{short(link.label)}](...)"
        yield rule.diagnose(target, message, fix=Fix(edits))


def _padded(link: Link, target: Span, inside: Span, text: str, rule: Rule) -> Iterator[Diagnostic]:
    """Read `[x]( u )`, a link to programs that know all of Markdown, and to those alone; a wrapped line is no padding."""
    raw = text[inside.start : inside.end]
    if link.url and raw.strip(_SPACES) == text[target.start : target.end] and "\n" not in raw and "\r" not in raw:
        message = f"found a space around the target of [{short(link.label)}], expected none"
        fix = Fix((Edit(inside, text[target.start : target.end]),))
        yield rule.diagnose(inside, message, fix=fix, severity=Severity.INFO)
