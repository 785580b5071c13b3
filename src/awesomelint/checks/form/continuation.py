"""Does what continues an entry stand in its list item?"""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related
from awesomelint.document.markdown.indent import indent_of, is_line_end, quote_depth
from awesomelint.document.model import Document
from awesomelint.document.style.strays import Stray, strays
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source
from awesomelint.span import Span


def continuation_indent(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report paragraphs that are indented too little to belong to their item, or so much that they became code."""
    source = document.source
    for stray in strays(document):
        marker = stray.item.marker
        assert marker is not None
        block = stray.blocks[0]
        _, start = indent_of(source, block.first, quote_depth(block))
        if stray.is_code and stray.indent > stray.item.indent:
            what = "readers see it as code"
        else:
            what = f'it does not belong to item "{source[marker]}"'
        message = f"found a paragraph indented by {stray.indent}, expected {stray.item.indent}: {what}"
        related = (Related(marker, "the item is here"),)
        span = Span(start, source.line_span(block.first).end)
        yield rule.diagnose(span, message, related=related, fix=_indenting(source, stray))


def _indenting(source: Source, stray: Stray) -> Fix:
    """Return the fix that moves the lines of a stray to the column of its item; lazy lines stay where they are."""
    shift = stray.item.indent - stray.indent
    edits: list[Edit] = []
    for block in stray.blocks:
        quotes = quote_depth(block)
        for line in range(block.first, block.last + 1):
            indent, offset = indent_of(source, line, quotes)
            if indent < stray.indent or is_line_end(source, offset):
                continue
            blanks = offset
            while blanks > 0 and source.text[blanks - 1] in " \t":
                blanks -= 1
            width = indent - len(source.text[source.line_starts[line - 1] : blanks].expandtabs(4))
            edits.append(Edit(Span(blanks, offset), " " * max(width + shift, 0)))
    return Fix(tuple(edits), title=f"indent by {stray.item.indent}")
