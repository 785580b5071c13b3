"""A resolved configuration, and the overrides of the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from awesomelint.diagnostic import Severity
from awesomelint.links.settings import LinkSettings
from awesomelint.papers.venues.table import VenueTable
from awesomelint.rulebook.spec import Rule, RuleSpec
from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from awesomelint.links.policy import Pattern

DEFAULT_FAIL_ON = Severity.WARNING


class Overrides(NamedTuple):
    """Options that override a configuration, as those of the command line. `None` and empty say nothing.

    `preset` is a preset that is applied on top of the configuration. Selectors are codes, names, beginnings of codes, or
    `ALL`: `select` names the rules that run instead of all that the configuration says, `ignore`, `extend_select` and
    `extend_ignore` change what it says. `exclude` are patterns as in .gitignore of files to leave out when folders are
    searched. `fail_on` is the severity that makes a run fail. `strikes` is how often a link that cannot be judged must have
    failed until it is an error.
    """

    preset: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity | None = None
    strikes: int | None = None


class PathPatterns:
    """Patterns of paths as .gitignore has them, relative to a folder."""

    __slots__ = ("_base", "_spec", "lines")

    def __init__(self, base: Path, lines: tuple[str, ...]):
        """Compile patterns. Raises `ValueError` for one that is none."""
        from pathspec import GitIgnoreSpec

        self.lines = lines
        self._base = os.path.abspath(base)  # noqa: PTH100 - links are not followed, as in find_config
        self._spec: GitIgnoreSpec = GitIgnoreSpec.from_lines(lines)

    def match(self, path: Path) -> bool:
        """Return whether a file matches; what lies outside the folder never does."""
        full = os.path.abspath(path)  # noqa: PTH100
        try:
            inside = Path(full).relative_to(self._base)
        except ValueError:
            return False
        return self._spec.match_file(inside.as_posix())


class PerFileIgnore(NamedTuple):
    """Codes of rules that do not run on the files that match."""

    patterns: PathPatterns
    codes: frozenset[str]


class SplitList(NamedTuple):
    """A list that is split over several files.

    `parts` are the files in order, each with the name that the configuration calls it by; `views` show the same entries in
    another way, and are compared with nothing. `folders` were searched for them.
    """

    parts: Mapping[Path, str]
    views: frozenset[Path]
    folders: tuple[Path, ...]

    def before(self, path: Path) -> dict[Path, str]:
        """Return the parts before a file, none for a file that is no part."""
        files = list(self.parts)
        return {each: self.parts[each] for each in files[: files.index(path)]} if path in self.parts else {}


HostTable: TypeAlias = "tuple[tuple[Pattern, Mapping[str, Any]], ...]"
"""What one configuration says of hosts, as `links.policy` reads it."""


class Config(NamedTuple):
    """What to run, and how. `load_config` makes it, `lint` and `fix` take it; docs/configuration.md says what its parts mean.

    `rules` are those that run, sorted by code; `known` all that could. `fail_on` is the severity from which findings make a run
    fail. `path` is the file that the configuration was read from (`None` without one), `sources` every file that had a say in
    it: `path`, what it extends, and the user's own rules and venues. `presets` are the names of the presets in force, from the
    bottom up. `per_file_ignores` are rules that do not run on some files, `exclude` the files that are left out when folders are
    searched, `lists` those that are split over files. `links` says how links are checked (times in seconds). `venues` is the
    table of venues with those of `venue_files`, `None` for the program's own. `hosts` are the tables of hosts, the last on
    top. `baseline` is the file with findings that the command line does not report. `papers` are the papers files with which
    entries are compared where links are checked.

    The types of `rules`, `known`, `per_file_ignores`, `exclude`, `lists`, `links`, `hosts` and `venues` are internal.
    """

    rules: tuple[Rule, ...]
    known: tuple[RuleSpec, ...]
    fail_on: Severity = DEFAULT_FAIL_ON
    path: Path | None = None
    sources: tuple[Path, ...] = ()
    presets: tuple[str, ...] = ()
    per_file_ignores: tuple[PerFileIgnore, ...] = ()
    exclude: tuple[PathPatterns, ...] = ()
    links: LinkSettings = LinkSettings()
    hosts: tuple[HostTable, ...] = ()
    venue_files: tuple[Path, ...] = ()
    venues: VenueTable | None = None
    baseline: Path | None = None
    lists: tuple[SplitList, ...] = ()
    papers: tuple[Path, ...] = ()

    def rules_for(self, path: Path | str) -> tuple[Rule, ...]:
        """Return the rules that run on a file: `rules` without those that `per_file_ignores` name for its path."""
        if not self.per_file_ignores:
            return self.rules
        ignored = {code for entry in self.per_file_ignores if entry.patterns.match(Path(path)) for code in entry.codes}
        return tuple(rule for rule in self.rules if rule.code not in ignored)

    def parts_before(self, path: Path) -> dict[Path, str]:
        """Return the files that come before one in its list, with their names. The path is absolute."""
        return next((split.before(path) for split in self.lists if path in split.parts), {})

    def is_view(self, path: Path) -> bool:
        """Return whether a file, by its absolute path, shows what other files of its list hold."""
        return any(path in split.views for split in self.lists)

    def excludes(self, path: Path | str) -> bool:
        """Return whether `exclude` says that a file is to be left out when folders are searched. The file need not exist."""
        return any(patterns.match(Path(path)) for patterns in self.exclude)
