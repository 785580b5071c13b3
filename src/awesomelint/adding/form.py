"""Write a paper as a section writes its entries: one of them is the model, and gets the paper's values in place of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container as Holder
from collections.abc import Sequence

from awesomelint.adding.author_list import authors_text, cuts_authors
from awesomelint.adding.paper import NewPaper
from awesomelint.adding.parts import Part, crowded, escaped, host_of, link_slot, parts_of, skeleton
from awesomelint.adding.remarks import MOST, Remark, Usual, cuts, usual_remarks, with_emphasis
from awesomelint.checks.form.link_form import link_forms
from awesomelint.checks.papers.entry_venue import entry_venue
from awesomelint.checks.papers.venue_fixes import PLAIN, venue_name, venue_text
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Container, Entry, Section, remembered
from awesomelint.document.order import DATE
from awesomelint.markdown.blocks import NAKED, BlockKind, Link, LinkKind, LinkSyntax
from awesomelint.papers.identifiers import Form, read_identifier, repository, rewrite
from awesomelint.papers.identifiers import form as form_of
from awesomelint.papers.venues.reading import parse_venue
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_MONTHS = "January February March April May June July August September October November December".split()
_PIPE = expression(r"(?<!\\)\|")
_PROCEEDINGS = expression(r"^(?:in )?proc(?:eedings|\.) of (?:the )?(?=\{venue\})", re.IGNORECASE)
_SEPARATOR = expression(r"(?<![ \t])[ \t]*+[,;|/&+·•]?[ \t]*+\Z")
UNCUT = 2
"""How many times as much an entry that is its own form says of the usual form as one from which notes were left out."""
RARE = 0.2
"""The share of a section's entries up to which what they say is not looked for in a model."""
_OPTIONS = {"slug": "code", "arxiv": "arXiv number"}
"""The options that give what a part needs, or what it is called, where that is another name than its slot."""


class Draft(NamedTuple):
    """The lines of a new entry, the entry that they are modelled on, and where in them the number is (`None` without one).

    `covered` are the slots of the model that have a value, `left_out` what the model says that is its own, as in its lines.
    """

    text: str
    model: Entry
    number: Span | None
    covered: frozenset[str]
    left_out: tuple[str, ...]

    @property
    def lines(self) -> str:
        """Return the lines without their number: the same of all models that give the same entry."""
        start, end = self.number or (0, 0)
        return self.text[:start] + self.text[end:]


class Lacking(NamedTuple):
    """Why there is no draft: what the entries of a section have and the paper lacks, as options of the command line.

    `stuck` is what a model says of its own that cannot be left out.
    """

    options: tuple[str, ...]
    stuck: str = ""


def drafts(paper: NewPaper, section: Section) -> list[Draft] | Lacking:
    """Return the ways to write a paper as a section does, the most usual first; at least what it lacks where there is none."""
    entries = [entry for entry in section.entries if can_be_model(entry)]
    is_cut = paper.has_more or cuts_authors(section, len(paper.authors))
    kept = usual_remarks(section)
    usual = Counter(skeleton(entry) for entry in section.document.entries)
    needs_description = not paper.description and "description" in _usual_slots(section, MOST)
    wanted = _usual_slots(section, RARE) | {"description", LinkKind.CODE}  # which nobody but the user gives
    made: list[Draft] = []
    lacking: Counter[Lacking] = Counter()
    for entry in entries:
        draft = _drafted(paper, entry, kept, is_cut=is_cut)
        if isinstance(draft, Draft) and draft.left_out and needs_description:
            draft = Lacking(("description",))  # which was not read as such
        if isinstance(draft, Draft):
            made.append(draft)
        else:
            lacking[draft] += 1
    if made:
        return _most_usual(made, wanted, usual)
    return min(lacking, key=lambda one: (bool(one.stuck), len(one.options), -lacking[one]), default=Lacking(()))


