"""Random text from nasty fragments: exact places, read as stock markdown-it-py reads it, and never an error."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from same_as_stock import said_by_stock, said_by_us, stock_parser
from span_invariants import violations

from awesomelint.document.parse import parse_document
from awesomelint.markdown.parser import parse_markdown
from awesomelint.source import Source

INLINE = [
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "~",
        "~~",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](u)",
        "](<u v>)",
        '](u "t")',
        "](",
    ),
    *("[a](b)", "[[pdf](u)]", "[[pdf]](http://x.y/z)", "[x][r]", "[r]", "[r][]", "<http://a.b>", "<a@b.co>"),
    *(
        "https://x.org/a_(b)",
        "www.x.com.",
        "http://e.x/?a=b&amp;c",
        "<a href='u'>",
        "</a>",
        "<br>",
        "<img src=x alt='y'>",
    ),
    *(
        "<b>",
        "</b>",
        "<!-- c -->",
        "<!--",
        "<div>",
        "<td>",
        "<?",
        "?>",
        "<![CDATA[",
        "]]>",
        "<!A",
        "&nbsp;",
        "&amp;",
        "&#0;",
    ),
    *("&copy", "\\", "\\|", "|", "\\[", "\\\\", "!", "=", "#", ":", "<", ">", "$x$", "'q'", '"t"', "^", "&"),
    *("\t", " ", "   ", "    ", "\u3000", "\u00a0", "\u2028", "\x0b", "\x0c", "\x1c", "\x85", "\0", "\ufeff", "\u200b"),
    *("é", "e\u0301", "中文", "😀", "a", "word", "foo bar", "1", "**b**", "*i*"),
]
BLOCK = [
    *(
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
        "\r\n",
        "\r",
        "> ",
        ">",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "10) ",
        "007. ",
        "1.\t",
        "-\t",
        "# ",
        "## ",
    ),
    *(
        "===\n",
        "---\n",
        "```\n",
        "~~~",
        "|-|-|\n",
        "|a|b|\n|-|-|\n|c\\|d|e|\n",
        "a|b\n-|-\n",
        "\n[r]: /url 't'\n",
        "- [ ] ",
    ),
    *("\n\t", "\n   ", "\n> ", "\n>\t", "\n- ", "\n1. ", "\n  - ", "<div>\n", "\n</div>\n", "\n\n    "),
]

fragments = st.lists(st.sampled_from(INLINE + BLOCK), max_size=30).map("".join)
lines = st.lists(st.sampled_from(INLINE), max_size=20).map("".join)
few = st.lists(st.sampled_from(INLINE + BLOCK), min_size=2, max_size=5, unique=True).flatmap(
    lambda some: st.lists(st.sampled_from(some), max_size=40).map("".join)
)
texts = st.one_of(fragments, lines, few, st.text(max_size=40))
STOCK = stock_parser()


def is_known_to_differ(text: str) -> bool:
    """Tell whether a text holds what stock reads otherwise: `<!-- a --->`, a comment since CommonMark 0.31, or GitHub's own.

    That is formulas, footnotes and front matter.
    """
    return ("<!-" in text and "--->" in text) or "$" in text or "[^" in text or text.startswith(("---", "+++", "{"))


@settings(max_examples=400)
@given(texts)
@example("![[*b*]()]()")
@example("a|b\n-|-\n[\\|]()")
@example("[\r\n]()")
@example("![**>*]()")
@example("[*a **]()")
@example("* \n\t<b>\n\t;")
@example("[r]:'\n#")
@example("-\n\t>")
@example("<a href=''><a@o>")
@example("\u3000\n\u2003a\u3000|\n-|")
@example(">|b\n-|-")
@example("a&#32; \n\\ \nb")
def test_places_are_exact_and_nothing_is_read_otherwise(text: str) -> None:
    source = Source(text)
    markdown = parse_markdown(source)
    assert list(violations(source, markdown)) == []
    if not is_known_to_differ(text):
        assert said_by_us(source, markdown) == said_by_stock(STOCK, source.text)


@settings(max_examples=200)
@given(texts)
@example("- [](u)")
@example("Wet al，")
def test_any_text_is_a_document(text: str) -> None:
    source = Source(text)
    document = parse_document(source)
    for entry in document.entries:
        assert 0 <= entry.span.start <= entry.span.end <= len(source.text)
        for field in (entry.title, entry.venue, entry.year, entry.description, *entry.authors):
            assert field is None or field.outer.covers(field.span)
