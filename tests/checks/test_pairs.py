"""Which brackets of a paragraph belong together."""

from __future__ import annotations

from awesomelint.checks.form.bracket_pairs import Pairs
from awesomelint.document.parse import parse_document
from awesomelint.source import Source


def pairs_of(text: str) -> Pairs:
    document = parse_document(Source(text))
    (inline,) = [block.inline for block in document.blocks if block.inline is not None]
    return Pairs(inline, text)


def test_kinds_are_paired_apart() -> None:
    pairs = pairs_of("a) [b (c] d)\n")
    assert pairs.closing == {3: 8, 6: 11}
    assert pairs.unopened == {1}
    assert pairs.unclosed == set()


def test_links_code_images_and_escapes_are_left_out() -> None:
    text = r"[ [a](u(1)) `]` ![)](i) \] ]" + "\n"
    pairs = pairs_of(text)
    assert pairs.closing == {0: text.rindex("]")}
    assert not pairs.unclosed
    assert not pairs.unopened


def test_full_width_parentheses_pair_with_the_others() -> None:
    assert pairs_of("（a)\n").closing == {0: 2}


def test_links_between_and_behind() -> None:
    text = "([a](u)) [b](v) https://example.org/c\n"
    pairs = pairs_of(text)
    assert pairs.has_link_in_parentheses
    assert pairs.has_link(0, 8)
    assert not pairs.has_link(8, 9)
    assert not pairs.has_link(text.index("https"), len(text))
    assert pairs.ends_link(7)
    assert not pairs.ends_link(8)


def test_what_is_text() -> None:
    pairs = pairs_of("a [b](u) `c`\n")
    assert [pairs.is_text(offset) for offset in (0, 3, 9)] == [True, False, False]
