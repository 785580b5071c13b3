"""The same paper in two places, two papers behind one link, and links that name another paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesomelint.checks.base import is_plainly_paper, lost_emphasis, short
from awesomelint.checks.form.label_targets import contradiction as label_contradiction
from awesomelint.checks.form.link_form import link_forms
from awesomelint.checks.papers.claims import is_beside_the_right_one, may_be_wrong
from awesomelint.checks.papers.entry_venue import entry_venue
from awesomelint.checks.papers.paper_links import PaperLink, is_of_another, named, paper_index, said_by
from awesomelint.checks.papers.repeats import (
    MAX_COMPARED,
    MIN_LETTERS,
    Repeat,
    copied_titles,
    may_be_one_paper,
    place_of,
    repeat_by_link,
    repeats,
    same_by_title,
)
from awesomelint.checks.papers.rows import says_the_cells
from awesomelint.checks.papers.venue_editions import contradicts, edition_of
from awesomelint.context import LintContext, Part
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from awesomelint.document.conventions import MIN_WITNESSES, is_common
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Container, Document, Entry, remembered
from awesomelint.markdown.blocks import NAKED, Link, LinkKind
from awesomelint.papers.identifiers import Words
from awesomelint.papers.near_titles import near_titles
from awesomelint.papers.titles import telling_words
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span


def duplicate_paper(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report entries whose paper is in the same list already."""
    for repeat in repeats(document):
        if repeat.is_same and repeat.is_together:
            yield _diagnose(document, rule, repeat, _removal(document, repeat))


