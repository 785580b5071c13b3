"""Links to another place of the same document."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from urllib.parse import quote, unquote

from awesomelint.checks.base import short
from awesomelint.checks.form.link_labels import is_slip
from awesomelint.checks.links.slugs import anchor_below, anchors, heading_slugs, heading_texts, letters, slug
from awesomelint.checks.rendering.unseen import unseen_headings
from awesomelint.context import LintContext, RepositoryFiles
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.model import Document, remembered
from awesomelint.document.parse import parse_document
from awesomelint.links.page_anchors import TEXT_DIRECTIVE, Presence, anchor_of, presence
from awesomelint.markdown.blocks import BlockKind, Link
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import expression

_SHORTCODE = expression(r":[a-z0-9_+-]+:")
_OF_GITHUB = frozenset(
    {"", "top", "readme", "start-of-content", "js-repo-pjax-container", "repo-content-pjax-container"}
)
"""Anchors that every page of a repository on GitHub has."""
_LINES = expression(r"L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?")
_RELATIVE = expression(r"[\w,()&+'!?-]+")
_NOT_IN_TARGETS = expression(r"[\s\ufe0f\u200d()<>]")
"""What cannot be in a target, or could not be seen there; emoji leave a variation selector in anchors."""
_PREFIX = "user-content-"
_STRAY = "()[]{}<>\"'.,;: "
"""Signs that got into an id by mistake."""
_LONGEST = 80
_MANY = 100_000
"""Pairs of names beyond which no likeness is looked for."""


def missing_anchor(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report each link to a place of this document that does not exist, or is spelled in another case.

    So are links to places in other files of the repository.
    """
    if context.files is not None:
        yield from _elsewhere(document, rule, context.files)
    links = [(link, fragment) for link in document.links if (fragment := _fragment(document, link)) is not None]
    if not links:
        return
    known = _Anchors(document)
    made = _made_by_bot(document.source.text)
    for link, fragment in links:
        if made.covers(link.span):
            continue
        if "#" not in link.url:
            is_file = context.files is not None and context.files.exists(fragment) is True
            name = anchor_without_mark(document, fragment)
            if name is not None and not is_file and _is_named(link.label, name):
                yield _report(document, rule, link, name)
        elif not known.has(fragment) and fragment not in known.unseen:
            yield from _missing(document, rule, link, fragment, known)


def _made_by_bot(text: str) -> Span:
    """Return where the table of contributors is that a bot writes; its links to nowhere only show what each has done."""
    start = text.find("<!-- ALL-CONTRIBUTORS-LIST:START")
    end = text.find("<!-- ALL-CONTRIBUTORS-LIST:END", start) if start >= 0 else -1
    return Span(start, end) if end >= 0 else Span(0, 0)


def _is_named(label: str, name: str) -> bool:
    """Return whether a label says the name of an anchor, or a part of it: else a word may as well be a folder."""
    said, core = letters(label), letters(name)
    return bool(said) and (core in said or said in core)


def anchor_without_mark(document: Document, target: str) -> str | None:
    """Return the anchor that a target names without its `#`, and perhaps with punctuation; `None` if it may be a file."""
    if not _RELATIVE.fullmatch(target) or target != target.lower():
        return None
    if target in anchors(document):
        return target
    same = _by_core(document).get(letters(target), set()) if "-" in target else set()
    return next(iter(same)) if len(same) == 1 else None


