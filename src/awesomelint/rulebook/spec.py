"""Rules as values: what the head of a rule file says, a rule ready for a run, and how rules are selected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from awesomelint.credentials import masked
from awesomelint.diagnostic import Diagnostic, Evidence, Fix, News, Related, Safety, Severity
from awesomelint.errors import did_you_mean, nearest
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression
from awesomelint.user_expressions import compile_expression
from awesomelint.yaml_reader import Node

OptionValue = Any
"""A value from YAML that fits its `OptionSpec`: text, number, boolean, or a list of texts."""


class OptionSpec(NamedTuple):
    """One option of a rule: its kind (`string`, `integer`, `number`, `boolean`, `list`, `enum`), default and meaning.

    `choices` are the words that an `enum` may be, or that a `list` may hold (any text, if there are none).
    """

    name: str
    kind: str
    default: OptionValue
    help: str
    choices: tuple[str, ...] = ()


class Change(StrEnum):
    """What the fix of a rule may change in what a reader sees: the words of `changes` in a rule file.

    The guard of the fixer compares the rendered list before and after, and leaves out exactly what the applied rules declare.
    An empty list declares that a fix changes the source alone: readers see the same.
    """

    SPACING = "spacing"
    """Spaces, hard line breaks and invisible characters inside a paragraph."""
    PUNCTUATION = "punctuation"
    """Characters that are neither letters, digits nor spaces."""
    MARKUP = "markup"
    """Emphasis, code, HTML tags, and which of the text is the label of a link."""
    NUMBERS = "numbers"
    """The numbers that list items are rendered with."""
    URLS = "urls"
    """Targets of links and images, and labels that only repeat them."""
    LABELS = "labels"
    """The words of link labels."""
    LINKS = "links"
    """What is text and what is target: the same words, but a broken link becomes a link."""
    LETTERS = "letters"
    """Case, and a few letters of a word, such as a slip or a wrong encoding. No word comes or goes, and no digit changes."""
    WORDS = "words"
    """The words of the text. A safe fix of a rule that is `unsafe` as a whole may not."""
    BLOCKS = "blocks"
    """Where paragraphs, list items, headings, tables and code begin and end, and how they nest."""
    ROWS = "rows"
    """How many rows a table has: the same cells, but a row that was broken is one again."""
    ENTRIES = "entries"
    """Whole entries may go."""
    ORDER = "order"
    """Whole entries may stand in another order: every word, target and item is still there."""


class RuleSpec(NamedTuple):
    """The head of a rule file: all that a run needs. The body (why, examples) is read only when needed.

    `code` and `name` never change once released; `check` names an entry of `awesomelint.checks.CHECKS`; `fix` is `none`,
    `safe` or `unsafe`; `path` is the file; `changes` is what its fixes may change that a reader sees. `tags` say what kind of
    rule it is, for reports that treat some rules alike ("whitespace").
    """

    code: str
    name: str
    summary: str
    since: str
    check: str
    severity: Severity
    fix: str
    options: tuple[OptionSpec, ...]
    path: str
    changes: tuple[Change, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The letters of the code, such as `NUM`."""
        return self.code.rstrip("0123456789")

    def configured(self, options: Mapping[str, OptionValue] | None = None, severity: Severity | None = None) -> Rule:
        """Return the rule ready for a run: with these options over its defaults, and its own severity by default."""
        values = {option.name: option.default for option in self.options}
        if options:
            values.update(options)
        return Rule(self, self.severity if severity is None else severity, values)


class Rule(NamedTuple):
    """A rule as configured for a run: its spec, its severity now, and a value for each of its options."""

    spec: RuleSpec
    severity: Severity
    options: Mapping[str, OptionValue]

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.spec.code

    def diagnose(
        self,
        span: Span,
        message: str,
        *,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
        evidence: Evidence | None = None,
        group: str | None = None,
        cause: str | None = None,
        news: News | None = None,
    ) -> Diagnostic:
        """Return a diagnostic of this rule; `evidence` is put into words after the message.

        A check may set a lower severity than the rule's where the case is weaker. Where the evidence is not sure, the finding is
        an info, and its fix unsafe. What is said is on one line. Users and passwords of URLs are left out of it.
        """
        spec = self.spec
        if evidence is not None and not evidence.is_sure:
            severity = Severity.INFO
            fix = fix._replace(safety=Safety.UNSAFE) if fix is not None else None
        level = self.severity if severity is None else min(severity, self.severity)
        said = message if evidence is None else f"{message} {evidence}"
        said, cause = _shown(said), _shown(cause) if cause is not None else None
        related = tuple(one._replace(message=_shown(one.message)) for one in related)
        return Diagnostic(
            spec.code, spec.name, span, said, level, related, fix, evidence, group, spec.tags, cause, news
        )


def _shown(words: str) -> str:
    return masked(" ".join(words.splitlines()))


SEVERITY_WORDS = tuple(level.label for level in reversed(Severity))
"""The words for severities, the worst first."""


