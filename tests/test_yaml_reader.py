"""YAML with places: every error says where."""

from __future__ import annotations

import pytest

from awesomelint.errors import ConfigError
from awesomelint.yaml_reader import Node, read_yaml

TEXT = """\
name: one
list: [a, b]
inner:
  deep: {x: 1, "y": true}
"""


def read(text: str, first_line: int = 1) -> Node:
    return read_yaml(text, "file.yaml", ConfigError, first_line)


def test_values_and_places() -> None:
    node = read(TEXT)
    assert node.value == {"name": "one", "list": ["a", "b"], "inner": {"deep": {"x": 1, "y": True}}}
    places = node.origin.places
    assert places[("name",)] == ((1, 1), (1, 7))
    assert places[("list", 1)].value == (2, 11)
    assert places[("inner", "deep", "y")] == ((4, 16), (4, 21))


def test_a_text_may_say_that_it_is_one() -> None:
    assert read("a: !!str 3").value == {"a": "3"}
    assert read("").value is None


def test_lines_count_from_the_first() -> None:
    assert read(TEXT, 30).child("inner").child("deep").line == 33


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: [1", 1, 6, "this is not YAML: did not find expected ',' or ']'"),
        ("a: 1\na: 2", 2, 1, 'the key "a" is repeated'),
        ("a: &x [1]\nb: *x", 2, 4, "aliases are not supported"),
        ("a: &x [*x]", 1, 8, "aliases are not supported"),
        ("? [1]\n: 2", 1, 3, "a key must be text"),
        ("a: \x07", None, None, "this is not YAML: control characters are not allowed"),
        ("a: !!python/object:os.system x", 1, 4, "tags are not supported"),
        ("a: !!bool x", 1, 4, "tags are not supported"),
        ("a: !!timestamp x", 1, 4, "tags are not supported"),
        ("a: !!set {b}", 1, 4, "tags are not supported"),
        ("? !!set x\n: 1", 1, 3, "a key must be text"),
        ("<<: {a: 1}", 1, 1, "this is not YAML: could not determine a constructor for the tag"),
        ("a: 1\n---\nb: 2", 2, 1, "this is not YAML: found a second document"),
        ("a: 2020-99-99", 1, 4, "this is not a value: month must be in 1..12"),
        ("a: " + "1:" * 200_000 + "1", 1, 4, "found a number of 400001 characters, expected at most 100"),
        ("1." + "0" * 200 + ": a", 1, 1, "found a number of 202 characters, expected at most 100"),
        ("a: " + "[" * 50 + "]" * 50, 1, 23, "this is nested too deeply"),
    ],
)
def test_what_is_refused(text: str, line: int | None, column: int | None, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert caught.value.message.startswith(message)
    assert (caught.value.path, caught.value.line, caught.value.column) == ("file.yaml", line, column)


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " * 5_000, "{a: " * 50_000, "- " * 50_000, "&a [" * 10_000])
def test_hostile_nesting_ends_in_one_line(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda node: node.table(["nam", "list", "inner"]), '1:1: unknown key "name" (did you mean "nam"?)'),
        (lambda node: node.table(required=["other"]), '1:1: the key "other" is missing'),
        (lambda node: node.child("list").text(), '2:7: found a list in "list", expected text'),
        (lambda node: node.child("list").child(0).integer(), '2:8: found "a" in "list", expected a whole number'),
        (lambda node: node.child("name").items(), '1:7: found "one" in "name", expected a list'),
        (lambda node: node.child("inner").boolean(), '4:3: found a mapping in "inner", expected true or false'),
        (
            lambda node: node.child("name").choice(["ones", "two"]),
            '1:7: found "one" in "name", expected one of ones, two (did you mean "ones"?)',
        ),
    ],
)
def test_what_a_value_should_be(call: object, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        call(read(TEXT))  # type: ignore[operator]
    assert str(caught.value) == f"file.yaml:{message}"


def test_an_error_is_one_line_whatever_it_quotes() -> None:
    with pytest.raises(ConfigError) as caught:
        read('a: "one\\ntwo\\r"').child("a").choice(["x"])
    assert caught.value.message == 'found "one\\ntwo\\r" in "a", expected one of x'


def test_true_is_no_number() -> None:
    deep = read(TEXT).child("inner").child("deep")
    assert deep.child("x").number() == 1
    with pytest.raises(ConfigError):
        deep.child("y").number()
    with pytest.raises(ConfigError):
        deep.child("y").integer()


def test_keys_must_be_text() -> None:
    with pytest.raises(ConfigError, match="a key must be text, found true; put it in quotes"):
        read("on: 1").table()
