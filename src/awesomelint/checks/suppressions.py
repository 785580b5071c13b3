"""Checks of the comments that suppress findings: those that do nothing, and those that name no rule."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.diagnostic import MARKER, Diagnostic, Edit, Fix
from awesomelint.expressions import expression
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source
from awesomelint.span import Span
from awesomelint.suggest import nearest
from awesomelint.suppress import Comment, Directive, Selector, Suppressions

_MAX_HINTS = 100
"""Unknown codes in one list that are compared with all rules, and so get a hint and a fix; comparing takes 0.3 ms each."""
_BLANKS = " \t"
_BLANK_OR_END = ("", " ", "\t")
_ITEM = expression(r"(?:[-*+]|\d+[.)])[ \t]")


def unused_suppression(suppressions: Suppressions, rule: Rule) -> Iterator[Diagnostic]:
    """Report comments, or codes in them, that keep nothing back: one finding a comment."""
    for comment, idle in suppressions.unused():
        message = f"found a comment that {_lack(comment, idle)}"
        yield rule.diagnose(idle[0].span, message, fix=_without(suppressions.document.source, comment, idle))


def _lack(comment: Comment, idle: tuple[Selector, ...]) -> str:
    is_end = comment.directive is Directive.ENABLE
    if comment.is_blanket:
        return "ends nothing" if is_end else "keeps back nothing"
    return ("ends no " if is_end else "keeps back no ") + " or ".join(f'"{selector.text}"' for selector in idle)


def unknown_rule(suppressions: Suppressions, rule: Rule) -> Iterator[Diagnostic]:
    """Report words in comments that name no rule, and comments that ask for nothing we know."""
    source = suppressions.document.source
    found = 0
    for comment in suppressions.comments:
        if comment.directive is None:
            yield _unknown_directive(source, comment, rule)
            continue
        for selector in comment.selectors:
            if not selector.codes and selector.text:
                found += 1
                if found > _MAX_HINTS:
                    yield rule.diagnose(selector.span, f'found "{selector.text}", which names no rule')
                else:
                    yield _unknown_selector(suppressions, comment, selector, rule)


def _unknown_selector(suppressions: Suppressions, comment: Comment, selector: Selector, rule: Rule) -> Diagnostic:
    source, near = suppressions.document.source, suppressions.index.nearest(selector.text)
    message = f'found "{selector.text}", which names no rule{_hint(near)}'
    fix = _replaced(source, comment, selector.span, near) if near else _without(source, comment, (selector,))
    return rule.diagnose(selector.span, message, fix=fix)


def _unknown_directive(source: Source, comment: Comment, rule: Rule) -> Diagnostic:
    near = nearest(comment.word, [directive.value for directive in Directive])
    span = Span(comment.word_span.start - len(MARKER), comment.word_span.end)
    message = f'found "{source[span]}", which asks for nothing{_hint(near and MARKER + near)}'
    fix = _replaced(source, comment, comment.word_span, near) if near else None
    return rule.diagnose(span, message, fix=fix)


def _hint(near: str | None) -> str:
    return f' (did you mean "{near}"?)' if near else ""


def _replaced(source: Source, comment: Comment, span: Span, text: str) -> Fix:
    """Return a fix that replaces a part of a comment.

    The edit covers the whole comment: two fixes of one comment must not meet, since together they could leave it without
    codes, which means all rules.
    """
    whole = source.text[comment.span.start : span.start] + text + source.text[span.end : comment.span.end]
    return Fix((Edit(comment.span, whole),))


def _without(source: Source, comment: Comment, selectors: tuple[Selector, ...]) -> Fix | None:
    """Return a fix that removes codes from a comment, or the comment when none is left."""
    if len(selectors) == len(comment.selectors):
        removal = _removal(source, comment.span)
        return Fix((removal,)) if removal else None
    kept = [selector.text for selector in comment.selectors if selector not in selectors]
    listed = Span(comment.selectors[0].span.start, comment.selectors[-1].span.end)
    return _replaced(source, comment, listed, ", ".join(kept))


def _removal(source: Source, comment: Span) -> Edit | None:
    """Return the edit that removes a comment and what only it needs; `None` where Markdown would read the rest differently."""
    text = source.text
    first, last = source.line_at(comment.start), source.line_at(comment.end)
    lines = Span(source.line_span(first).start, source.line_span(last).end)
    before, after = text[lines.start : comment.start], text[comment.end : lines.end]
    if before.strip():
        start = lines.start + len(before.rstrip(" \t")) if after[:1] in _BLANK_OR_END else comment.start
        return Edit(Span(start, comment.end), "")
    if not after.strip():
        return _line_removal(source, lines, first, last)
    if after.lstrip().startswith("<!--"):
        return Edit(Span(comment.start, comment.end + len(after) - len(after.lstrip())), "")
    return None  # the comment makes its line HTML; without it the text behind it would be Markdown


def _line_removal(source: Source, lines: Span, first: int, last: int) -> Edit:
    """Return the edit that removes the lines of a comment, a blank line with it where two would meet.

    Between two lines of text an empty line stays, lest they become one paragraph, unless both are items of a list.
    """
    above = source.line(first - 1).strip(_BLANKS) if first > 1 else ""
    below = source.line(last + 1).strip(_BLANKS) if last < source.line_count else ""
    if above and below and not (_ITEM.match(above) and _ITEM.match(below)):
        return Edit(lines, "")
    starts = source.line_starts
    following = last if above or below else last + 1
    return Edit(Span(lines.start, starts[following] if following < len(starts) else len(source.text)), "")
