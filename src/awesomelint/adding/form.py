"""Write a paper as a section writes its entries: one of them is the model, and gets the paper's values in place of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from awesomelint.adding.paper import NewPaper
from awesomelint.adding.parts import Part, lines_of, link_slot, parts_of, remarks, skeleton
from awesomelint.checks.form.author_separators import (
    WRITTEN,
    Separators,
    author_separators,
)
from awesomelint.checks.form.link_form import link_forms
from awesomelint.checks.papers.entry_venue import entry_venue
from awesomelint.checks.papers.venue_fixes import PLAIN, venue_name, venue_text
from awesomelint.document.model import Container, Entry, Section
from awesomelint.document.order import DATE
from awesomelint.markdown.blocks import NAKED, BlockKind, Link, LinkKind, LinkSyntax
from awesomelint.papers.identifiers import form as form_of
from awesomelint.papers.identifiers import read_identifier, repository, rewrite
from awesomelint.papers.venues.reading import parse_venue
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_MONTHS = "January February March April May June July August September October November December".split()
_INITIALS = expression(r"(?:\w\.[ -]?)+ ?[^\W\d_]")
_PIPE = expression(r"(?<!\\)\|")
_NO_NAME = expression(r"[\d,]|^(?:\w\.[ -]?)+$|^\w$")
"""What shows that more than a name was taken for one, or that names are written surname first."""
_AND = expression(r"\s*[,;，；、]?\s*(?:and|&|&amp;)?\s*")
_SEPARATOR = expression(r"[ \t]*[,;|/&+·•]?[ \t]*\Z")
FEW = 5
"""Entries of a section that tell what is usual in it; of a smaller one those of the list do."""
MANY_CUT = 4
"""How many times as many authors must be cut as so many are named in full, for a new entry to be cut."""
RARE = 0.2
"""The share of a section's entries up to which what they say is not looked for in a model."""
_OPTIONS = {"slug": "code", "arxiv": "", "date": "", "link": "", "number": ""}
"""The options that give what a part needs, where they have another name than it."""


class Draft(NamedTuple):
    """The lines of a new entry, the entry that they are modelled on, and where in them the number is (`None` without one)."""

    text: str
    model: Entry
    number: Span | None
    covered: frozenset[str]


class Lacking(NamedTuple):
    """Why there is no draft: what the entries of a section have and the paper lacks, as options of the command line."""

    options: tuple[str, ...]


def drafts(paper: NewPaper, section: Section, order_of_runs: Sequence[Entry]) -> list[Draft] | Lacking:
    """Return the ways to write a paper as a section does, the most usual first; at least what it lacks where there is none."""
    entries = [entry for entry in order_of_runs if can_be_model(entry)]
    known = _usual_remarks(section)
    usual = Counter(skeleton(entry) for entry in section.document.entries)
    own = Counter(skeleton(entry) for entry in section.entries)
    wanted = _usual_slots(section) | {"description", LinkKind.CODE}  # which nobody but the user gives
    made: dict[str, tuple[tuple[object, ...], Draft]] = {}
    lacking: Counter[tuple[str, ...]] = Counter()
    for at, entry in enumerate(entries):
        if not remarks(entry) <= known:
            continue
        draft, lacks = _drafted(paper, entry)
        if draft is None:
            lacking[lacks] += 1
            continue
        form = skeleton(entry)
        rank = (
            len(draft.covered & wanted),
            own[form] + usual[form] / 1000 - 10 * len(remarks(entry)),
            entry.et_al == _cuts_authors(section, len(paper.authors)),
            at,
        )
        if form not in made or made[form][0] < rank:
            made[form] = (rank, draft)
    if made:
        return [draft for _, draft in sorted(made.values(), key=lambda one: one[0], reverse=True)]
    least = min(lacking, key=lambda options: (len(options), -lacking[options]), default=())
    return Lacking(least)


def can_be_model(entry: Entry) -> bool:
    """Return whether the lines of an entry are its own, and hold nothing else."""
    block, source = entry.block, entry.document.source
    if entry.title is None or entry.container in (Container.HTML, Container.HEADING):
        return False
    if block.kind is BlockKind.ITEM and (block.first, block.last) != (entry.first, entry.last):
        return False
    near = [one for one in entry.section.entries if one is not entry]
    return not any(one.first <= entry.last and entry.first <= one.last for one in near) and bool(
        source[lines_of(entry)].strip()
    )


