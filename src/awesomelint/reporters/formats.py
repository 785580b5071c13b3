"""The formats of `--output-format`, and the functions that make them.

A format is made file by file, as they come, or of all files at once. Each is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.reporters.view import View

if TYPE_CHECKING:
    from awesomelint.reporters.whole import Whole

FileText = Callable[[FileReport, View], Iterable[str]]
WholeText = Callable[["Whole"], Iterable[str]]


class Format(NamedTuple):
    """A way to print reports: `load_file` or `load_whole` returns the function that does.

    `is_for_people` if it is text for a terminal, in the encoding of the terminal; the others are UTF-8 whatever the locale.
    `has_summary` if the last lines of a run, which count what was found, follow it.
    """

    load_file: Callable[[], FileText] | None = None
    load_whole: Callable[[], WholeText] | None = None
    is_for_people: bool = False
    has_summary: bool = False


def _full() -> FileText:
    from awesomelint.reporters.full import file_text

    return lambda report, view: (file_text(report, view),)


def _concise() -> FileText:
    from awesomelint.reporters.concise import file_text

    return lambda report, view: (file_text(report, view),)


def _grouped() -> FileText:
    from awesomelint.reporters.grouped import file_text

    return lambda report, view: (file_text(report, view),)


def _json_lines() -> FileText:
    from awesomelint.reporters.json import json_lines

    return lambda report, view: json_lines(report)


def _json() -> WholeText:
    from awesomelint.reporters.json import json_array

    return lambda whole: json_array(report for report, _, _ in whole.files)


def _github() -> WholeText:
    from awesomelint.reporters.github import commands

    return commands


def _summary() -> WholeText:
    from awesomelint.reporters.summary import page

    return page


def _sarif() -> WholeText:
    from awesomelint.reporters.sarif import log

    return log


def _gitlab() -> WholeText:
    from awesomelint.reporters.gitlab import code_quality

    return code_quality


def _junit() -> WholeText:
    from awesomelint.reporters.junit import suites

    return suites


def _rdjson() -> WholeText:
    from awesomelint.reporters.rdjson import diagnostics

    return diagnostics


def _html() -> WholeText:
    from awesomelint.reporters.html.page import page

    return page


FORMATS = {
    "full": Format(_full, is_for_people=True, has_summary=True),
    "concise": Format(_concise, is_for_people=True, has_summary=True),
    "grouped": Format(_grouped, is_for_people=True, has_summary=True),
    "json": Format(load_whole=_json),
    "json-lines": Format(_json_lines),
    "github": Format(load_whole=_github, has_summary=True),
    "html": Format(load_whole=_html),
    "summary": Format(load_whole=_summary),
    "sarif": Format(load_whole=_sarif),
    "gitlab": Format(load_whole=_gitlab),
    "junit": Format(load_whole=_junit),
    "rdjson": Format(load_whole=_rdjson),
}
