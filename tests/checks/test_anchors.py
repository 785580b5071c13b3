"""Links within the document: beyond the examples of LNK506."""

from __future__ import annotations

from reporting import messages, report

from awesomelint.context import KnownFiles
from awesomelint.diagnostic import Safety, Severity


def test_the_own_file_name_is_this_document() -> None:
    text = "[a](list.md#b) [c](./list.md#d) [e](other.md#f) [g](docs/list.md#h)\n\n# D\n"
    assert [d.message for d in report("LNK506", text, path="papers/list.md")] == ['anchor "#b" does not exist']


def test_case_is_an_info_and_mended() -> None:
    (found,) = report("LNK506", "[a](#Data)\n\n## Data\n")
    assert found.severity is Severity.INFO
    assert found.fix is not None
    assert found.fix.edits[0].text == "#data"
    assert report("LNK506", "[a](#Data)\n\n## Data\n", case="allow") == []


def test_a_link_in_a_heading_is_not_mended_by_its_own_words() -> None:
    (found,) = report("LNK506", "## [Surveys](#contents)\n")
    assert found.fix is None


def test_two_headings_alike_are_not_chosen_between() -> None:
    (found,) = report("LNK506", "[a](#data_code)\n\n## Data Code\n## Data-Code\n## Data & Code\n")
    assert found.fix is None or found.fix.safety is Safety.UNSAFE


def test_a_variation_selector_is_written_so_that_it_can_be_seen() -> None:
    (found,) = report("LNK506", "[Pruning](#-pruning)\n\n## ✂️ Pruning\n")
    assert found.fix is not None
    assert found.fix.edits[0].text == "#%EF%B8%8F-pruning"
    assert report("LNK506", "[Pruning](#%EF%B8%8F-pruning)\n\n## ✂️ Pruning\n") == []


def test_a_word_is_an_anchor_only_if_no_file_has_its_name() -> None:
    text = "See [the data](data).\n\n## Data\n"
    assert messages("LNK506", text) == ['found "data", expected "#data"']
    assert messages("LNK506", text, files=KnownFiles(["data/a.csv"])) == []


def test_entries_keep_a_target_whose_hash_would_make_them_navigation() -> None:
    text = "## Papers\n\n- **Alpha Networks** [data](data) [pdf](https://example.org/1)\n\n## Data\n"
    (found,) = report("LNK506", text)
    assert found.fix is None


def test_reference_links_are_reported_but_not_edited_in_the_text() -> None:
    (found,) = report("LNK506", "See [the data][d].\n\n[d]: #dta\n\n## Other\n")
    assert found.fix is None


def test_many_missing_anchors_end_soon() -> None:
    text = "".join(f"[a](#missing-{number}) " for number in range(3000)) + "\n\n"
    text += "".join(f"## Heading {number}\n" for number in range(3000))
    (found,) = report("LNK506", text)
    assert found.message == "found a link to an anchor that does not exist in 3000 places"
    assert len(found.related) == 2999


def test_places_in_other_files_of_the_repository() -> None:
    content = b"# Graphs\n\n## Pooling\n\n### Edges {#named}\n\n<a id='own'></a>\n"
    files = KnownFiles(["README.md", "papers/graphs.md"], read={"papers/graphs.md": content}.get)
    targets = ["pooling", "Pooling", "named", "own", "top", "pruning", "pooling-"]
    text = (
        "".join(f"- [a](papers/graphs.md#{name})\n" for name in targets)
        + "- [b](gone.md#x) [c](./papers/graphs.md?raw#x)\n"
    )
    assert messages("LNK506", text, files=files) == [
        'anchor "#pruning" does not exist in papers/graphs.md',
        'anchor "#pooling-" does not exist in papers/graphs.md (did you mean "#pooling"?)',
        'anchor "#x" does not exist in ./papers/graphs.md',
    ]
    assert messages("LNK506", text, files=KnownFiles(["papers/graphs.md"])) == []
    assert messages("LNK506", text) == []


def test_a_word_between_anchors_is_one_whatever_its_label_says() -> None:
    text = "- [Birds](#birds)\n- [Signs of flight](sof)\n- [Fish](#fish)\n\n## Birds\n## SOF\n## Fish\n"
    assert messages("LNK506", text) == ['found "sof", expected "#sof"']
    assert messages("LNK506", "See [scripts](sof).\n\n## SOF\n") == []


def test_links_in_another_case_do_not_hide_a_broken_one() -> None:
    names = [f"Bird{number}" for number in range(12)]
    contents = "".join(f"- [{name}](#{name})\n" for name in names)
    text = f"{contents}- [Audio](#Audi0)\n\n" + "".join(f"## {name}\n" for name in [*names, "Audio"])
    found = {(one.severity, one.message) for one in report("LNK506", text)}
    assert found == {
        (Severity.INFO, "found an anchor in other case than the heading in 12 places"),
        (Severity.ERROR, 'found "#Audi0", expected "#audio"'),
    }


def test_anchors_of_pages_and_folders_of_the_repository() -> None:
    contents = {
        "docs/README.md": b"# Guide\n",
        "docs/page.html": b'<h1 id="one">One</h1><a name="two"></a>',
        "docs/app.html": b"<div id=root></div><script></script>",
        "a b.md": b"# There\n",
    }
    files = KnownFiles(["README.md", *contents], read=contents.get)
    targets = (
        "docs#guide docs/#guide docs#gone docs/page.html#one docs/page.html#two docs/page.html#gone docs/page.html#/route "
        "docs/app.html#gone a%20b.md#there a%20b.md#gone README.md#:~:text=gone docs/README.md#guide:~:text=gone #:~:text=gone "
        "gone#x docs/gone.html#x"
    )
    text = "# List\n\n" + "".join(f"- [a]({target})\n" for target in targets.split())
    assert messages("LNK506", text, files=files) == [
        'anchor "#gone" does not exist in docs',
        'anchor "#gone" does not exist in docs/page.html',
        'anchor "#gone" does not exist in a%20b.md',
    ]
