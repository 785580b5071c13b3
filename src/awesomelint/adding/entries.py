"""Add an entry to a list: in a form of its section, with the proof that nothing else has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from awesomelint.adding.form import Draft, Lacking, drafts
from awesomelint.adding.paper import NewPaper
from awesomelint.adding.parts import parts_of
from awesomelint.adding.places import Added, placed
from awesomelint.checks.base import short
from awesomelint.checks.papers.paper_links import paper_index
from awesomelint.diagnostic import Diagnostic, Edit
from awesomelint.document.model import Document, Entry, Section
from awesomelint.document.parse import parse_document
from awesomelint.errors import InputError
from awesomelint.fixing.edits import Edited
from awesomelint.links.targets import target_url
from awesomelint.markdown.blocks import LinkKind
from awesomelint.papers.identifiers import PaperId, paper_id, read_identifier, repository
from awesomelint.papers.titles import title_key
from awesomelint.source import Span

MAX_DRAFTS = 5
"""Forms of a section's entries that are tried until one reads back as what was to be written."""

Findings = Callable[[Document], Sequence[Diagnostic]]


def duplicate(document: Document, paper: NewPaper) -> Entry | None:
    """Return the entry that a list has for a paper already: by its identities, its title, or what its title links to."""
    index = paper_index(document)
    for one in paper.ids:
        if one in index.by_paper:
            return index.by_paper[one][0].entry
    same = index.by_title.get(title_key(paper.title)) if paper.title else None
    if same:
        return same[0]
    urls = {target_url(url).rstrip("/") for url in (paper.url, paper.was) if url}
    for entry in document.entries:
        link = entry.title.link if entry.title is not None else None
        if link is not None and target_url(link.url).rstrip("/") in urls:
            return entry
    return None


def refuse_duplicate(document: Document, paper: NewPaper) -> None:
    """Raise `InputError`, with the line, if a list has a paper already; one without a title is called as the list calls it."""
    if (known := duplicate(document, paper)) is not None:
        name = paper.title or (known.title.value if known.title is not None else paper.url)
        raise InputError(f'"{short(name)}" is listed already', path=document.source.path, line=known.first)


def refuse_listed(document: Document, url: str) -> None:
    """Raise `InputError`, with the line, if a list has a URL or the paper of a URL, of which nothing else is known yet."""
    reading = read_identifier(url)
    refuse_duplicate(document, NewPaper(url, "", ids=(reading.paper,) if reading is not None else ()))


def add_entry(document: Document, paper: NewPaper, section: Section, findings: Findings) -> Added:
    """Return a list with an entry for a paper in a section.

    Several forms are tried until the list, read again, has the entry with all of its fields, all others as they were. `findings`
    lints: what it reports of the entry is fixed, or reported of the entry's model too. It is asked about one version more than
    once, and should remember its answers.

    Raises `InputError` where the list has the paper, the paper lacks what entries of the section have, or no form does.
    """
    path = document.source.path
    refuse_duplicate(document, paper)
    found = drafts(paper, section)
    if isinstance(found, Lacking):
        raise InputError(_lacking(found, paper, section), path=path)
    why = ""
    for draft in found[:MAX_DRAFTS]:
        added = placed(document, draft)
        fault = _fault(document, added, draft, paper) if added is not None else "its place is not clear"
        if added is not None and not fault:
            fixed = _fixed(added, findings)
            if fixed is not None and not _fault(document, fixed, draft, paper):
                added = fixed
            fault = _finding(document, added, draft.model, findings)
        if added is not None and not fault:
            return added
        why = why or fault
    raise InputError(f'cannot write "{short(paper.title)}" as section "{section.title}" does: {why}', path=path)


