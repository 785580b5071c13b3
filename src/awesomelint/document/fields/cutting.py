"""Cutting the content of an entry into pieces: at changes of markup, at brackets, quotes, dashes and full stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.document.blocks import Link, Mark, Run, RunKind
from awesomelint.document.fields.pieces import EntryLine, Form, Piece, Places
from awesomelint.papers.venues import read_venue


def cut(lines: list[EntryLine]) -> list[Piece]:
    """Cut the contents of an entry into pieces, in the order of the source."""
    cutter = _Cutter()
    for line in lines:
        for chunk in _chunks(line, cutter.line):
            cutter.take(chunk)
        cutter.line += 1
    return cutter.pieces


class _Chunk:
    """Runs of one markup, joined."""

    __slots__ = ("bold", "form", "link", "places", "text", "where")

    def __init__(self, form: Form, link: Link | None, where: tuple[int, int, int]):
        self.form = form
        self.link = link
        self.text = ""
        self.places = Places()
        self.where = where
        self.bold = False

    def add(self, run: Run, text: str) -> None:
        self.places.add(len(self.text), run)
        self.text += text


# Flags are compared as integers: the operators of `enum.Flag` are Python code, and this is done for every run.
_BOLD, _ITALIC = int(Mark.BOLD), int(Mark.ITALIC)


def _chunks(entry_line: EntryLine, first_line: int) -> Iterator[_Chunk | int]:
    """Join runs of one markup; an integer is a new visual line."""
    runs = entry_line.inline.runs
    cell, depth = entry_line.cell, entry_line.depth
    line = first_line
    chunk: _Chunk | None = None
    in_key = False
    for index, run in enumerate(runs):
        kind = run.kind
        if kind is RunKind.TAG:
            name = run.text[1:4].lower()
            if name == "kbd" or run.text[:5].lower() == "</kbd":
                in_key = name == "kbd"
            continue
        if kind is RunKind.SOFT_BREAK or kind is RunKind.HARD_BREAK:
            if chunk is not None and chunk.form is not Form.PLAIN and _goes_on(runs, index, chunk):
                chunk.add(run, " ")
                continue
            if chunk is not None:
                yield chunk
                chunk = None
            line += 1
            yield line
            continue
        form = _form(run, in_key)
        if chunk is not None and (
            (
                run.link is not None
                and chunk.link is run.link
                and form is not Form.IMAGE
                and chunk.form is not Form.IMAGE
            )
            or (run.link is None and chunk.link is None and _joins(chunk.form, form, run))
        ):
            chunk.add(run, run.text)
            chunk.bold = chunk.bold or bool(int(run.marks) & _BOLD)
            continue
        if chunk is not None:
            yield chunk
        chunk = _Chunk(form, run.link, (line, cell, depth))
        chunk.bold = chunk.bold or bool(int(run.marks) & _BOLD)
        chunk.add(run, run.text)
    if chunk is not None:
        yield chunk


def _form(run: Run, in_key: bool) -> Form:
    if run.kind is RunKind.IMAGE:
        return Form.IMAGE
    if run.link is not None:
        return Form.LINK
    if in_key:
        return Form.CODE
    if int(run.marks) & _BOLD:
        return Form.BOLD
    if run.kind is RunKind.CODE:
        return Form.CODE
    return Form.ITALIC if int(run.marks) & _ITALIC else Form.PLAIN


def _joins(chunk: Form, form: Form, run: Run) -> bool:
    if chunk is form:
        return form is not Form.IMAGE and form is not Form.CODE
    return chunk is Form.ITALIC and form is Form.CODE and bool(int(run.marks) & _ITALIC)


def _goes_on(runs: list[Run], index: int, chunk: _Chunk) -> bool:
    """Tell whether emphasis or a link goes on behind a line break that stands inside it."""
    for run in runs[index + 1 :]:
        if run.kind in (RunKind.SOFT_BREAK, RunKind.HARD_BREAK, RunKind.TAG):
            continue
        if chunk.link is not None:
            return run.link is chunk.link
        if runs[index].marks == Mark.NONE:
            return False
        return run.link is None and _form(run, False) is chunk.form
    return False


_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:[A-Z]|vs|vol|no|pp?|proc|trans|int|conf|j|nat|mach|intell|commun|comput|sci|rev|lett|phys|dr|st|jr|sr|e\.g|i\.e"
    r"|fig|resp|approx|mr|ms|prof|inc|ltd|symp|assoc|adv|neural|natl|acad|am|soc|chem|biol|med|eng|syst|ser|ed|eds|appl|math"
    r"|annu|univ|dept|brief|bioinform|process|inf|anal|methods|biotechnol|genet|ph\.d|cf|ca|etc)\.$",
    re.IGNORECASE,
)


_CUT = re.compile(
    r"(?P<open>[\[【]|[(（])|(?P<close>[\]】)）])"
    r"|(?P<quote>[\"“”«»„])"
    r"|(?P<emoji>:[a-z][a-z0-9_+-]*:)"
    r"|(?P<dash>\s+(?:[-–—~·•|]+|::)\s+|\s*\|\s*|^[-–—|:]+\s+|\s+[-–—|]+$)"
    r"|(?P<stop>(?<=[\w)\]!?’'”\"%*+-])(?:\.\s+(?=\S)|。\s*)|(?<=[\w)])[?!]\s+(?=[\"“'(\[A-ZÀ-Þ\d]))"
)


_PAIRS = {"[": "]", "【": "】", "(": ")", "（": "）"}


_QUOTE_END = {'"': '"”“', "“": '”"“', "”": '”"', "„": "“”", "«": "»", "»": "«"}


_EDGE = " \t\n,;.:：…"


MAX_INNER = 120


class _Cutter:
    """Turns chunks into pieces; keeps which brackets and quotes are open."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.line = 0
        self.stack: list[str] = []
        self.quote = ""
        self.before = ""

    def take(self, chunk: _Chunk | int) -> None:
        if isinstance(chunk, int):
            self.line = chunk
            self.stack.clear()
            if not self.quote:
                self.before = "\n"
            return
        if chunk.form is Form.PLAIN:
            self.plain(chunk)
            return
        form = chunk.form
        if form is Form.LINK and chunk.bold:
            form = Form.BOLD_LINK
        self.add(chunk, form, 0, len(chunk.text))

    def plain(self, chunk: _Chunk) -> None:
        text = chunk.text
        start = 0
        skip_until = 0
        for match in _CUT.finditer(text):
            at = match.start()
            if at < skip_until:
                continue
            kind = match.lastgroup
            if self.quote and kind != "quote":
                continue
            if kind == "open":
                if match[0] in "(（" and self.keeps_parenthesis(text, at, start):
                    skip_until = text.index(_PAIRS[match[0]], at) + 1
                    continue
                self.add(chunk, Form.PLAIN, start, at)
                self.stack.append(match[0])
                self.before = match[0]
            elif kind == "close":
                self.add(chunk, Form.PLAIN, start, at)
                if self.stack and match[0] in _PAIRS[self.stack[-1]]:
                    self.stack.pop()
                self.before = match[0]
            elif kind == "quote":
                if not self.turns_quote(text, at, match[0]):
                    continue
                self.add(chunk, Form.QUOTED if self.quote else Form.PLAIN, start, at)
                self.quote = "" if self.quote else match[0]
                self.before = match[0]
            elif kind == "emoji":
                self.add(chunk, Form.PLAIN, start, at)
            else:
                if kind == "stop" and match[0][0] == "." and _ABBREVIATION.search(text[max(0, at - 12) : at + 1]):
                    continue
                end = at + 1 if kind == "stop" and match[0][0] in "?!" else at
                self.add(chunk, Form.PLAIN, start, end)
                self.before = match[0].strip() or match[0]
            start = match.end()
        self.add(chunk, Form.QUOTED if self.quote else Form.PLAIN, start, len(text))

    def keeps_parenthesis(self, text: str, at: int, start: int) -> bool:
        """Tell whether a bracketed remark belongs to the words around it, as in "Emergence of (natural) language"."""
        end = text.find(_PAIRS[text[at]], at)
        if end < 0 or end - at > MAX_INNER:
            return False
        before, after = text[start:at], text[end + 1 : end + 3]
        if not before.strip(_EDGE):
            return False
        if after[:1] in ",;" and text[end + 2 :].strip(" ,;"):
            return read_venue(text[at + 1 : end]) is None and not text[at + 1 : end].strip().isdigit()
        return after[:1].isalnum() or (after[:1] in "- " and after[1:2].isalpha() and after[1:2].islower())

    def turns_quote(self, text: str, at: int, mark: str) -> bool:
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if self.quote:
            return mark in _QUOTE_END[self.quote] and not (after.isalnum() and before.isspace())
        return mark in '"“„«' and not (before.isalnum() and after.isspace()) and not before.isdigit()

    def add(self, chunk: _Chunk, form: Form, start: int, end: int) -> None:
        text = chunk.text
        while start < end and text[start] in _EDGE:
            if not text[start].isspace():
                self.before += text[start]
            start += 1
        trailing = ""
        while end > start and text[end - 1] in _EDGE:
            if not text[end - 1].isspace():
                trailing = text[end - 1] + trailing
            end -= 1
        if start >= end and form is not Form.IMAGE:
            self.before += trailing
            return
        piece = Piece(text[start:end], form, chunk.places, start, end, chunk.where)
        piece.link = chunk.link
        piece.before = self.before
        piece.after = trailing
        if self.quote:
            piece.wrap = self.quote
            if form is Form.PLAIN:
                piece.form = Form.QUOTED
        elif self.stack:
            piece.wrap = self.stack[-1]
        self.pieces.append(piece)
        self.before = trailing
