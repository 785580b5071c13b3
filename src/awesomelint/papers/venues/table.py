"""The table of venues, and the indexes by which a name or an identifier finds one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from awesomelint.startup import NamedTuple, expression, memo

WORD = expression(r"[a-z0-9*&+]+")
_NOUNS = frozenset(
    "annals colloquium conference congress journal letters meeting proceedings review reviews symposium transactions"
    " workshop".split()
)
_SHORTEST_STEM = 3


# -- names


@memo(4096)
def venue_key(name: str) -> str:
    """Return the key that all spellings of a venue share: lower case, no spaces, no punctuation."""
    return "".join(WORD.findall(name.lower()))


class NameIndex(NamedTuple):
    """The keys of all names, each with the key of the venue that it names.

    `strong` are names that are nothing else, `weak` those that are also ordinary words; those of `workshops` are strong too.
    `stems` are ends of long names from their noun on, or from a word before it ("Conference on Computer Vision"), as far as only
    one venue has them. `shared` are names that several venues have.
    """

    strong: Mapping[str, str]
    weak: Mapping[str, str]
    workshops: Mapping[str, str]
    stems: Mapping[str, str]
    shared: Mapping[str, str]


def index_names(venues: Mapping[str, Mapping[str, Any]]) -> NameIndex:
    """Return the index of records as `rules/data/venues.yaml` has them; of two venues with one name the later has it."""
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    workshops: dict[str, str] = {}
    shared: dict[str, str] = {}
    stems: dict[str, set[str]] = {}
    for key, record in venues.items():
        ambiguous = {venue_key(name) for name in record.get("ambiguous", ())}
        for name in all_names(record):
            words = WORD.findall(name.lower())
            found = "".join(words)
            (weak if found in ambiguous else strong)[found] = key
            for stem in _stems(words):
                stems.setdefault(stem, set()).add(key)
        workshops.update((venue_key(name), key) for name in record.get("workshops", ()))
        shared.update((venue_key(name), key) for name in record.get("shared", ()))
    strong.update(workshops)
    return NameIndex(
        strong, weak, workshops, {stem: next(iter(keys)) for stem, keys in stems.items() if len(keys) == 1}, shared
    )


def all_names(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield every name of a venue but those of its workshops, the one that lists should use first."""
    yield record["name"]
    if "full" in record:
        yield record["full"]
    yield from record.get("aliases", ())
    yield from record.get("former", ())
    yield from (meeting["name"] for meeting in record.get("joint", ()))


def _stems(words: list[str]) -> Iterator[str]:
    noun = next((index for index, word in enumerate(words) if word in _NOUNS), None)
    if noun is not None and len(words) - noun >= _SHORTEST_STEM:
        yield from ("".join(words[start:]) for start in range(noun + 1))


# -- codes and identifiers

_Value = TypeVar("_Value")
_SHORTEST_PREFIX = len("10.1000/")


class CodeIndex(NamedTuple):
    """What codes stand for, by scheme (`cvf`, `doi`): the key of a venue, or that and the year of an edition.

    `findings` are the keys of the findings that are published next to conferences, by the keys of these.
    """

    venues: Mapping[str, Mapping[str, str]]
    editions: Mapping[str, Mapping[str, tuple[str, int]]]
    findings: Mapping[str, str]


def index_codes(records: Mapping[str, Mapping[str, Any]]) -> CodeIndex:
    """Return the index of records as `rules/data/venues.yaml` has them; of two venues with one code the later has it."""
    venues: dict[str, dict[str, str]] = {}
    editions: dict[str, dict[str, tuple[str, int]]] = {}
    findings: dict[str, str] = {}
    for key, record in records.items():
        for scheme, codes in record.get("ids", {}).items():
            venues.setdefault(scheme, {}).update((code.lower(), key) for code in codes)
        for scheme, years in record.get("editions", {}).items():
            editions.setdefault(scheme, {}).update((code.lower(), (key, int(year))) for year, code in years.items())
        if record["kind"] == "findings":
            findings[record["parent"]] = key
    return CodeIndex(venues, editions, findings)


