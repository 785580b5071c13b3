"""Moved links beyond the examples: which moves are told, how safe their fixes are, and what is written."""

from __future__ import annotations

import pytest
from reporting import known, outcome, report

from awesomelint.context import LintContext
from awesomelint.diagnostic import Safety, Severity
from awesomelint.fixing.fixer import apply_fixes
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source

HOST = "https://example.org"
RULE = next(spec.configured() for spec in load_rulebook() if spec.code == "LNK504")


def moved(url: str, new: str, reason: str = "moved permanently"):  # type: ignore[no-untyped-def]
    return known(outcome(url, "moved", reason, status=200, final_url=new))


def fixed(text: str, url: str, new: str, reason: str = "moved permanently", *, unsafe: bool = True) -> str:
    facts = moved(url, new, reason)
    return apply_fixes(Source(text, "README.md"), [RULE], LintContext(facts=facts), unsafe=unsafe).source.text


@pytest.mark.parametrize(
    ("url", "new"),
    [
        (f"{HOST}/a", f"{HOST}/b"),
        (f"{HOST}/a", "https://new.example.com/a"),
        ("https://old.example.org/", "https://new.example.com/"),
        ("https://old.example.org/", "https://new.example.com/project"),
        (f"{HOST}/a?page=1", f"{HOST}/a/page/1"),
        (f"{HOST}/login/a", f"{HOST}/login/b"),
        (f"{HOST}/a?token=1", f"{HOST}/b?token=1"),
        ("http://example.org/a", "https://www.example.org/a/"),
        (f"{HOST}/en/a", f"{HOST}/en/b"),
        (f"{HOST}/author/a", f"{HOST}/authors/a"),
        (f"{HOST}/oscar", f"{HOST}/cascade"),
    ],
)
def test_told(url: str, new: str) -> None:
    (found,) = report("LNK504", f"- [A]({url})\n", facts=moved(url, new))
    assert found.severity is Severity.INFO
    assert found.message == f"moved permanently to {new}"
    assert found.fix is not None
    assert found.fix.safety is Safety.UNSAFE


@pytest.mark.parametrize(
    ("url", "new"),
    [
        # for this visitor, or by design
        (f"{HOST}/a", f"{HOST}/login?next=/a"),
        (f"{HOST}/a", f"{HOST}/users/sign_in"),
        (f"{HOST}/a", "https://accounts.example.com/o/oauth2/v2/auth?x=1"),
        (f"{HOST}/a", "https://sso.example.com/a"),
        (f"{HOST}/a", "https://consent.example.com/a"),
        (f"{HOST}/a", f"{HOST}/cookieAbsent"),
        (f"{HOST}/a", f"{HOST}/a;jsessionid=12"),
        (f"{HOST}/a", f"{HOST}/view?X-Amz-Signature=12"),
        ("https://t.co/abc", f"{HOST}/a"),
        ("http://dx.doi.org/10.1000/182", f"{HOST}/a"),
        # nothing for the reader
        (f"{HOST}/a", f"{HOST}/a/"),
        (f"{HOST}/a", "https://www.example.org/a"),
        (f"{HOST}/a", f"{HOST}/a"),
        (f"{HOST}/a", "http://example.org/a"),
        (f"{HOST}/a", "http://example.org/b"),
        (f"{HOST}/a", f"{HOST}/"),
        (f"{HOST}/a", "https://new.example.com"),
        (f"{HOST}/", f"{HOST}/start/today"),
        (f"{HOST}/", f"{HOST}/index.html"),
        # one language
        (f"{HOST}/a", f"{HOST}/de/a"),
        (f"{HOST}/a", f"{HOST}/en-US/a"),
        (f"{HOST}/a", f"{HOST}/a?hl=en"),
        (f"{HOST}/a", "https://en.example.org/a"),
        (f"{HOST}/fr/a", f"{HOST}/a"),
        # no URL to follow
        (f"{HOST}/a", "file:///etc/passwd"),
        (f"{HOST}/a", "javascript:alert(1)"),
        (f"{HOST}/a", "/b"),
        (f"{HOST}/a", ""),
    ],
)
def test_not_told(url: str, new: str) -> None:
    assert report("LNK504", f"- [A]({url})\n", facts=moved(url, new)) == []


