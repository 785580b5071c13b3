"""What changed between two versions of a list, entry by entry: added, removed, changed, moved.

Entries are paired by what says most first: their text, then the paper that they link to, their title, any link of theirs, titles
that are alike, and at last two of three signs: the same authors, the same place, a title that goes on. What is paired and reads
otherwise has changed; what stands elsewhere was moved. Numbers, markup and white space are no change: they follow from where an
entry stands, and other commands show them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from awesomelint.checks.papers.paper_links import own_papers
from awesomelint.document.model import Document, Entry, Section
from awesomelint.document.order import longest_rise
from awesomelint.papers.titles import DIFFERENT, title_key, title_ratio
from awesomelint.source import differing
from awesomelint.startup import NamedTuple

MIN_LETTERS = 12
"""Letters of the shortest title that is compared with others that are not the same."""
MAX_COMPARED = 200_000
"""Pairs of titles that are compared at most; with more, what is left over counts as added and removed."""
SIGNS = 2
"""Of the three signs of `_by_signs` those that have to be there."""
MANY_MOVED = 3
"""Entries that have to be moved within a section at least, and more than half of it, for the section to be in another order."""

Path = tuple[str, ...]


class FieldChange(NamedTuple):
    """A field of an entry that says something else now.

    `field` is `title`, `authors`, `venue`, `year`, `description`, `link` with its label, or `text` for what else changed.
    `before` is what it was and `after` what it is, as readers see them, `""` where there is none.
    """

    field: str
    before: str
    after: str


class Pair(NamedTuple):
    """An entry as it was, `before`, and the same one as it is, `after`; `fields` are those that changed."""

    before: Entry
    after: Entry
    fields: tuple[FieldChange, ...] = ()


class Comparison(NamedTuple):
    """What changed from one version of a list to another. An entry may be `changed` and `moved` as well.

    `added` and `removed` are in the order of the new and the old version, `changed` and `moved` in that of the new. `moved` are
    entries under another heading, and those that changed places under theirs; of a section in which most did so, only the heading
    is in `reordered`. A heading that was only renamed moves nothing: `renamed` has its old and new path.
    """

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    reordered: tuple[Section, ...]
    renamed: tuple[tuple[Path, Path], ...]

    def __bool__(self) -> bool:
        return any(self)


def compare(before: Document, after: Document) -> Comparison:
    """Return what changed from one version of a list to another. Nothing is raised.

    `before` and `after` are what `parse` returns. An entry that only has another number, other markup, or another line because
    of the entries around it has not changed.
    """
    pairs = sorted(_pairs(before, after), key=lambda pair: pair[1].span)
    old = {one for one, _ in pairs}
    new = {other for _, other in pairs}
    changed = [Pair(one, other, fields) for one, other in pairs if (fields := tuple(_changed_fields(one, other)))]
    renamed = _renamed(before, after, pairs)
    away = [pair for pair in pairs if _path_now(pair[0], renamed) != pair[1].section.path]
    moved, reordered = _moved_within(pairs, renamed)
    moved_pairs = sorted([*away, *moved], key=lambda pair: pair[1].span)
    return Comparison(
        tuple(entry for entry in after.entries if entry not in new),
        tuple(entry for entry in before.entries if entry not in old),
        tuple(changed),
        tuple(Pair(*pair) for pair in moved_pairs),
        tuple(reordered),
        tuple(renamed.items()),
    )


# -- which entries are the same

_Pairs = list[tuple[Entry, Entry]]
_Keys = Callable[[Entry], Iterable[Hashable]]


def _pairs(before: Document, after: Document) -> _Pairs:
    old, new = dict.fromkeys(before.entries), dict.fromkeys(after.entries)
    pairs: _Pairs = []

    def take(found: Iterable[tuple[Entry, Entry]]) -> None:
        for one, other in found:
            if one in old and other in new:
                del old[one], new[other]
                pairs.append((one, other))

    for keys, is_telling in _STAGES:
        take(list(_same(old, new, keys, is_telling=is_telling)))
    take(_alike(list(old), list(new)))
    take(_by_signs(list(old), list(new), pairs))
    return pairs


def _same(
    old: Iterable[Entry], new: Iterable[Entry], keys: _Keys, *, is_telling: bool
) -> Iterator[tuple[Entry, Entry]]:
    """Yield entries with a key in common. A key that is not telling counts only where one entry of each version has it."""
    there: dict[Hashable, list[Entry]] = {}
    for entry in new:
        for key in keys(entry):
            there.setdefault(key, []).append(entry)
    here: dict[Hashable, list[Entry]] = {}
    for entry in old:
        for key in keys(entry):
            here.setdefault(key, []).append(entry)
    for key, entries in here.items():
        others = there.get(key, [])
        if is_telling or len(entries) == len(others) == 1:
            yield from zip(entries, others, strict=False)


def _text(entry: Entry) -> str:
    """Return the letters and digits of an entry without its number: what is left when only its form changes."""
    text = entry.document.source[entry.span]
    if entry.marker is not None:
        text = text[entry.marker.end - entry.span.start :]
    return "".join(filter(str.isalnum, text)).casefold()


def _title(entry: Entry) -> str:
    return title_key(entry.title.value) if entry.title is not None else ""


def _by_text(entry: Entry) -> Iterator[Hashable]:
    if text := _text(entry):
        yield entry.section.path, text


def _by_text_anywhere(entry: Entry) -> Iterator[Hashable]:
    if text := _text(entry):
        yield text


def _by_paper_and_title(entry: Entry) -> Iterator[Hashable]:
    if title := _title(entry):
        for link in own_papers(entry):
            yield link.reading.paper, title


def _by_title_in_section(entry: Entry) -> Iterator[Hashable]:
    if title := _title(entry):
        yield entry.section.path, title


def _by_title(entry: Entry) -> Iterator[Hashable]:
    if title := _title(entry):
        yield title


def _by_paper(entry: Entry) -> Iterator[Hashable]:
    for link in own_papers(entry):
        yield link.reading.paper


def _by_link(entry: Entry) -> Iterator[Hashable]:
    for link in entry.links:
        yield link.url


_STAGES: tuple[tuple[_Keys, bool], ...] = (
    (_by_text, True),
    (_by_text_anywhere, True),
    (_by_paper_and_title, True),
    (_by_title_in_section, True),
    (_by_title, True),
    (_by_paper, False),
    (_by_link, False),
)
"""What tells that two entries are the same, most telling first, and whether it does so for several of one key, in order."""


def _alike(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield entries whose titles differ by little, the most alike first."""
    here = [entry for entry in old if len(_title(entry)) >= MIN_LETTERS]
    there = [entry for entry in new if len(_title(entry)) >= MIN_LETTERS]
    if len(here) * len(there) > MAX_COMPARED:
        return
    found = [
        (ratio, at, other_at)
        for at, one in enumerate(here)
        for other_at, other in enumerate(there)
        if (ratio := _title_ratio(one, other)) >= _SAME
    ]
    for _, at, other_at in sorted(found, key=lambda each: (-each[0], each[1:])):
        yield here[at], there[other_at]