@remembered
def _by_core(document: Document) -> dict[str, set[str]]:
    """Return the anchors of a document by their letters and digits."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in anchors(document):
        found[letters(name)].add(name)
    for text, _ in heading_texts(document):
        if ":" in text and _SHORTCODE.search(text):
            found[letters(slug(_SHORTCODE.sub("", text)))].add(slug(text))  # GitHub keeps the letters of `:star:`
    return found


class _Anchors:
    """The anchors of a document, and those that a misspelled one could mean."""

    def __init__(self, document: Document):
        self._document = document
        self.names = anchors(document)
        self.unique = {name for name, count in heading_slugs(document).items() if count == 1}
        self.lowered = {name.lower(): name for name in sorted(self.names)}
        self._by_core = _by_core(document)
        self._compared = 0

    @cached_property
    def unseen(self) -> frozenset[str]:
        """The anchors that headings would have that readers do not see as headings; other rules say why they do not."""
        return frozenset(map(slug, unseen_headings(self._document)))

    def has(self, fragment: str) -> bool:
        """Return whether a fragment leads somewhere; words of the text to scroll to always do."""
        fragment = fragment.partition(TEXT_DIRECTIVE)[0]
        return (
            fragment in self.names
            or fragment in _OF_GITHUB
            or fragment.removeprefix(_PREFIX) in self.names
            or _LINES.fullmatch(fragment) is not None
        )

    def lacks(self, fragment: str) -> bool:
        """Return whether a fragment leads nowhere in any letter case, nor to what readers do not see as a heading."""
        return not (self.has(fragment) or fragment in self.unseen or fragment.lower() in self.lowered)

    def meant(self, fragment: str, label: str | None) -> tuple[str, bool] | None:
        """Return the anchor that a fragment means, and whether that is certain."""
        same = self._by_core.get(letters(fragment), set())
        titled = None if label is None else slug(label)
        if titled is not None and titled in self.unique:
            return titled, not (same and letters(fragment)) or titled in same  # else two headings are meant
        if len(same) == 1 and letters(fragment):
            return next(iter(same)), True
        return self._alike(fragment)

    def _alike(self, fragment: str) -> tuple[str, bool] | None:
        self._compared += len(self.names)
        if self._compared > _MANY or len(fragment) > 100:
            return None
        from difflib import get_close_matches  # 3 ms, and only mistakes need it

        close = get_close_matches(fragment.lower(), self.names, n=2, cutoff=0.8)
        return (close[0], False) if len(close) == 1 else None


def lost_links(document: Document, links: Iterable[Link]) -> dict[Link, str | None]:
    """Return those of some links to headings that lead nowhere, each with the anchor that it may mean, if anything tells."""
    known, lost = _Anchors(document), dict[Link, str | None]()
    for link in links:
        fragment = unquote(link.url[1:])
        if known.lacks(fragment):
            meant = known.meant(fragment, link.label)
            lost[link] = meant[0] if meant is not None else None
    return lost


def _fragment(document: Document, link: Link) -> str | None:
    """Return the fragment of a link to this document; also a lone word, which may be a fragment without its `#`."""
    url = link.url
    if url.startswith("#"):
        return unquote(url[1:])
    if link.target_span is None or ":" in url:
        return None
    path, mark, fragment = url.partition("#")
    if mark:
        own = posixpath.basename(document.source.path.replace("\\", "/"))
        return unquote(fragment) if path in (own, f"./{own}") else None
    return url if anchor_without_mark(document, url) is not None else None


_FILE = expression(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//|#)([^#?]+)(?:\?[^#]*)?#(.+)")
_MARKDOWN, _HTML = (".md", ".markdown"), (".html", ".htm")


def _elsewhere(document: Document, rule: Rule, files: RepositoryFiles) -> Iterator[Diagnostic]:
    """Report links to places that other files of the repository do not have."""
    known: dict[str, _Anchors | None] = {}
    pages: dict[str, str] = {}
    for link in document.links:
        if "#" not in link.url or link.target_span is None or _fragment(document, link) is not None:
            continue
        match = _FILE.fullmatch(link.url)
        if match is None:
            continue
        path, fragment = match[1], unquote(match[2])
        if path.lower().endswith(_HTML):
            if path not in pages:
                pages[path] = files.text(path) or ""
            yield from _in_html(document, rule, link, path, pages[path])
            continue
        if path not in known:
            text = _markdown_at(files, path)
            known[path] = None if text is None else _Anchors(parse_document(Source(text, path), document.venues))
        there = known[path]
        if there is None or not there.lacks(fragment):
            continue
        span, meant = _fragment_span(document, link), there.meant(fragment, None)
        message, fix = (
            f'anchor "{short(document.source[span], _LONGEST)}" does not exist in {short(path, _LONGEST)}',
            None,
        )
        if meant is not None:
            name, certain = meant
            written = "#" + _NOT_IN_TARGETS.sub(lambda match: quote(match[0]), name)
            message = f'{message} (did you mean "{short(written, _LONGEST)}"?)'
            fix = Fix((Edit(span, written),), Safety.SAFE if certain else Safety.UNSAFE)
        yield rule.diagnose(span, message, fix=fix, cause=f"found a link to an anchor that {path} does not have")


def _markdown_at(files: RepositoryFiles, path: str) -> str | None:
    """Return the text of a Markdown file, or of the one that is shown with a folder."""
    if path.lower().endswith(_MARKDOWN):
        return files.text(path)
    name = posixpath.basename(path.rstrip("/"))
    return files.text(f"{path.rstrip('/')}/README.md") if "." not in name.lstrip(".") else None


def _in_html(document: Document, rule: Rule, link: Link, path: str, text: str) -> Iterator[Diagnostic]:
    """Report a link to a place that a page of the repository does not have; scripts of one without any may add it."""
    anchor = anchor_of(link.url.partition("#")[2])
    if anchor and presence([anchor], "", text, is_whole=True)[anchor] is Presence.LOST:
        span = _fragment_span(document, link)
        message = f'anchor "{short(document.source[span], _LONGEST)}" does not exist in {short(path, _LONGEST)}'
        yield rule.diagnose(span, message, cause=f"found a link to an anchor that {path} does not have")


def _missing(document: Document, rule: Rule, link: Link, fragment: str, known: _Anchors) -> Iterator[Diagnostic]:
    other_case = known.lowered.get(fragment.lower())
    if other_case is not None:
        if rule.options["case"] == "report":
            cause = "found an anchor in other case than the heading"
            name = anchor_below(document, link, other_case)
            yield _report(document, rule, link, name, severity=Severity.INFO, cause=cause)
        return
    leaf = document.places.leaf_at(link.span.start)
    is_heading = leaf is not None and leaf.kind is BlockKind.HEADING  # such a link leads away from itself
    meant = known.meant(fragment, None if is_heading else link.label)
    if meant is None:
        span = _fragment_span(document, link)
        message = f'anchor "{short(document.source[span], _LONGEST)}" does not exist'
        yield rule.diagnose(span, message, cause="found a link to an anchor that does not exist")
        return
    name, certain = meant
    if name.strip(_STRAY) == fragment and name not in heading_slugs(document):
        there = short(document.source[_fragment_span(document, link)], _LONGEST)
        message = f'anchor "{there}" does not exist: "{short(name, _LONGEST)}" is the id'
        yield rule.diagnose(_fragment_span(document, link), message)
        return
    yield _report(document, rule, link, anchor_below(document, link, name), certain=certain)


def _report(
    document: Document,
    rule: Rule,
    link: Link,
    name: str | None,
    *,
    certain: bool = True,
    severity: Severity | None = None,
    cause: str | None = None,
) -> Diagnostic:
    span = _fragment_span(document, link)
    if name is None:
        there = f'"{short(document.source[span], _LONGEST)}"'
        message = f"anchor {there} does not exist, and more than one heading may be meant"
        return rule.diagnose(span, message, severity=severity, cause=cause)
    written = "#" + _NOT_IN_TARGETS.sub(lambda match: quote(match[0]), name)
    fix: Fix | None = Fix((Edit(span, written),), Safety.SAFE if certain else Safety.UNSAFE)
    if link.target_span is None or link.label == link.url:
        fix = None  # where the label repeats the target, both would have to change
    elif "#" not in link.url:
        index = bisect_right(document.entries, link.span.start, key=lambda entry: entry.span.start) - 1
        if index >= 0 and document.entries[index].span.covers(link.span):
            fix = None  # with its `#` the entry would become a line of a table of contents
    there, expected = (f'"{short(text, _LONGEST)}"' for text in (document.source[span], written))
    message = f"found {there}, expected {expected}"
    if not certain:
        message = f"anchor {there} does not exist (did you mean {expected}?)"
    elif cause is None and _is_made_otherwise(document.source[span], written):
        cause = "found an anchor made in another way than GitHub does, expected that of the heading"
    return rule.diagnose(span, message, fix=fix, severity=severity, cause=cause)


def _is_made_otherwise(found: str, name: str) -> bool:
    """Return whether two anchors differ in hyphens or in letters that are not ASCII: a program made them, and all alike."""
    cores = [letters(unquote(one)) for one in (found, name)]
    return cores[0] == cores[1] or len({"".join(filter(str.isascii, core)) for core in cores}) == 1


def _fragment_span(document: Document, link: Link) -> Span:
    """Return where the fragment of a link is written, from its `#`; the whole target where it lacks one."""
    span = link.target_span or link.span
    mark = document.source[span].find("#")
    return Span(span.start + max(mark, 0), span.end)


# -- labels that are not what the heading says

_WORDS = expression(r"[^\W\d_]+")


def contents_label(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links to a heading whose label is the heading with a letter lost, doubled or wrong, or the other way round."""
    links = [link for link in document.links if link.url.startswith("#") and link.label_span is not None]
    if not links:
        return
    counts = heading_slugs(document)
    headings = {name: text for text, _ in heading_texts(document) if counts[name := slug(text)] == 1}
    for link in links:
        heading = headings.get(unquote(link.url[1:]).lower())
        slip = _one_word_off(link.label, heading) if heading is not None else None
        if slip is None or heading is None:
            continue
        written, meant = slip
        assert link.label_span is not None
        at = document.source[link.label_span].find(written)
        fix = None
        if at >= 0:
            start = link.label_span.start + at
            fix = Fix((Edit(Span(start, start + len(written)), meant),), Safety.UNSAFE, "write the word of the heading")
        message = f'found "{short(link.label)}" as link to the heading "{short(heading.strip())}"'
        yield rule.diagnose(link.label_span, message, fix=fix)


def _one_word_off(label: str, heading: str) -> tuple[str, str] | None:
    """Return the word of a label and that of a heading, if these alone differ, and by a slip."""
    words, others = _WORDS.findall(label), _WORDS.findall(heading)
    if len(words) != len(others):
        return None
    different = [(one, other) for one, other in zip(words, others, strict=True) if one.casefold() != other.casefold()]
    if len(different) != 1 or not is_slip(different[0][0].casefold(), different[0][1].casefold()):
        return None
    return different[0]
