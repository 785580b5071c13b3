"""The links of a session's lists: collected list by list, checked all at once, then judged list by list."""

from __future__ import annotations

import gc
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, cast

from awesomelint.checks.papers.claims import claims_of, judged
from awesomelint.checks.papers.paper_links import named
from awesomelint.config.model import Config, HostTable
from awesomelint.context import Facts, LintContext, PaperRecord, files_around
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import judge_facts
from awesomelint.files import Input, read_source
from awesomelint.git import find_home
from awesomelint.links.check import check_links
from awesomelint.links.doubts import Doubt, no_doubts
from awesomelint.links.link_run import LinkReport, Progress
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.github import NAME as GITHUB
from awesomelint.links.settings import LinkSettings, excluded_urls, link_settings
from awesomelint.links.targets import Place, Target, Use, target_url, targets_of, uses_of
from awesomelint.papers.identifiers import PaperId, paper_id, repository
from awesomelint.papers.identity import Claim, Titles, is_suspicious, may_be_another
from awesomelint.papers.titles import title_key
from awesomelint.paths import cache_dir
from awesomelint.report import ComparedPaper, FileReport, report_of
from awesomelint.session import LinkOptions
from awesomelint.startup import NamedTuple, forget_texts

if TYPE_CHECKING:
    from awesomelint.papers.library import Library

MAX_KEPT = 600_000
"""Characters of lists whose documents are kept until they are judged, at fifty bytes each; longer lists are parsed again."""
IDENTITY_RULES = frozenset(("PAP601", "PAP602", "PAP603"))
"""Rules that compare entries with their papers: without any of them nothing more is asked about these."""
HOME_RULE = "AWE728"
"""The rule that judges the repository of a list itself."""
JUDGING_SECONDS = 0.5
MAX_HURRIED = 100_000
"""Seconds for judging lists after Ctrl-C, and characters of the largest that is parsed again for that."""


class _List(NamedTuple):
    """A list: its file and configuration, the targets that it excludes, its length, its document if kept, its repository."""

    file: Input
    config: Config
    excluded: frozenset[str]
    size: int
    document: Document | None
    home: str


class ListLinks(NamedTuple):
    """What a list says of its links.

    `uses` are where they are, `claims` what it says, under a URL, of the paper there. `titles` are keys of its titles, if papers
    files may know them, `size` is its length in characters.
    """

    uses: tuple[Use, ...]
    claims: tuple[tuple[str, PaperId, Claim], ...]
    titles: frozenset[str]
    size: int