def looked_up(of_schemes: Mapping[str, Mapping[str, _Value]], scheme: str, code: str) -> _Value | None:
    """Return what a code stands for in a scheme; for the scheme `doi` the code is a whole DOI."""
    codes = of_schemes.get(scheme, {})
    return _by_prefix(codes, code.lower()) if scheme == "doi" else codes.get(code.lower())


def _by_prefix(codes: Mapping[str, _Value], doi: str) -> _Value | None:
    """Return what the longest prefix of a DOI stands for; a prefix ends where a word or a number ends."""
    for end in range(len(doi), _SHORTEST_PREFIX, -1):
        if doi[:end] in codes:
            last, following = doi[end - 1], doi[end : end + 1]
            if not (last.isalpha() and following.isalpha()) and not (last.isdigit() and following.isdigit()):
                return codes[doi[:end]]
    return None


# -- venues

KNOWLEDGE = "K"
"""Common knowledge without a source."""


class Month(NamedTuple):
    """The month in which an edition ended."""

    year: int
    month: int


class Joint(NamedTuple):
    """Meetings of several venues together under a name of their own; `others` are the keys of the other venues."""

    name: str
    others: tuple[str, ...]
    years: frozenset[int]


class Held(NamedTuple):
    """The years in which a venue was held, as far as they are known: see `rules/data/venues.yaml`."""

    rule: str
    since: int
    sure_through: int | None
    years: frozenset[int]
    excepted: frozenset[int]
    also: frozenset[int]
    basis: str

    def covers(self, year: int) -> bool | None:
        """Return whether an edition bears a year, `None` where nothing can be said for certain."""
        if self.basis == "knowledge" or self.rule == "journal" or self.sure_through is None or year > self.sure_through:
            return None
        if year in self.also:
            return True
        if year < self.since:
            return False if self.basis == "sourced" else None
        return year not in self.excepted and (
            year in self.years if self.rule == "years" else self.rule == "annual" or year % 2 == self._parity
        )

    @property
    def _parity(self) -> int:
        return 1 if self.rule == "biennial-odd" else 0


class Venue(NamedTuple):
    """A conference, journal or archive. `key` names it in the table, `name` is how lists should write it.

    `former` are names that it had, with the last year in which they were right; `apart` are names, as keys, that say something
    else than the others; `parent` is the key of the conference whose findings these are. `months` are the months in which
    editions ended, `usual_month` that of all others.
    """

    key: str
    name: str
    full: str | None
    kind: str
    aliases: tuple[str, ...]
    former: Mapping[str, int]
    workshops: tuple[str, ...]
    apart: frozenset[str]
    ambiguous: frozenset[str]
    parent: str | None
    joint: tuple[Joint, ...]
    held: Held | None
    months: Mapping[int, Month]
    usual_month: int | None
    ids: Mapping[str, tuple[str, ...]]
    editions: Mapping[str, Mapping[int, str]]
    sources: tuple[str, ...]
    notes: str | None

    def was_held(self, year: int) -> bool | None:
        """Return whether the venue had an edition of a year; `None` where the table does not know for certain."""
        return None if self.held is None else self.held.covers(year)

    def month_of(self, year: int) -> Month | None:
        """Return the month in which the edition of a year ended, if it is known."""
        if year in self.months:
            return self.months[year]
        return None if self.usual_month is None else Month(year, self.usual_month)

    def joint_meeting(self, name: str) -> Joint | None:
        """Return the joint meeting that a name stands for."""
        key = venue_key(name)
        return next((meeting for meeting in self.joint if venue_key(meeting.name) == key), None)


# -- the table

Records = Mapping[str, Mapping[str, Any]]
"""What a file says of venues, by their keys, as plain values."""


