"""Do labels of links say the same thing in the same way, and what the target is?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.model import Document, Entry
from awesomelint.document.style.conventions import MIN_SHARE, MIN_WITNESSES, Observation
from awesomelint.document.style.label_links import label_links
from awesomelint.document.style.labels import GROUPS, bare_label, contradiction, is_official, label_group, shown_label
from awesomelint.document.style.link_form import LinkForm
from awesomelint.papers.identifiers import Kind, read_identifier
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source
from awesomelint.span import Span


def link_label(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report labels in another case or other words than most of their kind, and labels that contradict their target."""
    pinned = {name: str(rule.options[name]) for name in GROUPS if rule.options[name]}
    sections = [[form for entry in section.entries for form in label_links(entry)] for section in document.sections]
    labels = _Labels(form for forms in sections for form in forms)
    odd = {label for label in labels.raw if not labels.is_usual(bare_label(label), pinned)}
    for forms in sections:
        own: _Labels | None = None
        for form in forms:
            target = contradiction(form.link)
            if target is not None:
                label = shown_label(form.link)
                yield rule.diagnose(form.link.span, f"found the label {label} on a link to {target}, {form.link.url}")
            elif form.link.label in odd:
                own = own or _Labels(forms)
                yield from _judge(document.source, form, labels, own, pinned, rule)


class _Labels:
    """How often each label stands: `written` by its folded words as it is written, `grouped` by what it says."""

    def __init__(self, forms: Iterable[LinkForm]):
        self.raw = Counter(form.link.label for form in forms)
        self.written: dict[str, Counter[str]] = {}
        self.grouped: dict[str, Counter[str]] = {}
        for label, times in self.raw.items():
            label = bare_label(label)
            self.written.setdefault(label.casefold(), Counter())[label] += times
            name = label_group(label)
            if name is not None:
                self.grouped.setdefault(name, Counter())[label.casefold()] += times

    def is_usual(self, label: str, pinned: dict[str, str]) -> bool:
        """Tell whether a label is written as most of its kind are, so that there is nothing to say."""
        folded, name = label.casefold(), label_group(label)
        if name in pinned or _prevailing(self.written[folded]) not in (None, label):
            return False
        return name is None or _prevailing(self.grouped[name]) in (None, folded)


def _judge(
    source: Source, form: LinkForm, labels: _Labels, own: _Labels, pinned: dict[str, str], rule: Rule
) -> Iterator[Diagnostic]:
    label = shown_label(form.link)
    folded, name = label.casefold(), label_group(label)
    if name in pinned:
        assert name is not None
        if label != pinned[name]:
            fix = _writing(source, form, pinned[name]) if folded == pinned[name].casefold() else None
            yield rule.diagnose(form.link.span, f"found the label {label}, expected {pinned[name]}", fix=fix)
        return
    usual = _prevailing(labels.written[folded])
    if usual not in (None, label):
        counts = labels.written[folded]
        if not is_official(label) and _prevailing(own.written[folded]) != label:
            message = f"found the label {label}, expected {usual} as in {counts[usual]} of {counts.total()} links"
            yield rule.diagnose(form.link.span, message, fix=_writing(source, form, usual))
    elif name is not None:
        counts = labels.grouped[name]
        word = _prevailing(counts)
        if word not in (None, folded) and _prevailing(own.grouped[name]) != folded and not _is_said_on_purpose(form):
            usual = _prevailing(labels.written[word]) or word
            message = f"found the label {label}, expected {usual} as in {counts[word]} of {counts.total()} links"
            yield rule.diagnose(form.link.span, message)


def _prevailing(counts: Counter[str]) -> str | None:
    word, count = counts.most_common(1)[0]
    return word if counts.total() >= MIN_WITNESSES and count >= MIN_SHARE * counts.total() else None


def _is_said_on_purpose(form: LinkForm) -> bool:
    """Tell whether "pdf" may say what the target is, where the other links lead to pages: it surely is none on a paper's page."""
    if shown_label(form.link).casefold() != "pdf":
        return False
    paper = read_identifier(form.link.url)
    return paper is None or paper.kind is not Kind.PAGE


def _writing(source: Source, form: LinkForm, label: str) -> Fix | None:
    """Return the fix that writes a label in another case, `None` where markup stands in the label."""
    place = Span(form.parts[1].end, form.parts[2].start)
    raw = source[place]
    if raw.strip().casefold() != label.casefold():
        return None
    start = place.start + len(raw) - len(raw.lstrip())
    return Fix((Edit(Span(start, start + len(raw.strip())), label),), title=f"write {label}")


def observe_link_label_paper(entry: Entry) -> Iterator[Observation]:
    """Tell the labels "pdf" and "paper" as an entry writes them."""
    yield from _labels_of(entry, "paper")


def observe_link_label_code(entry: Entry) -> Iterator[Observation]:
    """Tell the labels "code" and "codes" as an entry writes them."""
    yield from _labels_of(entry, "code")


def observe_link_label_project(entry: Entry) -> Iterator[Observation]:
    """Tell the labels "project" and "project page" as an entry writes them."""
    yield from _labels_of(entry, "project")


def _labels_of(entry: Entry, group: str) -> Iterator[Observation]:
    for form in label_links(entry):
        label = shown_label(form.link)
        if label_group(label) == group:
            yield Observation(label, form.link.span)
