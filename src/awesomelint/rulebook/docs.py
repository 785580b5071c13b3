"""The body of a rule file: why the rule exists, and its examples, which are documentation and test at once.

An example may state facts, as checking links would have gathered them; `facts_told` words these for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from awesomelint.context import Facts, PaperRecord, RepositoryRecord
from awesomelint.errors import RulebookError
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict, worded
from awesomelint.links.targets import target_url
from awesomelint.papers.identifiers import PaperId, RepositoryId
from awesomelint.papers.titles import title_key
from awesomelint.rulebook.load import split_rule_file
from awesomelint.rulebook.spec import OptionValue, RuleSpec, option_values
from awesomelint.yaml_reader import Node, read_yaml

_Id = TypeVar("_Id", PaperId, RepositoryId)


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

    `fixed` is `None` where nothing is fixed. `options` are the rule's in this example, `beside` the codes of other rules
    that run with it, `files` the files around the list, with what is in them, and `facts` what is known of its links (`None`
    if unknown), `line` where the example begins.
    """

    title: str
    text: str
    is_good: bool
    report: tuple[Finding, ...] = ()
    fixed: str | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    files: Mapping[str, str | None] | None = None
    facts: Facts | None = None
    line: int = 1


@dataclass(frozen=True, slots=True)
class RuleDocs:
    """The body of a rule file: why the rule exists, in Markdown, and its examples."""

    why: str
    examples: tuple[Example, ...]


def load_docs(spec: RuleSpec) -> RuleDocs:
    """Return why a rule exists, and its examples: the second document of its file.

    Raises `RulebookError` with the place of what is wrong.
    """
    _, text, line = split_rule_file(Path(spec.path))
    body = read_yaml(text, spec.path, RulebookError, line)
    keys = body.table(("why", "examples"), required=("why", "examples"))
    examples = tuple(_example(node, spec) for node in keys["examples"].items())
    return RuleDocs(keys["why"].text().strip(), examples)


def _finding(node: Node) -> Finding:
    return Finding(**node.fields(_FINDING, required=_FINDING))


_FINDING = {"line": Node.integer, "column": Node.integer, "message": Node.text}


def _example(node: Node, spec: RuleSpec) -> Example:
    readers: dict[str, Callable[[Node], Any]] = {
        "title": Node.words,
        "good": Node.text,
        "bad": Node.text,
        "report": lambda node: tuple(_finding(item) for item in node.items()),
        "fixed": Node.text,
        "options": lambda node: option_values(spec.options, node),
        "beside": Node.texts,
        "files": _files,
        "facts": read_facts,
    }
    keys = node.table(readers, required=("title",))
    if ("good" in keys) == ("bad" in keys):
        node.fail('an example has either "good" or "bad"')
    is_good = "good" in keys
    if is_good and (extra := next((keys[key] for key in ("report", "fixed") if key in keys), None)):
        extra.fail("a good example has no report and no fixed text", at_key=True)
    if not is_good and "report" not in keys:
        node.fail('a bad example needs "report"')
    if not is_good and not keys["report"].items():
        keys["report"].fail("a bad example reports at least one finding")
    if spec.fix == "none" and "fixed" in keys:
        keys["fixed"].fail("the rule has no fixes (fix: none)", at_key=True)
    fields = node.fields(readers)
    return Example(text=fields.pop("good" if is_good else "bad"), is_good=is_good, line=node.line or 1, **fields)


def _files(node: Node) -> dict[str, str | None]:
    """Return what is in the files around a list, `None` where only their names are given."""
    if isinstance(node.value, dict):
        return {name: text.text() for name, text in node.table().items()}
    return dict.fromkeys(node.texts())


# -- facts of an example


