"""Checks for rules that are written in YAML alone. What to look for is under `with` in the rule file.

All of them look at entries, and `section` keeps them to some: a pattern that must occur in one of the headings above an entry.
Patterns are regular expressions of RE2, and match anywhere unless they are anchored with `^` and `$`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from awesomelint.checks.base import Check, CheckFunction, Scope
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety
from awesomelint.document.model import Entry, Field
from awesomelint.errors import RulebookError, hint_at, nearest
from awesomelint.markdown.blocks import Link, LinkKind
from awesomelint.rulebook.spec import OptionSpec, Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression
from awesomelint.user_expressions import compile_expression, expand

FIELDS = ("title", "authors", "venue", "year", "description", "number", "links")
ANY = "any"
_KINDS = (ANY, *(kind.value for kind in LinkKind))
_HOST = expression(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/?#:]+)", re.IGNORECASE)


def required(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report an entry that lacks a field, at its title or else its first line."""
    name = rule.options["field"]
    if not _values(entry, name):
        place = entry.title.span if entry.title else entry.document.source.line_span(entry.first)
        yield rule.diagnose(place, f"found no {name}, expected {'some' if name.endswith('s') else 'one'}")


def pattern(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report values that do not match a pattern, or that match a forbidden one."""
    options = rule.options
    regex = compile_expression(options["pattern"])
    for value in _values(entry, options["field"]):
        if bool(regex.search(value.text)) == options["forbidden"]:
            relation = "no match of" if options["forbidden"] else "a match of"
            expected = options["expected"] or f"{relation} {options['pattern']}"
            yield rule.diagnose(value.span, f'found {options["field"]} "{value.text}", expected {expected}')


def substitute(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report every match of a pattern in the raw text of a field, and what should be there."""
    options = rule.options
    regex = compile_expression(options["pattern"])
    text = entry.document.source.text
    for value in _values(entry, options["field"]):
        for match in regex.finditer(text[value.span.start : value.span.end]):
            replacement = _expanded(match, rule)
            if replacement != match[0]:
                span = Span(value.span.start + match.start(), value.span.start + match.end())
                expected = f'"{replacement}"' if replacement else "nothing"
                message = f'found "{match[0]}" in {options["field"]}, expected {expected}'
                yield rule.diagnose(span, message, fix=_fix(rule, span, replacement))


def _expanded(match: re.Match[str], rule: Rule) -> str:
    try:
        return expand(match, rule.options["replacement"])
    except ValueError as error:
        problem = f'the replacement "{rule.options["replacement"]}" does not fit the pattern: {error}'
        raise RulebookError(problem, path=rule.spec.path) from None


def one_of(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report values that are not in a list; one that differs in case alone from one in the list is fixed."""
    choices = rule.options["values"]
    for value in _values(entry, rule.options["field"]):
        if value.text not in choices:
            near = nearest(value.text, choices)
            same = near if near and near.casefold() == value.text.casefold() else None
            message = f'found {rule.options["field"]} "{value.text}", expected {_listed(choices)}{hint_at(near)}'
            yield rule.diagnose(value.span, message, fix=_fix(rule, value.span, same) if same else None)


def order(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the first field that is before one that should precede it. Fields that an entry lacks are passed over."""
    wanted = rule.options["fields"]
    places = [(values[0].span, name) for name in wanted if (values := _values(entry, name))]
    for (before, name), (span, following) in pairwise(places):
        if span.start < before.start:
            message = f"found {following} before {name}, expected the order {', '.join(wanted)}"
            yield rule.diagnose(span, message)
            return


def label(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links of a kind, or to some hosts, whose label is not in a list; where the list has one label it is put in."""
    labels, hosts = rule.options["labels"], rule.options["hosts"]
    for link in _links(entry, rule):
        if link.label in labels or (hosts and not _is_host(link, hosts)):
            continue
        span = link.label_span or link.span
        fix = _fix(rule, span, labels[0]) if len(labels) == 1 and link.label_span else None
        yield rule.diagnose(span, f'found label "{link.label}", expected {_listed(labels)}', fix=fix)


def host(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links of a kind to hosts that are forbidden, or not among those allowed; a host stands for its subdomains too."""
    allowed, forbidden = rule.options["allowed"], rule.options["forbidden"]
    for link in _links(entry, rule):
        name = _host(link)
        if not name:
            continue
        if _is_host(link, forbidden):
            yield rule.diagnose(link.target_span or link.span, f"found a link to {name}, expected another host")
        elif allowed and not _is_host(link, allowed):
            message = f"found a link to {name}, expected {_listed(allowed, quote='')}"
            yield rule.diagnose(link.target_span or link.span, message)


class _Value(NamedTuple):
    """One value of a field: what a reader sees, and its raw text's place."""

    text: str
    span: Span


def _values(entry: Entry, name: str) -> list[_Value]:
    if name == "links":
        return [_Value(link.url, link.target_span or link.span) for link in entry.links]
    if name == "authors":
        return [_Value(author.value, author.span) for author in entry.authors]
    if name == "number":
        return [] if entry.number is None or entry.marker is None else [_Value(str(entry.number), entry.marker)]
    field: Field | None = getattr(entry, name)
    return [] if field is None else [_Value(field.value, field.span)]


def _links(entry: Entry, rule: Rule) -> list[Link]:
    kind = rule.options["kind"]
    return [link for link in entry.links if kind in (ANY, link.kind)]


def _host(link: Link) -> str:
    match = _HOST.match(link.url)
    return match[1].lower().removeprefix("www.") if match else ""


def _is_host(link: Link, hosts: list[str]) -> bool:
    name = _host(link)
    return any(name == known or name.endswith(f".{known}") for known in map(str.lower, hosts))


def _fix(rule: Rule, span: Span, text: str) -> Fix | None:
    """Return a fix as safe as the rule says it is; none if the rule fixes nothing."""
    return None if rule.spec.fix == "none" else Fix((Edit(span, text),), Safety(rule.spec.fix))


def _listed(choices: list[str], quote: str = '"') -> str:
    words = [f"{quote}{choice}{quote}" for choice in choices]
    return words[0] if len(words) == 1 else f"one of {', '.join(words)}"


def _in_section(function: CheckFunction) -> CheckFunction:
    """Return a check that passes over entries of sections that the rule does not speak of."""

    def check(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        wanted = rule.options["section"]
        if not wanted or any(compile_expression(wanted).search(title) for title in entry.section.path):
            yield from function(entry, rule, context)

    return check


# -- the table of generic checks

_FIELD = OptionSpec("field", "enum", None, "The field to look at.", FIELDS)
_PATTERN = OptionSpec("pattern", "pattern", None, "A regular expression.")
_KIND = OptionSpec("kind", "enum", ANY, "The kind of link to look at.", _KINDS)
_SECTION = OptionSpec("section", "pattern", "", "A pattern that a heading above the entry must match; all, if empty.")


def _entry_check(function: CheckFunction, *parameters: OptionSpec) -> Check:
    return Check(Scope.ENTRY, _in_section(function), (*parameters, _SECTION))


GENERIC = {
    "field.required": _entry_check(required, _FIELD),
    "field.pattern": _entry_check(
        pattern,
        _FIELD,
        _PATTERN,
        OptionSpec("forbidden", "boolean", False, "Report what matches instead of what does not."),
        OptionSpec("expected", "string", "", "What is expected, in words for the message."),
    ),
    "field.substitute": _entry_check(
        substitute,
        _FIELD,
        _PATTERN,
        OptionSpec("replacement", "string", None, r"What should stand there; `\1` is the first group of the pattern."),
    ),
    "field.one-of": _entry_check(
        one_of, _FIELD, OptionSpec("values", "list", None, "The values that the field may have.")
    ),
    "field.order": _entry_check(
        order, OptionSpec("fields", "list", None, "The fields in the order in which they should stand.", FIELDS)
    ),
    "link.label": _entry_check(
        label,
        _KIND,
        OptionSpec("hosts", "list", [], "The hosts whose links are looked at; all, if empty."),
        OptionSpec("labels", "list", None, "The labels that such a link may have."),
    ),
    "link.host": _entry_check(
        host,
        _KIND,
        OptionSpec("allowed", "list", [], "The hosts that links may lead to; all, if empty."),
        OptionSpec("forbidden", "list", [], "The hosts that links must not lead to."),
    ),
}
"""The generic checks by the name that a rule file gives to `check`."""