def _most_usual(made: Sequence[Draft], wanted: Holder[str], usual: Counter[str]) -> list[Draft]:
    """Return drafts without those of the same lines: first what says most of what is wanted, then what most entries give."""
    votes: Counter[str] = Counter()
    for draft in made:
        for lines in {draft.lines, " ".join(draft.lines.split())}:
            votes[lines] += 1 if draft.left_out else UNCUT

    def rank(at: int) -> tuple[object, ...]:
        draft = made[at]
        said = sum(slot in wanted for slot in draft.covered)
        loose = votes[" ".join(draft.lines.split())]
        return said, loose, votes[draft.lines], not draft.left_out, usual[skeleton(draft.model)], at

    best: dict[str, Draft] = {}
    for at in sorted(range(len(made)), key=rank, reverse=True):
        best.setdefault(made[at].lines, made[at])
    return list(best.values())


def can_be_model(entry: Entry) -> bool:
    """Return whether the lines of an entry are its own, and hold nothing else."""
    block, source = entry.block, entry.document.source
    if entry.title is None or entry.container in (Container.HTML, Container.HEADING):
        return False
    if block.kind is BlockKind.ITEM and (block.first, block.last) != (entry.first, entry.last):
        return False
    return entry not in crowded(entry.section) and bool(source[entry.span].strip())


# -- one entry as the model of another


def _drafted(paper: NewPaper, model: Entry, usual: Usual, *, is_cut: bool) -> Draft | Lacking:
    """Return a paper in the form of an entry, or the options that would give what it lacks."""
    source, lines = model.document.source, model.span
    values = [(part, _value(paper, model, part, is_cut=is_cut)) for part in parts_of(model)]
    cut = cuts(model, usual, [part.span for part, new in values if new is not None])
    if isinstance(cut, Remark):
        return Lacking((), source[cut.span])
    edits = [(span, text, "gone") for span, text in cut]
    lacks: dict[str, None] = {}
    covered: set[str] = set()
    for part, new in values:
        slot = _slot(model, part)
        if new is not None:
            covered |= {"venue", "year"} if part.slot == "dated venue" else {slot}
            edits.append((part.span, new, part.slot))
        elif not any(one.span.covers(part.span) for one in cut):
            gone = _removal(model, part.link) if part.link is not None else None
            if gone is not None:
                edits.append((gone, "", "gone"))
            else:
                lacks[_OPTIONS.get(slot, slot)] = None
    if lacks:
        return Lacking(tuple(lacks))
    gone_spans = [span for span, _, slot in edits if slot == "gone"]
    pieces, at, number, size = [], lines.start, None, 0
    for span, new, slot in sorted(edits):
        if span.start < at or (slot != "gone" and any(one.covers(span) for one in gone_spans)):
            continue
        before = source.text[at : span.start]
        if slot == "number":
            number = Span(size + len(before), size + len(before) + len(new))
        pieces += [before, new]
        size += len(before) + len(new)
        at = span.end
        if slot == "title" and new[-1] in "?!" and source.text[at : at + 1] == ".":
            at += 1  # a title has one stop
    pieces.append(source.text[at : lines.end])
    text = "".join(pieces)
    if model.container is Container.TABLE:
        text = _aligned(text, model)
    left_out = tuple(source[span].strip() for span, _ in cut)
    return Draft(text, model, number, frozenset(covered), left_out)


def _aligned(row: str, model: Entry) -> str:
    """Return a row of a table with cells as wide as those of its model, if most rows have such."""
    cells = _cells(model)
    widths = [len(cell) for cell in cells]
    rows = _widths(model.section)[id(model.block.parent)]
    same, others = rows[tuple(widths[:-2])] - 1, rows.total() - 1
    new = _PIPE.split(row)
    if 2 * same <= others or len(new) != len(cells) or not any(cell.endswith(" ") for cell in cells):
        return row
    fitted = [f"{cell.rstrip() + ' ' if cell.strip() else '':{width}}" for cell, width in zip(new, widths, strict=True)]
    return "|".join([*fitted[:-1], new[-1]])


