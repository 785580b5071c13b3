"""The labels of links: whether they say the same thing in the same way, and whether they are spelt right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from awesomelint.checks.base import counted
from awesomelint.checks.form.label_targets import contradiction
from awesomelint.checks.form.labelled_links import bare_label, is_title_link, label_links
from awesomelint.checks.form.link_form import LinkForm, link_form
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix, Safety, Severity
from awesomelint.document.conventions import MANY_WITNESSES, MIN_WITNESSES, Observation, has_changed, majority
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Document, Entry
from awesomelint.markdown.blocks import Link, LinkSyntax
from awesomelint.papers.identifiers import Kind, read_identifier
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import memo

GROUPS = {
    "paper": frozenset({"paper", "pdf"}),
    "code": frozenset({"code", "codes"}),
    "project": frozenset({"project", "project page", "projectpage"}),
}
"""Labels that say the same in other words."""
_OFFICIAL = frozenset(
    "arXiv bioRxiv medRxiv GitHub GitLab PyTorch TensorFlow Keras JAX MATLAB YouTube OpenReview HuggingFace Colab Python"
    " JavaScript LaTeX Caffe MXNet Docker Zenodo".split()
)
"""Names that are right as they are, whatever a list mostly does."""


@memo(4096)
def label_group(label: str) -> str | None:
    """Return which group of `GROUPS` a bare label is in."""
    folded = label.casefold()
    return next((name for name, words in GROUPS.items() if folded in words), None)


def link_label(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report labels in another case or other words than most of their kind, and labels that contradict their target.

    Several in one pair of brackets are of one style, whatever the list has elsewhere.
    """
    pinned = {name: str(rule.options[name]) for name in GROUPS if rule.options[name]}
    sections = [[form for entry in section.entries for form in label_links(entry)] for section in document.sections]
    labels = _Labels(form for forms in sections for form in forms)
    odd = {label for label in labels.raw if not labels.is_usual(bare_label(label), pinned)}
    for forms in sections:
        own: _Labels | None = None
        for form in forms:
            target = contradiction(form.link)
            if target is not None:
                label = bare_label(form.link.label)
                yield rule.diagnose(form.link.span, f"found the label {label} on a link to {target}, {form.link.url}")
            elif form.link.label in odd and form.group == 1:
                own = own or _Labels(forms)
                yield from _judge(document.source, form, labels, own, pinned, rule)
    yield from _misspelt(document, labels, rule)


class _Labels:
    """How often each label occurs: `written` by its folded words as it is written, `grouped` by what it says."""

    def __init__(self, forms: Iterable[LinkForm]):
        self._in_order = [form.link.label for form in forms]
        self.raw = Counter(self._in_order)
        self._evidence: dict[int, Evidence] = {}
        self.written: dict[str, Counter[str]] = {}
        self.grouped: dict[str, Counter[str]] = {}
        for label, times in self.raw.items():
            label = bare_label(label)
            self.written.setdefault(label.casefold(), Counter())[label] += times
            name = label_group(label)
            if name is not None:
                self.grouped.setdefault(name, Counter())[label.casefold()] += times

    def is_usual(self, label: str, pinned: dict[str, str]) -> bool:
        """Return whether a label is written as most of its kind are, so that there is nothing to say."""
        folded, name = label.casefold(), label_group(label)
        if name in pinned or majority(self.written[folded]) not in (None, label):
            return False
        return name is None or majority(self.grouped[name]) in (None, folded)

    def evidence(self, counts: Counter[str], usual: str) -> Evidence:
        """Return the evidence for the usual one of some labels, counts of `written` or of `grouped`."""
        known = self._evidence.get(id(counts))
        if known is None:
            known = counted(counts[usual], counts.total(), "links", "document")
            bare = map(bare_label, self._in_order)
            used = [label for each in bare if (label := each if each in counts else each.casefold()) in counts]
            known = known._replace(is_sure=known.is_sure and not has_changed(used, usual))
            self._evidence[id(counts)] = known
        return known


