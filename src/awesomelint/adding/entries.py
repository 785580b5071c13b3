"""Add an entry to a list: where it belongs, the numbers after it, and the proof that nothing else has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log

from awesomelint.adding.form import Draft, Lacking, drafts
from awesomelint.adding.paper import NewPaper
from awesomelint.adding.parts import crowded, number_of, parts_of
from awesomelint.checks.base import short
from awesomelint.checks.order.moving import indented
from awesomelint.checks.papers.paper_links import paper_index
from awesomelint.diagnostic import Diagnostic, Edit
from awesomelint.document.model import Document, Entry, Section
from awesomelint.document.order import By, Order, alphabetical, order_of
from awesomelint.document.parse import parse_document
from awesomelint.errors import InputError, did_you_mean
from awesomelint.fixing.edits import Edited
from awesomelint.links.targets import target_url
from awesomelint.markdown.blocks import LinkKind
from awesomelint.papers.identifiers import paper_id, read_identifier, repository
from awesomelint.papers.titles import title_key, title_words
from awesomelint.source import Span
from awesomelint.startup import NamedTuple

MAX_DRAFTS = 5
"""Forms of a section's entries that are tried until one reads back as what was to be written."""
NEAREST = 3
"""Entries of a section that tell how like a paper it is."""
MAX_NAMED = 5
"""Sections that are offered where it is not clear which one a paper belongs to."""

Findings = Callable[[Document], Sequence[Diagnostic]]


class Added(NamedTuple):
    """A list with an entry more: `document` is the list, `text` the lines of the entry, `entry` where it is in the list.

    `left_out` is what the entry that gave the form says of its own, and this one does not: remarks, such as "best paper".
    """

    document: Document
    text: str
    entry: Entry
    left_out: tuple[str, ...]


# -- the section


def sections_named(document: Document, name: str) -> list[Section]:
    """Return the sections with entries under the headings of a name (`Models`, or `Vision > Models`, as `section_name` has it).

    Sections below a heading count where it has no entries itself.
    Raises `InputError` where there is no such heading, or nothing to take the form of an entry from.
    """
    wanted = [part.strip().casefold() for part in name.split(" > ")]
    named = [
        one
        for one in document.sections
        if [part.casefold() for part in one.path[-len(wanted) :]] == wanted
        or section_name(one).casefold() == name.strip().casefold()
    ]
    if not named:
        hint = did_you_mean(name, [section.title for section in document.sections if section.path])
        raise InputError(f'no section is called "{name}"{hint}', path=document.source.path)
    found = [one for section in named for one in ((section,) if section.entries else section.walk()) if one.entries]
    if not found:
        message = f'section "{name}" has no entries to take the form from'
        raise InputError(message, path=document.source.path)
    return list(dict.fromkeys(found))


def likely_sections(paper: NewPaper, sections: Sequence[Section]) -> list[Section]:
    """Return the sections that a paper may belong to, the one first whose entries are most like it by the words of their titles.

    Sections of another year than the paper's are none; where one is left, it is sure.
    """
    of_year = [one for one in sections if one.year == paper.year]
    sections = of_year or [one for one in sections if one.year is None] or list(sections)
    if len(sections) < 2:
        return list(sections)
    words = {one: [set(title_words(e.title.value)) for e in one.entries if e.title is not None] for one in sections}
    uses = Counter(word for titles in words.values() for title in titles for word in title)
    total = sum(len(titles) for titles in words.values())
    own = set(title_words(paper.title))

    def likeness(section: Section) -> float:
        weights = [sum(log(total / uses[word]) for word in own & title) for title in words[section]]
        of_heading = sum(1.0 + log(total / max(uses[word], 1)) for word in own & set(title_words(section.title)))
        return sum(sorted(weights, reverse=True)[:NEAREST]) / NEAREST + of_heading

    return sorted(sections, key=likeness, reverse=True)


def section_name(section: Section) -> str:
    """Return what a section is called, as `sections_named` takes it."""
    return " > ".join(section.path) or section.title or "(before the first heading)"