def test_only_what_is_moved() -> None:
    for verdict in ("alive", "dead", "unsure", "blocked", "skipped"):
        facts = known(outcome(f"{HOST}/a", verdict, "moved permanently", final_url=f"{HOST}/b"))
        assert report("LNK504", f"- [A]({HOST}/a)\n", facts=facts) == []


# -- repositories


@pytest.mark.parametrize(
    ("url", "new", "written"),
    [
        ("https://github.com/a/b", "https://github.com/c/d", "https://github.com/c/d"),
        ("http://www.github.com/a/b/", "https://github.com/c/d", "https://github.com/c/d/"),
        ("https://github.com/a/b/tree/x/y", "https://github.com/c/d", "https://github.com/c/d/tree/x/y"),
        ("https://github.com/a/b?tab=readme", "https://github.com/c/d", "https://github.com/c/d?tab=readme"),
    ],
)
def test_a_renamed_repository_keeps_what_is_behind_its_name(url: str, new: str, written: str) -> None:
    text = f"- [code]({url}#usage)\n"
    (found,) = report("LNK504", text, facts=moved(url, new, "renamed"))
    assert (found.severity, found.message) == (Severity.WARNING, "repository renamed to c/d")
    assert fixed(text, url, new, "renamed", unsafe=False) == f"- [code]({written}#usage)\n"


def test_a_name_from_elsewhere_is_not_safe() -> None:
    text, url, new = "- [code](https://github.com/a/b)\n", "https://github.com/a/b", "https://gitlab.com/c/d"
    assert fixed(text, url, new, "renamed", unsafe=False) == text
    assert fixed(text, url, new, "renamed") == f"- [code]({new})\n"


# -- what is safe


def test_https_is_safe_and_writes_no_more_than_that() -> None:
    text = "- [A]( HTTP://Example.org/a%20b?x&amp;y#z ) <http://example.org/a%20b?x&y>\n"
    after = "- [A]( https://Example.org/a%20b?x&amp;y#z ) <https://example.org/a%20b?x&y>\n"
    assert fixed(text, "http://example.org/a%20b?x&y", "https://example.org/a%20b?x&y", unsafe=False) == after


def test_the_same_paper_is_safe() -> None:
    url, new = "http://openreview.net/pdf?id=abcdefghij", "https://openreview.net/forum?id=abcdefghij"
    assert fixed(f"- [pdf]({url})\n", url, new, unsafe=False) == f"- [pdf]({new})\n"


def test_another_page_is_not_safe() -> None:
    text = f"- [A]({HOST}/a)\n"
    assert fixed(text, f"{HOST}/a", f"{HOST}/b", unsafe=False) == text


def test_the_fragment_of_the_list_goes_before_that_of_the_redirect() -> None:
    text = f"- [A]({HOST}/a#own) [B]({HOST}/a)\n"
    assert fixed(text, f"{HOST}/a", f"{HOST}/b#theirs") == f"- [A]({HOST}/b#own) [B]({HOST}/b#theirs)\n"


def test_https_is_left_to_the_rule_on_the_form_of_papers_where_that_speaks() -> None:
    url = "http://aclanthology.org/P19-1580/"
    facts = moved(url, "https://aclanthology.org/P19-1580/")
    secure = "".join(f"- [pdf](https://arxiv.org/abs/1909.1035{n})\n" for n in range(9))
    assert report("LNK504", f"- [pdf]({url})\n{secure}", facts=facts) == []
    assert len(report("LNK509", f"## P\n\n- **T** [pdf]({url})\n{secure}")) == 1
    assert len(report("LNK504", f"- [pdf]({url})\n", facts=facts)) == 1


def test_all_places_are_mended_but_those_that_a_comment_excuses() -> None:
    line = f"- [A]({HOST}/a)"
    text = f"{line}\n{line} <!-- awesomelint-disable-line LNK504 -->\n{line}\n\n[B][b]\n\n[b]: {HOST}/a\n"
    new = f"- [A]({HOST}/b)"
    assert fixed(text, f"{HOST}/a", f"{HOST}/b") == text.replace(f"{line}\n", f"{new}\n")
