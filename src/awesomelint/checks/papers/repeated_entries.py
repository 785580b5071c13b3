"""Entries that are no papers, such as tools and courses: one that is listed twice, and two that share a link by mistake."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.base import short
from awesomelint.checks.links.canonical_urls import without_tracking
from awesomelint.checks.papers.paper_links import paper_index
from awesomelint.checks.papers.repeats import parts_of, place_of, repeats
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Related, Severity
from awesomelint.document.model import Container, Document, Entry
from awesomelint.links.outcome import quoted
from awesomelint.links.targets import target_url
from awesomelint.links.videos import video_url
from awesomelint.markdown.blocks import LinkKind
from awesomelint.papers.identifiers import RepositoryId
from awesomelint.papers.identifiers.model import parameter
from awesomelint.papers.titles import title_key
from awesomelint.rulebook.spec import Rule
from awesomelint.startup import expression, memo

_REPOSITORY_URL = r"(?:github|gitlab)\.com/[\w.-]+/[\w.-]+"
_REPOSITORY = expression(r"(?:github|gitlab)\.com/([\w.-]+)/([\w.-]+)")
_READMES = ("", "readme", "readme-ov-file")
_FRONT_PAGE = expression(
    rf"({_REPOSITORY_URL})(?:/(?:tree|blob)/(?:main|master)(?:/readme\.md)?)?(?:\?tab=readme-ov-file)?"
)
"""The front page of a repository, by its address or that of its main branch or its README."""
_INDEX = expression(r"/index\.html?\Z")
_PAGE = expression(r"([\w.-]+)\.\w+/([\w-]+)(?:\.html?)?")
"""A page at the top of a site."""
_REACH = 10
"""Lines between an entry and its copy; further apart, two things of one repository are more likely."""
_MIN_LETTERS = 4
"""Letters of a name that cannot be in a URL by chance."""


def repeated_entry(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report entries whose name and link an earlier one of the same list has, and those whose link is another's."""
    papers = paper_index(document).of_entry
    known = {repeat.entry for repeat in repeats(document)}
    by_link: dict[str, list[Entry]] = {}
    for entry in document.entries:
        target = _address_of(entry) if entry not in papers else ""
        if target:
            by_link.setdefault(target, []).append(entry)
    for target, entries in by_link.items():
        for at in range(1, len(entries)):
            entry = entries[at]
            if entry in known:
                continue
            same = [other for other in entries[max(0, at - 20) : at] if _is_same(entry, other)]
            if same:
                yield _diagnose(entry, same[0], f"same entry as line {_line(same[0])}", rule)
        if len(entries) == 2 and (pair := _one_of_another(target, *entries)) is not None:
            entry, owner = pair
            assert owner.title is not None
            message = f'link leads to {target}, which line {_line(owner)} lists as "{short(owner.title.value, 60)}"'
            yield _diagnose(entry, owner, message, rule)


