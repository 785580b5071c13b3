"""The fixer on small lists, with rules made for the purpose: what it applies, in which order, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from awesomelint.checks import CHECKS
from awesomelint.checks.base import Check, Scope
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.model import Document
from awesomelint.fixing.fixer import MAX_ROUNDS, FixResult, apply_fixes
from awesomelint.fixing.guard import Problem, compare
from awesomelint.rulebook.spec import Change, Rule, RuleSpec
from awesomelint.source import Source, Span


class Rulebook:
    """Makes rules that replace a pattern, for one test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.monkeypatch = monkeypatch
        self.rules: list[Rule] = []

    def replace(
        self,
        pattern: str,
        text: str,
        *changes: Change,
        code: str = "",
        safety: Safety = Safety.SAFE,
        head: str = "safe",
        group: int = 0,
    ) -> None:
        """Add a rule that replaces each match of a pattern; `text` may name groups."""
        code = code or f"TST{len(self.rules) + 1:03}"

        def check(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
            for match in re.finditer(pattern, document.source.text):
                span = Span(*match.span(group))
                yield rule.diagnose(span, "found", fix=Fix((Edit(span, match.expand(text)),), safety))

        self.add(code, check, changes, head)

    def together(self, *pairs: tuple[str, str], changes: tuple[Change, ...] = (), code: str = "") -> None:
        """Add a rule whose one fix replaces the first match of each pattern: all or none."""
        code = code or f"TST{len(self.rules) + 1:03}"

        def check(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
            found = [(re.search(pattern, document.source.text), text) for pattern, text in pairs]
            edits = tuple(Edit(Span(*match.span()), text) for match, text in found if match)
            if len(edits) == len(pairs):
                yield rule.diagnose(edits[0].span, "found", fix=Fix(edits))

        self.add(code, check, changes)

    def add(self, code: str, check: object, changes: tuple[Change, ...], head: str = "safe") -> None:
        self.monkeypatch.setitem(CHECKS, code, Check(Scope.DOCUMENT, check))  # type: ignore[arg-type]
        spec = RuleSpec(code, code.lower(), "", "0.1.0", code, Severity.WARNING, head, (), "test.yaml", changes)
        self.rules.append(Rule(spec, Severity.WARNING, {}))

    def fix(self, text: str, *, unsafe: bool = False) -> FixResult:
        return apply_fixes(Source(text), self.rules, unsafe=unsafe)

    def refused(self, text: str) -> list[str]:
        """Return why fixes were refused, with the line, after checking that the text is as it was."""
        result = self.fix(text)
        assert result.source.text == text
        return [f"{refused.line}: {refused}" for refused in result.refused]


@pytest.fixture
def rulebook(monkeypatch: pytest.MonkeyPatch) -> Rulebook:
    return Rulebook(monkeypatch)


LIST = "1. **Attention Is All You Need** NeurIPS 2017 [[pdf](https://arxiv.org/abs/1706.03762)]\n"


def test_a_list_without_findings_comes_back_as_it_is(rulebook: Rulebook) -> None:
    rulebook.replace("nothing of the kind", "")
    source = Source(LIST)
    result = apply_fixes(source, rulebook.rules)
    assert result.source is source
    assert (result.applied, result.rounds, result.is_stable) == ({}, 0, True)
    assert result.diagnostics == ()


def test_fixes_are_counted_by_rule_and_diagnostics_are_those_of_the_mended_text(rulebook: Rulebook) -> None:
    rulebook.replace(r"colour", "color", Change.WORDS, code="SPL001")
    rulebook.replace(r"(?m) +$", "", code="BLK001")
    result = rulebook.fix("colour, colour \n\n- red \n- blue\n")
    assert result.source.text == "color, color\n\n- red\n- blue\n"
    assert result.applied == {"SPL001": 2, "BLK001": 2}
    assert result.rounds == 2
    assert result.diagnostics == ()
    assert result.document.source is result.source


def test_unsafe_fixes_wait_to_be_asked_for(rulebook: Rulebook) -> None:
    rulebook.replace("2017", "2018", Change.WORDS, safety=Safety.UNSAFE)
    assert rulebook.fix(LIST).source.text == LIST
    assert rulebook.fix(LIST, unsafe=True).source.text == LIST.replace("2017", "2018")


def test_overlapping_fixes_are_applied_one_after_the_other(rulebook: Rulebook) -> None:
    rulebook.replace("ab,cd", "ab-cd", Change.PUNCTUATION, code="TST001")
    rulebook.replace("cd", "xx", Change.WORDS, code="TST002")
    result = rulebook.fix("ab,cd\n")
    assert result.source.text == "ab-xx\n"
    assert result.rounds == 2


def test_fixes_that_touch_are_applied_one_after_the_other(rulebook: Rulebook) -> None:
    rulebook.replace("ab", "AB", Change.WORDS)
    rulebook.replace("cd", "CD", Change.WORDS)
    result = rulebook.fix("abcd\n")
    assert (result.source.text, result.rounds) == ("ABCD\n", 2)


def test_a_fix_inside_another_one_waits(rulebook: Rulebook) -> None:
    rulebook.together(("[(]", '"'), ("[)]", '"'), changes=(Change.PUNCTUATION,))
    rulebook.replace("b", "B", Change.WORDS)
    result = rulebook.fix("(a b c)\n")
    assert (result.source.text, result.rounds) == ('"a B c"\n', 2)


def test_two_insertions_at_one_place_are_made_in_two_rounds_in_order_of_their_codes(rulebook: Rulebook) -> None:
    rulebook.replace(r"(?<=a)(?=,?\n)(?!,)", ",", Change.PUNCTUATION, code="TST002")
    rulebook.replace(r"(?<=a)(?=,?\n)", "!", Change.PUNCTUATION, code="TST001")
    result = rulebook.fix("a\n")
    assert result.source.text == "a!\n"
    assert result.applied == {"TST001": 1}


def test_a_fix_is_applied_with_all_its_edits_or_not_at_all(rulebook: Rulebook) -> None:
    rulebook.replace("one", "uno", Change.WORDS, code="TST001")
    rulebook.together(("one|uno", "eins"), ("two", "zwei"), changes=(Change.WORDS,), code="TST002")
    rulebook.replace("uno", "eins", Change.WORDS, code="TST003")
    result = rulebook.fix("one two\n")
    assert result.source.text == "eins zwei\n"
    assert result.applied["TST002"] == 1


def test_rules_that_never_end_are_left_out_and_named(rulebook: Rulebook) -> None:
    rulebook.replace("tick", "tock", Change.WORDS, code="TST001")
    rulebook.replace("tock", "tick", Change.WORDS, code="TST002")
    rulebook.replace("(?<=x)(?=x)", "x", Change.WORDS, code="TST003")
    rulebook.replace("a$", "b", Change.WORDS, code="TST004")
    result = rulebook.fix("tick xx a")
    assert result.source.text == "tick xx b"
    assert (result.applied, result.rounds) == ({"TST004": 1}, 1)
    assert result.left == {"TST001": 1, "TST003": 1}
    assert not result.is_stable


def test_a_rule_that_needs_many_rounds_but_ends_is_applied(rulebook: Rulebook) -> None:
    rulebook.replace("a(?!a)", "b", Change.WORDS, group=0)
    result = rulebook.fix("a" * MAX_ROUNDS + "\n")
    assert result.source.text == "b" * MAX_ROUNDS + "\n"
    assert (result.rounds, result.is_stable) == (MAX_ROUNDS, True)


def test_a_fix_that_changes_nothing_is_no_fix(rulebook: Rulebook) -> None:
    rulebook.replace("same", "same")
    result = rulebook.fix("same\n")
    assert (result.applied, result.rounds, result.is_stable) == ({}, 0, True)
    assert len(result.diagnostics) == 1


def test_edits_of_one_fix_must_not_overlap(rulebook: Rulebook) -> None:
    rulebook.together(("ab", "x"), ("bc", "y"), code="TST009")
    (said,) = rulebook.refused("abc\n")
    assert "the fix of TST009 was refused: it would change the text in edits that overlap" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b\r\nc\r\n", "a\r\nb\r\nc\r\n"),
        ("\ufeffa|b\r\nc\r\n", "\ufeffa\r\nb\r\nc\r\n"),
        ("a|b\nc\n", "a\nb\nc\n"),
        ("a|b\rc\r", "a\rb\rc\r"),
    ],
    ids=["CRLF", "CRLF with byte order mark", "LF", "CR"],
)
def test_inserted_newlines_follow_the_file(rulebook: Rulebook, text: str, expected: str) -> None:
    rulebook.replace(r"\|", r"\n", Change.PUNCTUATION, Change.SPACING)
    assert rulebook.fix(text).source.to_bytes().decode() == expected