_SAME = (1 + DIFFERENT) / 2
"""Ratio of titles from which an entry that left and one that came are the same: between `titles.DIFFERENT` and equal ones."""


def _title_ratio(one: Entry, other: Entry) -> float:
    assert one.title is not None
    assert other.title is not None
    return title_ratio(one.title.value, other.title.value)


def _by_signs(old: Sequence[Entry], new: Sequence[Entry], pairs: _Pairs) -> Iterator[tuple[Entry, Entry]]:
    """Yield entries that two of three signs show to be the same: authors, place, and a title that begins or ends the other.

    So a preprint that was published under a longer title and has another link is one entry. What fits several is none.
    """
    if not old or not new or len(old) * len(new) > MAX_COMPARED:
        return
    now = dict(pairs)
    before, after = _neighbours(old[0].document), _neighbours(new[0].document)
    places = [[now.get(each) if isinstance(each, Entry) else each for each in before[one]] for one in old]
    here = [(one, _people(one), _title(one), place) for one, place in zip(old, places, strict=True)]
    there = [(other, _people(other), _title(other), after[other]) for other in new]
    found = [
        (one, other)
        for one, people, title, place in here
        for other, people_now, title_now, place_now in there
        if (people != "" and people == people_now)
        + _goes_on(title, title_now)
        + (place[0] == place_now[0] or place[1] == place_now[1])
        >= SIGNS
    ]
    times, times_now = Counter(one for one, _ in found), Counter(other for _, other in found)
    yield from ((one, other) for one, other in found if times[one] == times_now[other] == 1)


def _people(entry: Entry) -> str:
    """Return the authors of an entry, nothing for one name and "et al.", which say too little."""
    return _authors(entry) if len(entry.authors) > entry.et_al else ""


def _goes_on(one: str, other: str) -> bool:
    """Return whether one of two titles begins or ends the other."""
    short, long = sorted((one, other), key=len)
    return len(short) >= MIN_LETTERS and (long.startswith(short) or long.endswith(short))


def _neighbours(document: Document) -> dict[Entry, tuple[Entry | Path, Entry | Path]]:
    """Return what is before and behind each entry: another entry, or the path of the section that it begins or ends."""
    return {
        entry: (
            section.entries[at - 1] if at else section.path,
            section.entries[at + 1] if at + 1 < len(section.entries) else section.path,
        )
        for section in document.sections
        for at, entry in enumerate(section.entries)
    }


