"""The body of a rule file: why the rule exists, and its examples with their facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from awesomelint.context import Facts, PaperRecord, RepositoryRecord
from awesomelint.errors import RulebookError
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict, worded
from awesomelint.links.outcome import date as day_of
from awesomelint.links.targets import target_url
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import PaperId, RepositoryId
from awesomelint.rulebook.spec import OptionValue, RuleSpec, option_value
from awesomelint.yaml_reader import Node, read_yaml

if TYPE_CHECKING:
    from awesomelint.context import Facts


_FACTS = ("now", "links", "papers", "repositories")
_LINK = (
    "verdict",
    "reason",
    "resolver",
    "status",
    "final-url",
    "hops",
    "method",
    "tries",
    "detail",
    "failing-since",
    "failures",
    "alive-at",
    "archived-url",
)
_PAPER = ("source", "title", "authors", "published", "updated", "venue", "withdrawn", "also")
_REPOSITORY = ("name", "archived", "empty")
_VERDICTS = tuple(verdict.value for verdict in Verdict)
_REASONS = tuple(reason.value for reason in Reason)
_USUAL_REASON = {"alive": "ok", "moved": "moved permanently", "dead": "not found", "blocked": "refused"}
"""The reason of a verdict that gives none."""

_Id = TypeVar("_Id", PaperId, RepositoryId)
_Value = TypeVar("_Value")


def read_facts(node: Node) -> Facts:
    """Read the facts of an example.

    Raises the file's error with the place of what is wrong.
    """
    keys = node.table(_FACTS, required=("now",))
    now = _seconds(keys["now"])

    def table(name: str) -> dict[str, Node]:
        return keys[name].table() if name in keys else {}

    papers = {paper: _paper(paper, entry) for paper, entry in _by_id(table("papers"), PaperId)}
    repositories = {one: _repository(one, entry) for one, entry in _by_id(table("repositories"), RepositoryId)}
    return Facts(
        now,
        {_target(url, entry): _outcome(url, entry, now) for url, entry in table("links").items()},
        papers,
        repositories,
    )


def _outcome(url: str, node: Node, now: int) -> Outcome:
    keys = node.table(_LINK, required=("verdict",))
    verdict = keys["verdict"].choice(_VERDICTS)
    if "reason" not in keys and verdict not in _USUAL_REASON:
        node.fail('the key "reason" is missing')
    reason = keys["reason"].choice(_REASONS) if "reason" in keys else _USUAL_REASON[verdict]
    resolver = _or(keys, "resolver", Node.text, "http")
    is_http = resolver == "http" and verdict != "skipped"
    hops = keys["hops"].items() if "hops" in keys else []
    return Outcome(
        url,
        Verdict(verdict),
        Reason(reason),
        resolver,
        now,
        status=_or(keys, "status", Node.integer, None),
        final_url=_or(keys, "final-url", Node.text, None),
        hops=tuple(_hop(hop) for hop in hops),
        method=_or(keys, "method", Node.text, "GET" if is_http else ""),
        tries=_or(keys, "tries", Node.integer, int(is_http)),
        detail=_or(keys, "detail", Node.text, ""),
        failing_since=_or(keys, "failing-since", _seconds, None),
        failures=_or(keys, "failures", Node.integer, 0),
        alive_at=_or(keys, "alive-at", _seconds, None),
        archived_url=_or(keys, "archived-url", Node.text, None),
    )


def _or(keys: dict[str, Node], name: str, read: Callable[[Node], _Value], default: _Value) -> _Value:
    return read(keys[name]) if name in keys else default


def _hop(node: Node) -> Hop:
    keys = node.table(("url", "status"), required=("url", "status"))
    return Hop(keys["url"].text(), keys["status"].integer())


def _target(url: str, node: Node) -> str:
    if target_url(url) != url:
        node.fail(f"a fact is about a URL as it is asked for, {target_url(url)}", at_key=True)
    return url


def _by_id(table: dict[str, Node], kind: Callable[[str, str], _Id]) -> Iterator[tuple[_Id, Node]]:
    for text, node in table.items():
        yield _identity(text, node, kind), node


def _identity(text: str, node: Node, kind: Callable[[str, str], _Id]) -> _Id:
    scheme, colon, value = text.partition(":")
    if not (scheme and colon and value):
        node.fail(f'found "{text}", expected an identity such as arxiv:1909.10351 or github:owner/name', at_key=True)
    return kind(scheme, value)


def _paper(paper: PaperId, node: Node) -> PaperRecord:
    keys = node.table(_PAPER, required=("source",))
    return PaperRecord(
        paper,
        keys["source"].text(),
        _or(keys, "title", Node.text, ""),
        tuple(author.text() for author in keys["authors"].items()) if "authors" in keys else (),
        _or(keys, "published", _iso, ""),
        _or(keys, "updated", _iso, ""),
        _or(keys, "venue", Node.text, ""),
        _or(keys, "withdrawn", Node.boolean, False),
        tuple(_identity(one.text(), one, PaperId) for one in keys["also"].items()) if "also" in keys else (),
    )


def _repository(repository: RepositoryId, node: Node) -> RepositoryRecord:
    keys = node.table(_REPOSITORY, required=("name",))
    is_archived, is_empty = (_or(keys, name, Node.boolean, False) for name in ("archived", "empty"))
    return RepositoryRecord(repository, keys["name"].text(), is_archived, is_empty)


def _seconds(node: Node) -> int:
    return (node.day() - date(1970, 1, 1)).days * 86400


def _iso(node: Node) -> str:
    """Return a date as a registry gives it: a day, a month, a year."""
    return node.text() if isinstance(node.value, str) else node.day().isoformat()


class Told(NamedTuple):
    """One fact for people: a URL or an identity, and what is known of it."""

    subject: str
    said: str


def facts_told(facts: Facts) -> Iterator[Told]:
    """Yield what an example takes for known, for its documentation."""
    for url, outcome in facts.outcomes.items():
        said = worded(outcome)
        if outcome.archived_url:
            said += f"; an archived copy: {outcome.archived_url}"
        is_plain = outcome.verdict in (Verdict.MOVED, Verdict.SKIPPED)
        yield Told(url, said if is_plain else f"{outcome.verdict.value}: {said}")
    for paper, record in facts.papers.items():
        yield Told(str(paper), "; ".join(_paper_told(record)))
    for repository, entry in facts.repositories.items():
        flags = [word for word, holds in (("archived", entry.is_archived), ("empty", entry.is_empty)) if holds]
        yield Told(str(repository), ", ".join([f"today {entry.name}", *flags]))


def _paper_told(record: PaperRecord) -> Iterator[str]:
    yield f'"{record.title}"' if record.title else "no title"
    if record.authors:
        yield f"by {', '.join(record.authors)}"
    if record.published or record.venue:
        yield ", ".join(part for part in (record.venue, record.published) if part)
    if record.updated:
        yield f"updated {record.updated}"
    if record.is_withdrawn:
        yield "withdrawn"
    if record.also:
        yield f"also {', '.join(map(str, record.also))}"
    yield f"says {record.source}"


def day(facts: Facts) -> str:
    """Return the day on which the facts were gathered."""
    return day_of(facts.now)


#| The body of a rule file: why the rule exists, and its examples, which are documentation and test at once.

_EXAMPLE = ("title", "good", "bad", "report", "fixed", "options", "beside", "files", "facts")
_FINDING = ("line", "column", "message")
_SEPARATOR = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What an example says is reported: a place, from 1, and the message."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule: a text, what is reported for it (nothing, where it is good), and the text after fixing.

    `fixed` is `None` where nothing is mended. `options` are the rule's in this example, `beside` the codes of other rules
    that run with it, `files` the files around the list and `facts` what is known of its links (`None` where nobody knows),
    `line` where the example begins.
    """

    title: str
    text: str
    is_good: bool
    report: tuple[Finding, ...] = ()
    fixed: str | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    files: tuple[str, ...] | None = None
    facts: Facts | None = None
    line: int = 1


