"""Cut the content of an entry into pieces: at changes of markup, at brackets, quotes, dashes and line breaks."""

from __future__ import annotations

from collections.abc import Iterable

from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.edge_fields import is_acronym_of
from awesomelint.document.names import sure_names
from awesomelint.document.persons import UPPER
from awesomelint.document.pieces import BRACKETS, QUOTES, EntryLine, Form, Piece, Role
from awesomelint.markdown.blocks import LINE_BREAKS, Link, Mark, Segment, SegmentKind
from awesomelint.markdown.source_map import SourceMap
from awesomelint.papers.venues import read_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import NamedTuple, expression, memo

MAX_PIECES = 1000
"""Pieces of one entry that are looked at; what comes after them is no entry of a list that people read."""

MAX_REMARK = 120
"""Longest text in parentheses, in code points, that may belong to the words around it."""

LONGEST_ARGUMENT = 8
"""Longest text in parentheses right after a letter, in code points, that may be a part of the word."""

# Flags are compared as integers: the operators of `enum.Flag` are Python code, and this is done for every segment.
_BOLD, _ITALIC = int(Mark.BOLD), int(Mark.ITALIC)
_NO_MARK, _TEXT, _CODE, _IMAGE, _TAG = Mark.NONE, SegmentKind.TEXT, SegmentKind.CODE, SegmentKind.IMAGE, SegmentKind.TAG
_CUT = expression(
    r"(?P<open>[\[【(（])|(?P<close>[\]】)）])"
    r"|(?P<quote>[\"“”«»„《》「」『』])"
    r"|(?P<emoji>:[a-z][a-z0-9_+-]*:)"
    # Spaces before a mark are bounded: a long run of them would be tried from each of them to its end.
    r"|(?P<dash>\s{1,40}(?:[-–—~·•|]++|::|;)\s+|\s{,40}\|\s*|^[-–—|:]+\s+|\s{1,40}[-–—|]+$)"
    r"|(?P<stop>(?<=[\w)\]!?’'”\"%*+-])(?:[.。](?=\s+[-–—]+\s)|\.\s+(?=\S)|。\s*)|(?<=[\w)])[?!]\s+(?=[\"“'(\[A-ZÀ-Þ\d]))"
)
_QUOTE_END = {'"': '"”“', "“": '”"', "„": "“”", "«": "»", "»": "«", "《": "》", "「": "」", "『": "』"}
_AROUND = {'"': '"', "“": "”", "„": "“”", "«": "»", "《": "》", "「": "」", "『": "』"}
_SYMBOLS = expression(r"[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+\s+(?=\w)")
"""Pictures and arrows that lead a text."""

_LAST_SYMBOLS = expression(r"(?<=\w)\s+[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+$")
MAX_SYMBOLS = 12
"""Pictures and spaces behind a text that are looked at, in code points."""

_FINAL_YEAR = expression(r"(?:(?<![\s,])[\s,]++)?(?:['’]?\d\d|(?:19|20)\d\d)$")
_LAST_LETTER = "\u2180"
_BEFORE_INITIAL = frozenset(" \t\n.-")
_INITIAL = expression(rf"(?<!\w)[{UPPER}]\.")
_COLONS = frozenset(":：")
_EDGE = " \t\n,;.:：…，、。；"


class _Mark(NamedTuple):
    """A place where plain text may be cut."""

    kind: str
    start: int
    end: int
    text: str


def tokenise(lines: Iterable[EntryLine], venues: VenueTable) -> list[Piece]:
    """Cut the contents of an entry into pieces, in the order of the source; `venues` are those that it may name."""
    tokeniser = _Tokeniser(venues)
    for line in lines:
        tokeniser.take_line(line)
        if len(tokeniser.pieces) > MAX_PIECES:
            break
    return tokeniser.pieces


