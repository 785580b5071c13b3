"""Reading queries of GraphQL: fields with aliases and arguments, variables, fragments. No more than clients of GitHub send.

Source: the GraphQL specification of October 2021, sections 2.1 to 2.10.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TOKEN = re.compile(
    r"""(?P<skip>[\s,]+|\#[^\n]*)
    |(?P<token>\.\.\.|[_A-Za-z]\w*|-?\d+(?:\.\d+)?|"(?:[^"\\\n]|\\.)*"|[!$&()\[\]{}:=@|])""",
    re.VERBOSE,
)


class QueryError(Exception):
    """What was sent is no query that can be read."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is asked for. `key` is its alias, or its name; `on` the type of the fragment it stands in, or empty."""

    key: str
    name: str
    arguments: Mapping[str, Any]
    fields: tuple[Field, ...]
    on: str = ""


def read_query(text: str, variables: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the fields of the first operation of a query. Raises QueryError."""
    return _Reader(text, variables).operation()


class _Reader:
    def __init__(self, text: str, variables: Mapping[str, Any]) -> None:
        self._tokens = _tokens(text)
        self._at = 0
        self._variables = variables
        self._fragments: dict[str, tuple[str, int]] = {}

    def operation(self) -> tuple[Field, ...]:
        start = -1
        while self._peek():
            if self._peek() == "fragment":
                self._at += 1
                name = self._take()
                self._expect("on")
                kind = self._take()
                self._fragments[name] = (kind, self._at)
            elif start < 0:
                if self._peek() in ("query", "mutation"):
                    self._at += 1
                    if self._peek() not in ("{", "("):
                        self._take()
                    if self._peek() == "(":
                        self._skip("(", ")")
                start = self._at
            else:
                raise QueryError(f'Parse error on "{self._peek()}"')
            self._skip("{", "}")
        if start < 0:
            raise QueryError("A query attribute must be specified and must be a string.")
        self._at = start
        return tuple(self._selection(""))

    def _selection(self, on: str) -> list[Field]:
        self._expect("{")
        fields: list[Field] = []
        while self._peek() != "}":
            if self._peek() == "...":
                self._at += 1
                fields += self._fragment()
                continue
            name = key = self._take()
            if self._peek() == ":":
                self._at += 1
                name = self._take()
            arguments = self._arguments() if self._peek() == "(" else {}
            inner = tuple(self._selection("")) if self._peek() == "{" else ()
            fields.append(Field(key, name, arguments, inner, on))
        self._at += 1
        return fields

    def _fragment(self) -> list[Field]:
        if self._peek() == "on":
            self._at += 1
            return self._selection(self._take())
        if self._peek() == "{":
            return self._selection("")
        name = self._take()
        if name not in self._fragments:
            raise QueryError(f"Fragment {name} was used, but not defined")
        kind, start = self._fragments[name]
        back, self._at = self._at, start
        fields = self._selection(kind)
        self._at = back
        return fields

    def _arguments(self) -> dict[str, Any]:
        self._expect("(")
        arguments: dict[str, Any] = {}
        while self._peek() != ")":
            name = self._take()
            self._expect(":")
            arguments[name] = self._value()
        self._at += 1
        return arguments

    def _value(self) -> Any:
        token = self._take()
        if token == "$":
            name = self._take()
            if name not in self._variables:
                raise QueryError(f"Variable ${name} is used but not declared")
            return self._variables[name]
        if token.startswith('"'):
            return json.loads(token)
        if token in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[token]
        return int(token) if re.fullmatch(r"-?\d+", token) else token

    def _skip(self, opening: str, closing: str) -> None:
        self._expect(opening)
        depth = 1
        while depth:
            token = self._take()
            depth += (token == opening) - (token == closing)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        if not token:
            raise QueryError("Parse error: unexpected end of file")
        self._at += 1
        return token

    def _expect(self, token: str) -> None:
        found = self._take()
        if found != token:
            raise QueryError(f'Parse error on "{found}", expected "{token}"')


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise QueryError(f'Parse error on "{text[at]}"')
        if match["token"]:
            tokens.append(match["token"])
        at = match.end()
    return tokens
