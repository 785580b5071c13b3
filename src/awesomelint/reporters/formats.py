"""The formats of `--output-format`, and names of files as services that read reports want them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.reporters.text import View

if TYPE_CHECKING:
    from awesomelint.reporters.tally import Whole


_NO_BYTES = expression("[\ud800-\udc7f\udd00-\udfff]")


class Checkout(NamedTuple):
    """The current folder and the top of the checkout, both absolute, and where a browser finds the files of this commit.

    `pages` is the address before the name of a file, with a slash at its end; empty where there is none.
    """

    folder: str
    root: str
    pages: str = ""

    def name(self, path: str) -> str:
        """Return the name of a file from the top of the checkout, with `/` between folders.

        A file outside the checkout keeps its absolute path, and `<stdin>` its name.
        """
        if path.startswith("<"):
            return path
        full = os.path.normpath(os.path.join(self.folder, path))  # noqa: PTH118 - pathlib keeps ".."
        inside = full.removeprefix(self.root.rstrip(os.sep) + os.sep)
        return (inside or full).replace(os.sep, "/")

    def uri(self, path: str) -> str:
        """Return the name of a file as a URI: relative to the checkout, or `file:///...` outside it."""
        from urllib.parse import quote

        # Bytes of a name that are no UTF-8 come as halves of characters; any other half stands for nothing.
        name = quote(_NO_BYTES.sub("\ufffd", self.name(path)).encode("utf-8", "surrogateescape"), safe="/")
        return f"file://{'' if name.startswith('/') else '/'}{name}" if self.is_outside(path) else name

    def is_outside(self, path: str) -> bool:
        """Tell whether a file stands outside the checkout."""
        return PurePath(self.name(path)).is_absolute()

    def page(self, path: str, line: int) -> str:
        """Return the address of a line of a file, `""` where there is none."""
        if not self.pages or path.startswith("<") or self.is_outside(path):
            return ""
        # GitHub shows the lines of Markdown only where the plain text is asked for.
        return f"{self.pages}{self.uri(path)}?plain=1#L{line}"


#| The formats of `--output-format`, and the functions that make them.
#|
#| A format is made file by file, as they come, or of all files at once. Each is imported when it is asked for.

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
    from awesomelint.reporters.full import full_text

    return lambda report, view: (full_text(report, view),)


def _concise() -> FileText:
    from awesomelint.reporters.full import concise_text

    return lambda report, view: (concise_text(report, view),)


def _grouped() -> FileText:
    from awesomelint.reporters.full import grouped_text

    return lambda report, view: (grouped_text(report, view),)


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
    from awesomelint.reporters.github import page

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
    from awesomelint.reporters.html_page import page

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
