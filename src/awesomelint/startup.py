"""What keeps a run cheap: expressions compiled at their first use, named tuples at a tenth of the price, answers about texts that
are remembered, and little looking for garbage.

A run defines a hundred classes of named tuples and makes objects of half of them. For each, `NamedTuple` of `typing`
compiles the annotation of every field and a constructor: 0.1 ms, together 11 % of a run on a small list. The one here
compiles a constructor once for each number of fields. Its objects are as small, and as fast to make and to read. Type
checkers take it for the one of `typing`.
"""

from __future__ import annotations

import gc
import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

_METHODS = "search match fullmatch finditer findall sub subn split pattern flags groupindex".split()

P = ParamSpec("P")
T = TypeVar("T")

__all__ = ["NamedTuple", "expression", "forget_texts", "memo", "spare_the_collector"]


class _Pattern:
    """Stands in for a compiled expression until it is used; then its methods are those of the compiled one."""

    def __init__(self, source: str, flags: int):
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        # From here on the methods are found on the object itself, so that a use costs no more than usual.
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression that is compiled at its first use. A mistake in it is raised then, as `re.error`.

    One that is searched for in all of a list begins with a character or a class, and looks back from there: `re` finds the
    next such place ten times as fast as it tries a `\\b` or a look behind at every place.
    """
    return cast("re.Pattern[str]", _Pattern(source, int(flags)))


_MEMOS: list[Callable[[], None]] = []
"""What empties each memo."""


def memo(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function of texts remember its latest answers, at most so many, until `forget_texts`."""

    def remembering(function: Callable[P, T]) -> Callable[P, T]:
        asked = lru_cache(most)(function)
        _MEMOS.append(asked.cache_clear)
        return cast("Callable[P, T]", asked)

    return remembering


def forget_texts() -> None:
    """Forget the answers of all memos, which hold texts of documents that may be gone.

    A few texts here and there keep all the memory around them from being used for anything else.
    """
    for forget in _MEMOS:
        forget()


def spare_the_collector() -> None:
    """Make this process look for garbage rarely.

    A document is a tree of objects that refer to one another: looking for garbage while it grows costs 6 % of a run on a large
    list (Python's own thresholds), 45 % of a run on fifty. From a million new objects on (about 2 MB of lists) it is worth it.
    """
    gc.set_threshold(1_000_000, 1, 1)


if TYPE_CHECKING:
    from typing import NamedTuple
else:
    MOST_FIELDS = 24

    _Places = namedtuple("_Places", [f"at_{place}" for place in range(MOST_FIELDS)])
    _GETTERS = tuple(vars(_Places)[name] for name in _Places._fields)
    """What finds the field at each place of a tuple, in C: quicker than a property with an `itemgetter`."""

    class _NamedTupleType(type):
        """Makes a class with annotated fields one of tuples."""

        def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if tuple in bases:
                return super().__new__(mcs, name, bases, body)  # NamedTuple itself
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            made = {field: _GETTERS[place] for place, field in enumerate(fields)}
            made["__new__"] = _constructor(name, fields, defaults)
            own = {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            return super().__new__(mcs, name, bases, {**body, **own, **made})

        @property
        def __signature__(cls) -> Any:
            """How `help` and editors show the call that makes a tuple."""
            from inspect import Parameter, Signature, get_annotations

            types = get_annotations(cls)
            return Signature(
                [
                    Parameter(
                        field,
                        Parameter.POSITIONAL_OR_KEYWORD,
                        default=cls._field_defaults.get(field, Parameter.empty),
                        annotation=types.get(field, Parameter.empty),
                    )
                    for field in cls._fields
                ]
            )

    class NamedTuple(tuple, metaclass=_NamedTupleType):
        """A tuple whose places have names: the annotated fields of the class, in their order, with their defaults."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values: Iterable[Any]) -> NamedTuple:
            return cls(*values)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **values: Any) -> NamedTuple:
            return type(self)(**{**self._asdict(), **values})

        def __repr__(self) -> str:
            values = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    def _constructor(name: str, fields: tuple[str, ...], defaults: Mapping[str, Any]) -> FunctionType:
        """Return a constructor with the fields as its parameters: the code for so many fields, under other names."""
        code = _constructor_code(len(fields)).replace(
            co_varnames=("cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
        )
        return FunctionType(code, {"make": tuple.__new__}, f"{name}.__new__", tuple(defaults.values()))

    @cache
    def _constructor_code(count: int) -> CodeType:
        places = "".join(f"at_{place}, " for place in range(count))
        made: CodeType = eval(f"lambda cls, {places}: make(cls, ({places}))").__code__  # no word of it is from outside
        return made
