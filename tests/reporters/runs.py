"""Runs to report in every format: ordinary, empty, large and hostile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from linting import lint_source
from reports import ALL, CLEAN, EMPTY

from awesomelint.config.load import load_config
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from awesomelint.report import Context, FileReport
from awesomelint.reporters.run_report import Checkout, RunReport, Tally
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source, Span

EXAMPLE = Path(__file__).parents[2] / "examples" / "efficient-language-models.md"
HERE = Checkout("/checkout", "/checkout")
MANY = 10_000

HOSTILE = (
    "::error file=other.md,line=1::pwned",
    " \t::add-mask::e",
    "\r\n::stop-commands::pwned\r\n",
    "##[add-mask]e",
    "a ##[error]b",
    "%0A::error::pwned%0D%25",
    "]]>&lt;&amp;</failure></testcase><!-- <![CDATA[",
    "<script>alert(1)</script><img src=x onerror=y>",
    "\x00\x01\x08\x0b\x1b[31mred\x1b[0m\x7f\x9b",
    "a\u202eb\u2066c\u2028d\u200be\ufeff",
    "\ud800 half \udfff",
    "\ufffe\uffff\U0001ffff \U0001f600",
    "| a | b |\n| --- | --- |\n# heading\n1. item\n> quote",
    "@octocat octo/repo#12 #34 GH-56 https://github.com/octo/repo/issues/78 www.example.com me@example.com",
    "*a* _b_ **c** ~~d~~ `e` [f](https://example.org) ![g](https://example.org/g.png) $h$ [^1] :smile:",
    "``` \\`tick\\` \\",
    "${{ github.token }} $(id) `id` $IFS",
    "a, b: c; d = e",
    "x" * 50_000,
    "文" * 20_000,
)


def rule_page(code: str) -> str:
    return f"https://example.org/rules/{code}"


def run_of(*reports: FileReport, checkout: Checkout = HERE, lists_info: bool = True) -> RunReport:
    """Return a run that found all of this."""
    tally = Tally()
    for report in reports:
        tally.add(report)
    return RunReport(reports, tally, checkout, load_rulebook, lists_info=lists_info)


def linted(text: str, path: str = "README.md") -> FileReport:
    return lint_source(Source(text, path), load_config(None))


def example() -> RunReport:
    return run_of(linted(EXAMPLE.read_text(encoding="utf-8"), "examples/list.md"), ALL)


def empty() -> RunReport:
    return run_of(EMPTY)


def clean() -> RunReport:
    return run_of(CLEAN, EMPTY)


def nothing() -> RunReport:
    return run_of()


def many(count: int = MANY) -> RunReport:
    """Return a run with so many findings in one file, some of each severity."""
    text = "".join(f"- **Paper {index}** ACL 2020 [[pdf](https://example.org/{index})]\n" for index in range(count))
    source = Source(text, "README.md")
    found, contexts = [], []
    for index in range(count):
        start = source.offset(index + 1)
        fix = Fix((Edit(Span(start, start + 1), "*"),)) if index % 3 else None
        related = (Related(Span(0, 1), "the first is here"),) if index % 5 else ()
        code, name = ("FMT201", "link-brackets") if index % 2 else ("NUM101", "sequential-numbers")
        severity = Severity(index % 3 + 1)
        found.append(Diagnostic(code, name, Span(start, start + 5), f"found {index}", severity, related, fix))
        contexts.append(Context(("Papers",), f"Paper {index}", index + 1))
    return run_of(FileReport(source, tuple(found), tuple(contexts), count, 1, count))


def hostile() -> RunReport:
    """Return a run in which texts, messages, titles, fixes and names of files are hostile."""
    files = [_hostile_report(f"lists/{index} {text[:60]}.md", (text[:60],)) for index, text in enumerate(HOSTILE)]
    return run_of(_hostile_report("README.md", HOSTILE), *files)


def _hostile_report(path: str, texts: tuple[str, ...]) -> FileReport:
    source = Source("\n".join(f"- {text}" for text in texts), path)
    found, contexts, at = [], [], 0
    for text in texts:
        at += 2
        span = Span(at, at + len(text))
        fix = Fix((Edit(span, text[::-1]), Edit(Span(span.end, span.end), text)), title=text)
        related = (Related(Span(0, 1), text),)
        short = text[:2000]
        found.append(Diagnostic("FMT999", "no-such-rule", span, f"found {short}", Severity.ERROR, related, fix))
        found.append(Diagnostic("NUM101", "sequential-numbers", span, text, Severity.INFO))
        contexts += [Context((text, text), text, source.line_at(at))] * 2
        at += len(text) + 1
    return FileReport(source, tuple(found), tuple(contexts), len(texts), 1, 0, texts)


RUNS: dict[str, Callable[[], RunReport]] = {
    run.__name__: run for run in (example, empty, clean, nothing, many, hostile)
}
