"""Does an entry have the same link twice?"""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety
from awesomelint.document.blocks import Link, LinkKind, LinkSyntax
from awesomelint.document.fields.labels import label_kind
from awesomelint.document.model import Entry
from awesomelint.document.style.labels import contradiction
from awesomelint.document.style.link_form import link_forms
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_IGNORED = frozenset({LinkKind.ANCHOR, LinkKind.BADGE})

_WITHOUT_LABEL = frozenset({LinkSyntax.BARE, LinkSyntax.AUTOLINK})


def repeated_link(entry: Entry, rule: Rule) -> Iterator[Diagnostic]:
    """Report links under a label whose target an earlier label of the entry has already."""
    if len(entry.links) < 2:
        return
    seen: dict[str, int] = {}
    for number, link in enumerate(entry.links):
        if not link.url or link.kind in _IGNORED or link.syntax in _WITHOUT_LABEL or label_kind(link.label) is None:
            continue
        first = seen.setdefault(link.url, number)
        if first == number:
            continue
        other = entry.links[first]
        if not _contradict(other, link) or contradiction(link) is not None or contradiction(other) is not None:
            continue  # a label that says what its target cannot be is another rule's
        line = entry.document.source.line_at(other.span.start)
        message = f"found the target of [{link.label}] again, expected it once: [{other.label}] in line {line} has it"
        related = (Related(other.span, "the same target"),)
        yield rule.diagnose(link.span, message, related=related, fix=_removal(entry, number, first))


def _contradict(one: Link, other: Link) -> bool:
    """Tell whether two links should not have one target: a page may be of project, code and data, but not of a paper too."""
    return one.label.casefold() == other.label.casefold() or (one.kind is LinkKind.PAPER) != (
        other.kind is LinkKind.PAPER
    )


def _removal(entry: Entry, number: int, first: int) -> Fix | None:
    """Return the fix that drops the later of two links with one label; where the labels differ, one is wrong, not too much."""
    link, other = entry.links[number], entry.links[first]
    forms = [form for form in link_forms(entry.document.source, entry.links) if form.link is link]
    if link.label.casefold() != other.label.casefold() or not forms or forms[0].group > 1 or not forms[0].is_balanced:
        return None
    start, end = forms[0].span
    text = entry.document.source.text
    if text[start - 1 : start] not in (" ", "]", ")"):
        return None
    return Fix((Edit(Span(start - (text[start - 1] == " "), end), ""),), Safety.UNSAFE, "drop the later link")
