"""Markdown to a tree of blocks: blocks by markdown-it-py's rules, inline content by our own reader of the same language."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from awesomelint.document.blocks import Block
from awesomelint.document.markdown.block_parser import CUT, OffsetBlockParser
from awesomelint.document.markdown.tree import TreeBuilder
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.source import Source

MAX_NESTING = 200
"""Depth at which reading stops. The 20 of markdown-it-py's preset silently drops entries of deeply nested real lists."""

_NEWLINE = expression(r"\r\n?")


class Definition(NamedTuple):
    """A link reference definition, `[label]: url`; `first` and `last` are its lines, from 1."""

    label: str
    url: str
    first: int
    last: int
    is_repeat: bool = False


class Markdown(NamedTuple):
    """What was read: the tree, the definitions in order of their lines, and notes on what could not be read."""

    root: Block
    definitions: tuple[Definition, ...]
    notes: tuple[str, ...] = ()


def parse_markdown(source: Source) -> Markdown:
    """Parse a source into blocks."""
    parser = _parser()
    assert isinstance(parser.block, OffsetBlockParser)
    text = source.text.replace("\0", "\ufffd")
    plain, shifts = _with_plain_newlines(text, source.line_starts)
    environment: dict[str, Any] = {}
    tokens = parser.block.read(plain, parser, environment, shifts)
    tree = TreeBuilder(source, text, plain.split("\n"), environment.get("references", {}))
    for token in tokens:
        tree.take(token)
    cut = environment.get(CUT)
    notes = (
        () if cut is None else (f"what nests deeper than {MAX_NESTING} levels was not read, first in line {cut + 1}",)
    )
    return Markdown(tree.root, _definitions(environment), notes)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table"])
    parser.options["maxNesting"] = MAX_NESTING
    parser.block = OffsetBlockParser(parser.block.ruler)
    for name, function in (("normalizeLink", lambda url: url), ("validateLink", lambda url: True)):
        setattr(parser, name, function)
    return parser


def _with_plain_newlines(text: str, line_starts: list[int]) -> tuple[str, list[int] | None]:
    r"""Return the text with `\n` for each line end, and by how much each line stands further on in `text`, if any does."""
    if "\r" not in text:
        return text, None
    plain = _NEWLINE.sub("\n", text)
    shifts, start = [], 0
    for line_start in line_starts:
        shifts.append(line_start - start)
        start = plain.find("\n", start) + 1
    return plain, [*shifts, 0]


def _definitions(environment: dict[str, Any]) -> tuple[Definition, ...]:
    first = [(label, entry, False) for label, entry in environment.get("references", {}).items()]
    again = [(entry["label"], entry, True) for entry in environment.get("duplicate_refs", ())]
    found = [
        Definition(label, entry["href"], entry["map"][0] + 1, entry["map"][1], repeat)
        for label, entry, repeat in first + again
    ]
    return tuple(sorted(found, key=lambda definition: definition.first))
