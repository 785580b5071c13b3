"""Do all links of a list stand in the same brackets?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from awesomelint.checks.deviation import agrees, prevailing, share
from awesomelint.diagnostic import Diagnostic, Fix
from awesomelint.document.blocks import Brackets, LinkKind
from awesomelint.document.model import Document, Entry
from awesomelint.document.style.conventions import Observation
from awesomelint.document.style.label_links import label_links
from awesomelint.document.style.labels import bare_label
from awesomelint.document.style.link_form import LinkForm, rewrite
from awesomelint.rulebook.spec import Rule

_PINNED = {
    "inside": Brackets.INSIDE,
    "outside": Brackets.OUTSIDE,
    "plain": Brackets.PLAIN,
    "parentheses": Brackets.PARENTHESES,
    "escaped": Brackets.ESCAPED,
}


def link_brackets(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report links whose brackets are not those of most links around them."""
    pinned = _PINNED.get(rule.options["style"])
    habits = _Habits(document)
    for section in document.sections:
        convention = (
            prevailing(document, section, observe_link_brackets) if section.entries and pinned is None else None
        )
        expected = pinned if convention is None else Brackets(convention.value)
        if expected is None or agrees(document, section, observe_link_brackets, expected.value):
            continue
        evidence = "" if convention is None else f" {share(convention, 'links')}"
        for entry in section.entries:
            seen = document.conventions.observations(observe_link_brackets, entry)
            if any(one.value != expected.value for one in seen):
                yield from _judge(entry, expected, evidence, habits if convention else None, rule)


def _judge(entry: Entry, expected: Brackets, evidence: str, habits: _Habits | None, rule: Rule) -> Iterator[Diagnostic]:
    source = entry.document.source
    forms = label_links(entry)
    groups: dict[tuple[int, int], list[LinkForm]] = {}
    for form in forms:
        if form.group > 1:
            groups.setdefault(form.opening, []).append(form)
    for form in forms:
        if form.brackets is expected or not form.is_balanced:
            continue
        if habits and (_is_aside(form, expected) or habits.allow(form, expected)):
            continue
        group = groups.get(form.opening, [])
        if form.group > 1 and len(group) != form.group:
            continue
        message = f"found {_shown(form, form.brackets)}, expected {_shown(form, expected)}{evidence}"
        fix = Fix(rewrite(source, form, expected, group), title="write the usual brackets")
        yield rule.diagnose(form.span, message, fix=fix)


def _is_aside(form: LinkForm, expected: Brackets) -> bool:
    """Tell whether a link is only put in parentheses, as anything may be, in a list that writes links without brackets."""
    return form.brackets is Brackets.PARENTHESES and expected is Brackets.PLAIN


def _shown(form: LinkForm, brackets: Brackets) -> str:
    label = bare_label(form.link.label)
    return brackets.value.replace("text", label, 1).replace("(url)", "(...)")


class _Habits:
    """What the links of one label do all over a document: some labels have brackets of their own, on purpose."""

    def __init__(self, document: Document):
        self._document = document
        self._labels: Counter[tuple[str, Brackets]] = Counter()
        self._kinds: Counter[tuple[LinkKind, Brackets]] = Counter()

    def allow(self, form: LinkForm, expected: Brackets) -> bool:
        """Tell whether links of this label, or if it is the only one of this kind, stand in these brackets more often."""
        if not self._labels:
            self._count()
        name, kind, here = bare_label(form.link.label).casefold(), form.link.kind, form.brackets
        if self._labels[name, here] + self._labels[name, expected] > 1:
            return self._labels[name, here] > self._labels[name, expected]
        return self._kinds[kind, here] > self._kinds[kind, expected]

    def _count(self) -> None:
        forms = [form for entry in self._document.entries for form in label_links(entry)]
        seen = Counter([(form.link.label, form.link.kind, form.brackets) for form in forms])
        for (label, kind, brackets), times in seen.items():
            self._labels[bare_label(label).casefold(), brackets] += times
            self._kinds[kind, brackets] += times


def observe_link_brackets(entry: Entry) -> Sequence[Observation]:
    """Tell which brackets stand around each of an entry's label links; links with a bracket missing do not count."""
    return [Observation(form.brackets, form.link.span) for form in label_links(entry) if form.is_balanced]