def _usual_remarks(section: Section) -> frozenset[str]:
    """Return the words that half of the entries of a section, or of a small one's list, have beside their parts."""
    entries = section.entries if len(section.entries) >= FEW else section.document.entries
    counts = Counter(word for entry in entries for word in remarks(entry))
    return frozenset(word for word, count in counts.items() if count > 1 and 2 * count >= len(entries))


# -- one entry as the model of another


def _drafted(paper: NewPaper, model: Entry) -> tuple[Draft | None, tuple[str, ...]]:
    """Return a paper in the form of an entry, or the options that would give what it lacks."""
    source, lines = model.document.source, lines_of(model)
    edits: list[tuple[Span, str, str]] = []
    lacks: dict[str, None] = {}
    covered: set[str] = set()
    for part in parts_of(model):
        new = _value(paper, model, part)
        if new is None:
            slot = _slot(model, part)
            gone = _removal(model, part.link) if part.link is not None else None
            if gone is not None:
                edits.append((gone, "", "gone"))
            else:
                lacks[_OPTIONS.get(slot, slot)] = None
            continue
        covered.add(_slot(model, part))
        edits.append((part.span, new, part.slot))
    if lacks:
        return None, tuple(lacks)
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
    if number is None and model.container is Container.TABLE:
        text = _aligned(text, model)
    return Draft(text, model, number, frozenset(covered)), ()


def _aligned(row: str, model: Entry) -> str:
    """Return a row of a table with cells as wide as those of its model, if most rows have such."""
    source = model.document.source
    cells = _PIPE.split(source[lines_of(model)])
    widths = [len(cell) for cell in cells]
    rows = [one for one in model.section.entries if one.block.parent is model.block.parent and one is not model]
    same = sum([len(cell) for cell in _PIPE.split(source[lines_of(one)])][:-2] == widths[:-2] for one in rows)
    new = _PIPE.split(row)
    if 2 * same <= len(rows) or len(new) != len(cells):
        return row
    fitted = [f"{cell.rstrip() + ' ' if cell.strip() else '':{width}}" for cell, width in zip(new, widths, strict=True)]
    return "|".join([*fitted[:-1], new[-1]])


def _slot(entry: Entry, part: Part) -> str:
    """Return what a part says, so that parts of entries of several forms can be compared."""
    return link_slot(entry, part.link) if part.link is not None else part.slot.removeprefix("dated ")


def _usual_slots(section: Section) -> frozenset[str]:
    """Return what a good part of the entries of a section say."""
    counts = Counter(slot for entry in section.entries for slot in {_slot(entry, part) for part in parts_of(entry)})
    return frozenset(slot for slot, count in counts.items() if RARE * len(section.entries) <= count)


def _value(paper: NewPaper, model: Entry, part: Part) -> str | None:
    """Return what a part of the model becomes, `None` where the paper has nothing for it."""
    source = model.document.source
    old = source[part.span]
    match part.slot:
        case "title":
            return escaped(paper.title, model)
        case "authors":
            return _authors(paper.authors, model)
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
        case "slug":
            place = repository(paper.links.get(LinkKind.CODE, ""))
            return _slug(paper.links[LinkKind.CODE]) if place is not None else None
        case _:
            numbers = [one.value for one in paper.ids if one.scheme == "arxiv"]
            return numbers[0] if numbers else None