class VenueTable:
    """All venues by key. Records become `Venue` objects when they are needed."""

    def __init__(self, index: NameIndex, codes: CodeIndex, records: Records, not_venues: frozenset[str]):
        self.index = index
        self.codes = codes
        self.records = records
        """The records as the file has them."""
        self.not_venues = not_venues
        """Keys of words that look like a misspelt venue but are something else."""
        self._made: dict[str, Venue] = {}

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Venue]:
        return (self[key] for key in self.records)

    def __contains__(self, key: object) -> bool:
        return key in self.records

    def __getitem__(self, key: str) -> Venue:
        if key not in self._made:
            self._made[key] = _venue(key, self.records[key])
        return self._made[key]

    def named(self, name: str) -> Venue | None:
        """Return the venue that has a name, in any spelling; `None` for a name of none or of several."""
        key = venue_key(name)
        if key in self.index.shared:
            return None
        named = self.index.strong.get(key) or self.index.weak.get(key)
        return None if named is None else self[named]

    def with_id(self, scheme: str, code: str) -> Venue | None:
        """Return the venue that a code stands for: `("acl", "findings-emnlp")`, `("cvf", "CVPR")`, `("usenix", "osdi")`.

        For the scheme `doi` the code is a whole DOI.
        """
        key = looked_up(self.codes.venues, scheme, code)
        return None if key is None else self[key]

    def edition_with_id(self, scheme: str, code: str) -> tuple[Venue, int] | None:
        """Return venue and year that a code stands for: `("pmlr", "v139")`, `("doi", "10.1109/CVPR42600...")`."""
        edition = looked_up(self.codes.editions, scheme, code)
        return None if edition is None else (self[edition[0]], edition[1])

    def findings_of(self, key: str) -> Venue | None:
        """Return the findings that are published next to a conference."""
        findings = self.codes.findings.get(key)
        return None if findings is None else self[findings]

    @cached_property
    def findings(self) -> tuple[Venue, ...]:
        """All findings."""
        return tuple(self[key] for key in self.codes.findings.values())

    def met_together(self, one: str, other: str, year: int) -> bool:
        """Return whether two venues, by their keys, held one meeting in a year, as ACL and IJCNLP in 2021."""
        return one == other or any(
            year in meeting.years
            for here, there in ((one, other), (other, one))
            for meeting in self[here].joint
            if there in meeting.others
        )


def _venue(key: str, record: Mapping[str, Any]) -> Venue:
    # A compiled table has its years as text.
    months = {}
    usual = None
    for source in sorted(record.get("months", ()), key=lambda source: source != KNOWLEDGE):
        for year, month in record["months"][source].items():
            if year == "usual":
                usual = month
            else:
                months[int(year)] = _month(int(year), month)
    return Venue(
        key,
        record["name"],
        record.get("full"),
        record["kind"],
        tuple(record.get("aliases", ())),
        dict(record.get("former", {})),
        tuple(record.get("workshops", ())),
        frozenset(venue_key(name) for name in record.get("apart", ())),
        frozenset(record.get("ambiguous", ())),
        record.get("parent"),
        tuple(
            Joint(meeting["name"], tuple(meeting["with"]), frozenset(years_of(meeting["years"])))
            for meeting in record.get("joint", ())
        ),
        _held(record["held"]) if "held" in record else None,
        months,
        usual,
        {scheme: tuple(codes) for scheme, codes in record.get("ids", {}).items()},
        {
            scheme: {int(year): code for year, code in codes.items()}
            for scheme, codes in record.get("editions", {}).items()
        },
        tuple(sorted({*record.get("evidence", ()), *record.get("months", ())})),
        record.get("notes"),
    )


def years_of(value: object) -> Iterator[int]:
    """Yield the years of a list, or of a text such as `1998-2004, 2006`. The value obeys the schema."""
    if not isinstance(value, str):
        assert isinstance(value, list)
        yield from value
        return
    for part in value.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _month(year: int, value: int | str) -> Month:
    if isinstance(value, str):
        year, value = int(value[:4]), int(value[5:])
    return Month(year, value)


def _held(record: Mapping[str, Any]) -> Held:
    years, excepted, also = (frozenset(years_of(record.get(key, []))) for key in ("years", "except", "also"))
    return Held(
        record.get("rule", "years"),
        record.get("since", min(years, default=0)),
        record.get("sure_through"),
        years,
        excepted,
        also,
        record.get("basis", "knowledge"),
    )
