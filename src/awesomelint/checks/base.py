"""`Check` and `Scope`, and the convention with which the entries of a section are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from typing import Any

from awesomelint.context import LintContext
from awesomelint.credentials import masked
from awesomelint.diagnostic import Diagnostic, Evidence, Safety
from awesomelint.document.conventions import MANY_WITNESSES, Convention, Observation, Point, is_sure
from awesomelint.document.model import Entry, Section, remembered
from awesomelint.markdown.blocks import LinkKind
from awesomelint.rulebook.spec import OptionSpec, Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

NOT_YET = expression(
    r"\b(?:soon|(?:not|to be) (?:yet )?(?:available|published|released|public|announced|added|open)"
    r"|upcoming|forthcoming|unreleased|unpublished|to appear|in press|under review|work in progress)\b"
    r"|(?<![\w/.-])(?:tb[acd]|wip|n/a|null)(?![\w/-])|[:\-(\[|] *none\b|即将|敬请期待|待更新|未公开",
    re.IGNORECASE,
)
"""How a list says that there is nothing to link to, or not yet."""


class Scope(StrEnum):
    """What a check is called with: the `Document`, each `Section` that has entries, or each `Entry`.

    A check of scope `SUPPRESSIONS` is called once, with the `Suppressions` of the document, after all other checks.
    """

    DOCUMENT = "document"
    SECTION = "section"
    ENTRY = "entry"
    SUPPRESSIONS = "suppressions"


CheckFunction = Callable[[Any, Rule, LintContext], Iterator[Diagnostic]]
"""Yields what a rule finds in a subject, whose type the scope of the check says."""


class Check(NamedTuple):
    """A check function, and what it needs besides its rule and the context.

    The function may be given as where it is below `checks/`, `module:name`: then its module is imported when a rule runs it.
    A generic check has `parameters`: options that the rule file sets under `with`, and must set where the default is `None`.
    One that `needs_facts` runs only where the context holds facts. One that `yields_to` others, by their names in `CHECKS`,
    is silent about an entry, or a place in none, its own or a related one, of which one of these speaks, and waits where that
    awaits facts.
    """

    scope: Scope
    function: CheckFunction | str
    parameters: tuple[OptionSpec, ...] = ()
    needs_facts: bool = False
    yields_to: tuple[str, ...] = ()

    def load(self) -> CheckFunction:
        """Return the function."""
        if not isinstance(self.function, str):
            return self.function
        module, _, name = self.function.partition(":")
        function: CheckFunction = getattr(import_module(f"awesomelint.checks.{module}"), name)
        return function


class Expectation(NamedTuple):
    """The value that the entries of a section should have on a point; `evidence` is `None` where the configuration says so."""

    value: str
    evidence: Evidence | None


def expectation(
    section: Section,
    point: Point,
    things: str,
    *,
    pinned: str | None = None,
    shared: bool = True,
    witnesses: int = MANY_WITNESSES,
) -> Expectation | None:
    """Return what should be observed in a section: what is pinned, else the convention that holds there.

    Returns `None` where there is neither, and where nothing deviates. `things` are what is counted, for the message. `shared`
    is explained at `prevailing`, `witnesses` at `evidence_for`.
    """
    convention = prevailing(section, point, shared=shared) if pinned is None else None
    value = pinned if convention is None else convention.value
    if value is None:
        return None
    counts = section.document.conventions.counts(point, section)
    return (
        None
        if counts[value] == counts.total()
        else Expectation(value, evidence_for(convention, things, witnesses=witnesses))
    )


def deviations(section: Section, point: Point, expected: Expectation) -> Iterator[tuple[Entry, Observation]]:
    """Yield what is observed in the entries of a section and is not as expected."""
    for entry in section.entries:
        for seen in section.document.conventions.observations(point, entry):
            if seen.value != expected.value:
                yield entry, seen


def prevailing(section: Section, point: Point, *, shared: bool = False) -> Convention | None:
    """Return the convention that holds for a section, or `None`.

    A section that does otherwise than the document, and is sure of it, goes by its own. The document's convention, which
    has more witnesses, is cited wherever the section mostly agrees with it, unless only the section is sure; with `shared` some
    entry of the section has to agree, else it may be a section of another kind.
    """
    conventions = section.document.conventions
    own, whole = conventions.of(point, section), conventions.of_document(point)
    if own is not None and own.scope == "section":
        if whole is not None and whole.value == own.value and whole.is_sure >= own.is_sure:
            return whole
        return own
    if whole is None:
        return None
    counts = conventions.counts(point, section)
    agreeing, total = counts[whole.value], counts.total()
    if shared:
        return whole if 2 * agreeing >= total and agreeing > 0 else None
    return whole if agreeing == max(counts.values(), default=0) or total <= 2 else None


def is_plainly_paper(entry: Entry, *, by_authors: bool = True) -> bool:
    """Return whether an entry surely is a paper: besides a title it has two of authors, venue, year and a link to a paper.

    Other entries may be prose, whose emphasis and full stops are no matter of style. Without `by_authors` the authors do not
    speak for it: a publisher's name may have been taken for them.
    """
    has_paper = any(link.kind is LinkKind.PAPER for link in entry.links)
    signs = sum(map(bool, (by_authors and entry.authors, entry.venue, entry.year, has_paper)))
    return entry.title is not None and signs >= 2


@remembered
def is_cut(entry: Entry) -> bool:
    """Return whether the title or the authors begin or end within emphasis: they were misread, and say nothing of style.

    Emphasis over some of the authors is a slip of the list, not of the reading.
    """
    emphases = [each for inline in entry.inlines for each in inline.emphases]
    if not emphases:
        return False
    text = entry.document.source.text
    title = entry.title.outer if entry.title is not None else None
    authors = entry.author_list.outer if entry.author_list is not None else None
    for one in emphases:
        if title is not None and one.outer.overlaps(title) and not (one.outer.covers(title) or title.covers(one.outer)):
            return True
        if authors is not None and one.outer.overlaps(authors):
            around = (one.inner.start, authors.start), (authors.end, one.inner.end)
            beside = (authors.start, one.outer.start), (one.outer.end, authors.end)
            if all(any(map(_has_letter, (text[start:end] for start, end in places))) for places in (around, beside)):
                return True
    return False


def lost_emphasis(entry: Entry) -> bool:
    """Return whether the bullet of an item was to open emphasis, as in `* Ada Berg, Bea Cruz* [pdf](u)`: it is no item."""
    if entry.title is None or entry.marker is None or not entry.title.value.endswith("*"):
        return False
    return entry.document.source[entry.marker].startswith("*") and entry.title.value.count("*") == 1


def _has_letter(text: str) -> bool:
    return any(map(str.isalnum, text))


def safe_for_papers(entry: Entry) -> Safety:
    """Return how safe a fix is that changes the look of an entry's fields: a person should look where it may be prose."""
    return Safety.SAFE if is_plainly_paper(entry) else Safety.UNSAFE


