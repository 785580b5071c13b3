"""Rules of the awesome manifest, where examples in their files do not suffice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reporting import messages, report, report_on
from steps import GROWTH, steps

from awesomelint.checks.awesome.names import FILE, right_names
from awesomelint.config.load import load_config
from awesomelint.config.model import Overrides
from awesomelint.context import DiskFiles, LintContext
from awesomelint.diagnostic import Severity
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.fixing.fixer import apply_fixes
from awesomelint.paths import read_words
from awesomelint.source import Source


def test_the_table_of_names_is_sorted_and_says_each_once() -> None:
    groups = read_words(FILE)
    assert set(groups) == {"always", "small-too", "with-words", "commands"}
    for lines in groups.values():
        assert lines == sorted(lines, key=str.casefold)
    names = [line.split("|")[0].strip().lower() for lines in groups.values() for line in lines]
    assert len(names) == len(set(names))
    assert "JavaScript" in right_names()


def test_the_default_reports_nothing_of_it_as_more_than_info() -> None:
    for preset, is_any in (("default", True), ("papers", False)):
        severities = {
            rule.severity for rule in load_config(None, Overrides(preset=preset)).rules if rule.code.startswith("AWE")
        }
        assert severities == ({Severity.INFO} if is_any else set())


@pytest.mark.parametrize(
    ("description", "is_sentence"),
    [
        ("Draws.", True),
        ("Draws", False),
        ("Draws[^1]", False),
        ("Draws.[^1][^2]", True),
        ("Draws. 🎉", True),
        ("Draws 🎉", False),
        ("Draws (well)", False),
        ("Draws. (Well)", True),
        ("Draws (well.)", True),
        ("Draws.*", True),
        ("Draws `lines`.", True),
        ("Draws `lines`", False),
        ("Draws. `MIT` `C`", True),
        ("Draws. ([Demo](https://example.org/1), [Code](https://example.org/2))", True),
        ("See [Demo](https://example.org/1)", False),
        ("Draws. [![stars](https://example.org/1.svg)](https://example.org/1)", True),
        ("Draws [![stars](https://example.org/1.svg)](https://example.org/1)", False),
        ("![stars](https://example.org/1.svg)", True),
        ("画。", True),
        ("Dessine…", True),
    ],
)
def test_ends_of_descriptions(description: str, is_sentence: bool) -> None:
    assert bool(report("AWE717", f"- [Brush](https://example.org/0) - {description}\n")) is not is_sentence


BADGE = "[![Awesome](https://awesome.re/badge-flat.svg)](https://github.com/sindresorhus/awesome)"
ITEM = "- [Brush](https://example.org/0) - "


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("AWE701", f"# Awesome Brushes {BADGE}\n"),
        ("AWE703", "# Awesome Brush.js\n"),
        ("AWE703", "# Awesome Brushes with and for the Node.js\n"),
        ("AWE711", "# Awesome Brushes\n\n## Soft\n\n- [Brush](https://example.org/0) - Draws.\n"),
        (
            "AWE712",
            "## Contents\n\n- [A](https://example.org/list#a)\n- [B](https://example.org/list#b)\n\n## A\n\n## B\n",
        ),
        ("AWE712", "## Contents\n\n- [⚙️ A](#️-a)\n\n## ⚙️ A\n"),
        ("AWE715", "- [Brush](https://example.org/0) -\n  Draws on paper, and on walls too.\n"),
        ("AWE715", "- [Brush - for walls](https://example.org/0) - Draws.\n"),
        ("AWE715", "- [__Counting Birds__. A. Quist. _Lakes 2023_.](https://example.org/0) - Counts.\n"),
        ("AWE715", "- [Brush][1] - Draws.\n\n[1]: https://example.org/0\n"),
        ("AWE715", "- Brushes\n\t- [Brush](https://example.org/0) - Draws.\n"),
        ("AWE716", f"{ITEM}npm package that draws.\n"),
        ("AWE716", f"{ITEM}#hashtag for drawings.\n"),
        ("AWE716", f"{ITEM}/dev/brush for drawings.\n"),
        ("AWE716", f"{ITEM}画画。\n"),
        ("AWE717", f"{ITEM}画画。\n"),
        ("AWE717", f"{ITEM}Draws, and so on...\n"),
        ("AWE718", "- [Go](https://example.org/0) - Go library for drawing.\n"),
        (
            "AWE719",
            f"{ITEM}A fork of [Pen](https://example.org/1).\n- [Ink](https://example.org/2) - As [Pen](https://example.org/1).\n",
        ),
        ("AWE719", "- [A](https://example.org/#58#1) - One.\n- [B](https://example.org/#94#0) - Two.\n"),
        ("AWE719", "- [A](https://example.org/r?tab=readme#a)\n- [B](https://example.org/r?tab=readme#b)\n"),
        ("AWE719", "Fork [this](https://example.org/1), and see [this](https://example.org/1).\n"),
        ("AWE720", f"{ITEM}The notion of a net, by Birds Net, for a llama that can express the rust of a spring.\n"),
        ("AWE720", f"{ITEM}Draws with WASM on k8s and Postgres, see `github`.\n"),
        ("AWE720", f"{ITEM}Draws redux-javascript/code with awesome_javascript.\n"),
        ("AWE721", f"{ITEM}It’s the students’ brush, isn’t it.\n"),
        ("AWE721", f'{ITEM}A 7" brush.\n'),
        ("AWE724", "> [!NOTE]\n> Text.\n"),
        ("FMT221", "> [!NOTE]\n> Text.\n"),
        ("FMT221", "- **Counting Birds.** [[pdf](https://example.org/0)] [MIT]\n"),
        ("FMT223", f"{ITEM}Draws...\n"),
    ],
)
def test_false_alarms_of_others_are_none_here(code: str, text: str) -> None:
    assert messages(code, text) == []


def test_a_folder_that_is_no_repository_is_asked_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("# Awesome Brushes\n", encoding="utf-8")
    for code in ("AWE707", "AWE708"):
        assert report(code, "# Awesome Brushes\n", path=str(file), files=DiskFiles(file)) == []
    (tmp_path / ".git").mkdir()
    for code in ("AWE707", "AWE708"):
        assert len(report(code, "# Awesome Brushes\n", path=str(file), files=DiskFiles(file))) == 1


def test_long_rows_of_signs_take_no_time() -> None:
    many = 20_000
    for text in (
        "“" * many + "」" * many,
        '"' * many + "🎉" * many,
        "[^a]" * many,
        "(" * many + ")" * many,
        " - " * many,
    ):
        document = parse_document(Source(f"- [Brush](https://example.org/0) - x{text}\n"))
        for code in ("AWE715", "AWE717", "AWE721"):
            report_on(document, code)


@pytest.mark.parametrize("code", ["AWE711", "AWE712", "AWE713", "AWE720", "AWE726", "LNK515"])
@pytest.mark.parametrize(
    "shape",
    [
        lambda size: "".join(f"## A{n}\n\n" for n in range(size)),
        lambda size: "".join(f"- [A{n}](#a{n})\n" for n in range(size)) + "".join(f"\n## A{n}\n" for n in range(size)),
        lambda size: "".join(f"## A{n}\n\n- [A{n}](#a{n})\n\n" for n in range(size)),
        lambda size: "github/" * size,
        lambda size: "javascript, " * size,
        lambda size: "GITHub " * size,
    ],
    ids=[
        "empty sections",
        "contents of many sections",
        "contents in each section",
        "names in a path",
        "names as keywords",
        "names like an acronym",
    ],
)
def test_steps_grow_with_the_text(code: str, shape: Callable[[int], str]) -> None:
    def count(size: int) -> int:
        text = f"# A\n\n## B\n\n- [Brush](https://example.org/0) - Draws.\n\nMore:\n\n{shape(size)}"
        document = parse_document(Source(text))
        return steps(lambda: report_on(document, code))

    count(20)  # before counting, for what is made ready once
    assert count(200) <= GROWTH * count(100)


CONTENTS_RULES = [
    rule
    for rule in load_config(None, Overrides(preset="awesome")).rules
    if rule.code in ("AWE711", "AWE712", "AWE713", "LNK506")
]
SECTIONS = "".join(
    f"\n## {name}\n\n- [{name}](https://example.org/{name}) - Draws.\n" for name in ("Soft", "Hard", "Wide")
)


@pytest.mark.parametrize(
    ("contents", "fixed"),
    [
        ("- [Soft](#soft)\n- [Wide](#wide)", "- [Soft](#soft)\n- [Hard](#hard)\n- [Wide](#wide)"),
        ("- [Wide](#wide)", "- [Soft](#soft)\n- [Hard](#hard)\n- [Wide](#wide)"),
        ("+ [**Soft**](#soft)", "+ [**Soft**](#soft)\n+ [**Hard**](#hard)\n+ [**Wide**](#wide)"),
        ("1. [Soft](#soft)\n1. [Hard](#hard)", "1. [Soft](#soft)\n1. [Hard](#hard)\n1. [Wide](#wide)"),
        ("- [Soft](#soft)\n\n- [Hard](#hard)", "- [Soft](#soft)\n\n- [Hard](#hard)\n\n- [Wide](#wide)"),
        ("- **[Soft](#soft)**\n- **[Hard](#hard)**", "- **[Soft](#soft)**\n- **[Hard](#hard)**\n- **[Wide](#wide)**"),
        ("- [Soft](#soft)\n- [Hard](#soft)\n- [Wide](#wide)", "- [Soft](#soft)\n- [Hard](#hard)\n- [Wide](#wide)"),
        (
            "- [Soft](#soft)\n- [Hard](#hard)\n- [Ink](#feathers)\n- [Wide](#wide)",
            "- [Soft](#soft)\n- [Hard](#hard)\n- [Wide](#wide)",
        ),
        (
            "- [Soft](#soft)\n- [Hard](#hard)\n- [Wide](#wide)\n- [Contributing](#contributing)",
            "- [Soft](#soft)\n- [Hard](#hard)\n- [Wide](#wide)",
        ),
        (
            "- [Soft](#soft)\n- [Hard](#hard)\n- [Soft](#soft)\n- [Wide](#wide)",
            "- [Soft](#soft)\n- [Hard](#hard)\n- [Wide](#wide)",
        ),
        ("- [Soft](#soft)\n- [Hards](#hards)\n- [Wide](#wide)", "- [Soft](#soft)\n- [Hards](#hard)\n- [Wide](#wide)"),
        (
            "1. [Wide](#wide)\n2. [Soft](#soft)\n3. [Hard](#hard)",
            "1. [Wide](#wide)\n2. [Soft](#soft)\n3. [Hard](#hard)",
        ),
        (
            "* [Wide](#wide)\n\n* [Soft](#soft)\n  * [Inks](#soft-1)\n\n* [Hard](#hard)",
            "* [Soft](#soft)\n  * [Inks](#soft-1)\n\n* [Hard](#hard)\n\n* [Wide](#wide)",
        ),
        (
            "- [Soft](#soft)\n- [Ink](#feathers) and [Old](#old)\n- [Hard](#hard)\n- [Wide](#wide)",
            "- [Soft](#soft)\n- [Ink](#feathers) and [Old](#old)\n- [Hard](#hard)\n- [Wide](#wide)",
        ),
    ],
)
def test_contents_are_fixed_as_they_are_written(contents: str, fixed: str) -> None:
    rest = f"{SECTIONS}\n<a id='soft-1'></a>\n### Inks\n\n## Contributing\n\nWrite to us.\n"
    result = apply_fixes(Source(f"# Awesome Brushes\n\n## Contents\n\n{contents}\n{rest}"), CONTENTS_RULES, unsafe=True)
    assert result.source.text == f"# Awesome Brushes\n\n## Contents\n\n{fixed}\n{rest}"
    assert not result.refused


def test_only_what_adds_to_contents_is_safe() -> None:
    text = f"# Awesome Brushes\n\n## Contents\n\n- [Wide](#wide)\n- [Hard](#hard)\n- [Ink](#feathers)\n{SECTIONS}"
    result = apply_fixes(Source(text), CONTENTS_RULES)
    assert result.source.text == text.replace("- [Hard]", "- [Soft](#soft)\n- [Hard]", 1)


def test_a_lost_item_of_the_contents_is_one_finding() -> None:
    contents = "- [Soft](#soft)\n- [Ink](#feathers)\n- [Wide](#WIDE)\n- [Hard](#hard)\n"
    text = f"# Awesome Brushes\n\n## Contents\n\n{contents}{SECTIONS}"
    found = [(one.code, one.message) for one in lint_document(parse_document(Source(text)), CONTENTS_RULES)]
    assert found == [
        ("AWE712", 'the contents list "Ink", for which there is no section'),
        ("LNK506", 'found "#WIDE", expected "#wide"'),
        ("AWE713", '"Hard" is listed after "Wide", whose section comes later'),
    ]


def test_nothing_is_read_in_code_and_html() -> None:
    text = "```\n- [Brush](https://example.org/0) : draws on Github\n```\n\n<p>Github “x</p>\n"
    for code in ("AWE715", "AWE716", "AWE717", "AWE720", "AWE721"):
        assert messages(code, text) == []


TWICE = "- [Brush](https://example.org/0) - Draws.\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{TWICE}{TWICE}", [2]),
        (f"<!--lint disable double-link-->\n\n{TWICE}{TWICE}", []),
        (f"{TWICE}\n<!-- lint disable double-link -->\n\n{TWICE}\n<!--lint enable double-link-->\n\n{TWICE}", [9]),
        (f"{TWICE}\n<!--lint disable-->\n\n{TWICE}\n<!--lint enable-->\n\n{TWICE}", [9]),
        (f"{TWICE}\n<!--lint ignore awesome-toc double-link-->\n{TWICE}\n# More\n\n{TWICE}", [8]),
        (f"{TWICE}{TWICE[:-1]} <!--lint ignore double-link-->\n{TWICE}", [2, 3]),
        (f"{TWICE}- <!--lint ignore double-link-->{TWICE[2:]}{TWICE}", [3]),
        (f"<!--lint disable awesome-toc-->\n\n{TWICE}{TWICE}", [4]),
        (f"<!--lint disable no-such-rule-->\n\n{TWICE}{TWICE}", [4]),
        (f"```\n<!--lint disable double-link-->\n```\n\n{TWICE}{TWICE}", [6]),
        (f"<!--lint disable double-link-->\n\n{TWICE}\n<!--lint ignore double-link-->\n{TWICE}{TWICE}", []),
    ],
)
def test_comments_for_awesome_lint_are_heeded(text: str, lines: list[int]) -> None:
    source = Source(text)
    assert [source.line_at(one.span.start) for one in report("AWE719", text)] == lines


def test_a_comment_for_awesome_lint_at_the_top_holds_for_the_files_around_the_list(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    file = tmp_path / "README.md"
    text = "<!--lint disable awesome-contributing-->\n\n# Awesome Brushes\n"
    file.write_text(text, encoding="utf-8")
    assert report("AWE707", text, path=str(file), files=DiskFiles(file)) == []
    assert len(report("AWE708", text, path=str(file), files=DiskFiles(file))) == 1


# -- what users of awesome-lint ask for, a list each

TOP = f"# Awesome Brushes {BADGE}\n\n> Tools to draw with.\n\n"


def _contents(*names: str) -> str:
    return "## Contents\n\n" + "".join(f"- [{name}](#{name.lower()})\n" for name in names) + "\n"


def _section(name: str, *items: str) -> str:
    return f"## {name}\n\n" + "".join(f"{item}\n" for item in items) + "\n"


def _tools(letters: str, dash: str = " - ", end: str = ".") -> list[str]:
    return [f"- [{letter}rush](https://example.org/{letter}){dash}Draws well{end}" for letter in letters]


FOUR = [("Soft", _tools("ABC")), ("Hard", _tools("DEF")), ("Wide", _tools("GHI")), ("Thin", _tools("JKL"))]
SECTIONS_OF_FOUR = "".join(_section(name, *tools) for name, tools in FOUR)
CJK = "".join(f"- [画笔{n}](https://example.org/{n}) - 画得很好。\n" for n in range(4))


@pytest.mark.parametrize(
    ("preset", "text", "found"),
    [
        ("default", f"{TOP}{_contents('Soft', 'Hard', 'Wide')}{SECTIONS_OF_FOUR}", {"LNK515"}),
        ("awesome", f"{TOP}{_contents('Soft', 'Hard', 'Wide')}{SECTIONS_OF_FOUR}", {"AWE712"}),
        ("awesome", f"{TOP}{_contents('Soft', 'Wide', 'Hard', 'Thin')}{SECTIONS_OF_FOUR}", {"AWE713"}),
        ("awesome", f"{TOP}{_contents('Soft', 'Hard', 'Wide', 'Thin', 'Old')}{SECTIONS_OF_FOUR}", {"AWE712"}),
        ("default", f"{TOP}{_contents('Soft', 'Hard', 'Wide', 'Thin', 'Old')}{SECTIONS_OF_FOUR}", {"LNK506"}),
        ("awesome", f"{TOP}{SECTIONS_OF_FOUR}{_contents('Soft', 'Hard', 'Wide', 'Thin')}", {"AWE711"}),
        ("default", f"{TOP}{_section('Soft', *_tools('ABCDEFGHKLJMNOP'))}", {"ORD151"}),
        ("default", f"{TOP}{_section('Soft', *_tools('BTLAZQCPDME'))}", set()),
        ("default", f"{TOP}{_section('Soft', *_tools('ABCDEFGH', ' — ', ''))}", set()),
        ("default", f"{TOP}{_section('Soft', *_tools('ABCDEFGHIJ', ' — '), *_tools('K'))}", {"FMT225"}),
        ("default", f"{TOP}{_section('Soft', *_tools('ABCDEFGHIJKLMN'), *_tools('O', end=''))}", {"FMT228"}),
        ("default", f"{TOP}{_section('Soft', *_tools('ABC'))}{_section('Hard', *_tools('DCE'))}", set()),
        ("awesome", f"{TOP}{_section('Soft', *_tools('ABC'))}{_section('Hard', *_tools('DCE'))}", {"AWE719"}),
        ("awesome", f"{TOP}{_section('Soft', *_tools('AB'))}{_section('Hard', *_tools('C'))}", {"AWE727"}),
        ("awesome", f"{TOP}{SECTIONS_OF_FOUR}## Old\n", {"AWE711", "AWE726"}),
        ("awesome", f"# 很棒的画笔 {BADGE}\n\n> 画画的工具。\n\n## 软\n\n{CJK}", set()),
        ("awesome", f"{TOP}{_section('Soft', *_tools('A'), '- [B](https://example.org/b) -', '  Draws.')}", set()),
        (
            "awesome",
            f"{TOP}{_section('Soft', *_tools('A'), '- [B - for walls](https://example.org/b) - Draws.')}",
            set(),
        ),
    ],
)
def test_wishes_of_users(preset: str, text: str, found: set[str]) -> None:
    config = load_config(None, Overrides(preset=preset))
    context = LintContext(is_list=True)
    assert {
        one.code for one in lint_document(parse_document(Source(f"{text.rstrip()}\n")), config.rules, context)
    } == found