_SPECIAL = expression(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|~~")


def escaped(text: str, model: Entry) -> str:
    """Return a text as Markdown that shows it as it is."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)
    return text.replace("|", "\\|") if model.container is Container.TABLE else text


def _slug(url: str) -> str:
    return "/".join(url.partition("://")[2].split("/")[1:3]).removesuffix(".git")


def _url(paper: NewPaper, model: Entry, link: Link) -> str | None:
    """Return the paper's URL in place of a link, in the form in which the model writes that."""
    slot = link_slot(model, link)
    if link.syntax is LinkSyntax.REFERENCE:
        return None
    url = paper.links.get(LinkKind(slot)) if slot != "main" else paper.url
    if url is None and slot in (LinkKind.PAPER, LinkKind.CODE, LinkKind.OTHER) and _is_main(model, link):
        url = paper.url
    if url is None or (slot == LinkKind.PAPER and not _fits(url, model, link)):
        return None
    forms = Counter(
        one for entry in model.section.entries for each in entry.links if (one := form_of(each.url)) is not None
    )
    own, old = form_of(url), form_of(link.url)
    if own is None or old is None or 2 * forms[own] >= forms[old]:
        return url
    return rewrite(url, old)


def _is_main(model: Entry, link: Link) -> bool:
    return model.title is not None and link is model.title.link and len(model.links) == 1


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
    text, span = model.document.source.text, forms[0].span
    before = _SEPARATOR.search(text, lines_of(model).start, span.start)
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
    name = venue_name(reading.venue, model.document) if reading is not None else escaped(paper.venue, model)
    form = given.reading.form if given is not None and is_dated else "{venue}"
    text = form.format(venue=name, year=year, yy=f"{year or 0:02}"[-2:]) if PLAIN.match(form) else ""
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


# -- authors


def _authors(names: Sequence[str], model: Entry) -> str | None:
    """Return names as the model's list of authors writes them; `None` where it writes them in a way that is not known."""
    source, authors, whole = model.document.source, model.authors, model.author_list
    if not names or not authors or whole is None:
        return None
    written = [source[author.span] for author in authors]
    raw = source[whole.span]
    if (
        not raw.startswith(written[0])
        or any(_NO_NAME.search(name) for name in written)
        or 0 < sum(" " not in name for name in written) < len(written)
        or re.search(r"[*_<\[]", raw)
    ):
        return None
    names = [escaped(_styled(name, written), model) for name in names]
    is_cut = _cuts_authors(model.section, len(names))
    if model.et_al != is_cut:
        return None
    if not is_cut:
        return _joined(names, model)
    tail = raw[authors[-1].span.end - whole.span.start :]
    between = [source.text[one.span.end : other.span.start] for one, other in pairwise(authors)] or [", "]
    return between[0].join(names[: len(authors)]) + tail


def _styled(name: str, written: Sequence[str]) -> str:
    """Return a name with initials, or by its last word, where the others are so."""
    words = name.split()
    if len(words) > 1 and all(_INITIALS.match(other) for other in written):
        glue = "" if all(re.match(r"(?:\w\.)+[^\W\d_]", other) for other in written) else " "
        return " ".join([*(f"{word[0]}." for word in words[:-1])]) + glue + words[-1]
    if len(words) > 1 and all(" " not in other and other.isascii() for other in written):
        return words[-1]
    return name


def _joined(names: Sequence[str], model: Entry) -> str | None:
    """Return names with what is mostly between authors in the model's section; `None` where the model has more there."""
    text, form = model.document.source.text, Separators.COMMAS
    if not all(_AND.fullmatch(text, one.span.end, other.span.start) for one, other in pairwise(model.authors)):
        return None
    lists = [one for entry in model.section.entries if (one := author_separators(entry)) is not None]
    same = [one for one in lists if one.is_pair == (len(names) == 2)] or lists
    if same:
        form = Counter(one.form for one in same).most_common(1)[0][0]
    between, last = WRITTEN[form]
    if not same and len(model.authors) > 1:
        ends = [text[one.span.end : other.span.start] for one, other in pairwise(model.authors)]
        between, last = ends[0] if len(ends) > 1 else ", ", ends[-1]
    if len(names) == 2 and last.startswith((", and", ", &")):
        last = last.removeprefix(",")
    return between.join(names[:-1]) + last + names[-1] if len(names) > 1 else names[0]


def _cuts_authors(section: Section, count: int) -> bool:
    """Return whether a section writes "et al." for so many authors."""
    entries = [entry for entry in section.entries if entry.authors]
    cut = [entry for entry in entries if entry.et_al]
    if not cut or count <= min(len(entry.authors) for entry in cut):
        return False
    in_full = sum(not entry.et_al and len(entry.authors) >= count for entry in entries)
    return len(cut) > MANY_CUT * in_full