def _cells(row: Entry) -> list[str]:
    return _PIPE.split(row.document.source[row.span])


@remembered
def _widths(section: Section) -> dict[int, Counter[tuple[int, ...]]]:
    """Return how many rows have cells of which widths, the last one aside, by the identities of the tables that they are in."""
    found: dict[int, Counter[tuple[int, ...]]] = {}
    for entry in section.entries:
        widths = [len(cell) for cell in _cells(entry)]
        found.setdefault(id(entry.block.parent), Counter())[tuple(widths[:-2])] += 1
    return found


def _slot(entry: Entry, part: Part) -> str:
    """Return what a part says, so that parts of entries of several forms can be compared."""
    return link_slot(entry, part.link) if part.link is not None else part.slot.removeprefix("dated ")


def _usual_slots(section: Section, share: float) -> frozenset[str]:
    """Return what at least a share of the entries of a section say."""
    counts = Counter(slot for entry in section.entries for slot in {_slot(entry, part) for part in parts_of(entry)})
    return frozenset(slot for slot, count in counts.items() if share * len(section.entries) <= count)


def _value(paper: NewPaper, model: Entry, part: Part, *, is_cut: bool) -> str | None:
    """Return what a part of the model becomes, `None` where the paper has nothing for it."""
    source = model.document.source
    old = source[part.span]
    match part.slot:
        case "title":
            return escaped(paper.title, model)
        case "authors":
            return authors_text(paper.authors, model, is_cut=is_cut)
        case "dated venue" | "venue":
            return _venue(paper, model, is_dated=part.slot == "dated venue")
        case "year":
            return str(paper.year)[-len(old) :] if paper.year is not None and old.isdigit() else None
        case "date":
            return _date(paper.date, old)
        case "description":
            return _description(paper.description, old)
        case "number":
            return old
        case "link":
            assert part.link is not None
            return _url(paper, model, part.link)
        case "host":
            assert part.link is not None
            return host_of(_url(paper, model, part.link) or "")
        case "slug":
            place = repository(paper.links.get(LinkKind.CODE, ""))
            return _slug(paper.links[LinkKind.CODE]) if place is not None else None
        case _:
            numbers = [one.value for one in paper.ids if one.scheme == "arxiv"]
            return numbers[0] if numbers else None


def _slug(url: str) -> str:
    return "/".join(url.partition("://")[2].split("/")[1:3]).removesuffix(".git")


def _url(paper: NewPaper, model: Entry, link: Link) -> str | None:
    """Return the paper's URL in place of a link, in the form in which the model writes that."""
    slot = link_slot(model, link)
    if link.syntax is LinkSyntax.REFERENCE or _repeats(model, link):
        return None
    url = paper.links.get(LinkKind(slot)) if slot != "main" else paper.url
    if url is None and slot in (LinkKind.PAPER, LinkKind.CODE, LinkKind.OTHER) and _is_main(model, link):
        url = paper.url
    if url is None or (slot == LinkKind.PAPER and not _fits(url, model, link)):
        return None
    forms = _url_forms(model.section)
    own, old = form_of(url), form_of(link.url)
    if own is None or old is None or 2 * forms[own] >= forms[old]:
        return url
    return rewrite(url, old)


@remembered
def _url_forms(section: Section) -> Counter[Form]:
    """Return how often the entries of a section have each form of a paper's URL."""
    links = (link for entry in section.entries for link in entry.links)
    return Counter(one for link in links if (one := form_of(link.url)) is not None)


def _repeats(model: Entry, link: Link) -> bool:
    """Return whether a link is another one of a kind of which the model has one already, as to a second repository."""
    slot = link_slot(model, link)
    same = [one for one in model.links if link_slot(model, one) == slot and one.kind is not LinkKind.BADGE]
    same = [one for one in same if model.title is None or one is not model.title.link]
    return slot != LinkKind.PAPER and link in same[1:] and link.url != same[0].url