def read_severity(node: Node) -> Severity:
    """Return the severity that a word stands for."""
    return Severity.parse(node.choice(SEVERITY_WORDS))


def option_values(options: Iterable[OptionSpec], node: Node) -> dict[str, OptionValue]:
    """Return what is configured for options of a rule. Raises the file's error for an unknown option and a value that does
    not fit."""
    known = {option.name: option for option in options}
    return {name: option_value(known[name], value) for name, value in node.table(known).items()}


def option_value(option: OptionSpec, node: Node) -> OptionValue:
    """Return a configured value of an option. Raises the file's error for one that does not fit."""
    match option.kind:
        case "enum":
            return node.choice(option.choices)
        case "list":
            return [item.choice(option.choices) if option.choices else item.text() for item in node.items()]
        case kind:
            return _PLAIN_KINDS[kind](node)


def _pattern(node: Node) -> str:
    text = node.text()
    try:
        compile_expression(text)
    except ValueError as error:
        node.fail(f'found "{text}", which is not a regular expression: {error}')
    return text


_PLAIN_KINDS: Mapping[str, Callable[[Node], OptionValue]] = {
    "string": Node.text,
    "integer": Node.integer,
    "number": Node.number,
    "boolean": Node.boolean,
    "pattern": _pattern,
}
KINDS = (*_PLAIN_KINDS, "list", "enum")
"""Kinds of options."""


Value = TypeVar("Value")

ALL = "ALL"
_PREFIX = expression(r"([A-Z]+)[0-9]*")
_NOT_GIVEN = (-1, False)
_EXACT = 1000
"""How narrow a code or a name is; a prefix is as narrow as it is long, `ALL` is 0."""


class RuleIndex:
    """The rules that selectors choose from: `rules` sorted by code, `by_code`, and the letters of their `families`.

    A selector is a code (`FMT201`), the beginning of one (`FMT`, `NUM1`), a name (`link-brackets`) or `ALL`.
    """

    def __init__(self, rules: Iterable[RuleSpec]):
        self.rules = tuple(sorted(rules, key=lambda rule: rule.code))
        self.by_code = {rule.code: rule for rule in self.rules}
        self._by_name = {rule.name: rule.code for rule in self.rules}
        self.families = tuple(sorted({rule.family for rule in self.rules}))
        self._words = (*self.by_code, *self._by_name, *self.families, ALL)
        self._known: dict[str, frozenset[str]] = {}

    def knows(self, selector: str) -> bool:
        """Return whether a selector has a meaning."""
        return selector == ALL or bool(self.codes(selector))

    def codes(self, selector: str) -> frozenset[str]:
        """Return the codes that a selector stands for; none if it is unknown."""
        codes = self._known.get(selector)
        if codes is None:
            codes = self._known[selector] = self._find(selector)
        return codes

    def _find(self, selector: str) -> frozenset[str]:
        if selector in self.by_code:
            return frozenset((selector,))
        if selector in self._by_name:
            return frozenset((self._by_name[selector],))
        if selector == ALL:
            return frozenset(self.by_code)
        prefix = _PREFIX.fullmatch(selector)
        if prefix is None or prefix[1] not in self.families:
            return frozenset()
        return frozenset(code for code in self.by_code if code.startswith(selector))

    def narrowness(self, selector: str) -> int:
        """Return how narrow a selector is: the narrower of two that disagree decides."""
        if selector in self.by_code or selector in self._by_name:
            return _EXACT
        return 0 if selector == ALL else len(selector)

    def nearest(self, selector: str) -> str | None:
        """Return the selector that an unknown one is most like, or `None`."""
        return nearest(selector, self._words)

    def hint(self, selector: str) -> str:
        """Return ` (did you mean "x"?)` for an unknown selector, or an empty text."""
        return did_you_mean(selector, self._words)

    def chosen(self, before: frozenset[str], select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
        """Return the codes that are on when some are selected and some ignored; the others stay as they were `before`.

        Where both name a rule the narrower selector decides (`ignore: [FMT]` with `select: [FMT201]` keeps FMT201); of equally
        narrow ones the ignoring.
        """
        wanted = self.narrowest(dict.fromkeys(select, True))
        unwanted = self.narrowest(dict.fromkeys(ignore, False))
        on = {code for code, (width, _) in wanted.items() if width > unwanted.get(code, _NOT_GIVEN)[0]}
        off = {code for code, (width, _) in unwanted.items() if width >= wanted.get(code, _NOT_GIVEN)[0]}
        return before - off | on

    def narrowest(self, given: Mapping[str, Value]) -> dict[str, tuple[int, Value]]:
        """Return for each code named by the selectors how narrow the narrowest of them is, and the value given for that."""
        narrowest: dict[str, tuple[int, Value]] = {}
        for selector, value in given.items():
            width = self.narrowness(selector)
            for code in self.codes(selector):
                if code not in narrowest or width >= narrowest[code][0]:
                    narrowest[code] = (width, value)
        return narrowest
