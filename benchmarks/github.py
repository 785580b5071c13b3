"""Compare the blocks that we read with those that GitHub shows: `python benchmarks/github.py DIR [--show N]`.

GitHub renders Markdown by cmark-gfm. Here its Python package does (`pip install cmarkgfm`), with the place of every block.
Of each list below DIR, headings, lists, items, tables, rows and code are compared by kind, first line and level. Prints how
many there are and how many only one of the two has, for each kind, and the first N differences of each kind. A footnote that
nothing refers to is read by us, and not shown by GitHub; of a table right below text, cmark says that it begins with the text.
Then it prints the lines that are written like an entry with a link
and that GitHub shows as text of a paragraph, and in how many lists; and last the signs of Markdown that GitHub shows as they are
written, where no rule reports anything: what is missed, and text that only looks like Markdown.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from list_files import read_lists
from rendered import rendered_html
from tables import table

from awesomelint.config.load import load_config
from awesomelint.config.model import Overrides
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.markdown.blocks import BlockKind
from awesomelint.markdown.parser import parse_markdown
from awesomelint.source import Source, Span

KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "ul": BlockKind.BULLET_LIST,
    "ol": BlockKind.ORDERED_LIST,
    "li": BlockKind.ITEM,
    "table": BlockKind.TABLE,
    "tr": BlockKind.ROW,
    "pre": BlockKind.CODE,
    "blockquote": BlockKind.QUOTE,
    "hr": BlockKind.RULE,
    "p": BlockKind.PARAGRAPH,
}
SHOWN = tuple(dict.fromkeys(KINDS.values()))
SIGN = r"(?:[-*+\u2022]|\d{1,3}[.)])"
LIKE_ENTRY = re.compile(
    rf"[ \t>]*(?:[-*.+][-*+](?=[ \t])|{SIGN})(?:[ \t]+|[\u00a0\u3000]*(?=\[|\*\*|`|<a )(?!.*[*][ \t\r]*$)).*\]\(\S"
)
"""A line that is written like an entry, also with two signs; not emphasis around a link."""
RAW = re.compile(
    r"(?<!\0)\]\(\S|\]\((?=https?:)"
    r"|(?<!\w)\*\*(?=\w)|(?<=\w)\*\*(?!\w)|^#{2,6}[ \w]|^\|.*\|$|^[-+*\u2022] ?\[|^\s*\d+[.)]\[|<{7}|```|<!--",
    re.MULTILINE,
)
"""Signs of Markdown in what a reader sees."""
CODE = frozenset({"code", "pre", "script", "style"})
Place = tuple[BlockKind, int, int]
"""The kind of a block, its first line and, of a heading, its level."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    args = parser.parse_args()

    both, ours, theirs = Counter[BlockKind](), Counter[BlockKind](), Counter[BlockKind]()
    differences: dict[BlockKind, list[str]] = defaultdict(list)
    lost: dict[str, list[str]] = {}
    unreported: list[str] = []
    rules = load_config(None, Overrides()).rules
    lists = 0
    for source in read_lists(args.folder):
        read, shown = Counter(places(source)), Counter(rendered(source))
        lists += 1
        if lines := list(lost_entries(source)):
            lost[source.path] = [f"{source.path}:{line}: {source.line(line)[:120]!r}" for line in lines]
        if shown_signs := list(signs(source)):
            reported = {
                place
                for finding in lint_document(parse_document(source), rules)
                for place in lines_of(source, finding.span)
            }
            unreported += [f"{source.path}:{line}: {text!r}" for line, text in shown_signs if line not in reported]
        for counts, found in ((both, read & shown), (ours, read - shown), (theirs, shown - read)):
            for (kind, _, _), number in found.items():
                counts[kind] += number
        for who, found in (("only ours", read - shown), ("only GitHub's", shown - read)):
            for kind, line, level in sorted(found):
                differences[kind].append(f"{source.path}:{line}: {who}, level {level}: {source.line(line)[:120]!r}")
    rows = [[kind.value, both[kind], ours[kind], theirs[kind]] for kind in SHOWN]
    print(*table(("block", "both", "only ours", "only GitHub's"), rows), sep="\n")
    for kind in SHOWN if args.show else ():
        print(f"\n{kind.value}", *differences[kind][: args.show], sep="\n  ")
    print(f"\nlists with an entry that is shown as text: {len(lost)} of {lists}")
    print(*(line for lines in lost.values() for line in lines), sep="\n")
    print(f"\nsigns of Markdown that are shown and not reported: {len(unreported)}", *unreported, sep="\n  ")


def places(source: Source) -> Iterator[Place]:
    """Yield the blocks that we read. What a list item says directly is a paragraph only where it is shown as one."""
    for block in parse_markdown(source).blocks:
        if block.kind in SHOWN and not (block.kind is BlockKind.PARAGRAPH and block.is_tight):
            yield block.kind, block.first, block.level if block.kind is BlockKind.HEADING else 0


def rendered(source: Source) -> Iterator[Place]:
    """Yield the blocks that GitHub shows."""
    reader = _Reader()
    reader.feed(_html(source))
    yield from reader.places


@lru_cache(maxsize=1)
def _html(source: Source) -> str:
    return rendered_html(source.text, with_places=True)


def lost_entries(source: Source) -> Iterator[int]:
    """Yield the lines that are written like entries and that GitHub shows as text of a paragraph."""
    html = _html(source)
    items = {int(line) for line in re.findall(r"<li data-sourcepos=\"(\d+):", html)}
    for first, last in re.findall(r"<p data-sourcepos=\"(\d+):\d+-(\d+):", html):
        for line in range(int(first), int(last) + 1):
            if line not in items and LIKE_ENTRY.match(source.line(line)):
                yield line
    # What a tight item says is in no paragraph of its own.
    for first, last in re.findall(r"<li data-sourcepos=\"(\d+):\d+-(\d+):\d+\">(?!\n)", html):
        for line in range(int(first) + 1, int(last) + 1):
            if line in items:
                break
            if LIKE_ENTRY.match(source.line(line)):
                yield line


def signs(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the first lines of the blocks in which GitHub shows signs of Markdown, and the text around the first sign in each."""
    reader = _Reader()
    reader.feed(_html(source))
    for line, pieces in reader.texts.items():
        text = "".join(pieces)
        if (match := RAW.search(text)) is not None:
            yield line, text[max(0, match.start() - 20) : match.end() + 40].replace("\n", " ")


def lines_of(source: Source, span: Span) -> range:
    """Return the lines that a finding is on, and those next to it."""
    return range(source.line_at(span.start) - 1, source.line_at(max(span.start, span.end - 1)) + 2)


class _Reader(HTMLParser):
    """Reads the places that cmark writes into its HTML; HTML of the list itself has none."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []
        self.texts: dict[int, list[str]] = defaultdict(list)
        self._line = 0
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        place = dict(attrs).get("data-sourcepos")
        self._code += tag in CODE
        if place is not None:
            self._line = int(place.partition(":")[0])
        if place is not None and tag in KINDS:
            level = int(tag[1]) if KINDS[tag] is BlockKind.HEADING else 0
            self.places.append((KINDS[tag], int(place.partition(":")[0]), level))

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in CODE
        if tag == "a":
            self.texts[self._line].append("\0")  # "[pdf](...)(note)" and "[[pdf](...)](note)" show no link that is none

    def handle_data(self, data: str) -> None:
        if self._code <= 0:
            self.texts[self._line].append(data)


if __name__ == "__main__":
    main()
