"""Choosing rules by code (`FMT201`), prefix (`FMT`, `NUM1`), name (`link-brackets`) or `ALL`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from awesomelint.expressions import expression
from awesomelint.rulebook.spec import RuleSpec
from awesomelint.suggest import nearest

Value = TypeVar("Value")

ALL = "ALL"
_PREFIX = expression(r"([A-Z]+)[0-9]*")
_NOT_GIVEN = (-1, False)
_EXACT = 1000
"""How narrow a code or a name is; a prefix is as narrow as it is long, `ALL` is 0."""


class RuleIndex:
    """The rules that can be chosen: `rules` sorted by code, `by_code`, and the letters of their `families`."""

    def __init__(self, rules: Iterable[RuleSpec]):
        self.rules = tuple(sorted(rules, key=lambda rule: rule.code))
        self.by_code = {rule.code: rule for rule in self.rules}
        self._by_name = {rule.name: rule.code for rule in self.rules}
        self.families = tuple(sorted({rule.family for rule in self.rules}))
        self._known: dict[str, frozenset[str]] = {}

    def knows(self, selector: str) -> bool:
        """Tell whether a selector has a meaning."""
        return selector == ALL or bool(self.codes(selector))

    def codes(self, selector: str) -> frozenset[str]:
        """Return the codes that a selector stands for; none if it is unknown."""
        found = self._known.get(selector)
        if found is None:
            found = self._known[selector] = self._find(selector)
        return found

    def _find(self, selector: str) -> frozenset[str]:
        if selector in self.by_code:
            return frozenset((selector,))
        if selector in self._by_name:
            return frozenset((self._by_name[selector],))
        if selector == ALL:
            return frozenset(self.by_code)
        prefix = _PREFIX.fullmatch(selector)
        if prefix is None or prefix[1] not in self.families:
            return frozenset()
        return frozenset(code for code in self.by_code if code.startswith(selector))

    def narrowness(self, selector: str) -> int:
        """Return how narrow a selector is: the narrower of two that disagree decides."""
        if selector in self.by_code or selector in self._by_name:
            return _EXACT
        return 0 if selector == ALL else len(selector)

    def nearest(self, selector: str) -> str | None:
        """Return the selector that an unknown one is most like, or `None`."""
        return nearest(selector, (*self.by_code, *self._by_name, *self.families, ALL))

    def hint(self, selector: str) -> str:
        """Return ` (did you mean "x"?)` for an unknown selector, or an empty text."""
        near = self.nearest(selector)
        return f' (did you mean "{near}"?)' if near else ""

    def chosen(self, before: frozenset[str], select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
        """Return the codes that are on when some are selected and some ignored; the others stay as they were `before`.

        Where both name a rule the narrower selector decides (`ignore: [FMT]` with `select: [FMT201]` keeps FMT201); of equally
        narrow ones the ignoring.
        """
        wanted = self.narrowest(dict.fromkeys(select, True))
        unwanted = self.narrowest(dict.fromkeys(ignore, False))
        on = {code for code, (width, _) in wanted.items() if width > unwanted.get(code, _NOT_GIVEN)[0]}
        off = {code for code, (width, _) in unwanted.items() if width >= wanted.get(code, _NOT_GIVEN)[0]}
        return before - off | on

    def narrowest(self, given: Mapping[str, Value]) -> dict[str, tuple[int, Value]]:
        """Return for each code named by the selectors how narrow the narrowest of them is, and the value given for that."""
        found: dict[str, tuple[int, Value]] = {}
        for selector, value in given.items():
            width = self.narrowness(selector)
            for code in self.codes(selector):
                if code not in found or width >= found[code][0]:
                    found[code] = (width, value)
        return found