def _is_main(model: Entry, link: Link) -> bool:
    if model.title is None or len(model.links) > 1:
        return False
    return link is model.title.link if model.title.link is not None else label_kind(link.label) is LinkKind.OTHER


def _fits(url: str, model: Entry, link: Link) -> bool:
    """Return whether a paper's URL can be under a label: not one that names another registry, nor one of several of a paper."""
    reading, own = read_identifier(url), read_identifier(link.url)
    scheme = reading.paper.scheme if reading is not None else ""
    if "arxiv" in link.label.lower() and scheme != "arxiv" and (model.title is None or link is not model.title.link):
        return False
    several = [one for one in model.links if link_slot(model, one) == LinkKind.PAPER]
    return len(several) == 1 or (own is not None and own.paper.scheme == scheme and form_of(url) is not None)


def _removal(model: Entry, link: Link) -> Span | None:
    """Return the place of a link with its brackets and what separates it from the one before or after; `None` where it must stay.

    Only a link under a label can go, and only where another one is left.
    """
    if link.syntax in NAKED or (model.title is not None and model.title.link is link) or len(model.links) < 2:
        return None
    inline = model.inline_at(link.span.start)
    if model.container is Container.TABLE and inline is not None and len(inline.links) == 1:
        return None  # a cell that is left empty is a form of its own
    forms = [one for one in link_forms(model.document.source, model.links) if one.link is link]
    if not forms or forms[0].group > 1 or not forms[0].is_balanced:
        return None
    text, span = model.document.source.text, with_emphasis(model.document.source.text, forms[0].span)
    before = _SEPARATOR.search(text, model.span.start, span.start)
    return Span(before.start() if before is not None else span.start, span.end)


# -- values in the form of the list


def _venue(paper: NewPaper, model: Entry, *, is_dated: bool) -> str | None:
    if not paper.venue or (is_dated and paper.year is None):
        return None
    table, given = model.document.venues, entry_venue(model)
    reading = parse_venue(paper.venue, table)
    if reading is not None and (reading.is_workshop or reading.others):
        reading = None
    year = paper.year if is_dated else None
    name = escaped(paper.venue, model)
    if reading is not None:
        name = venue_name(reading.venue, model.document, paper.year)
    form = given.reading.form if given is not None else "{venue}"
    if not is_dated and ("{year}" in form or "{yy}" in form):
        form = "{venue}"
    is_glued = "{venue}{" in form and " " in name  # a year behind a name of several words
    is_plain = PLAIN.match(_PROCEEDINGS.sub("", form)) is not None and not is_glued
    text = form.format(venue=name, year=year, yy=f"{year or 0:02}"[-2:]) if is_plain else ""
    if reading is None:
        return text or None
    read = parse_venue(text, table) if text else None
    if read is not None and (read.venue.key, read.year) == (reading.venue.key, year):
        return text
    return venue_text(model, reading.venue, year) or None


def _date(date: str, old: str) -> str | None:
    """Return an ISO date in the form of another date; `None` where it is less exact."""
    known = [int(part) for part in date.split("-")] if date.replace("-", "").isdigit() else []
    if (match := DATE.fullmatch(old)) is not None:
        written = [part for part in match.groups() if part is not None]
        if len(known) < len(written):
            return None
        sign = old[len(written[0])]
        widths = [1 if len(part) == 1 else 2 for part in written[1:]]
        return sign.join([str(known[0]), *(f"{part:0{w}}" for part, w in zip(known[1:], widths, strict=False))])
    if len(known) < 2:
        return None
    word = re.match(r"([A-Za-z]+)(\.?)", old)
    assert word is not None
    month = _MONTHS[known[1] - 1]
    return f"{month if len(word[1]) > 3 or month == 'May' else month[:3]}{word[2]}{old[word.end() : -4]}{known[0]}"


def _description(text: str, old: str) -> str | None:
    if not text or "\n" in old:
        return None
    if old[-1:] in ".。" and text[-1:] not in ".!?。":
        return text + old[-1:]
    return text.removesuffix(".") if old[-1:].isalnum() else text