def _judge(
    source: Source, form: LinkForm, labels: _Labels, own: _Labels, pinned: dict[str, str], rule: Rule
) -> Iterator[Diagnostic]:
    label = bare_label(form.link.label)
    folded, name = label.casefold(), label_group(label)
    if name in pinned:
        assert name is not None
        if label != pinned[name]:
            fix = _writing(source, form, pinned[name]) if folded == pinned[name].casefold() else None
            yield rule.diagnose(form.link.span, f"found the label {label}, expected {pinned[name]}", fix=fix)
        return
    usual = majority(labels.written[folded])
    if usual not in (None, label):
        counts = labels.written[folded]
        if _OFFICIAL.isdisjoint(label.split()) and majority(own.written[folded]) != label:
            message = f"found the label {label}, expected {usual}"
            evidence = labels.evidence(counts, usual)
            severity = Severity.INFO if counts.total() < MANY_WITNESSES else None
            fix = _writing(source, form, usual)
            yield rule.diagnose(form.link.span, message, fix=fix, evidence=evidence, severity=severity)
    elif name is not None:
        counts = labels.grouped[name]
        word = majority(counts)
        if word not in (None, folded) and majority(own.grouped[name]) != folded and not _is_said_on_purpose(form):
            usual = majority(labels.written[word]) or word
            message = f"found the label {label}, expected {usual}"
            evidence = labels.evidence(counts, word)
            here = own.grouped[name]
            # Of section, such as a table of metrics; and "paper" is right for what is a PDF, too.
            is_right = (here[folded] > 1 and not here[word]) or (word == "pdf" and form.link.url.endswith(".pdf"))
            # Other words for the same thing are a slip only where many links have the usual ones.
            severity = Severity.INFO if is_right or counts.total() < 2 * MANY_WITNESSES else None
            yield rule.diagnose(form.link.span, message, evidence=evidence, severity=severity)


def _is_said_on_purpose(form: LinkForm) -> bool:
    """Return whether "pdf" may say what the target is, where the other links lead to pages: it surely is none on a paper's
    page."""
    if bare_label(form.link.label).casefold() != "pdf":
        return False
    paper = read_identifier(form.link.url)
    return paper is None or paper.kind is not Kind.PAGE


def _writing(source: Source, form: LinkForm, label: str) -> Fix | None:
    """Return the fix that writes a label in another case, `None` where markup is in the label."""
    place = Span(form.parts[1].end, form.parts[2].start)
    raw = source[place]
    if raw.strip().casefold() != label.casefold():
        return None
    start = place.start + len(raw) - len(raw.lstrip())
    return Fix((Edit(Span(start, start + len(raw.strip())), label),), title=f"write {label}")


# -- a label one letter off another one of the list

_SHORTEST_WRONG_LETTER = 5
"""Letters of the shortest label in which one may be another one: "date" and "data", "node" and "code" are different things."""
_RARE = 0.1
"""Misspelt labels are at most this part of those that are spelt right."""


def _misspelt(document: Document, labels: _Labels, rule: Rule) -> Iterator[Diagnostic]:
    """Report labels such as "parer" where the list has many "paper"."""
    usual = {folded: counts for folded, counts in labels.written.items() if counts.total() >= MIN_WITNESSES}
    if not usual:
        return
    unknown: dict[str, list[Link]] = {}
    for entry in document.entries:
        for link in entry.links:
            if link.syntax is not LinkSyntax.INLINE or is_title_link(link, entry):
                continue
            folded = bare_label(link.label).casefold()
            if folded.isascii() and label_kind(folded) is None:
                unknown.setdefault(folded, []).append(link)
    for folded, links in unknown.items():
        near = [word for word in usual if is_slip(folded, word) and len(links) <= _RARE * usual[word].total()]
        if len(near) != 1:
            continue
        label = usual[near[0]].most_common(1)[0][0]
        for link in links:
            message = f"found the label {bare_label(link.label)}, expected {label}"
            form = link_form(document.source.text, link)
            words = document.source[form.words]
            fix = Fix((Edit(form.words, label),), Safety.UNSAFE) if words == bare_label(link.label) else None
            yield rule.diagnose(link.span, message, fix=fix)


def is_slip(written: str, meant: str) -> bool:
    """Return whether one letter is lost, doubled, too much or another one, or two have changed places."""
    if len(written) == len(meant):
        wrong = [at for at, (one, other) in enumerate(zip(written, meant, strict=True)) if one != other]
        if len(wrong) == 1:
            return len(meant) >= _SHORTEST_WRONG_LETTER
        return len(wrong) == 2 and written[wrong[0] : wrong[1] + 1] == meant[wrong[0] : wrong[1] + 1][::-1]
    longer, shorter = (written, meant) if len(written) > len(meant) else (meant, written)
    if len(longer) != len(shorter) + 1 or longer == f"{shorter}s":
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def observe_link_label_paper(entry: Entry) -> Iterator[Observation]:
    """Observe the labels "pdf" and "paper" as an entry writes them."""
    yield from _labels_of(entry, "paper")


def observe_link_label_code(entry: Entry) -> Iterator[Observation]:
    """Observe the labels "code" and "codes" as an entry writes them."""
    yield from _labels_of(entry, "code")


def observe_link_label_project(entry: Entry) -> Iterator[Observation]:
    """Observe the labels "project" and "project page" as an entry writes them."""
    yield from _labels_of(entry, "project")


def _labels_of(entry: Entry, group: str) -> Iterator[Observation]:
    for form in label_links(entry):
        label = bare_label(form.link.label)
        if label_group(label) == group:
            yield Observation(label, form.link.span)