def test_a_rule_about_newlines_may_change_them(rulebook: Rulebook) -> None:
    rulebook.replace(r"\r\n", r"\n")
    assert rulebook.fix("a\r\nb\r\n\r\nc\r\n").source.text == "a\nb\n\nc\n"


# -- the guard

REFUSED = [
    ("a word", LIST, "Attention", "Intention", (), "the text"),
    ("a digit", LIST, "2017", "2018", (Change.PUNCTUATION, Change.SPACING, Change.MARKUP, Change.URLS), "the text"),
    ("a case", LIST, "pdf", "PDF", (), "the text"),
    ("a dash", "well-known\n", "-", "", (), "the text"),
    ("a blank", "a b\n", " ", "", (), "the text"),
    ("a hard break", "a  \nb\n", "  \n", r"\n", (), "the text"),
    ("an HTML break", "a<br>b\n", "<br>", "", (), "the text"),
    ("emphasis", LIST, r"\*(\*.*\*)\*", r"\1", (), "the emphasis"),
    ("code", "`a`\n", "`(a)`", r"\1", (), "the emphasis"),
    ("a target", LIST, "1706.03762", "1706.03763", (), "the targets"),
    ("a target behind a bare URL", "https://example.org/a\n", "/a", "/b", (Change.LABELS,), "the targets"),
    ("the order of targets", "[a](u)[b](v)\n", r"\((u)\)(.*)\((v)\)", r"(\3)\2(\1)", (), "the targets"),
    ("a picture", "![a](u)\n", "u", "v", (), "the targets"),
    ("the text of a picture", "![a](u)\n", "a", "b", (), "the targets"),
    ("a rendered number", "1. a\n1. b\n", "^1", "2", (), "the rendered numbers"),
    ("a number further down", "7. a\n\n   b\n8. c\n", "^7", "6", (), "the rendered numbers"),
    ("a heading", "# a\n", "# ", "", (), "laid out"),
    ("the level of a heading", "# a\n", "# ", "## ", (), "laid out"),
    ("a paragraph of an item", "- a\n\n  b\n", "  b", "b", (), "laid out"),
    ("a paragraph", "a\nb\n", r"a\n", r"a\n\n", (), "laid out"),
    ("a row of a table", "|a|\n|-|\n|b|\n", r"\|b\|\n", "", (Change.WORDS, Change.PUNCTUATION), "laid out"),
    ("what follows", "a b\n\nc\n\nd\n", "a b", r"~~~\n", (Change.WORDS, Change.BLOCKS), ""),
    ("a tag", "a <kbd>b</kbd>\n", "kbd", "sup", (), "the HTML tags"),
    ("code lines", "~~~\na b\n~~~\n", "a", "b", (), "the text"),
    ("words of a broken link", "(code)[https://example.org/a]\n", r"/a\]", "]", (Change.LINKS,), "the words"),
]