def _about(entry: Entry, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return those of some findings that are about an entry: they, or what is related, overlap or touch it."""

    def touches(span: Span) -> bool:
        return span.start <= entry.span.end and entry.span.start <= span.end

    return [one for one in found if touches(one.span) or any(touches(other.span) for other in one.related)]


def _finding(before: Document, added: Added, model: Entry, findings: Findings) -> str:
    """Return what is reported of a new entry, but not of its model, nor of the list before; empty where nothing is."""
    known, found = findings(before), findings(added.document)
    more = Counter(one.code for one in found) - Counter(one.code for one in known)
    usual = {one.code for one in _about(model, known)}
    new = [one for one in _about(added.entry, found) if one.code in more and one.code not in usual]
    return f"it would be reported: {new[0].code} {new[0].message}" if new else ""


def _fixed(added: Added, findings: Findings) -> Added | None:
    """Return a list with its new entry fixed where that is reported; `None` where nothing is to be fixed, or no paper stays."""
    source, entry, text = added.document.source, added.entry, added.text
    start = source.line_starts[entry.first - 1]
    lines = Span(start, start + len(text))
    edits: list[Edit] = []
    for one in _about(entry, findings(added.document)):
        if one.fix is None:
            continue
        spans = [edit.span for edit in one.fix.edits]
        is_within = all(lines.covers(span) and span.start < lines.end for span in spans)
        if is_within and not any(span.overlaps(edit.span) for span in spans for edit in edits):
            edits += one.fix.edits
    if not edits:
        return None
    edited = Edited(source.text, sorted(edits, key=lambda edit: edit.span))
    document = parse_document(source.with_text(edited.text), added.document.venues)
    new = next((one for one in document.entries if one.first == entry.first), None)
    if new is None or _papers(new) != _papers(entry):
        return None
    return Added(document, edited.text[start : edited.place(lines.end)], new, added.left_out)


def _papers(entry: Entry) -> set[PaperId | None]:
    return {paper_id(link.url) for link in entry.links}


def _lacking(found: Lacking, paper: NewPaper, section: Section) -> str:
    where = f'section "{section.title}"' if section.title else "the list"
    known = {
        "authors": paper.authors and not paper.has_more,
        "venue": paper.venue,
        "year": paper.year,
        "code": paper.links.get(LinkKind.CODE),
        "description": paper.description,
    }
    missing = [f"--{one}" for one in found.options if one in known and not known[one]]
    if missing and len(missing) == len(found.options):
        return f"entries of {where} have more than is known of the paper: give {', '.join(missing)}"
    if found.stuck:
        return f'no entry of {where} can be the model: "{short(found.stuck)}" in one is its own, and cannot be left out alone'
    names = " and ".join("link" if one == "main" else one for one in found.options)
    return f"no entry of {where} has a form in which the paper can be written" + (
        names and f": its {names} cannot be replaced"
    )


# -- the proof


def _fault(before: Document, added: Added, draft: Draft, paper: NewPaper) -> str:
    """Return what is wrong with a list that has an entry more; empty where all is well."""
    after, entry = added.document, added.entry
    if len(after.entries) != len(before.entries) + 1:
        return "it would not be read as one entry"
    others = [_said(one) for one in after.entries if one is not entry]
    if others != [_said(one) for one in before.entries]:
        return "other entries would change"
    if entry.section.path != draft.model.section.path or entry.container is not draft.model.container:
        return "it would be read as of another section"
    model = draft.model
    if entry.title is None or entry.title.value != paper.title:
        return "its title would be read otherwise"
    if model.author_list is not None and not _are_named(entry, paper):
        return "its authors would be read otherwise"
    for name, own, usual in (
        ("venue", entry.venue, model.venue),
        ("year", entry.year, model.year),
        ("description", entry.description, model.description),
    ):
        if (own is None) != (usual is None):
            return f"its {name} would be read otherwise"
    if entry.year is not None and paper.year is not None and entry.year.value != str(paper.year):
        dates = any(part.slot == "date" for part in parts_of(model))
        if not dates or entry.year.value != paper.date[:4]:
            return "its year would be read otherwise"
    if not entry.links and 2 * sum(bool(one.links) for one in model.section.entries) > len(model.section.entries):
        return "its link would be left out"
    stay = {link.url for link in entry.links} - {paper.url, *paper.links.values()}
    if any(link.url in stay for link in model.links if repository(link.url) or paper_id(link.url)):
        return "a link of another paper would stay in it"
    return ""


def _are_named(entry: Entry, paper: NewPaper) -> bool:
    """Return whether an entry names authors of a paper, in order and all of them unless it says that there are more."""
    count, known = len(entry.authors), len(paper.authors)
    return bool(count) and (count < known + paper.has_more if entry.et_al else count == known and not paper.has_more)


def _said(entry: Entry) -> tuple[object, ...]:
    """Return what must not change of another entry. How its fields are read may: that depends on the entries around it."""
    return entry.last - entry.first, tuple(link.url for link in entry.links), entry.section.path