def read_facts(node: Node) -> Facts:
    """Read the facts of an example. Raises the file's error with the place of what is wrong."""
    keys = node.table(_FACTS, required=("now",))
    now = _seconds(keys["now"])

    def table(name: str) -> dict[str, Node]:
        return keys[name].table() if name in keys else {}

    outcomes = {url: _outcome(url, entry, now) for url, entry in table("links").items()}
    papers = {paper: _paper(paper, entry) for paper, entry in _by_id(table("papers"), PaperId)}
    repositories = {one: _repository(one, entry) for one, entry in _by_id(table("repositories"), RepositoryId)}
    titles = {
        title_key(title): tuple(_known_paper(one, papers) for one in entry.text_items())
        for title, entry in table("titles").items()
    }
    lost = {url: frozenset(entry.texts()) for url, entry in table("lost-anchors").items()}
    secure = frozenset(keys["secure"].texts()) if "secure" in keys else frozenset()
    home = _identity(keys["home"].text(), keys["home"], RepositoryId) if "home" in keys else None
    return Facts(now, outcomes, papers, repositories, titles, lost, secure, home)


_FACTS = ("now", "links", "papers", "repositories", "titles", "lost-anchors", "secure", "home")


def _known_paper(node: Node, papers: Mapping[PaperId, PaperRecord]) -> PaperRecord:
    paper = _paper_id(node)
    if paper not in papers:
        node.fail(f'found "{paper}", expected a paper that is under "papers"')
    return papers[paper]


def _paper_id(node: Node) -> PaperId:
    return _identity(node.text(), node, PaperId)


def _seconds(node: Node) -> int:
    return (node.day() - date(1970, 1, 1)).days * 86400


def _one_of(kind: Callable[[str], Any], words: tuple[str, ...]) -> Callable[[Node], Any]:
    return lambda node: kind(node.choice(words))


def _hop(node: Node) -> Hop:
    return Hop(**node.fields({"url": Node.text, "status": Node.integer}, required=("url", "status")))


_LINK: Mapping[str, Callable[[Node], Any]] = {
    "verdict": _one_of(Verdict, tuple(verdict.value for verdict in Verdict)),
    "reason": _one_of(Reason, tuple(reason.value for reason in Reason)),
    "resolver": Node.text,
    "status": Node.integer,
    "final-url": Node.text,
    "hops": lambda node: tuple(_hop(hop) for hop in node.items()),
    "method": Node.text,
    "tries": Node.integer,
    "detail": Node.text,
    "failing-since": _seconds,
    "failures": Node.integer,
    "alive-at": _seconds,
    "archived-url": Node.text,
}
_USUAL_REASON = {
    Verdict.ALIVE: Reason.OK,
    Verdict.MOVED: Reason.MOVED_PERMANENTLY,
    Verdict.DEAD: Reason.NOT_FOUND,
    Verdict.BLOCKED: Reason.REFUSED,
}
"""The reason of a verdict that gives none."""


def _outcome(url: str, node: Node, now: int) -> Outcome:
    if target_url(url) != url:
        node.fail(f"a fact needs the URL as it is requested, {target_url(url)}", at_key=True)
    fields = node.fields(_LINK, required=("verdict",))
    if "reason" not in fields and fields["verdict"] not in _USUAL_REASON:
        node.fail('the key "reason" is missing')
    fields.setdefault("reason", _USUAL_REASON.get(fields["verdict"]))
    if fields.setdefault("resolver", "http") == "http" and fields["verdict"] is not Verdict.SKIPPED:
        fields = {"method": "GET", "tries": 1, **fields}
    return Outcome(url=url, checked_at=now, **fields)


def _by_id(table: dict[str, Node], kind: Callable[[str, str], _Id]) -> Iterator[tuple[_Id, Node]]:
    for text, node in table.items():
        yield _identity(text, node, kind), node


def _identity(text: str, node: Node, kind: Callable[[str, str], _Id]) -> _Id:
    scheme, colon, value = text.partition(":")
    if not (scheme and colon and value):
        node.fail(f'found "{text}", expected an identity such as arxiv:1909.10351 or github:owner/name', at_key=True)
    return kind(scheme, value)


def _date(node: Node) -> str:
    """Return a date as a registry gives it: a day, a month, a year."""
    return node.text() if isinstance(node.value, str) else node.day().isoformat()