class _Tokeniser:
    """Turns segments into pieces; keeps which brackets and quotes are open."""

    def __init__(self, venues: VenueTable) -> None:
        self.venues = venues
        self.pieces: list[Piece] = []
        self.line = 0
        self.where = (0, 0, 0)
        self.brackets: list[str] = []
        self.quote = ""
        self.before = ""

    def take_line(self, entry_line: EntryLine) -> None:
        """Take one inline content, segment by segment; those of one markup are joined."""
        segments = entry_line.inline.segments
        cell, depth = entry_line.cell, entry_line.depth
        self.where = (self.line, cell, depth)
        index, count = 0, len(segments)
        in_key = False
        while index < count:
            segment = segments[index]
            kind = segment.kind
            if kind is _TEXT or kind is _CODE or kind is _IMAGE:
                form = _form(segment, in_key)
                following = _end_of_group(segments, index, form, in_key)
                self.take_group(segments[index:following], form)
                index = following
                continue
            if kind is _TAG:
                if segment.text[:5].lower() == "</kbd":
                    in_key = False
                elif segment.text[1:4].lower() == "kbd":
                    in_key = True
            else:
                self.break_line(cell, depth)
            index += 1
        self.break_line(cell, depth)

    def break_line(self, cell: int, depth: int) -> None:
        self.line += 1
        self.where = (self.line, cell, depth)
        self.brackets.clear()
        if not self.quote:
            self.before = "\n"

    def take_group(self, segments: list[Segment], form: Form) -> None:
        """Take segments of one markup, and the tags and breaks among them."""
        text, offsets = segments[0].text, [0]
        if len(segments) > 1:
            segments = [segment for segment in segments if segment.kind is not _TAG]
            for segment in segments[1:]:
                offsets.append(len(text))
                text += " " if segment.kind in LINE_BREAKS else segment.text
        source_map = SourceMap(segments, offsets)
        if form is Form.PLAIN:
            self.take_plain(text, source_map)
        else:
            if form is Form.LINK and [
                segment for segment in segments if segment.marks is not _NO_MARK and int(segment.marks) & _BOLD
            ]:
                form = Form.BOLD_LINK
            self.add(text, form, source_map, 0, len(text), segments[0].link)

    def take_plain(self, text: str, source_map: SourceMap) -> None:
        """Cut a text without markup at its marks."""
        start = 0
        if text[0] in _COLONS and self.pieces and self.before == "":
            self.pieces[-1].after = text[0]  # "**Authors**: ..."
        for mark in _marks(text, self.venues):
            kind = mark.kind
            if self.quote and kind != "quote":
                continue
            if kind == "quote" and not self.turns_quote(text, mark.start, mark.text):
                continue
            if start < mark.start:
                self.add(text, Form.PLAIN, source_map, start, mark.start, None)
            if kind == "open":
                self.brackets.append(mark.text)
            elif kind == "close":
                if self.brackets and mark.text in BRACKETS[self.brackets[-1]]:
                    self.brackets.pop()
            elif kind == "quote":
                self.quote = "" if self.quote else mark.text
            if kind != "emoji":
                self.before = mark.text.strip() or mark.text
            start = mark.end
        if start < len(text):
            self.add(text, Form.PLAIN, source_map, start, len(text), None)

    def turns_quote(self, text: str, at: int, mark: str) -> bool:
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if self.quote:
            return mark in _QUOTE_END[self.quote] and not (after.isalnum() and before.isspace())
        return mark in QUOTES and not (before.isalnum() and after.isspace()) and not before.isdigit()

    def add(self, text: str, form: Form, source_map: SourceMap, start: int, end: int, link: Link | None) -> None:
        """Add a piece, without the punctuation at its ends."""
        chunk = text[start:end]
        inner = chunk.strip(_EDGE)
        if not inner and form is not Form.IMAGE:
            self.before += "".join(chunk.split())
            return
        if form is not Form.LINK and inner[-1:].isupper() and inner[-2:-1] in _BEFORE_INITIAL and f"{inner}." in chunk:
            inner = f"{inner}." if _INITIAL.search(inner) else inner
        trailing = ""
        if len(inner) < len(chunk):
            behind = chunk.lstrip(_EDGE)
            self.before += "".join(chunk[: len(chunk) - len(behind)].split())
            trailing = "".join(behind[len(inner) :].split())
            start = end - len(behind)
            end = start + len(inner)
        quote = ""
        if form is Form.PLAIN:
            if inner[0] > _LAST_LETTER and (symbols := _SYMBOLS.match(inner)):
                start, inner = start + symbols.end(), inner[symbols.end() :]
            if inner[-1] > _LAST_LETTER and (symbols := _LAST_SYMBOLS.search(inner, max(0, len(inner) - MAX_SYMBOLS))):
                inner, end = inner[: symbols.start()], end - (len(inner) - symbols.start())
        elif len(inner) > 2 and inner[0] in _AROUND and _is_quoted(inner):
            quote, inner, start, end = inner[0], inner[1:-1], start + 1, end - 1
        if self.quote and form is Form.PLAIN:
            form = Form.QUOTED
        wrap = quote or self.quote or (self.brackets[-1] if self.brackets else "")
        self.pieces.append(
            Piece(
                inner,
                form,
                source_map,
                start,
                end,
                link,
                self.where,
                self.venues,
                Role.TEXT,
                wrap,
                self.before,
                trailing,
            )
        )
        self.before = trailing


