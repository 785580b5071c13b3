"""All that a run has found, for the formats that need it at once: they are printed after the last file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from awesomelint.diagnostic import Severity
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.reporters.checkout import Checkout
from awesomelint.reporters.tally import Tally
from awesomelint.rulebook.spec import RuleSpec

if TYPE_CHECKING:
    from awesomelint.links.outcome import Outcome

_NO_OUTCOMES: Mapping[str, Outcome] = MappingProxyType({})


class Judged(NamedTuple):
    """The report of a file, the severity from which its findings make the run fail, and whether all of info are listed."""

    report: FileReport
    fail_on: Severity = Severity.WARNING
    lists_info: bool = False


class Whole(NamedTuple):
    """The files of a run in order, each once, what they come to, and what is known around them.

    `rules` returns the heads of all rules that could have found something. `outcomes` are what links came to, by target, where
    they were checked.
    """

    files: tuple[Judged, ...]
    tally: Tally
    checkout: Checkout
    rules: Callable[[], Iterable[RuleSpec]]
    outcomes: Mapping[str, Outcome] = _NO_OUTCOMES
