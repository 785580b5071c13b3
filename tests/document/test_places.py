"""What stands at a line or an offset."""

from __future__ import annotations

from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.markdown.blocks import Block, BlockKind, SegmentKind
from awesomelint.source import Source

TEXT = """\
# Title

- one **two** [three](u)
  four

  | a | b |
  | - | - |
  | c | d |

```
code
```

<div>
html
</div>
"""


def document() -> Document:
    return parse_document(Source(TEXT))


def kind(block: Block | None) -> BlockKind | None:
    return block.kind if block is not None else None


def test_leaf_on_a_line() -> None:
    places = document().places
    assert [kind(places.leaf_on(line)) for line in (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 14, 15, 99)] == [
        BlockKind.HEADING,
        None,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        None,
        BlockKind.CELL,
        BlockKind.CELL,
        None,
        BlockKind.CODE,
        BlockKind.CODE,
        BlockKind.HTML,
        BlockKind.HTML,
        None,
    ]


def test_leaf_and_segment_at_an_offset() -> None:
    places = document().places
    for words, leaf, segment in (
        ("Title", BlockKind.HEADING, SegmentKind.TEXT),
        ("one", BlockKind.PARAGRAPH, SegmentKind.TEXT),
        ("**two", BlockKind.PARAGRAPH, None),
        ("three", BlockKind.PARAGRAPH, SegmentKind.TEXT),
        ("u)", BlockKind.PARAGRAPH, None),
        ("four", BlockKind.PARAGRAPH, SegmentKind.TEXT),
        ("d |", BlockKind.CELL, SegmentKind.TEXT),
        ("code", None, None),
        ("html\n", BlockKind.HTML, SegmentKind.TEXT),
        ("- one", None, None),
    ):
        offset = TEXT.index(words)
        found = places.segment_at(offset)
        assert (words, kind(places.leaf_at(offset))) == (words, leaf)
        assert (words, found.kind if found is not None else None) == (words, segment)


def test_an_empty_document_has_no_places() -> None:
    places = parse_document(Source("")).places
    assert places.leaf_on(1) is None
    assert places.leaf_at(0) is None
    assert places.segment_at(0) is None
