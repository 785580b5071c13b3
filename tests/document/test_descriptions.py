"""The description of an entry: what is written after the name of a tool or resource, all of it."""

from __future__ import annotations

import pytest

from awesomelint import parse

TABLE = """\
| Name | Language | What it does |
| --- | --- | --- |
| [Owl](https://example.org/owl) | Rust | A **quick** reader of [Markdown](https://example.org/md). |
| [Elk](https://example.org/elk) | Go | Another reader |
"""
CASES = [
    ("Reads in [Markdown](https://example.org/md) and *more* text.", "Reads in Markdown and more text"),
    ("Reads well, also `bird` and ~~old~~ <b>bold</b> text", "Reads well, also bird and old bold text"),
    (
        'Reads &amp; writes \\* "all": it -- does... . See the book!',
        'Reads & writes * "all": it -- does... . See the book!',
    ),
    ("Works well; [manual](https://example.org/manual) inside. Free.", "Works well; manual inside. Free"),
    ("A reader\n  over two lines.", "A reader over two lines"),
    ("A reader (for owls)", "A reader (for owls)"),
    ("[for owls] and their *friends*", "[for owls] and their friends"),
    ("A reader, fast - and small - yes", "A reader, fast - and small - yes"),
    ("A quick reader. ![build](https://example.org/build.svg)", "A quick reader"),
    ("A quick reader. [[code](https://example.org/code)]", "A quick reader"),
    ("A quick reader.\n  - [Plugin](https://example.org/plugin) - Another thing here", "A quick reader"),
    ("\u5feb\u901f\u7684\u5de5\u5177 for owls", "\u5feb\u901f\u7684\u5de5\u5177 for owls"),
    ("Fast.", None),
]


@pytest.mark.parametrize(("written", "read"), CASES)
def test_what_is_written_is_kept(written: str, read: str | None) -> None:
    document = parse(
        f"# Readers\n\n- [Owl](https://example.org/owl) - {written}\n- [Elk](https://example.org/elk) - A plain one\n"
    )
    field = document.entries[0].description
    assert (field.value if field else None) == read
    if field is not None:
        stretch = document.source.text[field.span.start : field.span.end]
        assert stretch in written or written in stretch


def test_a_cell_is_not_left() -> None:
    found = [entry.description for entry in parse(f"# Readers\n\n{TABLE}").entries]
    assert [field.value for field in found if field] == ["A quick reader of Markdown", "Another reader"]


def test_papers_have_none() -> None:
    (entry,) = parse("# Papers\n\n- **Owls Read Well** *Ana Ruiz, Bo Li* ACL 2020 and some more words\n").entries
    assert entry.description is None