class LinkedLists:
    """Lists, their targets, and the results of checking these.

    `targets` are all targets, once they are checked; `report` is their results, `None` before. `unjudged` are the names of
    lists for whose judgement Ctrl-C left no time.
    """

    def __init__(self, options: LinkOptions | None = None):
        self.targets: tuple[Target, ...] = ()
        self.report: LinkReport | None = None
        self.unjudged: set[str] = set()
        self._options = options or LinkOptions()
        self._lists: dict[str, _List] = {}
        self._uses: list[tuple[str, Place]] = []
        """URLs and where they are; neither spans nor labels, which would keep much of the memory of documents that are gone."""
        self._claims: list[tuple[PaperId, Claim]] = []
        self._wanted: set[str] = set()
        self._size = 0
        self._titles: set[str] = set()
        self._in_files: Mapping[str, tuple[PaperRecord, ...]] = {}
        """What papers files know under the titles of entries."""
        self._papers: dict[Path, None] = dict.fromkeys(self._options.papers)
        self._settings = LinkSettings()
        self._hosts: tuple[HostTable, ...] = ()
        self._judging_since: float | None = None

    @property
    def files(self) -> tuple[Input, ...]:
        """The files of the lists, in order."""
        return tuple(one.file for one in self._lists.values())

    def links_of(self, file: Input, document: Document, config: Config) -> ListLinks:
        """Return what a list says of its links. Nothing of these lists changes."""
        judges_identity = any(rule.code in IDENTITY_RULES for rule in config.rules_for(file.name))
        claims = claims_of(document) if judges_identity else ()
        entries = document.entries if config.papers or self._options.papers else ()
        return ListLinks(
            tuple(uses_of(document, config.links.base_url)),
            tuple((target_url(one.link.link.url), one.link.reading.paper, one.claim) for one in claims),
            frozenset(title_key(entry.title.value) for entry in entries if entry.title is not None),
            len(document.source.text),
        )

    def add(self, file: Input, document: Document, config: Config) -> None:
        """Collect the targets of a list."""
        self.take(file, self.links_of(file, document, config), config, document=document)

    def take(
        self,
        file: Input,
        links: ListLinks,
        config: Config,
        *,
        lines: frozenset[int] | None = None,
        document: Document | None = None,
    ) -> None:
        """Take the links of a list; with `lines` those on these lines alone. `document` is the list, if it is at hand."""
        settings = link_settings(config.links, self._options.settings)
        if not self._lists:  # all are checked together, in the way of the first
            self._settings, self._hosts = settings, config.hosts
        uses = [use for use in links.uses if lines is None or use.place.line in lines]
        urls = {use.url for use in uses}
        excluded = excluded_urls(urls, settings)
        self._uses += ((use.url, use.place) for use in uses)
        wanted = urls - excluded
        self._wanted |= wanted
        self._claims += ((paper, claim) for url, paper, claim in links.claims if url in wanted)
        self._papers.update(dict.fromkeys(config.papers))
        self._titles |= links.titles
        self._size += links.size
        is_kept = self._size <= MAX_KEPT or file.path is None  # standard input cannot be read again
        kept = document if is_kept else None
        self._lists[file.name] = _List(file, config, excluded, links.size, kept, self._home(file, config))

    def _home(self, file: Input, config: Config) -> str:
        """Return the URL of the repository on GitHub that a list is in, empty where none is or no rule judges that."""
        if not self._options.token or file.path is None:
            return ""
        if all(rule.code != HOME_RULE for rule in config.rules_for(file.name)):
            return ""
        url = find_home(file.place.parent)
        found = repository(url)
        return url if found is not None and found.scheme == GITHUB else ""

    def check(self, progress: Progress | None) -> LinkReport:
        """Learn what there is to know about all targets.

        Raises `ConfigError` for a papers file that is broken, before anything is asked.
        """
        if self._size > MAX_KEPT:  # documents are not kept, and their memory is needed now
            forget_texts()
            gc.collect()
        options = self._options
        cache = (options.cache_dir or cache_dir()) if options.uses_cache else None
        library = _library(self._papers, cache)
        if library is not None:
            self._in_files = library.titled(self._titles)
        self._take_targets()
        homes = {one.home for one in self._lists.values() if one.home}
        homes -= excluded_urls(homes, self._settings)
        homes.difference_update(target.url for target in self.targets)
        self.report = check_links(
            (*self.targets, *(Target(url, ()) for url in sorted(homes))),
            self._settings,
            excluded={target.url for target in self.targets if target.url not in self._wanted},
            hosts=self._hosts,
            cache=cache,
            token=options.token,
            is_offline=options.is_offline,
            rechecks=options.rechecks,
            doubts=self._doubts if self._settings.identity else no_doubts,
            progress=progress,
        )
        if homes:  # which are no links
            facts = self.report.facts
            outcomes = {url: outcome for url, outcome in facts.outcomes.items() if url not in homes}
            self.report = self.report._replace(facts=facts._replace(outcomes=outcomes))
        if library is not None:
            self.report = self.report._replace(
                facts=self._with_papers(self.report.facts, library), notes=(*self.report.notes, *library.notes)
            )
            library.close()
        return self.report

    def know(self, facts: Facts) -> None:
        """Take facts that others have gathered for what there is to know about all targets."""
        self._take_targets()
        self.report = LinkReport(facts)

    def _take_targets(self) -> None:
        self.targets = targets_of(self._uses)
        self._uses.clear()

    def _with_papers(self, facts: Facts, library: Library) -> Facts:
        """Return facts with what papers files know; what a registry says of its own paper goes before that."""
        papers = library.papers(paper for target in self.targets if (paper := paper_id(target.url)) is not None)
        titles = {key: (*facts.titles.get(key, ()), *records) for key, records in self._in_files.items()}
        return facts._replace(papers={**papers, **facts.papers}, titles={**facts.titles, **titles})

    def _doubts(self, papers: Mapping[PaperId, PaperRecord]) -> Iterator[Doubt]:
        return doubts_of(self._claims, papers, self._in_files)

    def judge(self, file: Input, document: Document | None = None) -> FileReport | None:
        """Return what facts add to what was found in a list, `None` where there are none, or when time is out.

        `document` is the list as it is now, if it has changed. Raises `InputError` for one that cannot be read again.
        """
        one, facts = self._lists.get(file.name), self.facts_for(file)
        if one is None or facts is None:
            return None
        document = one.document if document is None else document
        if self._is_too_late(one, document):
            self.unjudged.add(file.name)
            return None
        if document is None:
            document = parse_document(read_source(file), one.config.venues)
        context = LintContext(files_around(file), facts=facts, base_url=one.config.links.base_url)
        diagnostics = judge_facts(
            document, one.config.rules_for(file.name), context, known=one.config.known, joins=False
        )
        report = report_of(document, diagnostics, one.config.fail_on)
        unrecorded = sum(one.link.reading.paper not in facts.papers for one in claims_of(document))
        return report._replace(papers=tuple(_compared(document, facts)), unrecorded=unrecorded)

    def facts_for(self, file: Input) -> Facts | None:
        """Return the facts as they are for one list: what it excludes is unknown to it. `None` before they are known."""
        one = self._lists.get(file.name)
        if one is None or self.report is None:
            return None
        facts = self.report.facts
        if one.home:
            facts = facts._replace(home=repository(one.home))
        if not one.excluded:
            return facts
        unasked = {url: Outcome(url, Verdict.SKIPPED, Reason.EXCLUDED, "", facts.now) for url in one.excluded}
        return facts._replace(outcomes=ChainMap(unasked, cast(dict[str, Outcome], facts.outcomes)))

    def _is_too_late(self, one: _List, document: Document | None) -> bool:
        """Return whether judging a list would take longer than is acceptable after Ctrl-C."""
        if self.report is None or not self.report.is_interrupted:
            return False
        if self._judging_since is None:
            self._judging_since = monotonic()
        return (document is None and one.size > MAX_HURRIED) or monotonic() - self._judging_since > JUDGING_SECONDS