def _is_quoted(text: str) -> bool:
    """Return whether quotation marks are around a text, and none inside it."""
    ends = _AROUND[text[0]]
    return text[-1] in ends and not any(char in ends or char == text[0] for char in text[1:-1])


def _form(segment: Segment, in_key: bool) -> Form:
    kind = segment.kind
    if kind is _IMAGE:
        return Form.IMAGE
    if segment.link is not None:
        return Form.LINK
    if in_key:
        return Form.CODE
    marks = 0 if segment.marks is _NO_MARK else int(segment.marks)
    if marks & _BOLD:
        return Form.BOLD
    if kind is _CODE:
        return Form.CODE
    return Form.ITALIC if marks & _ITALIC else Form.PLAIN


def _end_of_group(segments: list[Segment], first: int, form: Form, in_key: bool) -> int:
    """Return the index after the last segment that belongs to the markup of the first; breaks inside emphasis do not end it."""
    if form is Form.IMAGE or form is Form.CODE:
        return first + 1
    link = segments[first].link
    end = first + 1
    for index in range(first + 1, len(segments)):
        segment = segments[index]
        kind = segment.kind
        if kind is _TAG:
            continue
        if kind in LINE_BREAKS:
            if form is Form.PLAIN or (link is None and segment.marks is _NO_MARK):
                return end
            continue
        if segment.link is not link or kind is _IMAGE:
            return end
        if link is None:
            other = _form(segment, in_key)
            if other is not form and not (form is Form.ITALIC and other is Form.CODE and int(segment.marks) & _ITALIC):
                return end
        end = index + 1
    return end


@memo(1 << 15)
def _marks(text: str, venues: VenueTable) -> tuple[_Mark, ...]:
    """Return the places where a plain text may be cut. Kept, since the texts between links repeat all over a list."""
    marks: list[_Mark] = []
    start = skip_until = 0
    for match in _CUT.finditer(text):
        at = match.start()
        if at < skip_until:
            continue
        kind, end = match.lastgroup or "", match.end()
        if kind == "open" and match[0] in "(（" and _keeps_parenthesis(text, at, start, venues):
            skip_until = text.index(BRACKETS[match[0]], at) + 1
            continue
        if kind == "stop":
            if match[0][0] == "." and is_abbreviation(text, at):
                continue
            if match[0][0] in "?!":
                at += 1
        marks.append(_Mark(kind, at, end, match[0]))
        start = end
    return tuple(marks)


def _keeps_parenthesis(text: str, at: int, start: int, venues: VenueTable) -> bool:
    """Return whether a bracketed remark belongs to the words around it, as in "Emergence of (natural) language"."""
    end = text.find(BRACKETS[text[at]], at, at + MAX_REMARK + 1)
    if end < 0 or not text[start:at].strip(_EDGE):
        return False
    inner, after = text[at + 1 : end], text[end + 1 : end + 3]
    is_short = len(inner) <= LONGEST_ARGUMENT and " " not in inner and not inner.isdigit()
    is_argument = is_short and text[at - 1].isalnum() and after[:1] == " " and after[1:2].isalnum()
    if is_argument and read_venue(inner, venues) is None:
        return True  # "O(n^2) Memory", not "Title(ICML) Code"
    acronym, before = _FINAL_YEAR.sub("", inner), text[start:at]
    if is_acronym_of(acronym, before) and (
        after[:1] in _COLONS or _is_venue(before.rpartition(",")[2], acronym, venues)
    ):
        return True  # "Owl Radiance Fields (ORF): ...", "Proceedings of the 21st Large Owl Conference (LOC '07)"
    if after[:1] in {",", ";"} and text[end + 2 :].strip(" ,;"):
        return read_venue(inner, venues) is None and not inner.strip().isdigit() and not _holds_people(inner)
    return after[:1].isalnum() or (after[:1] in {"-", " "} and after[1:2].isalpha() and after[1:2].islower())


def _is_venue(name: str, acronym: str, venues: VenueTable) -> bool:
    """Return whether a name with its acronym behind it is that of a venue."""
    mention = read_venue(f"{name.strip()} ({acronym})", venues)
    return mention is not None and mention.name.endswith(")")


def _holds_people(text: str) -> bool:
    names = sure_names(text)
    return names is not None and all(" " in name.text for name in names.names)
