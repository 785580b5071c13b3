"""From options and files to reports: configure, read, lint, fix, filter, check links and judge them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.config.files import find_config
from awesomelint.config.load import load_config
from awesomelint.config.model import Config
from awesomelint.context import Facts, LintContext, files_around
from awesomelint.diagnostic import Fix, Safety
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import judges_facts, lint_document
from awesomelint.errors import AwesomelintError
from awesomelint.files import Input, read_source
from awesomelint.report import FileReport, report_of
from awesomelint.rulebook.spec import RuleSpec
from awesomelint.session import SessionOptions
from awesomelint.session.earlier import EarlierFiles
from awesomelint.source import Source
from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from awesomelint.fixing.fixer import FixResult
    from awesomelint.links.link_run import LinkReport, Progress
    from awesomelint.links.targets import Target
    from awesomelint.session.filters import Filters
    from awesomelint.session.links import LinkedLists, ListLinks


DEFAULTS = SessionOptions()


class Found(NamedTuple):
    """What was found in a file, for `Session.take`. From another process it comes without its `document`.

    `report` has all findings, `links` what is to be collected of its links (`None`: nothing), `refused` the code and the fix of
    each finding whose fix was refused.
    """

    report: FileReport
    links: ListLinks | None
    refused: frozenset[tuple[str, Fix | None]]
    document: Document | None

    def __reduce__(self) -> tuple[type[Found], tuple[object, ...]]:
        return Found, (self.report, self.links, self.refused, None)


class Session:
    """Lints and fixes files and checks their links, each under the configuration that holds for it. `options` say how.

    A session reads each configuration once and takes any number of files, one after the other. An error in one is raised and
    does not affect the others. Nothing is written but a baseline, by `finish`.

    `lint` is `find` and `take`. What is found in a file does not depend on others unless `is_ordered` says so, so that it can
    be found in another process; a session that is pickled is a new one with the same options.
    """

    def __init__(self, options: SessionOptions = DEFAULTS):
        self.options = options
        self._configs: dict[Path | None, Config] = {}
        self._earlier = EarlierFiles(is_across=options.is_across)
        self._filters: Filters | None = None
        self._links: LinkedLists | None = None
        self._refused: dict[str, frozenset[tuple[str, Fix | None]]] = {}

    def __reduce__(self) -> tuple[type[Session], tuple[SessionOptions]]:
        return Session, (self.options,)

    # -- configurations

    def config_for(self, file: Input) -> Config:
        """Return the configuration that holds for a file. Raises `ConfigError` and `RulebookError`."""
        path = self.options.config
        if path is None and not self.options.is_isolated:
            path = find_config(file.path or Path(file.name))
        if path not in self._configs:
            self._configs[path] = load_config(path, self.options.overrides)
        return self._configs[path]

    @property
    def configs(self) -> tuple[Config, ...]:
        """The configurations that were used, in order."""
        return tuple(self._configs.values())

    def rules(self) -> Iterator[RuleSpec]:
        """Yield the heads of all rules that the configurations know, each once."""
        yield from {rule.code: rule for config in self.configs for rule in config.known}.values()

    def sources(self) -> Iterator[Path]:
        """Yield the files and folders that were read next to the lists themselves: when one changes, begin a new session."""
        for config in self.configs:
            yield from config.sources
            yield from config.papers
            yield from (folder for split in config.lists for folder in split.folders)
            if (baseline := self.options.baseline_for(config)) is not None:
                yield baseline
        yield from self._earlier.paths

    def excludes(self, file: Input) -> bool:
        """Return whether the configuration leaves a file out: not if it was named itself, unless the options say so.

        Raises as `config_for` does.
        """
        heeds_exclude = self.options.heeds_exclude or not file.is_explicit
        return heeds_exclude and self.config_for(file).excludes(file.place)

    # -- one file

    def read(self, file: Input) -> Source | None:
        """Return the text of a file, `None` for one that is left out. Raises `InputError`, and as `config_for` does."""
        return None if self.excludes(file) else read_source(file)

    def parse(self, file: Input, source: Source) -> Document:
        """Return a text as the document of a file. Raises as `config_for` does."""
        return parse_document(source, self.config_for(file).venues)

    def is_ordered(self, files: Iterable[Input]) -> bool:
        """Return whether what is found in one of some files may depend on those before it. Reads their configurations."""
        has_parts = False
        for file in files:
            with suppress(AwesomelintError):  # raised where the file is read
                has_parts = bool(self.config_for(file).lists) or has_parts
        return has_parts or self.options.is_across

    def lint(
        self, file: Input, document: Document | None = None, *, collects_links: bool = True, joins: bool = True
    ) -> FileReport | None:
        """Return what there is to report about a file, `None` for one that is left out.

        Findings of one cause are one if `joins`; an editor marks each in its place.

        `document` is the text that is there, or is to be there; it is read unless given. Its links are collected for
        `check_links` where the options and the configuration want that; not without `collects_links`.

        Raises `InputError`, `ConfigError` and `RulebookError` where the file, another one of its list, its configuration or its
        baseline cannot be read, or git cannot tell what changed, and `InternalError` where a check fails.
        """
        found = self.find(file, document, collects_links=collects_links)
        return self.take(file, found, joins=joins) if found is not None else None

    def find(self, file: Input, document: Document | None = None, *, collects_links: bool = True) -> Found | None:
        """Return what is found in a file, `None` for one that is left out. Arguments and errors are those of `lint`."""
        is_on_disk = document is None
        if document is None:
            source = self.read(file)
            if source is None:
                return None
            document = self.parse(file, source)
        config = self.config_for(file)
        earlier = self._earlier.before(file.place, config)
        has_links = collects_links and self.wants_links(file)
        context = LintContext(
            files_around(file),
            earlier,
            awaits_facts=has_links,
            base_url=config.links.base_url,
            is_list=file.is_list,
        )
        diagnostics = lint_document(document, config.rules_for(file.name), context, known=config.known, joins=False)
        if is_on_disk or self.options.is_across:
            self._earlier.add(file.place, file.name, document, config)
        links = self.links_of(file, document) if has_links else None
        report = report_of(document, diagnostics, config.fail_on)
        return Found(report, links, self._refused.get(file.name, frozenset()), document)

    def take(self, file: Input, found: Found, *, joins: bool = True) -> FileReport:
        """Return what there is to report of what was found in a file, and collect its links. Raises as `lint` does."""
        config = self.config_for(file)
        self._refused[file.name] = found.refused
        report = self._marked(file, found.report)
        filters = self._filters_for(config)
        if filters is not None:
            report = filters.reported(file, report, config, is_final=found.links is None)
        if found.links is not None:
            self.take_links(file, found.report.source, found.links, found.document)
        return report.joined() if joins else report

    def fix(self, file: Input, source: Source, tag: str | None = None) -> FixResult:
        """Return a text that is in a file with all fixed that would be reported; what links lead to counts once it is known.

        With a tag, only the rules that have it are heeded. A fix that would hurt the list is refused, which `lint` and `judge`
        then say of its finding. Raises as `lint` does.
        """
        from awesomelint.fixing.fixer import apply_fixes

        config = self.config_for(file)
        filters = self._filters_for(config)
        result = apply_fixes(
            source,
            [rule for rule in config.rules_for(file.name) if tag is None or tag in rule.spec.tags],
            LintContext(
                files_around(file),
                facts=self._links.facts_for(file) if self._links is not None else None,
                base_url=config.links.base_url,
            ),
            unsafe=self.options.is_unsafe,
            known=config.known,
            venues=config.venues,
            chosen=filters.chosen(file, config) if filters is not None else None,
        )
        self._refused[file.name] = frozenset((one.diagnostic.code, one.diagnostic.fix) for one in result.refused)
        return result

    def _marked(self, file: Input, report: FileReport) -> FileReport:
        """Return a report in which fixes that were refused are marked."""
        refused = self._refused.get(file.name)
        if not refused:
            return report
        marked = (
            one._replace(fix=one.fix._replace(safety=Safety.REFUSED))
            if one.fix and (one.code, one.fix) in refused
            else one
            for one in report.diagnostics
        )
        return report._replace(diagnostics=tuple(marked))

    # -- links

    def wants_links(self, file: Input) -> bool:
        """Return whether options and configuration want the links of a file to be checked, and a rule runs that judges them."""
        options = self.options.links
        if options is None:
            return False
        config = self.config_for(file)
        is_wanted = options.is_wanted
        if is_wanted is None:
            is_wanted = config.links.check and file.path is not None
        return is_wanted and judges_facts(config.rules_for(file.name))

    def collect_links(self, file: Input, document: Document) -> None:
        """Collect the links of a file for `check_links`; those on lines that changed, where the options name a revision.

        Raises `ConfigError` where git cannot tell what changed.
        """
        self.take_links(file, document.source, self.links_of(file, document), document)

    def links_of(self, file: Input, document: Document) -> ListLinks:
        """Return what there is to collect of the links of a file. Raises as `config_for` does."""
        return self._linked_lists().links_of(file, document, self.config_for(file))

    def take_links(self, file: Input, source: Source, links: ListLinks, document: Document | None = None) -> None:
        """Collect links as `collect_links` does. Without the document a file is read again once its links are checked."""
        config = self.config_for(file)
        filters = self._filters_for(config)
        lines = filters.changed_lines(file, source) if filters is not None else None
        self._linked_lists().take(file, links, config, lines=lines, document=document)

    def check_links(self, progress: Progress | None = None) -> LinkReport:
        """Ask what all collected links lead to, and return their results. `progress` is called after each answer.

        Raises `RulebookError` where the table of hosts cannot be read.
        """
        return self._linked_lists().check(progress)

    def know(self, facts: Facts) -> None:
        """Take facts that others have gathered for what collected links lead to, in place of `check_links`."""
        self._linked_lists().know(facts)

    def forget_links(self) -> None:
        """Forget the links that were collected, and what was learnt of them: the next files are judged by themselves."""
        self._links = None

    def _linked_lists(self) -> LinkedLists:
        if self._links is None:
            from awesomelint.session.links import LinkedLists

            self._links = LinkedLists(self.options.links)
        return self._links

    @property
    def linked_files(self) -> tuple[Input, ...]:
        """The files whose links were collected, in order."""
        return self._links.files if self._links is not None else ()

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets of the collected links, each once; empty before they were checked."""
        return self._links.targets if self._links is not None else ()

    @property
    def unjudged(self) -> frozenset[str]:
        """The names of files that `judge` had no time for after Ctrl-C."""
        return frozenset(self._links.unjudged) if self._links is not None else frozenset()

    def judge(self, file: Input, document: Document | None = None) -> FileReport | None:
        """Return what checked links add to the report of a file, `None` where nothing can be said.

        `document` is the file as it is now, where it was fixed since it was linted. Raises as `lint` does.
        """
        links = self._links
        report = links.judge(file, document) if links is not None else None
        if links is None or links.report is None or report is None:
            return None
        report = self._marked(file, report)
        config = self.config_for(file)
        filters = self._filters_for(config)
        if filters is None:
            return report.joined()
        is_offline = self.options.links is not None and self.options.links.is_offline
        is_whole = not (links.report.is_interrupted or links.report.is_without_network or is_offline)
        return filters.reported(file, report, config, has_facts=is_whole).joined()

    # -- the end

    def finish(self, *, is_complete: bool = True) -> Iterator[str]:
        """Write the baseline, if that is to be done and every file was seen, and yield lines about what was not reported.

        Nothing is written before the first line is asked for. Raises `OutputError` if it cannot be written.
        """
        if self._filters is not None:
            yield from self._filters.finish(is_complete=is_complete)

    def _filters_for(self, config: Config) -> Filters | None:
        """Return what leaves findings out, `None` where nothing does."""
        options = self.options
        is_needed = options.changed is not None or options.baseline_use.changes_the_file
        if self._filters is None and (is_needed or options.baseline_for(config) is not None):
            from awesomelint.session.filters import Filters

            self._filters = Filters(options, self.config_for)
        return self._filters