def duplicate_across_sections(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report entries whose paper is in another section, in another list of the section, or in another file of the list.

    A list in which that is common files papers under several headings on purpose.
    """
    apart = [repeat for repeat in repeats(document) if repeat.is_same and not repeat.is_together]
    is_habit = len(apart) >= MIN_WITNESSES and is_common(len(apart), len(document.entries))
    if rule.options["repeats"] == "report" or not is_habit:
        for repeat in apart:
            yield _diagnose(document, rule, repeat, None)
    for entry, earlier, file, link in _in_earlier_files(document, context.earlier) if context.earlier else ():
        span = entry.title.span if entry.title is not None else entry.span
        place = f"{file}:{earlier.document.source.line_at(earlier.span.start)}"
        yield rule.diagnose(span, f"same paper as {place} ({_shown_by(link)})")


def _in_earlier_files(
    document: Document, parts: Sequence[Part]
) -> Iterator[tuple[Entry, Entry, str, PaperLink | None]]:
    """Yield each entry whose paper is in an earlier file, once, the entry there, that file, and the link that tells."""
    index = paper_index(document)
    names = {part.document: part.name for part in parts}
    known = [paper_index(part.document) for part in parts]
    done: set[Entry] = set()
    for entry, links in index.of_entry.items():
        for link in links:
            others = [other for each in known for other in each.by_paper.get(link.reading.paper, ())]
            earlier = next((other for other in others[-MAX_COMPARED:] if repeat_by_link(other, link)), None)
            if earlier is not None and entry not in done:
                done.add(entry)
                yield entry, earlier.entry, names[earlier.entry.document], link
    for key, entries in index.by_title.items():
        last = next((each.by_title[key][-1] for each in reversed(known) if key in each.by_title), None)
        if last is not None and entries[0] not in done and same_by_title(key, entries[0], last):
            yield entries[0], last, names[last.document], None


def _shown_by(link: PaperLink | None) -> str:
    return named(link.reading.paper) if link is not None else "same title"


def one_link_two_papers(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links to a paper that are under two titles which have little in common."""
    for repeat in repeats(document):
        link, other = repeat.link, repeat.earlier_link
        if repeat.is_same or link is None or other is None or lost_emphasis(repeat.entry):
            continue
        if not (may_be_wrong(link, other.entry) and may_be_wrong(other, link.entry)):
            continue  # as for a link whose record is known
        if is_beside_the_right_one(link) or is_beside_the_right_one(other):
            continue
        if _is_doubtful(other) and not _is_doubtful(link):
            link, other = other, link
        span = link.link.target_span or link.link.span
        line = document.source.line_at(other.entry.span.start)
        title = short(other.entry.title.value, 60) if other.entry.title is not None else ""
        message = f'link leads to {named(link.reading.paper)}, which line {line} lists as "{title}"'
        related = (Related(other.link.target_span or other.link.span, "the same paper is linked here"),)
        yield rule.diagnose(span, message, related=related)


def _is_doubtful(link: PaperLink) -> bool:
    """Return whether a link does not go with its entry: by the words of its URL, by the venue, or by a later year."""
    if contradiction(link) is not None:
        return True
    entry, year = link.entry, link.reading.imprint.year
    given, edition = entry_venue(entry), edition_of(link.reading, entry.document.venues)
    if given is not None and edition is not None and contradicts(given, edition, entry.document.venues):
        return True
    return entry.year is not None and year is not None and int(entry.year.value) < year


def _diagnose(document: Document, rule: Rule, repeat: Repeat, fix: Fix | None) -> Diagnostic:
    line = document.source.line_at(repeat.earlier.span.start)
    title, other = repeat.entry.title, repeat.earlier.title
    what = "paper" if _has_paper(repeat.entry) or _has_paper(repeat.earlier) else "entry"
    message = f"same {what} as line {line} ({_shown_by(repeat.link)})"
    related = (Related(other.span if other else repeat.earlier.span, "first listed here"),)
    return rule.diagnose(title.span if title else repeat.entry.span, message, related=related, fix=fix)


def _has_paper(entry: Entry) -> bool:
    return bool(paper_index(entry.document).of_entry.get(entry)) or is_plainly_paper(entry)


def _removal(document: Document, repeat: Repeat) -> Fix | None:
    """Return the fix that drops the later entry, if its lines are its own and the earlier one says as much."""
    entry, earlier = repeat.entry, repeat.earlier
    if entry.container not in (Container.BULLET, Container.TABLE) or not _says_as_much(earlier, entry):
        return None
    if entry in _entwined(document):
        return None
    edit = Edit(document.source.whole_lines(entry.first, entry.last), "")
    return Fix((edit,), Safety.UNSAFE, "remove the later entry")


@remembered
def _entwined(document: Document) -> frozenset[Entry]:
    """Return the entries that share a line with another one. Entries come in the order of their first lines."""
    found: set[Entry] = set()
    furthest: Entry | None = None
    for entry in document.entries:
        if furthest is not None and entry.first <= furthest.last:
            found |= {furthest, entry}
        if furthest is None or entry.last > furthest.last:
            furthest = entry
    return frozenset(found)


def _says_as_much(earlier: Entry, entry: Entry) -> bool:
    if not {link.url for link in entry.links} <= {link.url for link in earlier.links}:
        return False
    if entry.container is Container.TABLE and not says_the_cells(earlier, entry):
        return False
    return all(
        mine is None or (theirs is not None and theirs.value == mine.value)
        for mine, theirs in (
            (entry.venue, earlier.venue),
            (entry.year, earlier.year),
            (entry.description, earlier.description),
        )
    )


# -- two entries whose titles differ by a slip


def near_duplicate_title(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report entries whose title is an earlier entry's except for a slip, and whose links do not show that they are one paper."""
    index = paper_index(document)
    entries = [each[0] for key, each in index.by_title.items() if len(key) >= MIN_LETTERS]
    titles = [entry.title.value for entry in entries if entry.title is not None]
    for first, second, _ in near_titles(titles):
        earlier, entry = entries[first], entries[second]
        if entry.title is None or earlier.title is None or not may_be_one_paper(entry, earlier, index):
            continue
        line = document.source.line_at(earlier.span.start)
        message = f'title is nearly the same as on line {line}, "{short(earlier.title.value, 80)}"'
        related = (Related(earlier.title.span, "the other title"),)
        severity = None if place_of(entry) == place_of(earlier) else Severity.INFO
        yield rule.diagnose(entry.title.span, message, related=related, severity=severity)


def one_title_two_papers(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report titles that were left standing when an entry was made of a copy: link and authors are another paper's."""
    for entry, earlier in copied_titles(document).items():
        assert entry.title is not None
        assert earlier.title is not None
        line = document.source.line_at(earlier.span.start)
        message = f"title is the same as on line {line}, but link and authors are others"
        yield rule.diagnose(entry.title.span, message, related=(Related(earlier.title.span, "the other entry"),))


# -- the same link twice in an entry

_IGNORED = frozenset({LinkKind.ANCHOR, LinkKind.BADGE})


def repeated_link(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links under a label whose target an earlier label of the entry has already."""
    if len(entry.links) < 2:
        return
    seen: dict[str, int] = {}
    for number, link in enumerate(entry.links):
        if not link.url or link.kind in _IGNORED or link.syntax in NAKED or label_kind(link.label) is None:
            continue
        first = seen.setdefault(link.url, number)
        if first == number:
            continue
        other = entry.links[first]
        if not _contradict(other, link) or _fill_two_columns(entry, other, link):
            continue
        if label_contradiction(link) is not None or label_contradiction(other) is not None:
            continue  # a label that says what its target cannot be is another rule's
        line = entry.document.source.line_at(other.span.start)
        message = f"[{link.label}] has the same target as [{other.label}] on line {line}"
        related = (Related(other.span, "the same target"),)
        yield rule.diagnose(link.span, message, related=related, fix=_link_removal(entry, number, first))


def _contradict(one: Link, other: Link) -> bool:
    """Return whether two links should not have one target: a page may be of project, code and data, but not of a paper too."""
    return one.label.casefold() == other.label.casefold() or (one.kind is LinkKind.PAPER) != (
        other.kind is LinkKind.PAPER
    )


def _fill_two_columns(entry: Entry, one: Link, other: Link) -> bool:
    """Return whether two links with one label are in two cells: the label is the host's, and the columns say what is there."""
    is_in_two = entry.inline_at(one.span.start) is not entry.inline_at(other.span.start)
    return entry.container is Container.TABLE and one.label == other.label and is_in_two


def _link_removal(entry: Entry, number: int, first: int) -> Fix | None:
    """Return the fix that drops the later of two links with one label; where the labels differ, one is wrong, not too much."""
    link, other = entry.links[number], entry.links[first]
    forms = [form for form in link_forms(entry.document.source, entry.links) if form.link is link]
    if link.label.casefold() != other.label.casefold() or not forms or forms[0].group > 1 or not forms[0].is_balanced:
        return None
    start, end = forms[0].span
    text = entry.document.source.text
    if text[start - 1 : start] not in (" ", "]", ")"):
        return None
    return Fix((Edit(Span(start - (text[start - 1] == " "), end), ""),), Safety.UNSAFE, "remove the later link")


# -- links whose URL names another paper

MIN_WORDS = 4
"""Words of a title that a URL must spell out, and an entry must have, before the two are compared."""
MAX_SHARED = 0.25
"""The greatest part of a URL's words that may be in the title of another paper by chance."""
MIN_AUTHORS = 2
"""Authors that an entry must name before the one that a URL names can be missing."""


def link_names_another_paper(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links whose URL spells out the title, or the author, of another paper than the entry's."""
    for entry, links in paper_index(document).of_entry.items():
        for link in links:
            if (message := contradiction(link)) is None or _is_explained(entry, links) or is_of_another(link):
                continue
            # Some lists name a few of the authors; renamed papers share words, and without authors nothing else tells them.
            is_unsure = not link.reading.words.title or (not entry.authors and _shares_words(link))
            severity = Severity.INFO if is_unsure else None
            yield rule.diagnose(link.link.target_span or link.link.span, message, severity=severity)


def _shares_words(link: PaperLink) -> bool:
    title = link.entry.title
    own = _telling(title.value) if title is not None else []
    return any(len(word) > 3 and _stands_in(word, own) for word in _telling(" ".join(link.reading.words.title)))


def contradiction(link: PaperLink) -> str | None:
    """Return how the words of a link's URL contradict its entry, or `None` if they do not or say too little."""
    words, entry = link.reading.words, link.entry
    if entry.title is None or not (words.title or words.surnames):
        return None
    if words.title:
        return _other_title(words, entry)
    return _other_author(words, entry)


def _other_title(words: Words, entry: Entry) -> str | None:
    spelt = _telling(" ".join(words.title))
    assert entry.title is not None
    own = _telling(entry.title.value)
    if len(spelt) < MIN_WORDS or len(own) < MIN_WORDS:
        return None
    names = {word for author in entry.authors for word in _telling(author.value)}
    if words.surnames and names and any(set(_telling(name)) & names for name in words.surnames):
        return None
    if sum(_stands_in(word, own) or word in names for word in spelt) > MAX_SHARED * len(spelt):
        return None
    # words that are cut, joined or separated elsewhere are still the same letters
    joined = "".join(own)
    if sum(len(word) > 3 and word in joined for word in spelt) > MAX_SHARED * len(spelt):
        return None
    if "".join(spelt) in "".join(_telling(said_by(entry))):
        return None  # a paper below another one's title, or the title was misread
    text = " ".join(words.title)
    return f'the URL names the paper "{short(text)}", the entry is "{short(entry.title.value)}"'


def _other_author(words: Words, entry: Entry) -> str | None:
    names = {word for author in entry.authors for word in _telling(author.value)}
    joined = "".join(_telling(said_by(entry)))
    wanted = ["".join(_telling(name)) for name in words.surnames]
    if len(entry.authors) < MIN_AUTHORS or entry.et_al or not all(wanted):
        return None
    if any(author.value.isupper() for author in entry.authors):
        return None  # initials: "A.B., C.D."
    if any(name in joined or any(_are_alike(name, part) for part in names) for name in wanted):
        return None
    return f'the URL names the author "{words.surnames[0]}", who is not among those of the entry'


def _are_alike(name: str, part: str) -> bool:
    """Return whether two names are one up to a slip: the names of a list are as often misspelt as not in the registry's form."""
    if len(part) > 2 and (part in name or name in part):
        return True
    return len(name) > 3 and name[:2] == part[:2] and abs(len(name) - len(part)) <= 2


def _is_explained(entry: Entry, links: list[PaperLink]) -> bool:
    """Return whether an entry links to several papers, each under a name of its own."""
    return len({link.reading.paper for link in links if contradiction(link) is None}) > 1


def _telling(text: str) -> list[str]:
    return telling_words(text.replace("_", " "))


def _stands_in(word: str, others: list[str]) -> bool:
    return word in others or (
        len(word) > 3 and any(other.startswith(word) or word.startswith(other) for other in others if len(other) > 3)
    )