# -- what they say


def _changed_fields(one: Entry, other: Entry) -> Iterator[FieldChange]:
    """Yield the links and fields in which two versions of an entry differ; if none does, its other words."""
    links = list(_changed_links(one, other))
    yield from links
    if _text(one) == _text(other):
        return  # markup alone, whatever was read from it
    values = [(name, read(one), read(other)) for name, read in _FIELDS]
    fields = [FieldChange(*value) for value in values if value[1] != value[2]]
    yield from fields
    if not (links or fields):
        before, after = _words(one), _words(other)
        gone, new = differing(before, after)
        yield FieldChange("text", " ".join(before[gone.slice()]), " ".join(after[new.slice()]))


def _words(entry: Entry) -> list[str]:
    start = entry.marker.end if entry.marker is not None else entry.span.start
    return entry.document.source.text[start : entry.span.end].split()


def _authors(entry: Entry) -> str:
    return ", ".join([author.value for author in entry.authors]) + (" et al." if entry.et_al else "")


_FIELDS: tuple[tuple[str, Callable[[Entry], str]], ...] = (
    ("title", lambda entry: entry.title.value if entry.title is not None else ""),
    ("authors", _authors),
    ("venue", lambda entry: entry.venue.value if entry.venue is not None else ""),
    ("year", lambda entry: entry.year.value if entry.year is not None else ""),
    ("description", lambda entry: entry.description.value if entry.description is not None else ""),
)


def _changed_links(one: Entry, other: Entry) -> Iterator[FieldChange]:
    """Yield the targets that came and went, those under one label together."""
    gone, come = Counter(_named_links(one)), Counter(_named_links(other))
    common = Counter(url for _, url in gone.elements()) & Counter(url for _, url in come.elements())
    left, new = _without(gone.elements(), common), _without(come.elements(), common)
    for label, url in left:
        at = next((at for at, (name, _) in enumerate(new) if name == label), None)
        after = new.pop(at)[1] if at is not None else ""
        yield FieldChange(_link_name(label), url, after)
    for label, url in new:
        yield FieldChange(_link_name(label), "", url)


def _named_links(entry: Entry) -> Iterable[tuple[str, str]]:
    """Return label and target of each link; the title is no label."""
    title = entry.title.link if entry.title is not None else None
    return (("" if link is title else link.label, link.url) for link in entry.links if link.url)


def _without(links: Iterable[tuple[str, str]], urls: Counter[str]) -> list[tuple[str, str]]:
    left = urls.copy()
    kept = []
    for label, url in links:
        if left[url]:
            left[url] -= 1
        else:
            kept.append((label, url))
    return kept


def _link_name(label: str) -> str:
    words = " ".join(label.split()).strip("[]")
    return f"link {words}" if words and len(words) <= _LONGEST_LABEL else "link"


_LONGEST_LABEL = 20
"""Code points of the longest label that names a link; a longer one is a title."""

# -- where they stand


def _renamed(before: Document, after: Document, pairs: _Pairs) -> dict[Path, Path]:
    """Return the new paths of headings that are gone, and most of whose entries are under one that is new."""
    known = {section.path for section in before.sections}
    kept = {section.path for section in after.sections}
    goes: dict[Path, Counter[Path]] = {}
    for one, other in pairs:
        if one.section.path not in kept and other.section.path not in known:
            goes.setdefault(one.section.path, Counter())[other.section.path] += 1
    sizes = Counter(one.section.path for one, _ in pairs)
    names: dict[Path, Path] = {}
    for path, places in goes.items():
        place, count = places.most_common(1)[0]
        if 2 * count > sizes[path] and place not in names.values():
            names[path] = place
    return names


def _path_now(entry: Entry, renamed: dict[Path, Path]) -> Path:
    return renamed.get(entry.section.path, entry.section.path)


def _moved_within(pairs: _Pairs, renamed: dict[Path, Path]) -> tuple[_Pairs, list[Section]]:
    """Return the entries that changed places under their heading, and the sections in which most did."""
    stayed: dict[int, _Pairs] = {}
    for one, other in pairs:
        if _path_now(one, renamed) == other.section.path:
            stayed.setdefault(id(other.section), []).append((one, other))
    moved: _Pairs = []
    reordered: list[Section] = []
    for group in stayed.values():
        kept = longest_rise([one.span for one, _ in group])
        out = [pair for at, pair in enumerate(group) if at not in kept]
        if len(out) >= MANY_MOVED and 2 * len(out) > len(group):
            reordered.append(group[0][1].section)
        else:
            moved += out
    return moved, reordered
