"""`awesomelint.startup.NamedTuple` is what type checkers take it for: the `NamedTuple` of `typing`; and memos."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Callable

import pytest

from awesomelint.startup import NamedTuple, forget_texts, memo


class Ours(NamedTuple):
    """A point with a name."""

    x: int
    y: int = 2
    name: str = "here"

    @property
    def total(self) -> int:
        """The sum."""
        return self.x + self.y

    def __str__(self) -> str:
        return f"{self.name}: {self.total}"


class Theirs(typing.NamedTuple):
    """The same."""

    x: int
    y: int = 2
    name: str = "here"


class Named(NamedTuple):
    """One that holds another."""

    point: Ours


def both(make: Callable[[type], object]) -> tuple[object, object]:
    return make(Ours), make(Theirs)


@pytest.mark.parametrize(
    "arguments",
    [
        ((1,), {}),
        ((1, 5), {}),
        ((1, 5, "there"), {}),
        ((), {"x": 1}),
        ((1,), {"name": "there"}),
        ((1, 5), {"name": "there"}),
        ((), {"name": "there", "y": 3, "x": 1}),
    ],
)
def test_makes_what_typing_makes(arguments: tuple[tuple[object, ...], dict[str, object]]) -> None:
    values, named = arguments
    ours, theirs = both(lambda made: made(*values, **named))
    assert ours == theirs
    assert isinstance(ours, Ours)
    assert (ours.x, ours.y, ours.name) == theirs


@pytest.mark.parametrize(
    "arguments",
    [((), {}), ((1, 2, "there", 4), {}), ((1,), {"x": 2}), ((1,), {"z": 2}), ((), {"y": 2}), ((1, 2, "a"), {"y": 3})],
)
def test_refuses_what_typing_refuses(arguments: tuple[tuple[object, ...], dict[str, object]]) -> None:
    values, named = arguments
    for made in (Ours, Theirs):
        with pytest.raises(TypeError):
            made(*values, **named)  # type: ignore[arg-type]


def test_objects_are_like_those_of_typing() -> None:
    ours, theirs = Ours(1, name="there"), Theirs(1, name="there")
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert hash(ours) == hash(theirs)
    assert tuple(ours._replace(y=7)) == tuple(theirs._replace(y=7))
    assert type(ours._replace(y=7)) is Ours
    assert ours._asdict() == theirs._asdict()
    assert tuple(Ours._make([1, 2, "a"])) == tuple(Theirs._make([1, 2, "a"]))
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)
    assert not hasattr(ours, "__dict__")
    with pytest.raises(AttributeError):
        ours.x = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        ours._replace(z=1)  # type: ignore[call-arg]


def test_objects_are_copied_kept_and_matched() -> None:
    held = Named(Ours(1))
    assert pickle.loads(pickle.dumps(held)) == held
    assert copy.deepcopy(held) == held
    assert type(copy.copy(held.point)) is Ours
    match held:
        case Named(Ours(x, _, name=name)):
            assert (x, name) == (1, "here")
        case _:
            pytest.fail("no match")


def test_methods_belong_to_the_class() -> None:
    assert Ours(1).total == 3
    assert str(Ours(1, 1)) == "here: 2"
    assert Ours.__doc__ == "A point with a name."


def test_wrong_arguments_are_told_with_the_name_of_the_class() -> None:
    with pytest.raises(TypeError, match=r"^Ours\.__new__\(\) got an unexpected keyword argument 'z'"):
        Ours(1, z=3)  # type: ignore[call-arg]


def test_memos_remember_the_latest_answers_until_all_are_forgotten() -> None:
    asked = []

    @memo(2)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length(text) for text in ("a", "bb", "a", "ccc", "bb")] == [1, 2, 1, 3, 2]
    assert asked == ["a", "bb", "ccc", "bb"]
    forget_texts()
    assert length("bb") == 2
    assert asked[4:] == ["bb"]
