"""Offsets and the positions of editors, there and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from awesomelint.editor.actions import edits_between, offset_of, position_of
from awesomelint.fixing.edits import Edited
from awesomelint.source import Source

TEXTS = st.text(st.sampled_from("ab 流🚀é\n\r"), max_size=40)


@given(TEXTS, st.data())
def test_every_offset_has_a_position(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    if text[offset - 1 : offset + 1] == "\r\n":
        return  # between the two halves of a newline no editor has a place
    source = Source(text)
    position = position_of(source, offset)

    assert offset_of(source, position) == offset


def test_a_byte_order_mark_is_a_column() -> None:
    source = Source("\ufeff# A\n")
    assert position_of(source, 0) == types.Position(0, 1)
    assert offset_of(source, types.Position(0, 1)) == 0
    assert offset_of(source, types.Position(0, 0)) == 0


def test_positions_outside_the_text_mean_its_end() -> None:
    source = Source("ab\ncd")
    assert offset_of(source, types.Position(0, 9)) == 2
    assert offset_of(source, types.Position(9, 0)) == 5


@given(TEXTS, TEXTS)
def test_edits_between_two_texts_make_one_the_other(before: str, after: str) -> None:
    edits = edits_between(Source(before), Source(after))
    assert Edited(before, edits).text == after