def one_repository(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report entries that lead to the repository of an earlier one by another name of it, or to its homepage, or from there."""
    assert context.facts is not None
    papers = paper_index(document).of_entry
    links = [(entry, found) for entry in document.entries if entry not in papers and (found := _address_of(entry))]
    by_name: dict[str, tuple[Entry, str]] = {}
    pages: dict[str, list[Entry]] = {}
    for entry, found in links:
        pages.setdefault(found, []).append(entry)
    for entry, found in links:
        record = context.facts.repositories.get(RepositoryId("github", found.removeprefix("github.com/")))
        if record is None:
            continue
        earlier, other = by_name.setdefault(record.name.lower(), (entry, found))
        if other != found and not entry.span.overlaps(earlier.span):
            yield _same_thing(entry, earlier, f"same repository as line {_line(earlier)} ({quoted(record.name)})", rule)
        for page in pages.get(address(record.homepage), ()) if "://" in record.homepage else ():
            if page is not entry and _have_one_name(page, entry) and not page.span.overlaps(entry.span):
                first, second = sorted((page, entry), key=lambda each: each.span)
                message = f"same tool as line {_line(first)} (the homepage of {quoted(record.name)})"
                yield _same_thing(second, first, message, rule)


def _have_one_name(one: Entry, other: Entry) -> bool:
    """Return whether one name is in the other; the homepage of a repository may be that of a whole project."""
    assert one.title is not None
    assert other.title is not None
    short_key, long_key = sorted((title_key(one.title.value), title_key(other.title.value)), key=len)
    return len(short_key) >= _MIN_LETTERS and short_key in long_key


def _same_thing(entry: Entry, earlier: Entry, message: str, rule: Rule) -> Diagnostic:
    severity = None if place_of(entry) == place_of(earlier) else Severity.INFO
    return _diagnose(entry, earlier, message, rule, severity)


def _address_of(entry: Entry) -> str:
    link = entry.title.link if entry.title is not None else None
    if link is None or link.kind is LinkKind.BADGE or not link.url.startswith(("http://", "https://")):
        return ""
    found = address(link.url)
    return found if "/" in found or _begins_line(entry) else ""


def _begins_line(entry: Entry) -> bool:
    """Return whether no words are before a name in its line: a site is named in sentences too."""
    assert entry.title is not None
    source, start = entry.document.source, entry.title.span.start
    return not any(map(str.isalnum, source.text[source.line_starts[source.line_at(start) - 1] : start]))


@memo(4096)
def address(url: str) -> str:
    """Return a URL without what does not matter: scheme, `www.`, a slash or `index.html` at the end, trackers, forms of videos.

    Of a repository the letter case and the ways to its front page do not matter. A place in a page or a video does.
    """
    page, mark, fragment = url.partition("#")
    video = video_url(page)
    if video is not None:
        time = parameter(page.partition("?")[2], "t")
        return _plain(video) + (f"&t={time}" if time else "")
    plain = _INDEX.sub("", _plain(without_tracking(page)))
    repository = _FRONT_PAGE.fullmatch(plain.lower())
    if repository is None:
        return plain + mark + fragment
    name = repository[1].removesuffix(".git")
    return name if fragment.lower() in _READMES else name + mark + fragment


def _plain(url: str) -> str:
    return target_url(url).partition("://")[2].removeprefix("www.").rstrip("/")


def _is_same(entry: Entry, other: Entry) -> bool:
    return (
        _name(entry) == _name(other)
        and place_of(entry) == place_of(other)
        and not entry.span.overlaps(other.span)
        and parts_of(entry) == parts_of(other)
        and _purpose(entry) == _purpose(other)
    )


def _purpose(entry: Entry) -> str:
    """Return the first cell of a row whose thing is in another one: what things are good for may be said of one twice."""
    assert entry.title is not None
    first = entry.block.children[0].inline if entry.container is Container.TABLE and entry.block.children else None
    return "" if first is None or first.span.overlaps(entry.title.span) else first.plain().strip()


def _name(entry: Entry) -> str:
    """Return the letters of an entry's name, with the year and the venue that may be in its link."""
    assert entry.title is not None
    assert entry.title.link is not None
    return title_key(f"{entry.title.value} {entry.title.link.label}")


def _one_of_another(target: str, one: Entry, other: Entry) -> tuple[Entry, Entry] | None:
    """Return the entry that bears another name than the repository or page that it links to, and the one that bears its name."""
    match = _REPOSITORY.fullmatch(target) or _PAGE.fullmatch(target)
    if match is None or place_of(one) != place_of(other) or one.span.overlaps(other.span):
        return None
    if not 0 < _line(other) - one.last <= _REACH:
        return None
    owner, name = title_key(match[1]), title_key(match[2])
    keys = [title_key(entry.title.value) if entry.title is not None else "" for entry in (one, other)]
    if any(len(key) < _MIN_LETTERS for key in (*keys, name)):
        return None
    if keys[0][:_MIN_LETTERS] == keys[1][:_MIN_LETTERS] or keys[0][-_MIN_LETTERS:] == keys[1][-_MIN_LETTERS:]:
        return None  # two tools of one family, such as PondCount and PondMap
    is_own = [key in name or name in key for key in keys]
    is_strange = [key not in name and name not in key and key not in owner and owner not in key for key in keys]
    for entry, rest, strange, own in ((one, other, is_strange[0], is_own[1]), (other, one, is_strange[1], is_own[0])):
        if strange and own:
            return entry, rest
    return None


def _line(entry: Entry) -> int:
    return entry.document.source.line_at(entry.span.start)


def _diagnose(entry: Entry, other: Entry, message: str, rule: Rule, severity: Severity | None = None) -> Diagnostic:
    assert entry.title is not None
    assert other.title is not None
    related = (Related(other.title.span, "the other entry"),)
    return rule.diagnose(entry.title.span, message, related=related, severity=severity)