def safety_of(old: str, new: str) -> Safety:
    """Return whether one text can be written for another without a look at it: only if no word, name or year is another."""
    before, after = ("".join(filter(str.isalnum, text)).casefold() for text in (old, new))
    return Safety.SAFE if before == after else Safety.UNSAFE


def evidence_for(convention: Convention | None, things: str, *, witnesses: int = MANY_WITNESSES) -> Evidence | None:
    """Return the count behind a convention of some things, such as `links`; `None` without one.

    With fewer `witnesses` than that it is not sure: a few things show a style, but not that what deviates is a slip.
    """
    if convention is None:
        return None
    sure = convention.is_sure and convention.total >= witnesses
    return Evidence(convention.agreeing, convention.total, things, convention.scope, sure)


def heading_span(section: Section) -> Span:
    """Return where the words of a section's heading are."""
    assert section.heading is not None
    assert section.heading.inline is not None
    return section.heading.inline.span


def counted(agreeing: int, total: int, things: str, scope: str = "") -> Evidence:
    """Return the evidence of what a check has counted itself; `things` says what was counted, such as `links`."""
    return Evidence(agreeing, total, things, scope, is_sure(agreeing, total - agreeing))


def short(words: str, longest: int = 32) -> str:
    """Return words as they are quoted in messages: on one line, the middle left out where they are long."""
    folded = masked(" ".join(words.split()))
    return folded if len(folded) <= longest else f"{folded[: longest - 12]}...{folded[-9:]}"
