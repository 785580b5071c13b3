"""The second round: what is asked of links that may lead to another paper than their entry's.

Such links are few. First arXiv is asked for the titles of earlier versions, many papers at once: most were only renamed. For the
others papers with the entry's own title are searched for, at arXiv, ten titles at once, and where it has none at Crossref, title
by title. Answers are kept, also that nothing was found, so that no question is asked twice. What a run has no requests left for
is asked by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from awesomelint.context import PaperRecord
from awesomelint.links.cache import LinkCache, Search
from awesomelint.links.records import bounded_paper
from awesomelint.links.resolvers import ResolverContext, batches
from awesomelint.links.resolvers.arxiv_api import BATCH, SEARCH_BATCH, ArxivApi, asked_versions
from awesomelint.links.resolvers.doi import search_crossref
from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.titles import title_key
from awesomelint.startup import NamedTuple

LEAST_REQUESTS = 2
"""Requests that a run may always make: one for earlier titles, one for searching."""
REQUESTS = 0.02
"""Requests that it may make beyond that, as a share of those for the links themselves."""
MAX_PAPERS = 20
"""Papers of one title that are kept."""
ARXIV, CROSSREF = "arXiv", "Crossref"


class Doubt(NamedTuple):
    """A link that may lead to another paper than its entry's: the paper that it names, and the entry's title."""

    paper: PaperId
    title: str


Doubts = Callable[[Mapping[PaperId, PaperRecord]], Iterable[Doubt]]
"""Returns the doubts that are left with what is known of papers."""


def no_doubts(_: Mapping[PaperId, PaperRecord]) -> Iterable[Doubt]:
    """Return no doubts."""
    return ()


class SecondRound:
    """The questions about doubtful links, and the answers so far.

    `papers` are the records of the links, which get their earlier titles. `titles` are the results of searches by the
    `title_key` of the title, those that are complete.
    """

    def __init__(self, doubts: Doubts, papers: dict[PaperId, PaperRecord], cache: LinkCache):
        self.titles: dict[str, tuple[PaperRecord, ...]] = {}
        self._doubts = doubts
        self._papers = papers
        self._cache = cache
        self._open: list[Doubt] = []
        self._searches: dict[str, Search] = {}

    def recall(self) -> bool:
        """Take in what the cache knows of links that are doubtful now, and return whether anything is left to be asked."""
        self._open = list(self._doubts(self._papers))
        keys = {title_key(doubt.title) for doubt in self._open} - self._searches.keys()
        if keys:
            self._searches.update(self._cache.searches(keys))
        for key in keys:
            self._take_in(key, self._searches.get(key, Search()))
        return bool(self._renamed() or self._untitled(ARXIV) or self._untitled(CROSSREF))

    async def ask(self, api: ArxivApi, context: ResolverContext, requests: int) -> None:
        """Ask what is left, in at most so many requests, and keep each answer as it comes."""
        left, unasked = requests, 0
        renamed = self._renamed()
        for versions in _version_batches(renamed):
            if api.failure or left <= 0:
                unasked += len(versions)
                continue
            left -= 1
            for name, titles in (await api.earlier_titles(versions, context)).items():
                self._learn_titles(renamed[name], titles)
        if renamed:
            self.recall()
        for batch in batches(list(self._untitled(ARXIV).items()), SEARCH_BATCH):
            if api.failure or left <= 0:
                continue  # Crossref is no substitute: it knows few preprints
            left -= 1
            self._found(ARXIV, batch, await api.search([title for _, title in batch], context))
        unasked += len(self._untitled(ARXIV))
        has_failed = False
        for key, title in self._untitled(CROSSREF).items():
            if has_failed or left <= 0:
                unasked += 1
                continue
            left -= 1
            found = await search_crossref(title, context)
            has_failed = found is None
            self._found(CROSSREF, [(key, title)], found)
        if unasked:
            what = "1 link" if unasked == 1 else f"{unasked} links"
            context.note(f"{what} with another title than the paper could not be looked up yet; the next run goes on")

    # -- what is left

    def _renamed(self) -> dict[str, PaperRecord]:
        """Return the doubtful papers that may have had other titles at arXiv."""
        papers = (self._papers[doubt.paper] for doubt in self._open)
        return {
            record.paper.value: record
            for record in papers
            if record.source == ARXIV and record.version > 1 and record.earlier_titles is None
        }

    def _untitled(self, source: str) -> dict[str, str]:
        """Return, by their keys, the titles that a source is to be asked for: nobody has found a paper, and this list has none.

        Crossref is asked when arXiv has none.
        """
        titles = {title_key(doubt.title): doubt.title for doubt in self._open}
        listed = {title_key(record.title) for record in self._papers.values()} if titles else set()
        asked = () if source == ARXIV else (ARXIV,)
        return {
            key: title
            for key, title in titles.items()
            if key not in self.titles and key not in listed and self._searches[key].asked == asked
        }

    # -- answers

    def _learn_titles(self, record: PaperRecord, titles: Sequence[str]) -> None:
        others = tuple(title for title in titles if title != record.title)
        record = bounded_paper(record._replace(earlier_titles=others))
        self._papers[record.paper] = record
        self._cache.put_paper(record)

    def _found(self, source: str, titles: Iterable[tuple[str, str]], found: Iterable[PaperRecord] | None) -> None:
        """Take in what a source has found for some titles; `None` if it did not answer."""
        if found is None:
            return
        by_key: dict[str, list[PaperRecord]] = {}
        for record in map(bounded_paper, found):
            by_key.setdefault(title_key(record.title), []).append(record)
        for key, _ in titles:
            search = Search((*self._searches[key].asked, source), tuple(by_key.get(key, ())[:MAX_PAPERS]))
            self._take_in(key, search)
            self._cache.put_search(key, search)

    def _take_in(self, key: str, search: Search) -> None:
        self._searches[key] = search
        if search.papers or CROSSREF in search.asked:
            self.titles[key] = search.papers


def allowed_requests(requests: int) -> int:
    """Return how many requests the second round of a run may make after so many others."""
    return max(LEAST_REQUESTS, int(requests * REQUESTS))


def _version_batches(renamed: Mapping[str, PaperRecord]) -> Iterable[dict[str, int]]:
    """Yield the numbers of the latest versions of papers, in batches of as many versions as may be asked for at once."""
    batch: dict[str, int] = {}
    size = 0
    for name, record in renamed.items():
        count = asked_versions(record.version)
        if size + count > BATCH:
            yield batch
            batch, size = {}, 0
        batch[name] = record.version
        size += count
    if batch:
        yield batch
