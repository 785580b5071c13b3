"""Links that lead to another paper than their entry's: such a link works, so that nothing but its record tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from awesomelint.checks.base import short
from awesomelint.checks.links.moved_links import url_edit
from awesomelint.checks.links.verdicts import facts_of
from awesomelint.checks.papers.claims import Judged, judged
from awesomelint.checks.papers.paper_links import named, paper_index
from awesomelint.context import LintContext, PaperRecord
from awesomelint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from awesomelint.document.model import Document, Entry
from awesomelint.links.targets import use_of
from awesomelint.papers.identifiers import PaperId, canonical, form, rewrite
from awesomelint.papers.identity import Proof, Verdict
from awesomelint.papers.titles import title_key
from awesomelint.rulebook.spec import Rule

_MAX_TITLE = 80


def wrong_paper(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links whose paper is another entry's, or by other authors than the paper that the entry's title belongs to."""
    wrong = [one for one in judged(document, facts_of(context)) if one.identity.verdict is Verdict.WRONG]
    leads_to = {one.entry: one.neighbour for one in wrong if one.neighbour is not None}
    for one in wrong:
        owner = _owner(document, one)
        related: tuple[Related, ...] = ()
        if one.neighbour is not None and one.neighbour.title is not None:
            related = (Related(one.neighbour.title.span, "the entry of that paper"),)
        yield rule.diagnose(
            one.link.link.target_span or one.link.link.span,
            _message(document, one, leads_to, owner),
            related=related,
            fix=_fix(document, one) if owner is None else None,
            severity=None if Proof.KNOWN in one.identity.proofs else Severity.WARNING,
            group=_group(one, leads_to),
        )


def _fix(document: Document, one: Judged) -> Fix | None:
    """Return the fix that links to the paper of the entry's title, `None` where that is not known, or its URL."""
    known, link = one.identity.known, one.link.link
    url = _url(document, one, known.paper) if known is not None else None
    edit = url_edit(document, use_of(document, link, link.url), url) if url is not None else None
    return Fix((edit,), Safety.UNSAFE, "link to this paper") if edit is not None else None


def _message(document: Document, one: Judged, leads_to: Mapping[Entry, Entry], owner: Entry | None) -> str:
    record, known, neighbour = one.record, one.identity.known, one.neighbour
    said = f'link leads to "{short(record.title, _MAX_TITLE)}"{by(record)}, says {source_of(record)}'
    if neighbour is not None:
        line = document.source.line_at(neighbour.span.start)
        is_swap = leads_to.get(neighbour) is one.entry
        said += f"; it is on line {line}, whose link leads here" if is_swap else f"; it is on line {line}"
    if known is not None:
        said += f'; "{short(one.claim.title, _MAX_TITLE)}" is {named(known.paper)}{by(known)}'
        if owner is not None:
            said += f", as on line {document.source.line_at(owner.span.start)}"
    return said


def _owner(document: Document, one: Judged) -> Entry | None:
    """Return another entry with the title and the right link of this one, whose title may be what is wrong then."""
    index, known = paper_index(document), one.identity.known
    namesakes = index.by_title[title_key(one.claim.title)]
    listed = index.by_paper.get(known.paper, ()) if known is not None else ()
    return next((link.entry for link in listed if link.entry is not one.entry and link.entry in namesakes), None)


def by(record: PaperRecord) -> str:
    """Return the authors of a record in words after its title, the first one of many."""
    if not record.authors:
        return ""
    others = (
        " and others" if len(record.authors) > 2 else f" and {record.authors[1]}" if len(record.authors) == 2 else ""
    )
    return f" by {record.authors[0]}{others}"


def source_of(record: PaperRecord) -> str:
    """Return who says what a record says."""
    return "its page" if record.source == "page" else record.source


def _group(one: Judged, leads_to: Mapping[Entry, Entry]) -> str:
    """Return what makes one finding of all wrong links of an entry, and of two entries whose links were swapped."""
    neighbour = one.neighbour
    is_swap = neighbour is not None and leads_to.get(neighbour) is one.entry
    first = min(one.entry.span, neighbour.span) if neighbour is not None and is_swap else one.entry.span
    return f"{first.start}-{first.end}"


_URLS = {"arxiv": "https://arxiv.org/abs/{}", "doi": "https://doi.org/{}", "acl": "https://aclanthology.org/{}/"}


def _url(document: Document, one: Judged, paper: PaperId) -> str | None:
    """Return the URL of a paper, in the form of a link where that can be; `None` where none is known."""
    written = one.link.link.url
    listed = paper_index(document).by_paper.get(paper)
    if listed:
        url = listed[0].link.url
    elif paper.scheme in _URLS:
        url = _URLS[paper.scheme].format(paper.value)
    else:
        return None
    wanted = form(written)
    return rewrite(canonical(url) or url, wanted) if wanted is not None else url
