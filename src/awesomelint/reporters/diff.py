"""What fixing changes: the corrected lines of a finding or of a file, a patch, a diff for a terminal in colours."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.credentials import has_credentials
from awesomelint.diagnostic import Diagnostic, Edit, Safety
from awesomelint.reporters.terminal import BOLD, CYAN, GREEN, RED, RESET, View, visible
from awesomelint.source import BYTE_ORDER_MARK, Source, Span, differing
from awesomelint.startup import NamedTuple, expression

_MAX_LINES = 20
_MAX_CHARACTERS = 5000
_PLAIN_NAME = expression(r"\w[\w./+-]*")
_MISSING_NEWLINE = "\\ No newline at end of file\n"
_REVERSE = "7"


def diff_lines(before: Source, after: Source) -> Iterator[str]:
    """Yield the lines of a diff that `patch` and `git apply -p0` accept, each with its newline as in the file."""
    from difflib import unified_diff

    name = before.path
    old, new = _lines(before), _lines(after)
    for line in unified_diff(old, new, name, name):
        if line.endswith("\n"):
            yield line
        else:
            yield from (f"{line}\n", _MISSING_NEWLINE)


def git_patch(before: Source, after: Source, name: str) -> str:
    """Return a patch for `git apply` in the folder from which `name` is the path, `""` for one that no page can show as it is."""
    if not _PLAIN_NAME.fullmatch(name):
        return ""
    lines = list(diff_lines(before, after))
    text = "".join((f"--- a/{name}\n", f"+++ b/{name}\n", *lines[2:]))
    return text if lines and _is_plain(text) else ""


class Correction(NamedTuple):
    """Lines `first` to `last` of a text, from 1, both inclusive, and the lines that are to replace them, perhaps none."""

    first: int
    last: int
    lines: tuple[str, ...]


def corrections(before: Source, after: Source) -> Iterator[Correction]:
    """Yield what a fixed text has in place of lines of the text before, as far as a page can show it as it is."""
    from difflib import SequenceMatcher

    old, new = _shown_lines(before), _shown_lines(after)
    for tag, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        lines = new[start:end]
        if tag == "insert":  # told with the line before, or with the first
            lines = [old[first - 1], *lines] if first else [*lines, *old[:1]]
            first, last = (first - 1, first) if first else (0, 1)
        if tag != "equal":
            found = Correction(first + 1, last, tuple(lines))
            if _fits(found):
                yield found


def _shown_lines(source: Source) -> list[str]:
    """Return the lines of a text as pages show them; the newline at its end begins none."""
    return [line.removesuffix("\r") for line in source.text.removesuffix("\n").split("\n")]


def correction(source: Source, diagnostic: Diagnostic) -> Correction | None:
    """Return what the fix of a finding makes of its lines, `None` without one that a page can show as it is."""
    edit = one_edit(source, diagnostic)
    if edit is None:
        return None
    text, (start, end) = source.text, edit.span
    first, last = source.line_at(start), source.line_at(end)
    head = text[source.line_starts[first - 1] : start]
    tail = text[end:].split("\n", 1)[0]
    found = Correction(
        first, last, tuple((head + edit.text + tail).removesuffix("\r").replace("\r\n", "\n").split("\n"))
    )
    return found if _fits(found) else None


def _fits(found: Correction) -> bool:
    size = sum(map(len, found.lines))
    return found.last - found.first < _MAX_LINES and size <= _MAX_CHARACTERS and all(map(_is_plain, found.lines))


def _is_plain(text: str) -> bool:
    """Return whether a text has nothing unseen but newlines and tabs, which is lost or misleads where people copy it, and nothing
    secret."""
    return not has_credentials(text) and all(
        line.isprintable() or visible(line) == line for line in text.replace("\t", " ").split("\n")
    )


def one_edit(source: Source, diagnostic: Diagnostic) -> Edit | None:
    """Return all edits of a fix as one, with the text between them, or `None`.

    A reader may take each suggestion by itself, and half a fix is no fix. One over many lines fits on no page.
    """
    if diagnostic.fix is None or not diagnostic.fix.edits or diagnostic.fix.safety is Safety.REFUSED:
        return None
    edits = sorted(diagnostic.fix.edits, key=lambda edit: edit.span)
    whole = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    lines = source.line_at(whole.end) - source.line_at(whole.start) + 1
    if lines > _MAX_LINES or whole.end - whole.start > _MAX_CHARACTERS:
        return None
    pieces = []
    at = whole.start
    for edit in edits:
        if edit.span.start < at:
            return None
        pieces += [source.text[at : edit.span.start], edit.text]
        at = edit.span.end
    return Edit(whole, "".join(pieces))


def shown_diff(lines: Iterator[str], view: View) -> Iterator[str]:
    """Yield the lines of a diff for a terminal: coloured, what is unseen as escapes, what differs within a line reversed."""
    removed: list[str] = []
    added: list[str] = []
    for number, line in enumerate(lines):
        text = line.removesuffix("\n")
        if number < 2:
            yield view.paint(visible(text), BOLD) + "\n"
        elif text.startswith("-"):
            removed.append(text)
        elif text.startswith("+"):
            added.append(text)
        elif text.startswith("\\"):
            (added or removed).append(text)
        else:
            yield from _changed(removed, added, view)
            removed, added = [], []
            yield (view.paint(visible(text), CYAN) if text.startswith("@@") else visible(text)) + "\n"
    yield from _changed(removed, added, view)


def _changed(removed: list[str], added: list[str], view: View) -> Iterator[str]:
    """Yield lines that were replaced; where as many came as went, they are compared one by one."""
    pairs = len(removed) == len(added)
    for index, line in enumerate(removed):
        yield _painted(line, added[index] if pairs else "", RED, view)
    for index, line in enumerate(added):
        yield _painted(line, removed[index] if pairs else "", GREEN, view)


def _painted(line: str, other: str, color: str, view: View) -> str:
    if not view.color or line.startswith("\\") or not other:
        return view.paint(visible(line), color) + "\n"
    mine, theirs = line[1:], other[1:]
    start, end = differing(mine, theirs)[0]
    head, changed, tail = mine[:start], mine[start:end], mine[end:]
    middle = f"\x1b[{_REVERSE}m{visible(changed)}{RESET}\x1b[{color}m" if changed else ""
    return f"\x1b[{color}m{line[0]}{visible(head)}{middle}{visible(tail)}{RESET}\n"


def _lines(source: Source) -> list[str]:
    """Return the lines of a file, split at what Markdown and Git take for newlines."""
    text = (BYTE_ORDER_MARK if source.has_bom else "") + source.text
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines
