"""Hostile texts are read to their end, in a number of steps that grows with their size and no faster.

Steps are calls of functions, Python's and C's, so that no clock is needed. What one call does (a regular expression, a copy of a
text) is not seen here; `benchmarks/hostile.py` has the seconds.
"""

from __future__ import annotations

import pytest
from hostile_texts import SHAPES
from steps import GROWTH, steps

from awesomelint.document.parse import parse_document
from awesomelint.markdown.block_rules import MAX_MISSING_CELLS
from awesomelint.markdown.blocks import BlockKind, SegmentKind
from awesomelint.markdown.parser import MAX_NESTING, parse_markdown
from awesomelint.source import Source

SIZE = 150


@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_with_the_text(shape: str) -> None:
    parse_document(Source(SHAPES[shape](50)))  # before counting, for what is made ready once
    once = steps(lambda: parse_document(Source(SHAPES[shape](SIZE))))
    twice = steps(lambda: parse_document(Source(SHAPES[shape](2 * SIZE))))
    assert twice <= GROWTH * once


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read_to_its_end(shape: str) -> None:
    source = Source(SHAPES[shape](1_200))  # a call for each piece would be too deep
    document = parse_document(source)
    assert document.source is source
    assert document.root.last == source.line_count
    if document.notes:
        assert document.notes[0].startswith(f"nesting deeper than {MAX_NESTING} levels was not read, first")
    else:
        assert document.root.children or shape == "definitions"


def test_brackets_nest_without_bound() -> None:
    (link,) = parse_document(Source("[" * 10_000 + "a" + "]" * 10_000 + "(u)")).links
    assert (link.url, link.label) == ("u", "[" * 9_999 + "a" + "]" * 9_999)


def test_only_the_innermost_of_nested_links_is_one() -> None:
    (link,) = parse_document(Source("[" * 10_000 + "a" + "](u)" * 10_000)).links
    assert link.label == "a"


def test_emphases_nest_without_bound() -> None:
    (paragraph,) = parse_markdown(Source("*a " * 10_000 + "b*" * 10_000)).root.children
    assert paragraph.inline is not None
    assert len(paragraph.inline.emphases) == 10_000
    assert paragraph.inline.emphases[0].outer == paragraph.inline.span


def test_all_definitions_are_known() -> None:
    definitions = parse_markdown(Source(SHAPES["definitions"](20_000))).definitions
    assert len(definitions) == 20_000
    assert definitions[-1][:3] == ("19999", "u19999", 20_000)


def test_all_rows_of_a_long_table_are_entries() -> None:
    assert len(parse_document(Source(SHAPES["rows"](1_000))).entries) == 1_000


def test_a_megabyte_on_one_line_is_one_segment() -> None:
    (paragraph,) = parse_markdown(Source("a" * 1_000_000)).root.children
    assert paragraph.inline is not None
    (run,) = paragraph.inline.segments
    assert (run.kind, run.span) == (SegmentKind.TEXT, (0, 1_000_000))


@pytest.mark.parametrize("shape", ["lists in one another", "quotes in one another"])
def test_what_nests_too_deep_is_said_once(shape: str) -> None:
    document = parse_document(Source(SHAPES[shape](5_000) + "\n- [b](u)\n"))
    assert document.notes == (f"nesting deeper than {MAX_NESTING} levels was not read, first on line 1",)
    assert [link.url for link in document.links] == ["u"], "what comes after is read"


def test_deep_lists_are_read_as_deep_as_lists_go() -> None:
    root = parse_markdown(Source(SHAPES["saws of items"](100))).root
    assert max(block.depth for block in root.walk()) == 50


def test_cells_that_are_left_out_are_counted_over_all_tables() -> None:
    one = "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|b|\n" * 100 + "\n"
    cells = [block for block in parse_markdown(Source(one * 10)).root.walk() if block.kind is BlockKind.CELL]
    assert len(cells) < MAX_MISSING_CELLS + 20_000
    assert sum(cell.inline is not None and cell.inline.content == "b" for cell in cells) > 100