@dataclass(frozen=True, slots=True)
class RuleDocs:
    """The body of a rule file: why the rule exists, in Markdown, and its examples."""

    why: str
    examples: tuple[Example, ...]


def read_body(spec: RuleSpec) -> RuleDocs:
    """Read the second document of a rule's file. Raises `RulebookError` with the place of what is wrong."""
    path = Path(spec.path)
    _, text, line = split_rule_file(path)
    body = read_yaml(text, spec.path, RulebookError, line)
    keys = body.table(("why", "examples"), required=("why", "examples"))
    examples = tuple(_example(node, spec) for node in keys["examples"].items())
    return RuleDocs(keys["why"].text().strip(), examples)


def split_rule_file(path: Path) -> tuple[str, str, int]:
    """Return head and body of a rule file, and the line (from 1) on which the body begins.

    Raises `RulebookError` for a file that cannot be read or has one part only.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "not valid UTF-8"
        raise RulebookError(f"the rule file cannot be read: {said}", path=str(path)) from None
    cut = _SEPARATOR.search(text)
    if cut is None:
        raise RulebookError('a rule file has two parts with a line "---" between them, found one', path=str(path))
    return text[: cut.start()], text[cut.end() :], text.count("\n", 0, cut.end()) + 1


def _example(node: Node, spec: RuleSpec) -> Example:
    keys = node.table(_EXAMPLE, required=("title",))
    if ("good" in keys) == ("bad" in keys):
        node.fail('an example has either "good" or "bad"')
    is_good = "good" in keys
    if is_good and (extra := next((keys[key] for key in ("report", "fixed") if key in keys), None)):
        extra.fail("a good example reports nothing and is not fixed", at_key=True)
    if not is_good and "report" not in keys:
        node.fail('a bad example needs "report"')
    if spec.fix == "none" and "fixed" in keys:
        keys["fixed"].fail("the rule fixes nothing (fix: none)", at_key=True)
    report = tuple(_finding(item) for item in keys["report"].items()) if "report" in keys else ()
    if not is_good and not report:
        keys["report"].fail("a bad example reports at least one finding")
    return Example(
        keys["title"].words(),
        keys["good" if is_good else "bad"].text(),
        is_good,
        report,
        keys["fixed"].text() if "fixed" in keys else None,
        _example_options(keys, spec),
        tuple(item.text() for item in keys["beside"].items()) if "beside" in keys else (),
        tuple(item.text() for item in keys["files"].items()) if "files" in keys else None,
        _facts(keys["facts"]) if "facts" in keys else None,
        node.line or 1,
    )


def _facts(node: Node) -> Facts:
    # MOVED

    return read_facts(node)


def _finding(node: Node) -> Finding:
    keys = node.table(_FINDING, required=_FINDING)
    return Finding(keys["line"].integer(), keys["column"].integer(), keys["message"].text())


def _example_options(keys: dict[str, Node], spec: RuleSpec) -> dict[str, object]:
    known = {option.name: option for option in spec.options}
    given = keys["options"].table(known) if "options" in keys else {}
    return {name: option_value(known[name], node) for name, node in given.items()}