def doubts_of(
    claims: Sequence[tuple[PaperId, Claim]],
    papers: Mapping[PaperId, PaperRecord],
    in_files: Collection[str] = (),
) -> Iterator[Doubt]:
    """Yield doubts about what lists say of papers, by the records of all papers that they link to.

    `in_files` are keys of titles under which papers files know papers.
    """
    listed = Titles((claim.title, (paper,)) for paper, claim in claims)
    linked: frozenset[str] | None = None
    for paper, claim in claims:
        record = papers.get(paper)
        is_strange = record is not None and is_suspicious(claim, record, listed)
        if record is not None and (is_strange or may_be_another(claim, record)):
            key = title_key(claim.title)
            if linked is None:  # most lists leave no doubts
                linked = frozenset(title_key(one.title) for one in papers.values())
            seems_wrong = is_strange and (key in in_files or listed.find(record.title) is not None)
            yield Doubt(paper, claim.title, seems_wrong, is_linked=key in linked, is_slight=not is_strange)


def _compared(document: Document, facts: Facts) -> Iterator[ComparedPaper]:
    """Yield how the papers of a list compare with their records."""
    for one in judged(document, facts):
        record, claim, link = one.record, one.claim, one.link
        yield ComparedPaper(
            document.source.line_at(link.link.span.start),
            claim.title,
            claim.authors,
            named(record.paper),
            record.title,
            record.authors,
            record.source,
            one.identity.verdict.value,
        )


def _library(files: Iterable[Path], cache: Path | None) -> Library | None:
    """Open papers files, if there are any. Raises `ConfigError` for one that is broken."""
    files = tuple(files)
    if not files:
        return None
    from awesomelint.papers.library import Library  # loads SQLite

    return Library(files, cache)