@pytest.mark.parametrize(
    ("text", "pattern", "new", "changes", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_more_than_declared_is_refused(
    rulebook: Rulebook, text: str, pattern: str, new: str, changes: tuple[Change, ...], said: str
) -> None:
    rulebook.replace(f"(?m){pattern}", new, *changes, code="TST007")
    result = rulebook.fix(text)
    assert result.source.text == text
    assert result.applied == {}
    assert {refused.diagnostic.code for refused in result.refused} == {"TST007"}
    assert said in result.refused[0].reason


ALLOWED = [
    ("nothing: blanks at the end of a line", "a \nb\n", " $", "", ()),
    ("nothing: doubled blanks", "a  b\n", "  ", " ", ()),
    ("nothing: lines joined", "a\nb\n", r"(?<=a)\n", " ", ()),
    ("nothing: another bullet", "* a\n* b\n", r"^\*", "-", ()),
    ("nothing: blank lines", "# a\nb\n\n\nc\n", r"(?<=a)\n(?!\n)|\n\n\n", r"\n\n", ()),
    ("nothing: other emphasis marks", "_a_ __b__\n", "_", "*", ()),
    ("nothing: a bare URL in angle brackets", "https://example.org\n", "^(h.*)$", r"<\1>", ()),
    ("nothing: numbers that readers do not see", "1. a\n1. b\n1. c\n", r"^1(?=. c)", "3", ()),
    ("nothing: a final newline", "a", r"(?<!\n)\Z", r"\n", ()),
    ("spacing", "a  \nb,c\u200b\n", "  \n|,(?=c)|\u200b", ",", (Change.SPACING, Change.PUNCTUATION)),
    ("punctuation", LIST.replace("Need*", "Need.*"), r"\.(?=\*)", "", (Change.PUNCTUATION,)),
    ("markup", LIST, r"\*(\*.*\*)\*", r"\1", (Change.MARKUP,)),
    ("markup of a link", "**a** [[pdf]](u)\n", r"\[\[pdf\]\]\(u\)", r"[[pdf](u)]", (Change.MARKUP,)),
    ("numbers", "1. a\n2. b\n2. c\n\ntext\n\n4. d\n", "^4", "3", (Change.NUMBERS,)),
    ("targets", LIST, "abs", "pdf", (Change.URLS,)),
    ("targets that are shown", "http://example.org\n", "http:", "https:", (Change.URLS,)),
    ("labels", LIST, "pdf(?=])", "Paper", (Change.LABELS,)),
    ("spacing in a label that is its URL", "[ http://a.b](http://a.b)\n", r"\[ ", "[", (Change.SPACING,)),
    ("links", "(code)[https://example.org/a]\n", r"\((\w+)\)\[(.*)\]", r"[\1](\2)", (Change.LINKS,)),
    ("words", LIST, "2017", "'17", (Change.WORDS, Change.PUNCTUATION)),
    ("blocks", "1. a\n\nb\n", "^b", "   b", (Change.BLOCKS,)),
    ("entries", f"{LIST}2. **B** [[pdf](u)]\n", r"2\. .*\n", "", (Change.ENTRIES,)),
]


@pytest.mark.parametrize(
    ("text", "pattern", "new", "changes"), [case[1:] for case in ALLOWED], ids=[case[0] for case in ALLOWED]
)
def test_what_a_rule_declares_may_change(
    rulebook: Rulebook, text: str, pattern: str, new: str, changes: tuple[Change, ...]
) -> None:
    rulebook.replace(f"(?m){pattern}", new, *changes)
    assert rulebook.fix(text).source.text != text


HARMS = [
    (
        "two fixes in one place",
        "- [[Paper] (https://example.org/a)][[Code](https://example.org/b)]\n",
        r"\((https://example.org/a)\)\]\[",
        r"(<<\1>)] [>",
        "the targets",
    ),
    ("a word between authors", "- Designing and Deploying Nets [pdf](u)\n", " and ", ", ", "the words"),
    (
        "a bracket left open",
        "- **T** CVPR (2019 **oral**) [pdf](u)\n",
        r"\(2019 ",
        "(2019) ",
        "a bracket would have no partner",
    ),
    ("another venue", "- **T** IEEE ACSSC 2019 [pdf](u)\n", "ACSSC", "Asilomar Conference", "the words"),
    ("another year", "- **T** SIGMOD 2024 [pdf](u)\n", "2024", "2023", "the words"),
    ("a workshop twice", "- **T** WACVW-20 [pdf](u)\n", "WACVW-20", "WACVW-20 workshop", "the words"),
    ("a full stop in a link", "- [Hub](u) for models\n", r"\[Hub\]", "[Hub.]", "the label of a link"),
    (
        "a full stop of an introduction",
        "**All you need.** Read on.\n\n- [Hub](u)\n",
        r"need\.",
        "need",
        "outside of entries",
    ),
    (
        "brackets in a sentence",
        "Find us on [Twitter](u) and see.\n",
        r"(\[Twitter\]\(u\))",
        r"[\1]",
        "outside of entries",
    ),
    ("bold prose", "We list what we like.\n\n- [Hub](u)\n", "(what we like)", r"**\1**", "emphasis in prose"),
    ("keywords made plain", "Lists **keywords** here.\n\n- [Hub](u)\n", r"\*\*(k\w+)\*\*", r"\1", "emphasis in prose"),
    ("a word cut in two", "- A di\x0berent view [pdf](u)\n", "\x0b", " ", "the word 'dierent' (to 'di')"),
    ("a soft hyphen as a blank", "- A di\xaderent view [pdf](u)\n", "\xad", " ", "the word 'dierent' (to 'di')"),
    ("a bracket behind emphasis", "- **[Third](https://example.org/3** | x\n", r"3\*\*", "3**)", "the targets"),
    (
        "emphasis in emphasis",
        "- **A Study of Owls**[C]//Proceedings of Birds (B) [pdf](u)\n",
        r"(\*\*A.*Birds)",
        r"**\1**",
        "emphasis that is there already",
    ),
    ("an underscore that is seen", "- A Study of Owls [pdf](u)\n", "A Study", "_A Study", "the text: '_' would appear"),
    ("emphasis that is none", "- **Title** and more [pdf](u)\n", r"Title\*\* ", "Title **", "emphasis in prose"),
]
"""Edits of fixes that are said to be safe and did harm; their rules may change signs, spaces, emphasis and links."""


@pytest.mark.parametrize(
    ("text", "pattern", "new", "said"), [case[1:] for case in HARMS], ids=[case[0] for case in HARMS]
)
def test_harm_is_refused(rulebook: Rulebook, text: str, pattern: str, new: str, said: str) -> None:
    # Most fixes of this rule are not safe, so that one that is said to be must not change words.
    changes = (Change.PUNCTUATION, Change.SPACING, Change.MARKUP, Change.WORDS, Change.LETTERS)
    rulebook.replace(pattern, new, *changes, head="unsafe")
    (refused,) = rulebook.refused(text)
    assert said in refused


def test_what_a_rule_declares_is_allowed_where_it_worked_and_nowhere_else(rulebook: Rulebook) -> None:
    rulebook.replace("Foo", "Bar", Change.WORDS, code="TST001")
    rulebook.replace("baz", "qux", code="TST002")
    result = rulebook.fix("- Foo\n- baz\n")
    assert result.source.text == "- Bar\n- baz\n"
    assert [(refused.diagnostic.code, refused.line) for refused in result.refused] == [("TST002", 2)]


def test_an_entry_must_keep_its_title(rulebook: Rulebook) -> None:
    rulebook.replace(r"\*\*.*2017 ", "", Change.MARKUP, Change.WORDS, Change.PUNCTUATION)
    (said,) = rulebook.refused(LIST)
    assert "the title or an author of an entry, 'Attention" in said


def test_an_entry_must_keep_its_authors(rulebook: Rulebook) -> None:
    entries = "".join(
        f"- **Paper {n} Of Many Words** *Ada Berg, Bo Li* [[pdf](https://example.org/{n})]\n" for n in range(8)
    )
    rulebook.replace(r"(?<=Ada Berg), Bo Li(?=.*/7)", "", Change.WORDS, Change.PUNCTUATION, Change.SPACING)
    (said,) = rulebook.refused(entries)
    assert "the title or an author of an entry, 'Bo Li'" in said


def test_a_broken_link_that_becomes_one_must_keep_the_links_beside_it(rulebook: Rulebook) -> None:
    rulebook.replace(r"\(pdf\)\[(.*)\] \[code\]\((.*)\)", r"[pdf](\1) [code \2]", Change.LINKS)
    (said,) = rulebook.refused("- (pdf)[https://example.org/p] [code](code/c)\n")
    assert "the targets 'code/c'" in said


def test_blocks_may_change_but_items_must_stay(rulebook: Rulebook) -> None:
    rulebook.replace(r"\n- (?=b)", r" - ", Change.BLOCKS, Change.PUNCTUATION)
    (said,) = rulebook.refused("- a\n- b\n")
    assert "how many items, rows and headings there are (2 to 1)" in said


SPLIT = "9. a\n\nb\n10. c\n\n    *d* [[pdf](u)]\n\n# e\n\nf\n"


def test_what_is_below_may_be_laid_out_otherwise_when_an_item_begins(rulebook: Rulebook) -> None:
    rulebook.replace("(?m)^b", "   b", Change.BLOCKS, Change.WORDS, Change.PUNCTUATION, Change.NUMBERS)
    result = rulebook.fix(SPLIT)
    assert [link.url for link in result.document.links] == ["u"], "it was code before"


@pytest.mark.parametrize(("new", "is_refused"), [("GitHub", False), ("the hub of everybody", True), ("github7", True)])
def test_letters_may_change_below_an_item_that_begins(rulebook: Rulebook, new: str, is_refused: bool) -> None:
    rulebook.replace("(?m)^-(?=b)", "- ", Change.BLOCKS, Change.PUNCTUATION)
    rulebook.replace("github", new, Change.LETTERS)
    result = rulebook.fix("- a\n-b\n- c github\n")
    said = [refused.diagnostic.code for refused in result.refused]
    assert (result.source.text, said) == (f"- a\n- b\n- c {'github' if is_refused else new}\n", ["TST002"] * is_refused)


def test_what_is_below_must_keep_its_links(rulebook: Rulebook) -> None:
    rulebook.replace("-   a", "- a", Change.BLOCKS)
    (said,) = rulebook.refused("-   a\n\n      [b](u)\n")
    assert "1: the fix of TST001 was refused: it would change the targets 'u'" in said


def test_a_refused_fix_says_where(rulebook: Rulebook) -> None:
    rulebook.replace("c", "d")
    (said,) = rulebook.refused("a\n\nb\n\nc\n")
    assert said.startswith("5: ")


def test_refused_fixes_cost_no_more_rounds_however_many_they_are(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def counting(*arguments: object) -> list[Problem]:
        compared.append(arguments)
        return compare(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("awesomelint.fixing.fixer.compare", counting)
    rulebook.replace("bad", "worse", code="TST001")
    rulebook.replace("colour", "color", Change.WORDS, code="TST002")
    result = rulebook.fix("".join(f"- bad {n}\n- colour {n}\n" for n in range(300)))
    assert result.applied == {"TST002": 300}
    assert len(result.refused) == 300
    assert len(compared) == 2


def test_one_of_many_fixes_that_changes_what_is_below_is_found(rulebook: Rulebook) -> None:
    rulebook.replace("(?m)^-   a", "- a", Change.BLOCKS, code="TST001")
    rulebook.replace("colour", "color", Change.WORDS, code="TST002")
    text = "".join(f"- colour {n}\n" for n in range(60)) + "-   a\n\n      [b](u)\n"
    result = rulebook.fix(text)
    assert result.source.text == text.replace("colour", "color")
    assert [refused.diagnostic.code for refused in result.refused] == ["TST001"]


ANIMALS = "- [Fox](https://e.org/1) **hunts**\n- [Adder](https://e.org/2) bites\n"


@pytest.mark.parametrize(
    ("new", "is_refused"),
    [
        ("- [Adder](https://e.org/2) bites\n- [Fox](https://e.org/1) **hunts**\n", False),
        ("- [Adder](https://e.org/2) bites\n", True),
        ("- [Adder](https://e.org/2)\n- [Fox](https://e.org/1) **hunts** bites\n", True),
        ("- [Adder](https://e.org/1) bites\n- [Fox](https://e.org/1) **hunts**\n", True),
        ("- [Adder](https://e.org/2) bites\n- [Fox](https://e.org/1) hunts\n", True),
        ("- [Adder](https://e.org/2) bites\n  - [Fox](https://e.org/1) **hunts**\n", True),
        ("- [Adder](https://e.org/2) bites [Fox](https://e.org/1) **hunts**\n", True),
    ],
    ids=["moved", "lost", "words moved", "another link", "other emphasis", "nested", "joined"],
)
def test_only_the_order_may_change(rulebook: Rulebook, new: str, is_refused: bool) -> None:
    rulebook.replace(r"(?s)\A- \[Fox.*", new, Change.ORDER)
    result = rulebook.fix(ANIMALS)
    assert bool(result.refused) == is_refused
    assert result.source.text == (ANIMALS if is_refused else new)
