"""Links and images that lead to other files of the repository."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.form.slip import short
from awesomelint.checks.links.slugs import anchors
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.blocks import LinkSyntax, RunKind
from awesomelint.document.model import Document
from awesomelint.expressions import expression
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span
from awesomelint.urls.faults import is_placeholder, is_well_formed, url_fault

_ABSOLUTE = expression(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\(|\[|<|\{")
_LONGEST = 80
_WORD = expression(r"[\w-]+")
_PAGE_OF_GITHUB = expression(
    r"(?:\./)?(?:\.\./)+(?:issues|pulls?|wiki|releases|discussions|actions|graphs|network|stargazers|watchers|fork|tree|blob|"
    r"raw|commits?|compare|projects|tags|branches|labels|milestones?|contributors|security|pulse|packages|edit|new)(?:[/?#]|$)"
)
"""Pages of a repository beside its files: `../../issues` works in a README on GitHub."""


def local_file(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report each relative target that is no file or folder of the repository, where somebody knows what is there."""
    surroundings = document.surroundings
    if surroundings is None:
        return
    own_anchors: set[str] | None = None
    for span, target in _targets(document):
        if _PAGE_OF_GITHUB.match(target) or surroundings.exists(target) is not False:
            continue
        if _WORD.fullmatch(target):
            own_anchors = anchors(document) if own_anchors is None else own_anchors
            if target in own_anchors:
                continue  # an anchor without its #, and another rule's
        similar = surroundings.similar(target)
        expected = f'"{short(similar, _LONGEST)}"' if similar else "a file or folder of the repository"
        yield rule.diagnose(span, f'found "{short(target, _LONGEST)}", expected {expected}')


def _targets(document: Document) -> Iterator[tuple[Span, str]]:
    """Yield the relative targets of links, definitions and images; malformed ones are another rule's."""
    for link in document.links:
        if is_well_formed(link.url) or link.syntax in (LinkSyntax.BARE, LinkSyntax.REFERENCE):
            continue
        if _is_relative(link.url):
            yield link.target_span or link.span, link.url
    for definition in document.definitions:
        if _is_relative(definition.url):
            yield document.source.line_span(definition.first), definition.url
    text = document.source.text
    if "![" not in text and "<img" not in text.lower():
        return
    for block in document.blocks:
        if block.inline is not None:
            for run in block.inline.runs:
                if run.kind is RunKind.IMAGE and _is_relative(run.url):
                    yield run.span, run.url


def _is_relative(url: str) -> bool:
    if not url or _ABSOLUTE.match(url) or not url.strip():
        return False
    return url_fault(url) is None and not is_placeholder(url)