_PAPER: Mapping[str, Callable[[Node], Any]] = {
    "source": Node.text,
    "title": Node.text,
    "authors": Node.texts,
    "published": _date,
    "updated": _date,
    "venue": Node.text,
    "withdrawn": Node.boolean,
    "also": lambda node: tuple(map(_paper_id, node.text_items())),
    "comment": Node.text,
    "version": Node.integer,
    "earlier-titles": Node.texts,
    "published-as": lambda node: tuple(map(_paper_id, node.text_items())),
    "journal-reference": Node.text,
    "withdrawn-on": _date,
    "withdrawal": Node.text,
}
_REPOSITORY = {
    "name": Node.text,
    "archived": Node.boolean,
    "empty": Node.boolean,
    "pushed": _date,
    "homepage": Node.text,
    "created": _date,
    "branch": Node.text,
    "description": Node.text,
    "topics": Node.texts,
}


def _paper(paper: PaperId, node: Node) -> PaperRecord:
    fields = node.fields(_PAPER, required=("source",))
    return PaperRecord(paper, is_withdrawn=fields.pop("withdrawn", False), **fields)


def _repository(repository: RepositoryId, node: Node) -> RepositoryRecord:
    fields = node.fields(_REPOSITORY, required=("name",))
    flags = (fields.pop("archived", False), fields.pop("empty", False))
    return RepositoryRecord(repository, fields.pop("name"), *flags, **fields)


# -- facts in words


def facts_told(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield what an example takes for known, for its documentation: a URL or an identity, and what is known of it."""
    for url, outcome in facts.outcomes.items():
        said = worded(outcome)
        if outcome.archived_url:
            said += f"; archived copy: {outcome.archived_url}"
        is_plain = outcome.verdict in (Verdict.MOVED, Verdict.SKIPPED)
        yield url, said if is_plain else f"{outcome.verdict.value}: {said}"
    for paper, record in facts.papers.items():
        yield str(paper), "; ".join(_paper_told(record))
    for key, known in facts.titles.items():
        found = ", ".join(str(record.paper) for record in known) or "no paper"
        title = next((record.title for record in known if record.title), "")
        yield f'title "{title or key}"', f"a search finds {found}"
    for url, anchors in facts.lost_anchors.items():
        yield url, f"its page lacks {', '.join(f'#{anchor}' for anchor in sorted(anchors))}"
    for url in sorted(facts.secure):
        yield url, "https answers, too"
    if facts.home is not None:
        yield "the list", f"is in {facts.home}"
    for repository, entry in facts.repositories.items():
        flags = [word for word, holds in (("archived", entry.is_archived), ("empty", entry.is_empty)) if holds]
        flags += [f"last push {entry.pushed}"] if entry.pushed else []
        flags += [f"homepage {entry.homepage}"] if entry.homepage else []
        flags += [f"made on {entry.created}"] if entry.created else []
        flags += [f"branch {entry.branch}"] if entry.branch else []
        flags += [f'"{entry.description}"'] if entry.description else []
        flags += [f"topics {', '.join(entry.topics) or 'none'}"] if entry.topics is not None else []
        yield str(repository), ", ".join([f"today {entry.name}", *flags])


def _paper_told(record: PaperRecord) -> Iterator[str]:
    yield f'"{record.title}"' if record.title else "no title"
    if record.authors:
        yield f"by {', '.join(record.authors)}"
    if record.published or record.venue:
        yield ", ".join(part for part in (record.venue, record.published) if part)
    if record.updated:
        yield f"updated {record.updated}"
    if record.version:
        yield f"version {record.version}"
    for title in record.earlier_titles or ():
        yield f'once "{title}"'
    if record.comment:
        yield f"comment: {record.comment}"
    if record.journal_reference:
        yield f"journal reference: {record.journal_reference}"
    if record.published_as:
        yield f"published as {', '.join(map(str, record.published_as))}"
    if record.is_withdrawn or record.withdrawn_on or record.withdrawal:
        kind = record.withdrawal or "withdrawn"
        yield f"{kind} on {record.withdrawn_on}" if record.withdrawn_on else kind
    if record.also:
        yield f"also {', '.join(map(str, record.also))}"
    yield f"says {record.source}"
