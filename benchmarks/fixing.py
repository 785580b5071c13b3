"""Fix every list below a folder, in memory, and let GitHub's renderer say what a reader then sees that was not so before.

python benchmarks/fixing.py DIR [--unsafe] [--select RULE ...] [--alone] [--show]

This does not trust our own reading of Markdown, nor the guard (`pip install cmarkgfm`). Prints, over all lists, how many words,
signs, targets, numbers of list items, blocks, and letters in bold, italic, code and links came and went, and what was fixed;
`--show` names them. Ends with 1 if a fix was refused or if fewer entries have a title than there were, but for entries that
rules drop as duplicates. With `--alone` the rules that mend something are applied each alone too, and what one changes that its
`changes` do not declare is named and ends with 1.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from rendered import rendered_html
from tables import table

from awesomelint.config.load import load_config
from awesomelint.config.model import Config, Overrides
from awesomelint.document.parse import parse_document
from awesomelint.errors import InputError
from awesomelint.fixing.fixer import FixResult, apply_fixes
from awesomelint.rulebook.spec import Change
from awesomelint.source import Source

DECLARED_BY = {
    "words": {Change.WORDS, Change.LETTERS, Change.LABELS, Change.URLS, Change.LINKS, Change.SPACING, Change.MARKUP},
    "signs": {Change.PUNCTUATION, Change.MARKUP, Change.LINKS, Change.URLS, Change.LABELS, Change.LETTERS},
    "targets": {Change.URLS, Change.LINKS},
    "numbers": {Change.NUMBERS, Change.BLOCKS},
    "blocks": {Change.BLOCKS, Change.ROWS, Change.MARKUP, Change.LINKS, Change.SPACING},
    "marks": {Change.MARKUP, Change.LINKS, Change.LABELS, Change.URLS, Change.WORDS, Change.LETTERS, Change.BLOCKS},
}
"""What a rule has to declare, one of each, for a kind of thing that readers see to come or go."""


class Seen(NamedTuple):
    """What a reader sees of a list: how often each thing."""

    words: Counter[str]
    signs: Counter[str]
    targets: Counter[str]
    numbers: Counter[str]
    blocks: Counter[str]
    marks: Counter[str]


def main(argv: Sequence[str] | None = None) -> int:
    """Fix a folder and print the tables."""
    parser = argparse.ArgumentParser(description="Fix every list below a folder and let GitHub's renderer compare.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--unsafe", action="store_true", help="apply unsafe fixes too")
    parser.add_argument("--select", nargs="*", metavar="RULE", help="only these rules, by code, prefix or name")
    parser.add_argument(
        "--alone", action="store_true", help="apply each rule alone too, and compare with what it declares"
    )
    parser.add_argument("--show", action="store_true", help="say for each list what came and went")
    arguments = parser.parse_args(argv)
    overrides = Overrides(select=tuple(arguments.select)) if arguments.select else Overrides()
    config = load_config(None, overrides)
    droppers = [rule.code for rule in config.rules if Change.ENTRIES in rule.spec.changes]
    totals: Counter[str] = Counter()
    applied: Counter[str] = Counter()
    bad = []
    for path in sorted(arguments.folder.rglob("*.md")):
        name = path.relative_to(arguments.folder).as_posix()
        try:
            source = Source.from_bytes(path.read_bytes(), name)
            result = _fixed(source, config, arguments.unsafe)
        except InputError as error:
            bad.append(str(error))
            continue
        bad += [f"{name}:{refused.line}: {refused}" for refused in result.refused]
        applied.update(result.applied)
        totals["lists"] += 1
        totals["rounds"] = max(totals["rounds"], result.rounds)
        if result.source.text != source.text:
            totals["lists fixed"] += 1
            before, after = _seen(source.text), _seen(result.source.text)
            lines = list(_changes(before, after, totals))
            if arguments.show:
                print("\n  ".join([name, *lines]))
        if arguments.alone:
            bad += _undeclared(source, config, result.applied)
        titles = (_titles(source), _titles(result.source))
        totals["titles read otherwise"] += (titles[0] - titles[1]).total()
        dropped = sum(result.applied.get(code, 0) for code in droppers)
        if titles[1].total() + dropped < titles[0].total():
            bad.append(f"{name}: {titles[0].total()} titles before, {titles[1].total()} after")
    print("\n".join(table(("over all lists", "count"), sorted(totals.items()))))
    print("\n".join(table(("rule", "fixed"), sorted(applied.items()))))
    print("\n".join([f"not as it should be: {len(bad)}", *bad]))
    return int(bool(bad))


def _undeclared(source: Source, config: Config, applied: Iterable[str]) -> Iterator[str]:
    """Yield what rules change that they do not declare, each applied alone."""
    before = _seen(source.text)
    for rule in config.rules:
        declared = set(rule.spec.changes)
        if rule.code not in applied or Change.ENTRIES in declared:
            continue
        fixed = apply_fixes(source, [rule], known=config.known).source
        after = _seen(fixed.text)
        for kind, old, new in zip(Seen._fields, before, after, strict=True):
            if old != new and declared.isdisjoint(DECLARED_BY[kind]):
                change = ", ".join(repr(value) for value in sorted((old - new) + (new - old))[:4])
                yield f"{source.path}: {rule.code} changes {kind} and does not declare it: {change}"


def _fixed(source: Source, config: Config, unsafe: bool) -> FixResult:
    return apply_fixes(source, config.rules, unsafe=unsafe, known=config.known)


def _titles(source: Source) -> Counter[str]:
    titles = (entry.title.value for entry in parse_document(source).entries if entry.title is not None)
    return Counter("".join(filter(str.isalnum, title.casefold())) for title in titles)


def _changes(before: Seen, after: Seen, totals: Counter[str]) -> Iterator[str]:
    for kind, old, new in zip(Seen._fields, before, after, strict=True):
        for what, change in (("gone", old - new), ("new", new - old)):
            if change:
                totals[f"{kind} {what}"] += change.total()
                yield f"{kind} {what}: {', '.join(repr(value) for value in sorted(change)[:8])}"


_MARKS = ("strong", "em", "del", "code", "a")
_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li table tr th td pre blockquote hr input".split())


def _seen(text: str) -> Seen:
    reader = _Reader()
    reader.feed(rendered_html(text))
    reader.close()
    reader.end_text()
    return reader.seen


class _Reader(HTMLParser):
    """Counts what a reader sees of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen(*(Counter[str]() for _ in Seen._fields))
        self._numbers: list[int | None] = []
        self._text: list[str] = []
        self._open = Counter[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if target := values.get("href") or values.get("src"):
            self.seen.targets[target] += 1
        if tag in ("ol", "ul"):
            self._numbers.append(int(values.get("start") or 1) if tag == "ol" else None)
        if tag == "li" and self._numbers and (number := self._numbers[-1]) is not None:
            self.seen.numbers[str(number)] += 1
            self._numbers[-1] = number + 1
        self._open[tag] += tag in _MARKS
        if tag in _BLOCKS:
            self.seen.blocks[tag] += 1
            self.end_text()
        elif tag == "br":
            self.end_text()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul") and self._numbers:
            self._numbers.pop()
        self._open[tag] -= tag in _MARKS
        if tag in _BLOCKS:
            self.end_text()

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        letters = sum(map(str.isalnum, data))
        for mark in _MARKS:
            if self._open[mark] > 0 and letters:
                self.seen.marks[mark] += letters

    def end_text(self) -> None:
        """Count the words and signs of the text up to here."""
        for word in "".join(self._text).split():
            letters = "".join(filter(str.isalnum, word))
            self.seen.words[letters] += bool(letters)
            self.seen.signs.update(char for char in word if not char.isalnum())
        self._text = []


if __name__ == "__main__":
    raise SystemExit(main())
