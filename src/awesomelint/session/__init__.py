"""One run over lists, the same for the command line, editors and Python, and what it can be asked.

`session` has the way from files and options to reports; `filters` leaves out findings that the baseline has on record or that
no change has caused; `links` collects links, checks them and judges the lists by the results. Nothing here prints, and nothing
knows of click or of terminals: errors are raised, file by file.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from awesomelint.config.model import Config, Overrides
from awesomelint.startup import NamedTuple

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class BaselineUse(Enum):
    """What is done with the findings that a baseline has on record.

    `HIDE` leaves them out of reports; `SHOW` reports them, as if there were no baseline. `WRITE` puts all that is found on
    record and reports nothing. `PRUNE` hides them, and forgets those that are gone.
    """

    HIDE = "hide"
    SHOW = "show"
    WRITE = "write"
    PRUNE = "prune"

    @property
    def changes_the_file(self) -> bool:
        """Whether the baseline is written at the end."""
        return self in (BaselineUse.WRITE, BaselineUse.PRUNE)


class LinkOptions(NamedTuple):
    """How a session checks links.

    `is_wanted` says whether; `None` leaves that to the configuration, which is not asked about standard input. `settings`
    go over the `links` of every configuration, by the names of its keys (`max_concurrency`). `is_offline` makes no
    requests, `rechecks` requests dead links again. `token` is one for GitHub's API. `cache_dir` is the folder of the link
    cache, `None` for that of the user; without `uses_cache` results are neither read from it nor written to it. `papers`
    are papers files besides those of the configurations.
    """

    is_wanted: bool | None = None
    settings: Mapping[str, Any] = _NOTHING
    is_offline: bool = False
    rechecks: bool = False
    token: str | None = None
    cache_dir: Path | None = None
    uses_cache: bool = True
    papers: tuple[Path, ...] = ()

    def __reduce__(self) -> tuple[type[LinkOptions], tuple[object, ...]]:
        # A mapping that cannot be changed cannot be pickled.
        return LinkOptions, tuple(self._replace(settings=dict(self.settings)))


class SessionOptions(NamedTuple):
    """What a session does.

    `config` is the one configuration file for all lists, and `is_isolated` uses none; without either the nearest one holds
    for each list. `overrides` go over it. `heeds_exclude` leaves out what the configuration excludes even if it was named
    itself. `is_across` treats all files as one list, in the order in which they come. `is_unsafe` also applies fixes that
    could change which paper or link is meant. `changed` is a git revision: only what is due to changes since then is
    reported and fixed. `baseline` goes over that of the configurations, `baseline_use` says what for. `links` are `None`
    where no links are to be collected.
    """

    config: Path | None = None
    is_isolated: bool = False
    overrides: Overrides = Overrides()
    heeds_exclude: bool = False
    is_across: bool = False
    is_unsafe: bool = False
    changed: str | None = None
    baseline: Path | None = None
    baseline_use: BaselineUse = BaselineUse.HIDE
    links: LinkOptions | None = None

    def baseline_for(self, config: Config) -> Path | None:
        """Return the baseline that holds where a configuration does."""
        return None if self.baseline_use is BaselineUse.SHOW else self.baseline or config.baseline
