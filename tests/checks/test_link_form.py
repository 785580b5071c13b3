"""Brackets around links: what is recognised, and that any form can be written as any other."""

from __future__ import annotations

import pytest

from awesomelint.checks.form.labelled_links import label_links
from awesomelint.checks.form.link_form import Brackets, LinkForm, link_forms, rewrite
from awesomelint.diagnostic import Edit
from awesomelint.document.parse import parse_document
from awesomelint.source import Source

FORMS = {
    Brackets.PLAIN: "[pdf](u)",
    Brackets.INSIDE: "[[pdf](u)]",
    Brackets.OUTSIDE: "[[pdf]](u)",
    Brackets.ESCAPED: r"[\[pdf\]](u)",
    Brackets.PARENTHESES: "([pdf](u))",
}


def forms_of(text: str) -> tuple[Source, list[LinkForm]]:
    source = Source(text)
    return source, link_forms(source, parse_document(source).links)


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("written", FORMS)
@pytest.mark.parametrize("wanted", FORMS)
@pytest.mark.parametrize("around", ["%s", "a %s b", "**T** %s.", "%s[x](v)"])
def test_every_form_is_known_and_written(written: Brackets, wanted: Brackets, around: str) -> None:
    text = around.replace("%s", FORMS[written])
    source, forms = forms_of(text)
    form = forms[0]
    assert (form.brackets, form.is_balanced, form.group) == (written, True, 1)
    assert source[form.span] == FORMS[written]
    assert source[form.words] == "pdf"
    assert applied(text, rewrite(source, form, wanted)) == around.replace("%s", FORMS[wanted])


@pytest.mark.parametrize(
    ("text", "brackets", "wanted"),
    [
        ("[[a](u), [b](v)]", Brackets.INSIDE, "[[a]](u), [[b]](v)"),
        ("([a](u) | [b](v) | [c](w))", Brackets.PARENTHESES, "[[a]](u) | [[b]](v) | [[c]](w)"),
    ],
)
def test_links_in_one_pair_of_brackets(text: str, brackets: Brackets, wanted: str) -> None:
    source, forms = forms_of(text)
    assert {form.brackets for form in forms} == {brackets}
    assert {form.group for form in forms} == {len(forms)}
    for form in forms:
        assert applied(text, rewrite(source, form, Brackets.OUTSIDE, forms)) == wanted


@pytest.mark.parametrize("text", ["[[pdf](u)", "[pdf](u)]", "[[pdf]](u)]", "[[[pdf]](u)]", "[[a](u), [b](v)"])
def test_a_bracket_without_its_partner(text: str) -> None:
    _, forms = forms_of(text)
    assert not forms[0].is_balanced or not forms[-1].is_balanced


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("**A Study of T** [[pdf](u1)] [[code]](u2) [paper](u3)", ["pdf", "[code]", "paper"]),
        ("[A Study of T](u1) [pdf](u2)", ["pdf"]),
        ("**A Study of T**, see the [paper](u1) and [code](u2) for more", []),
        ("**A Study of T** [unofficial code: [PyTorch](u1) 1.0] [[pdf](u2)]", ["pdf"]),
        ("**A Study of T** [![stars](b)](u1) [[pdf](u2)] [here](u3)", ["pdf"]),
        ("**A Study of T** ([Demo](u1), [Source Code](u2))", ["Demo", "Source Code"]),
        ("[GitLab](u1) - A forge. ([Source Code](u2))", ["Source Code"]),
        ("**A Study of T** [example.org](u1) [[pdf](u2)]", ["pdf"]),
    ],
)
def test_links_under_a_label(text: str, labels: list[str]) -> None:
    document = parse_document(Source(f"- {text}\n- [Another Study](v)\n"))
    assert [form.link.label for form in label_links(document.entries[0])] == labels
