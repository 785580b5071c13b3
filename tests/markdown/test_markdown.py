"""Places in Markdown: each case says what a reader sees, and the raw text that it stands for."""

from __future__ import annotations

import pytest

from awesomelint.markdown.blocks import Block, BlockKind, Inline, LinkSyntax, Mark, SegmentKind
from awesomelint.markdown.parser import Markdown, parse_markdown
from awesomelint.source import Source


def read(text: str) -> tuple[Source, Markdown]:
    source = Source(text)
    return source, parse_markdown(source)


def blocks(text: str, kind: BlockKind) -> list[Block]:
    return [block for block in read(text)[1].root.walk() if block.kind is kind]


def inlines(markdown: Markdown) -> list[Inline]:
    return [block.inline for block in markdown.root.walk() if block.inline is not None]


def seen_and_raw(text: str) -> list[tuple[str, str]]:
    """Return what a reader sees of each run of text or code, and its raw text."""
    source, markdown = read(text)
    kinds = (SegmentKind.TEXT, SegmentKind.CODE)
    return [
        (segment.text, source[segment.span])
        for inline in inlines(markdown)
        for segment in inline.segments
        if segment.kind in kinds
    ]


TEXTS = [
    ("plain", "a *b* c", [("a ", "a "), ("b", "b"), (" c", " c")]),
    ("escapes", r"a\*b\c", [(r"a*b\c", r"a\*b\c")]),
    ("entities", "a&nbsp;b&amp;c", [("a\u00a0b&c", "a&nbsp;b&amp;c")]),
    ("entities without a meaning", "&nope; &", [("&nope; &", "&nope; &")]),
    ("a number that stands for no character", "&#0;&#xD800;", [("\ufffd\ufffd", "&#0;&#xD800;")]),
    ("code", "a `` ` `` b", [("a ", "a "), ("`", "`` ` ``"), (" b", " b")]),
    ("code over two lines", "> `a\n> b`", [("a b", "`a\n> b`")]),
    ("delimiters that emphasise nothing", "2 * 3 * 4 a_b_c", [("2 * 3 * 4 a_b_c", "2 * 3 * 4 a_b_c")]),
    ("brackets that are no link", "[Oral] [a][b]", [("[Oral] [a][b]", "[Oral] [a][b]")]),
    ("quote", "> a\n>b\nc", [("a", "a"), ("b", "b"), ("c", "c")]),
    ("quote in an item in a quote", "> - > a\n>   > *b*", [("a", "a"), ("b", "b")]),
    ("nested items on one line", "- 1. + a\n       b", [("a", "a"), ("b", "b")]),
    ("tab after a marker", "-\ta\n\n\tb", [("a", "a"), ("b", "b")]),
    ("tab in a quote", ">\t\ta *b*\n\n>\t- c", [("c", "c")]),
    ("lazy continuation", "1. a\nb\n   c", [("a", "a"), ("b", "b"), ("c", "c")]),
    ("a line that repeats its end", "> a a\n> a", [("a a", "a a"), ("a", "a")]),
    ("setext heading", "  a\n *b* \n===", [("a", "a"), ("b", "b")]),
    ("heading with closing marks", "##  a # b ##  ", [("a # b", "a # b")]),
    ("heading that looks like its mark", "# # a", [("# a", "# a")]),
    ("CRLF", "a\r\n**b**\r\n", [("a", "a"), ("b", "b")]),
    ("lone CR", "a\r**b**\r- c", [("a", "a"), ("b", "b"), ("c", "c")]),
    ("all line ends", "a\r\nb\rc\nd *e*", [("a", "a"), ("b", "b"), ("c", "c"), ("d ", "d "), ("e", "e")]),
    ("byte order mark", "\ufeff# a", [("a", "a")]),
    ("emoji and CJK", "😀 **中文** é", [("😀 ", "😀 "), ("中文", "中文"), (" é", " é")]),
    ("NUL", "a\0b", [("a\ufffdb", "a\0b")]),
    ("line separator", "a\u2028b *c*", [("a\u2028b ", "a\u2028b "), ("c", "c")]),
    ("exotic blanks around a paragraph", "\u3000\u00a0a *b*\u3000", [("a ", "a "), ("b", "b")]),
    ("a line of exotic blanks", "\u3000\n\u2003a", [("a", "a")]),
    ("cells", "|a|b|\n|-|-|\n| c | `d`|", [("a", "a"), ("b", "b"), ("c", "c"), ("d", "`d`")]),
    ("cells without outer pipes", "a|b\n-|-\n c | d ", [("a", "a"), ("b", "b"), ("c", "c"), ("d", "d")]),
    ("escaped pipes", "|a|\n|-|\n|b\\|c `\\|`|", [("a", "a"), (r"b|c ", r"b\|c "), ("|", r"`\|`")]),
    ("too few and too many cells", "|a|b|\n|-|-|\n|c|\n|d|e|f|", [(x, x) for x in "abcde"]),
    ("table in a quote in an item", "- > |a|\n  > |-|\n  > |*b*|", [("a", "a"), ("b", "b")]),
    ("HTML in a line", "a <b>c</b> d", [("a ", "a "), ("c", "c"), (" d", " d")]),
    ("formulas", r"$[a](b)_1$ c_d $$\{*x*\}$$", [(r"$[a](b)_1$ c_d $$\{*x*\}$$",) * 2]),
    ("a formula on lines of its own", "> $$\n>   [a](b)\n> $$", [(x, x) for x in ("$$", "[a](b)", "$$")]),
    (
        "sums of money",
        "$5 *a* and $6, 7$ *b*",
        [("$5 ", "$5 "), ("a", "a"), (" and $6, 7$ ", " and $6, 7$ "), ("b", "b")],
    ),
    ("text of HTML elements for code", "<code>a_b &amp; *c*</code>", [("a_b & ", "a_b &amp; "), ("c", "c")]),
    ("footnote", "a[^1]\n[^1]: b\nc\n\n    d", [("a[^1]", "a[^1]"), ("b", "b"), ("c", "c"), ("d", "d")]),
    ("HTML block", "<div>\n  a &amp; b\n</div>", [("a & b", "a &amp; b")]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_segments_stand_for_their_raw_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert seen_and_raw(text) == expected


LINKS = [
    ("inline", "[a](u)", "[a](u)", "a", "u", LinkSyntax.INLINE, "u"),
    ("with a title", '[a]( u  "t" )', '[a]( u  "t" )', "a", "u", LinkSyntax.INLINE, "u"),
    ("in angle brackets", "[a](<u v>)", "[a](<u v>)", "a", "u v", LinkSyntax.INLINE, "u v"),
    ("with parentheses", "[a](u(v)w)", "[a](u(v)w)", "a", "u(v)w", LinkSyntax.INLINE, "u(v)w"),
    ("with an escape", r"[a](u\)v)", r"[a](u\)v)", "a", "u)v", LinkSyntax.INLINE, r"u\)v"),
    ("with an entity", "[a](u?b&amp;c)", "[a](u?b&amp;c)", "a", "u?b&c", LinkSyntax.INLINE, "u?b&amp;c"),
    ("without a target", "[a]()", "[a]()", "a", "", LinkSyntax.INLINE, ""),
    ("without a label", "[](u)", "[](u)", "", "u", LinkSyntax.INLINE, "u"),
    ("brackets inside", "[[a](u)]", "[a](u)", "a", "u", LinkSyntax.INLINE, "u"),
    ("brackets in the label", "[[a]](u)", "[[a]](u)", "[a]", "u", LinkSyntax.INLINE, "u"),
    ("emphasis in the label", "[**a** b](u)", "[**a** b](u)", "a b", "u", LinkSyntax.INLINE, "u"),
    ("a picture in the label", "[![x](v)](u)", "[![x](v)](u)", "x", "u", LinkSyntax.INLINE, "u"),
    (
        "an HTML picture in the label",
        '[a <img alt="b">](u)',
        '[a <img alt="b">](u)',
        "a b",
        "u",
        LinkSyntax.INLINE,
        "u",
    ),
    ("over two lines", "> [a\n> b](u)", "[a\n> b](u)", "a b", "u", LinkSyntax.INLINE, "u"),
    ("target on the next line", "[a](\nu)", "[a](\nu)", "a", "u", LinkSyntax.INLINE, "u"),
    ("with a pipe in a cell", "|a|\n|-|\n|[b\\|c](u\\|v)|", r"[b\|c](u\|v)", "b|c", "u|v", LinkSyntax.INLINE, r"u\|v"),
    ("reference", "[a][B]\n\n[b]: u", "[a][B]", "a", "u", LinkSyntax.REFERENCE, None),
    ("collapsed reference", "[a][]\n\n[a]: u", "[a][]", "a", "u", LinkSyntax.REFERENCE, None),
    ("shortcut reference", "[a]\n\n[a]: u", "[a]", "a", "u", LinkSyntax.REFERENCE, None),
    ("reference before parentheses", "[a](no target)\n\n[a]: u", "[a]", "a", "u", LinkSyntax.REFERENCE, None),
    ("autolink", "<https://a.b>", "<https://a.b>", "https://a.b", "https://a.b", LinkSyntax.AUTOLINK, "https://a.b"),
    ("mail", "<a@b.c>", "<a@b.c>", "a@b.c", "mailto:a@b.c", LinkSyntax.AUTOLINK, "a@b.c"),
    ("bare", "a (https://a.b/c).", "https://a.b/c", "https://a.b/c", "https://a.b/c", LinkSyntax.BARE, "https://a.b/c"),
    ("bare with parentheses", "https://a/b_(c)", *["https://a/b_(c)"] * 3, LinkSyntax.BARE, "https://a/b_(c)"),
    ("bare with www", "at www.a.org, b", *["www.a.org"] * 3, LinkSyntax.BARE, "www.a.org"),
    ("bare before a full-width comma", "https://a.b，c", *["https://a.b"] * 3, LinkSyntax.BARE, "https://a.b"),
    ("HTML", '<A HREF="u&amp;v">a</a>', '<A HREF="u&amp;v">a</a>', "a", "u&v", LinkSyntax.HTML, "u&amp;v"),
    ("HTML block", "<p>\n<a href='u'>\n a\n b</a>", "<a href='u'>\n a\n b</a>", "a b", "u", LinkSyntax.HTML, "u"),
    ("HTML that never ends", "a <a href=u>b", "<a href=u>b", "b", "u", LinkSyntax.HTML, "u"),
]


@pytest.mark.parametrize(
    ("text", "raw", "label", "url", "syntax", "target"), [case[1:] for case in LINKS], ids=[case[0] for case in LINKS]
)
def test_links(text: str, raw: str, label: str, url: str, syntax: LinkSyntax, target: str | None) -> None:
    source, markdown = read(text)
    (link,) = [link for inline in inlines(markdown) for link in inline.links]
    assert source[link.span] == raw
    assert (link.label, link.url, link.syntax) == (label, url, syntax)
    assert (source[link.target_span] if link.target_span is not None else None) == target


def test_a_title_is_kept_and_a_label_has_its_span() -> None:
    source, markdown = read("[a *b*](u 'it''s')[c](v (w))")
    first, second = inlines(markdown)[0].links[-1], inlines(markdown)[0].links[0]
    assert second.title == "w"
    assert second.label_span is not None
    assert source[second.label_span] == "c"
    assert first is second, "a quote inside a title in such quotes ends it"


def test_references_name_their_definition() -> None:
    markdown = read("[a][B c] [d]\n\n[b  C]: u\n[D]: v\n[d]: w")[1]
    assert [link.definition for link in inlines(markdown)[0].links] == ["B c", "d"]
    assert [(d.label, d.url, d.first, d.last, d.is_repeat) for d in markdown.definitions] == [
        ("B C", "u", 3, 3, False),
        ("D", "v", 4, 4, False),
        ("D", "w", 5, 5, True),
    ]


def test_links_in_links_are_outer_and_inner() -> None:
    source, markdown = read("[a <https://b.c> d](u)")
    outer, inner = inlines(markdown)[0].links
    assert (outer.label, outer.url) == ("a https://b.c d", "u")
    assert source[inner.span] == "<https://b.c>"


PICTURES = [
    ("![a *b*](u)", "a b", "u"),
    ("![a][r]\n\n[r]: u", "a", "u"),
    ("![](u)", "", "u"),
    ("![a [b](v) `c`](u)", "a b c", "u"),
    ("![a ![b](v)](u)", "a b", "u"),
    ("<img src='u' alt='a &lt; b'>", "a < b", "u"),
    ("a <img alt=a src=u /> b", "a", "u"),
    ("<IMG SRC=u>", "", "u"),
]


@pytest.mark.parametrize(("text", "seen", "url"), PICTURES)
def test_pictures(text: str, seen: str, url: str) -> None:
    markdown = read(text)[1]
    (segment,) = [
        segment for inline in inlines(markdown) for segment in inline.segments if segment.kind is SegmentKind.IMAGE
    ]
    assert (segment.text, segment.url) == (seen, url)
    assert not any(link for inline in inlines(markdown) for link in inline.links), "a picture's links are part of it"


EMPHASES = [
    ("*a*", [("*", "*a*", "a")]),
    ("**a *b* c**", [("**", "**a *b* c**", "a *b* c"), ("*", "*b*", "b")]),
    ("***a***", [("*", "***a***", "**a**"), ("**", "**a**", "a")]),
    ("**a*", [("*", "*a*", "a")]),
    ("a_b_c 2*3 * 4", []),
    ("~~a~~", [("~~", "~~a~~", "a")]),
    ("x~~~a~~~", [("~~", "~~a~~", "a")]),
    ("a~b~c", []),
    ("> **a\n> b**", [("**", "**a\n> b**", "a\n> b")]),
    ("[*a*](u)*b*", [("*", "*a*", "a"), ("*", "*b*", "b")]),
    ("*a [b*](u)", []),
    ("|*a\\|b*|\n|-|", [("*", r"*a\|b*", r"a\|b")]),
]


@pytest.mark.parametrize(("text", "expected"), EMPHASES)
def test_emphases(text: str, expected: list[tuple[str, str, str]]) -> None:
    source, markdown = read(text)
    found = [emphasis for inline in inlines(markdown) for emphasis in inline.emphases]
    assert [(e.markup, source[e.outer], source[e.inner]) for e in found] == expected


def test_marks_of_segments() -> None:
    text = "a **b *c*** ~~d~~ <b>e <i>f</i></b> <del>*g*</del>"
    found = {
        segment.text.strip(): segment.marks
        for segment in inlines(read(text)[1])[0].segments
        if segment.kind is SegmentKind.TEXT
    }
    assert found == {
        "a": Mark.NONE,
        "b": Mark.BOLD,
        "c": Mark.BOLD | Mark.ITALIC,
        "": Mark.NONE,
        "d": Mark.STRIKE,
        "e": Mark.BOLD,
        "f": Mark.BOLD | Mark.ITALIC,
        "g": Mark.ITALIC | Mark.STRIKE,
    }


BREAKS = [
    ("a\nb", SegmentKind.SOFT_BREAK, "\n"),
    ("a \nb", SegmentKind.SOFT_BREAK, " \n"),
    ("a  \n  b", SegmentKind.HARD_BREAK, "  \n  "),
    ("a\\\nb", SegmentKind.HARD_BREAK, "\\\n"),
    ("a\\ \nb", SegmentKind.SOFT_BREAK, "\n"),
    ("> a  \r\n> b", SegmentKind.HARD_BREAK, "  \r\n> "),
    ("- a\n\n  b\n  c", SegmentKind.SOFT_BREAK, "\n  "),
    ("a<br>b", SegmentKind.HARD_BREAK, "<br>"),
    ("a&#32; \nb", SegmentKind.SOFT_BREAK, " \n"),
]


@pytest.mark.parametrize(("text", "kind", "raw"), BREAKS)
def test_breaks_reach_to_where_the_text_goes_on(text: str, kind: SegmentKind, raw: str) -> None:
    source, markdown = read(text)
    kinds = (SegmentKind.SOFT_BREAK, SegmentKind.HARD_BREAK)
    (segment,) = [segment for inline in inlines(markdown) for segment in inline.segments if segment.kind in kinds]
    assert (segment.kind, source[segment.span]) == (kind, raw)


MARKERS = [
    ("- a", [("-", None, 2)]),
    ("  12) a", [("12)", 12, 6)]),
    ("007. a", [("007.", 7, 5)]),
    ("-\n  a", [("-", None, 2)]),
    ("-     a", [("-", None, 2)]),
    ("1.\ta", [("1.", 1, 4)]),
    ("> - 1. a\n>   2. b", [("-", None, 4), ("1.", 1, 7), ("2.", 2, 7)]),
    ("- > * a", [("-", None, 2), ("*", None, 6)]),
    ("+ a\r\n+ b", [("+", None, 2), ("+", None, 2)]),
]


@pytest.mark.parametrize(("text", "expected"), MARKERS)
def test_markers(text: str, expected: list[tuple[str, int | None, int]]) -> None:
    source = Source(text)
    found = [(source[item.marker], item.ordinal, item.indent) for item in blocks(text, BlockKind.ITEM) if item.marker]
    assert found == expected


LINES = [
    ("a\n\nb\nc\n\n", BlockKind.PARAGRAPH, [(1, 1), (3, 4)]),
    ("- a\n\n  b\n\n\nc", BlockKind.BULLET_LIST, [(1, 3)]),
    ("> a\n>\n> - b\n>\n\nc", BlockKind.QUOTE, [(1, 4)]),
    ("> - b\n>\n> c", BlockKind.BULLET_LIST, [(1, 1)]),
    ("a\n===\n", BlockKind.HEADING, [(1, 2)]),
    ("~~~\na\n\n~~~\nb", BlockKind.CODE, [(1, 4)]),
    ("<div>\na\n\nb", BlockKind.HTML, [(1, 2)]),
    ("<r>\n>\n", BlockKind.HTML, [(1, 2)]),
    ("|a|\n|-|\n|b|\n|c|\n\nd", BlockKind.ROW, [(1, 1), (3, 3), (4, 4)]),
    ("-\n\t>", BlockKind.ITEM, [(1, 2)]),
]


@pytest.mark.parametrize(("text", "kind", "expected"), LINES)
def test_lines_of_blocks(text: str, kind: BlockKind, expected: list[tuple[int, int]]) -> None:
    assert [(block.first, block.last) for block in blocks(text, kind)] == expected


FRONT_MATTER = [
    ("YAML", "---\ntitle: A\n# b\n\ntags:\n- c\n  - d\n---\n# E\n", 8),
    ("YAML with dots", '---\n"a b": |\n  # c\n...\nd', 4),
    ("YAML that is none to its parser", "---\na: b\n1. c\n---\nd", 4),
    ("TOML", "+++\ntitle = 'A'\n[b]\n+++\nc", 4),
    ("JSON", '{\n  "a": [\n    1\n  ]\n}\n# b', 5),
    ("CRLF", "---\r\na: b\r\n---\r\nc", 3),
    ("a rule across the page", "---\n# A\n\n- [b](c): d\n\n---\n", 0),
    ("a rule above an entry", "---\n[a](b): c\n---\n", 0),
    ("two rules", "---\n---\n", 0),
    ("no end", "---\na: b\n", 0),
    ("not at the start", "\n---\na: b\n---\n", 0),
    ("prose in braces", "{\nprose\n}\n", 0),
]


@pytest.mark.parametrize(("text", "last"), [case[1:] for case in FRONT_MATTER], ids=[case[0] for case in FRONT_MATTER])
def test_front_matter(text: str, last: int) -> None:
    assert [(block.first, block.last) for block in blocks(text, BlockKind.FRONT_MATTER)] == (
        [(1, last)] if last else []
    )


def test_a_footnote_is_no_definition_and_holds_blocks() -> None:
    markdown = read("[^1]: See <https://example.org>.\n[^2]: - a\n      - b\n\nc\n\n[^3]:\n[d]: e")[1]
    assert [(block.kind, block.first, block.last) for block in markdown.root.children] == [
        (BlockKind.FOOTNOTE, 1, 1),
        (BlockKind.FOOTNOTE, 2, 3),
        (BlockKind.PARAGRAPH, 5, 5),
        (BlockKind.FOOTNOTE, 7, 7),
    ]
    assert [definition.label for definition in markdown.definitions] == ["D"]


@pytest.mark.parametrize("element", ["code", "pre", "script", "style", "kbd"])
def test_a_url_in_code_of_html_is_no_link(element: str) -> None:
    text = f"<{element}>https://example.org/a</{element}> https://example.org/b <a href='https://example.org/c'>d</a>"
    for form in (text, f"x {text}", f"<div>{text}</div>", f"<pre>{text}</pre> https://example.org/b"):
        links = [link.url for inline in inlines(read(form)[1]) for link in inline.links]
        assert set(links) == {"https://example.org/b", "https://example.org/c"}, form


def test_a_block_knows_how_many_lists_it_stands_in() -> None:
    text = "a\n\n- b\n  > 1. c"
    assert [block.depth for block in blocks(text, BlockKind.PARAGRAPH)] == [0, 1, 2]


def test_tight_and_loose() -> None:
    assert [block.is_tight for block in blocks("- a\n- b", BlockKind.PARAGRAPH)] == [True, True]
    assert [block.is_tight for block in blocks("- a\n\n- b", BlockKind.PARAGRAPH)] == [False, False]


def test_rows_count_the_cells_that_are_written() -> None:
    rows = blocks("a|b\n-|-\nc\nd|e|f", BlockKind.ROW)
    assert [row.cell_count for row in rows] == [2, 1, 3]
    assert [len(row.children) for row in rows] == [2, 2, 2]


def test_what_is_nested_too_deep_is_said() -> None:
    text = "a\n" + "".join(f"{'  ' * depth}- {depth}\n" for depth in range(120))
    markdown = read(text)[1]
    assert markdown.notes == ("nesting deeper than 200 levels was not read, first on line 101",)
    assert sum(block.kind is BlockKind.ITEM for block in markdown.root.walk()) == 100


def test_an_ordinary_text_has_no_notes() -> None:
    assert read("# a\n\n- b\n  - c\n")[1].notes == ()


def test_no_text_is_a_document_too() -> None:
    for text in ("", "\n", "\r\n\r\n", " ", "\ufeff"):
        assert read(text)[1].root.children == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a\n{% comment %}\n- b\n\n# c\n{%- endcomment -%}\nd\n", ["paragraph", "template comment", "paragraph"]),
        ("{% comment %}\n- b\n", ["paragraph", "bullet list"]),
        ("{% comment %}\n- b\n{% endcomment %} c\n", ["paragraph", "bullet list"]),
        ("- a\n\n  {% comment %}\n  b\n  {% endcomment %}\n", ["bullet list"]),
        ("    {% comment %}\n\n{% endcomment %}\n", ["code", "paragraph"]),
    ],
)
def test_comments_of_templates(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in parse_markdown(Source(text)).root.children] == kinds