def unsure(document: Document, paper: NewPaper, likely: Sequence[Section]) -> InputError:
    """Return the error that it is not clear which section a paper belongs to, or that there is none."""
    shown = ", ".join(f'"{section_name(one)}"' for one in likely[:MAX_NAMED])
    message = f'which section is "{short(paper.title)}" for? Name it, such as {shown}'
    return InputError(message if likely else "the list has no entries to take the form from", path=document.source.path)


# -- the entry


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

    Several forms are tried until the list, read again, has the entry with all of its fields, all others as they were, and no
    finding more. `findings` lints. Raises `InputError` where the list has the paper, the paper lacks what entries of the section
    have, or no form does; nothing is changed then.
    """
    path = document.source.path
    refuse_duplicate(document, paper)
    found = drafts(paper, section)
    if isinstance(found, Lacking):
        raise InputError(_lacking(found, paper, section), path=path)
    why = ""
    before = Counter(one.code for one in findings(document))
    for draft in found[:MAX_DRAFTS]:
        added = _placed(document, draft)
        fault = _fault(document, added, draft, paper) if added is not None else "its place is not clear"
        if added is not None and not fault:
            new = Counter(one.code for one in findings(added.document)) - before
            fault = f"it would be reported by {', '.join(sorted(new))}" if new else ""
        if added is not None and not fault:
            return added
        why = why or fault
    raise InputError(f'cannot write "{short(paper.title)}" as section "{section.title}" does: {why}', path=path)


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


# -- its place


def _placed(document: Document, draft: Draft) -> Added | None:
    """Return a list with a draft where the order of its section puts it; `None` where numbers do not tell."""
    run = run_of(draft.model)
    at_end = _inserted(document, draft, run, len(run))
    if at_end is None:
        return None
    place = _place(run, at_end.entry)
    return at_end if place == len(run) else _inserted(document, draft, run, place)


def run_of(model: Entry) -> list[Entry]:
    """Return the entries of a section that are items, rows or paragraphs beside one, in order."""
    run = [one for one in model.section.entries if one.block.parent is model.block.parent]
    shared = [one for one in run if one in crowded(model.section)]
    held = {one for one in shared if any(other.span != one.span and other.span.covers(one.span) for other in shared)}
    return [one for one in run if one not in held]


def _place(run: Sequence[Entry], entry: Entry) -> int:
    """Return before which entry of a run a new one belongs; their count for the end."""
    order = _order(run)
    if order is not None and (own := order.key(entry)) is not None:
        keys = [order.key(one) for one in run]
        if order.is_falling:
            return next((at for at, key in enumerate(keys) if key is not None and key <= own), len(run))
        last = max((at for at, key in enumerate(keys) if key is not None and key <= own), default=-1)
        return last + 1 if last >= 0 else next(at for at, key in enumerate(keys) if key is not None)
    numbers = [number for one in run if (number := number_of(one)) is not None]
    return 0 if len(numbers) > 1 and numbers[0] > numbers[-1] else len(run)


def _order(run: Sequence[Entry]) -> Order | None:
    """Return the order of entries; that of a few is what other sections have, or the years of all, if nothing contradicts it."""
    order = order_of(run)
    if order is not None:
        return order
    found = [other for one in run[0].document.sections if one.entries and (other := order_of(one.entries)) is not None]
    usual = Counter((one.by, one.is_falling) for one in found).most_common(1)
    wanted = [one for one in found if (one.by, one.is_falling) == usual[0][0]][:1] if usual else []
    plain = Order.plain(By.YEAR)
    for each in (*wanted, plain._replace(is_falling=True), plain):
        keys = [key for one in run if (key := each.key(one)) is not None]
        pairs = [(one, other) for one, other in pairwise(keys) if one != other]
        agree = sum((one > other) == each.is_falling for one, other in pairs)
        if agree == len(pairs) and (len(pairs) > 1 or each in wanted) and 2 * len(keys) > len(run):
            return each
    return alphabetical(run)


def _inserted(document: Document, draft: Draft, run: Sequence[Entry], place: int) -> Added | None:
    """Return a list with a draft before the entry at a place of a run, and the numbers that follow."""
    source = document.source
    newline = source.newline
    gaps = Counter(other.first - _last(one) - 1 for one, other in pairwise(run) if other.first > _last(one))
    blank = gaps.most_common(1)[0][0] if gaps else 0
    blank = min(blank, 1)
    text, edits = _numbered(draft, run, place)
    if text is None:
        return None
    gap = newline * (1 + blank)
    if place == len(run):
        at = source.line_span(_last(run[-1])).end
        edits.append((Span(at, at), gap + text))
        line = _last(run[-1]) + 1 + blank
    else:
        at = source.line_starts[run[place].first - 1]
        edits.append((Span(at, at), text + gap))
        line = run[place].first
    changed = Edited(source.text, [Edit(*edit) for edit in sorted(edits)]).text
    after = parse_document(source.with_text(changed), document.venues)
    entry = next((one for one in after.entries if one.first == line), None)
    return Added(after, text, entry, draft.left_out) if entry is not None else None


def _last(entry: Entry) -> int:
    """Return the last line of an entry with what is nested in it."""
    return max(entry.last, entry.block.last) if entry.marker is not None else entry.last


# -- numbers


def _numbered(draft: Draft, run: Sequence[Entry], place: int) -> tuple[str | None, list[tuple[Span, str]]]:
    """Return a draft with its number, and the edits that count on after it; no text where the numbers have no rule."""
    if draft.number is None:
        return draft.text, []
    numbers = [number_of(one) for one in run]
    steps = Counter(b - a for a, b in pairwise(numbers) if a is not None and b is not None)
    if None in numbers:
        return None, []
    first, last = numbers[0], numbers[-1]
    assert first is not None
    assert last is not None
    by = 0 if steps and steps.most_common(1)[0][0] == 0 else 1
    if by and first > last:
        number, moved = (numbers[place - 1] if place else first + 1), run[:place]
    else:
        number, moved = (numbers[place] if place < len(run) else last + by), run[place:]
    edits: list[tuple[Span, str]] = []
    for entry in moved if by else ():
        source, old = entry.document.source, number_of(entry)
        assert old is not None
        part = next((part for part in parts_of(entry) if part.slot == "number"), None)
        if part is None:
            return None, []
        edits.append((part.span, _as(str(old + by), source[part.span])))
        edits += _widened(entry, part.span, len(edits[-1][1]))
    start, end = draft.number
    new = _as(str(number), draft.text[start:end])
    head, *lines = (draft.text[:start] + new + draft.text[end:]).splitlines(keepends=True)
    wider = len(new) - (end - start) if draft.model.marker is not None else 0
    return head + "".join(indented(line, wider) if wider else line for line in lines), edits


def _as(number: str, old: str) -> str:
    """Return a number with the zeros in front of it that another one has."""
    return number.zfill(len(old)) if old.startswith("0") and len(old) > 1 else number


def _widened(entry: Entry, number: Span, width: int) -> list[tuple[Span, str]]:
    """Return edits that indent what is below an item to its text again when its number got another width."""
    wider = width - (number.end - number.start)
    source = entry.document.source
    if not wider or entry.marker is None:
        return []
    below = range(entry.first + 1, _last(entry) + 1)
    starts = [source.line_starts[line - 1] for line in below if source.line(line).strip()]
    return [(Span(start, start), " " * wider) for start in starts]


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
    urls = Counter(target_url(link.url) for link in entry.links)
    if any(target_url(link.url) in urls for link in model.links if repository(link.url) or paper_id(link.url)):
        return "a link of another paper would stay in it"
    return ""


def _are_named(entry: Entry, paper: NewPaper) -> bool:
    """Return whether an entry names authors of a paper, in order and all of them unless it says that there are more."""
    count, known = len(entry.authors), len(paper.authors)
    return bool(count) and (count < known + paper.has_more if entry.et_al else count == known and not paper.has_more)


def _said(entry: Entry) -> tuple[object, ...]:
    """Return what must not change of another entry. How its fields are read may: that depends on the entries around it."""
    return entry.last - entry.first, tuple(link.url for link in entry.links), entry.section.path
