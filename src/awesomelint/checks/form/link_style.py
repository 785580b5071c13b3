"""How links are written: with a text or bare, and in which brackets."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from awesomelint.causes import MANY
from awesomelint.checks.base import Expectation, deviations, evidence_for, expectation
from awesomelint.checks.form.labelled_links import bare_label, label_links
from awesomelint.checks.form.link_form import Brackets, LinkForm, rewrite
from awesomelint.checks.form.slips import link_slips
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.conventions import Observation
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.links.url_faults import is_template
from awesomelint.markdown.blocks import BlockKind, Link, LinkKind, LinkSyntax
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression


class LinkText(StrEnum):
    """How a link is written: the words of `awesomelint conventions` and of messages."""

    NAMED = "[text](url)"
    ANGLED = "<url>"
    BARE = "url"


_FORMS = {LinkSyntax.BARE: LinkText.BARE, LinkSyntax.AUTOLINK: LinkText.ANGLED}


def observe_link_text(entry: Entry) -> Iterator[Observation]:
    """Observe whether an entry's links have a text of their own; badges and links within the document do not count."""
    for link in entry.links:
        if link.kind is not LinkKind.ANCHOR and link.kind is not LinkKind.BADGE:
            yield Observation(_FORMS.get(link.syntax, LinkText.NAMED), link.span)


# -- URLs that are in the text as they are, where the list gives its links a text

_LEAD = expression(r"([^\W\d_]+)[*_]{0,3}[ \t]*[:：][*_]{0,3}[ \t]*\Z")
_BEHIND_LABEL = expression(r"\](?:[ \t]*\r?\n[ \t]*)?\(\Z")
_REACH = 40
"""Characters before a link in which the word is that says what it is."""
_STYLES = {"text": LinkText.NAMED, "angle": LinkText.ANGLED}


