"""Findings as text: `FORMATS` is the table of formats. A reporter takes values and returns text.

It writes nothing and judges nothing. A format prints each file as it comes, or all files of a run at once. The module of a
format is imported when the format is first used: a plain lint needs one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from awesomelint.report import FileReport
    from awesomelint.reporters.run_report import RunReport
    from awesomelint.reporters.terminal import View


class Format(NamedTuple):
    """A way to print reports: `file_text` or `run_text` returns the text, in pieces.

    `is_for_people` if it is text for a terminal, in the encoding of the terminal; the others are UTF-8 whatever the locale.
    `has_summary` if the last lines of a run, which count what was found, follow it; `has_closing` if so do, after a long run, its
    errors and most frequent rules. `has_corrections` if it shows what safe fixes would make of the files, `has_pages` if it links
    to the pages of the repository.
    """

    file_text: Callable[[FileReport, View], Iterable[str]] | None = None
    run_text: Callable[[RunReport], Iterable[str]] | None = None
    is_for_people: bool = False
    has_summary: bool = False
    has_closing: bool = False
    has_corrections: bool = False
    has_pages: bool = False


def _full(report: FileReport, view: View) -> Iterable[str]:
    from awesomelint.reporters.full import full_text

    return (full_text(report, view),)


def _concise(report: FileReport, view: View) -> Iterable[str]:
    from awesomelint.reporters.full import concise_text

    return (concise_text(report, view),)


def _grouped(report: FileReport, view: View) -> Iterable[str]:
    from awesomelint.reporters.full import grouped_text

    return (grouped_text(report, view),)


def _json_lines(report: FileReport, view: View) -> Iterable[str]:
    from awesomelint.reporters.json import json_lines

    return json_lines(report, view.rule_page)


def _json(run: RunReport) -> Iterable[str]:
    from awesomelint.reporters.json import json_array

    return json_array(run.files, run.rule_page)


def _github(run: RunReport) -> Iterable[str]:
    from awesomelint.reporters.github import github_annotations

    return github_annotations(run)


def _summary(run: RunReport) -> Iterable[str]:
    from awesomelint.reporters.github import job_summary

    return job_summary(run)


def _html(run: RunReport) -> Iterable[str]:
    from awesomelint.reporters.html import html_page

    return html_page(run)


def _sarif(run: RunReport) -> Iterable[str]:
    from awesomelint.reporters.sarif import sarif_log

    return sarif_log(run)


def _gitlab(run: RunReport) -> Iterable[str]:
    from awesomelint.reporters.services import code_quality

    return code_quality(run)


def _junit(run: RunReport) -> Iterable[str]:
    from awesomelint.reporters.services import junit_xml

    return junit_xml(run)


def _rdjson(run: RunReport) -> Iterable[str]:
    from awesomelint.reporters.services import rdjson

    return rdjson(run)


FORMATS = {
    "full": Format(_full, is_for_people=True, has_summary=True, has_closing=True),
    "concise": Format(_concise, is_for_people=True, has_summary=True),
    "grouped": Format(_grouped, is_for_people=True, has_summary=True, has_closing=True),
    "json": Format(run_text=_json),
    "json-lines": Format(_json_lines),
    "github": Format(run_text=_github, has_summary=True),
    "html": Format(run_text=_html, has_pages=True),
    "summary": Format(run_text=_summary, has_corrections=True),
    "sarif": Format(run_text=_sarif),
    "gitlab": Format(run_text=_gitlab),
    "junit": Format(run_text=_junit),
    "rdjson": Format(run_text=_rdjson),
}
"""The formats of `--output-format`, by name."""