def bare_url(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report bare URLs in entries of a section whose links mostly are in brackets of either kind.

    Where the entry has such a link besides, the URL is a remark, and its finding an info; so it is where the section is too
    small to have a convention of its own, as the notes at the end of a list are.
    """
    style = rule.options["style"]
    if style == "any" or not any(link.syntax is LinkSyntax.BARE for link in document.links):
        return
    broken = sorted(slip.span for slip in link_slips(document))
    # Where there are many, or only an info, somebody may like them so, and most programs make links of them.
    is_usual = sum(link.syntax is LinkSyntax.BARE for link in document.links) > MANY
    usual = _bare_behind(document) if style == "infer" else frozenset()
    for entry in document.entries:
        bare = [link for link in entry.links if _is_bare(document, link) and not _lies_in(broken, link.span)]
        if not bare:
            continue
        expected, convention, is_own = _STYLES.get(style, LinkText.NAMED).value, None, True
        if style == "infer":
            convention = document.conventions.of(observe_link_text, entry.section)
            if convention is None or convention.value == LinkText.BARE:
                continue
            expected = convention.value
            is_own = convention.scope == "section"
            if expected == LinkText.NAMED and any(link.syntax is LinkSyntax.AUTOLINK for link in entry.links):
                continue  # it shows URLs on purpose
        severity = None if is_own and len(bare) == len(entry.links) else Severity.INFO
        or_angled = f" or {LinkText.ANGLED.value}" if expected == LinkText.NAMED.value else ""
        for link in bare:
            if _lead(document, link) in usual:
                continue
            wanted = expected if _is_half(document.source.text, link.span.start) else expected + or_angled
            yield rule.diagnose(
                link.span,
                f"found a bare URL, expected {wanted}",
                fix=_fix(document, link, Safety.UNSAFE if is_usual or severity is not None else Safety.SAFE),
                cause=f"found a bare URL, expected {wanted}",
                severity=severity,
                evidence=evidence_for(convention, "links"),
            )


def _bare_behind(document: Document) -> frozenset[str]:
    """Return the words, such as "website", behind which the list mostly writes bare URLs."""
    counts: Counter[tuple[str, bool]] = Counter()
    for entry in document.entries:
        for link in entry.links:
            if lead := _lead(document, link):
                counts[lead, link.syntax is LinkSyntax.BARE] += 1
    bare = (lead for lead, is_bare in counts if is_bare)
    return frozenset(lead for lead in bare if counts[lead, True] > 1 and counts[lead, True] >= counts[lead, False])


def _lead(document: Document, link: Link) -> str:
    """Return the words and the colon before a link that say what it is, as in "Website: https://...", without case."""
    start = link.span.start
    before = document.source.text[max(0, start - _REACH) : start]
    match = _LEAD.search(before) if before.rstrip(" \t*_").endswith((":", "：")) else None
    return match[1].casefold() if match is not None else ""


def _is_bare(document: Document, link: Link) -> bool:
    """Return whether a link is a bare URL.

    A host alone, such as `www.example.org`, is named rather than linked. A target behind a label, in HTML or on the next line, is
    a link that is not rendered, which other rules report.
    """
    if link.syntax is not LinkSyntax.BARE or link.url.endswith("//") or is_template(link.url):
        return False
    start = link.span.start
    if _BEHIND_LABEL.search(document.source.text, max(0, start - _REACH), start):
        return False
    text = document.source[link.span]
    return "/" in text.rstrip("/") or not text.casefold().startswith("www.")


def _lies_in(spans: Sequence[Span], span: Span) -> bool:
    """Return whether a place lies in one of some spans, which are in order."""
    index = bisect_right(spans, span)
    return any(other.covers(span) for other in spans[max(0, index - 2) : index + 1])


def _fix(document: Document, link: Link, safety: Safety) -> Fix | None:
    """Return angle brackets around the URL: the same text and target, in every Markdown program.

    There are none in HTML or MDX, and `www...` without a scheme would not be a link in them. A URL that is glued to a word by
    its bracket, as in `2017.(https://...)`, is half of a link, which angle brackets would not make whole.
    """
    leaf = document.places.leaf_at(link.span.start)
    if leaf is None or leaf.kind is BlockKind.HTML or document.source.path.casefold().endswith(".mdx"):
        return None
    start, end = link.span
    if not link.url.casefold().startswith(("http://", "https://")) or _is_half(document.source.text, start):
        return None
    return Fix((Edit(Span(start, start), "<"), Edit(Span(end, end), ">")), safety)


def _is_half(text: str, start: int) -> bool:
    """Return whether a bracket before a URL follows right after other text."""
    return start > 1 and text[start - 1] in "([" and not text[start - 2].isspace()


# -- brackets around links

_UNSURE = (LinkKind.OTHER, LinkKind.ANCHOR)
"""Links that are not known to be labels, and may belong to a sentence."""

_OTHER_BRACKETS = ("(", "{", "<", "（", "【", "「")
"""Brackets that a label may begin with, and that are none of `Brackets`."""

_PINNED = {
    "inside": Brackets.INSIDE,
    "outside": Brackets.OUTSIDE,
    "plain": Brackets.PLAIN,
    "parentheses": Brackets.PARENTHESES,
    "escaped": Brackets.ESCAPED,
}


def link_brackets(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links whose brackets are not those of most links around them.

    A section in which no link has them may be of another kind: there it is an info.
    """
    pinned = _PINNED.get(rule.options["style"])
    for section in document.sections:
        wanted = expectation(section, observe_link_brackets, "links", pinned=pinned, shared=False)
        if wanted is None:
            continue
        is_used = document.conventions.counts(observe_link_brackets, section)[wanted.value] > 0
        severity = None if is_used or pinned is not None else Severity.INFO
        for entry in dict.fromkeys(entry for entry, _ in deviations(section, observe_link_brackets, wanted)):
            yield from _judge(entry, wanted, rule, severity)


def _judge(entry: Entry, wanted: Expectation, rule: Rule, severity: Severity | None) -> Iterator[Diagnostic]:
    source, expected = entry.document.source, Brackets(wanted.value)
    forms = label_links(entry)
    groups: dict[tuple[int, int], list[LinkForm]] = {}
    for form in forms:
        if form.group > 1:
            groups.setdefault(form.opening, []).append(form)
    for form in forms:
        if form.brackets is expected or not _is_judged(form):
            continue
        # In a list that writes links without brackets, one may be put in parentheses, as anything may be.
        is_aside = form.brackets is Brackets.PARENTHESES and expected is Brackets.PLAIN
        if wanted.evidence is not None and (is_aside or _is_on_purpose(entry.document, form, expected)):
            continue
        group = groups.get(form.opening, [])
        if form.group > 1 and len(group) != form.group:
            continue
        message = f"found {_shown(form, form.brackets)}, expected {_shown(form, expected)}"
        cause = f"found {form.brackets.value}, expected {expected.value}"
        is_prose = form.link.kind in _UNSURE
        safety = Safety.UNSAFE if is_prose or severity is Severity.INFO else Safety.SAFE
        fix = Fix(rewrite(source, form, expected, group), safety, "write the usual brackets")
        yield rule.diagnose(form.span, message, fix=fix, evidence=wanted.evidence, cause=cause, severity=severity)


def _shown(form: LinkForm, brackets: Brackets) -> str:
    label = bare_label(form.link.label)
    return brackets.value.replace("text", label, 1).replace("(url)", "(...)")


@remembered
def _uses(document: Document) -> tuple[Counter[tuple[str, Brackets]], Counter[tuple[LinkKind, Brackets]]]:
    """Count the brackets around the links of each label, and of each kind, all over a document."""
    forms = [form for entry in document.entries for form in label_links(entry)]
    of_labels = Counter((bare_label(form.link.label).casefold(), form.brackets) for form in forms)
    return of_labels, Counter((form.link.kind, form.brackets) for form in forms)


def _is_on_purpose(document: Document, form: LinkForm, expected: Brackets) -> bool:
    """Return whether links of this label, or if it is the only one those of this kind, are in these brackets more often."""
    labels, kinds = _uses(document)
    name, kind = bare_label(form.link.label).casefold(), form.link.kind
    if labels[name, form.brackets] + labels[name, expected] > 1:
        return labels[name, form.brackets] > labels[name, expected]
    return kinds[kind, form.brackets] > kinds[kind, expected]


def observe_link_brackets(entry: Entry) -> Sequence[Observation]:
    """Observe which brackets are around each of an entry's label links.

    Links with a bracket missing do not count, nor those with other brackets in their label, as in `[(pdf)](u)`.
    """
    return [Observation(form.brackets, form.link.span) for form in label_links(entry) if _is_judged(form)]


def _is_judged(form: LinkForm) -> bool:
    return form.is_balanced and form.link.label.lstrip()[:1] not in _OTHER_BRACKETS
