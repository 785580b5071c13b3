"""URLs of papers in the form that the list mostly uses, without superfluous parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from awesomelint.checks.base import evidence_for, prevailing, short
from awesomelint.checks.links.retired_hosts import retired
from awesomelint.checks.papers.paper_links import PaperLink, paper_index
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix, Safety, Severity
from awesomelint.document.conventions import MIN_WITNESSES, Observation, Point, is_majority
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Document, Entry, Section, remembered
from awesomelint.markdown.blocks import LinkSyntax
from awesomelint.papers.identifiers import Kind, PaperId, form, read_identifier, rewrite
from awesomelint.rulebook.spec import Rule
from awesomelint.startup import NamedTuple, expression

_REGISTRIES = {"arxiv": "arXiv", "acl": "ACL Anthology"}
_KINDS = (Kind.PAGE, Kind.PDF)
_MIRRORS = {"www.arxiv.org": "arxiv.org", "export.arxiv.org": "arxiv.org", "www.aclanthology.org": "aclanthology.org"}
SECURE = frozenset(
    "aclanthology.org arxiv.org dl.acm.org doi.org ieeexplore.ieee.org link.springer.com openaccess.thecvf.com openreview.net"
    " papers.nips.cc papers.neurips.cc proceedings.mlr.press proceedings.neurips.cc www.nature.com www.sciencedirect.com"
    " www.usenix.org".split()
)
"""Hosts that answer https with what they answer http with."""
_TRACKING = expression(r"(?<=[?&])(?:utm_[a-z_]+|fbclid|gclid|mc_cid|mc_eid)=[^&#]*(?:&|(?=#)|\Z)")
_WRITTEN = (LinkSyntax.INLINE, LinkSyntax.HTML)
_LONGEST = 80


class _Wanted(NamedTuple):
    """The form that a URL should have, and why."""

    url: str
    reason: str
    severity: Severity | None = None
    evidence: Evidence | None = None


@cache
def _kind_point(registry: str, said: Kind | None) -> Point:
    """Return the point what links to a registry lead to, of those whose label says `said`; each paper counts once."""

    def kinds(entry: Entry) -> Iterator[Observation]:
        firsts = _firsts(entry.document)
        for link in _papers(entry, registry):
            if _said(link) is said and firsts[link.reading.paper, link.reading.kind] is link:
                yield Observation(link.reading.kind.value, link.link.span)

    return kinds


_SAID = {"pdf": Kind.PDF, "abs": Kind.PAGE, "abstract": Kind.PAGE}
"""Labels that say whether a link leads to a page or to a PDF: such links have a convention of their own."""


def _said(link: PaperLink) -> Kind | None:
    return _SAID.get(link.link.label.strip("[] ").casefold())


@remembered
def _firsts(document: Document) -> dict[tuple[PaperId, Kind], PaperLink]:
    """Return the first link to each paper in either form; a paper that is listed twice is no second witness."""
    found: dict[tuple[PaperId, Kind], PaperLink] = {}
    for links in paper_index(document).of_entry.values():
        for link in links:
            found.setdefault((link.reading.paper, link.reading.kind), link)
    return found


def _ending(entry: Entry) -> Iterator[Observation]:
    for link in _papers(entry, "acl"):
        written = form(link.link.url)
        if written is not None and link.reading.kind is Kind.PAGE:
            yield Observation(written.ending, link.link.span)


def _papers(entry: Entry, registry: str) -> Sequence[PaperLink]:
    """Return the links of an entry to a registry; none where it has page and PDF of one paper, each on purpose.

    Links to hosts that the registry has left are another rule's.
    """
    return _papers_of_registries(entry.document).get((entry, registry), ())


@remembered
def _papers_of_registries(document: Document) -> dict[tuple[Entry, str], list[PaperLink]]:
    found: dict[tuple[Entry, str], list[PaperLink]] = {}
    for entry, links in paper_index(document).of_entry.items():
        for link in links:
            reading = link.reading
            registry = reading.paper.scheme
            is_plain = registry in _REGISTRIES and reading.kind in _KINDS and reading.version is None
            if is_plain and retired(link.link.url) is None:
                found.setdefault((entry, registry), []).append(link)
    return {key: links for key, links in found.items() if len({link.reading.kind for link in links}) == 1}


def canonical_url(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report URLs of papers that are not written as most others of their registry, or hold more than they need."""
    if not paper_index(document).of_entry:
        return
    is_secure = writes_https(document) if rule.options["https"] == "infer" else rule.options["https"] == "always"
    kept = _hosts_of_others(document) if rule.options["https"] == "infer" else frozenset()
    for section in document.sections:
        wanted = _Section(document, section, rule, SECURE - kept if is_secure else frozenset())
        for entry in section.entries:
            for link in paper_index(document).of_entry.get(entry, ()):
                better = wanted.form_of(link)
                if better is not None:
                    yield _diagnose(document, rule, link, better)


def _diagnose(document: Document, rule: Rule, link: PaperLink, wanted: _Wanted) -> Diagnostic:
    span = link.link.target_span
    fix = None
    if span is not None and link.link.syntax in _WRITTEN and document.source[span] == link.link.url:
        reading = read_identifier(wanted.url)
        # A page with the abstract is not what a reader of the PDF asked for, and the reverse.
        is_same = reading is not None and (reading.paper, reading.kind) == (link.reading.paper, link.reading.kind)
        safety = Safety.SAFE if is_same else Safety.UNSAFE
        fix = Fix((Edit(span, wanted.url),), safety, "write the usual form")
    return rule.diagnose(
        span or link.link.span, wanted.reason, fix=fix, severity=wanted.severity, evidence=wanted.evidence
    )


@remembered
def writes_https(document: Document) -> bool:
    """Return whether the list mostly writes https where either would do."""
    counts: Counter[str] = Counter()
    for links in paper_index(document).of_entry.values():
        for link in links:
            protocol, _, rest = link.link.url.partition("://")
            if rest.partition("/")[0] in SECURE:
                counts[protocol] += 1
    return is_majority(counts["https"], counts.total())


def _hosts_of_others(document: Document) -> frozenset[str]:
    """Return the hosts that links to something other than papers reach by http, too: all links of a host change, or none."""
    papers = {link.link for links in paper_index(document).of_entry.values() for link in links}
    plain = (
        link.url[7:].partition("/")[0]
        for link in document.links
        if link.url.startswith("http://") and link not in papers
    )
    return frozenset(plain)


class _Section:
    """What URLs of a section should look like."""

    def __init__(self, document: Document, section: Section, rule: Rule, secure: frozenset[str]):
        self._document = document
        self._secure = secure
        self._kinds: dict[tuple[str, Kind | None], tuple[Kind, Evidence | None]] = {}
        index = paper_index(document).of_entry
        links = [link for entry in section.entries for link in index.get(entry, ())]
        asked = {(link.reading.paper.scheme, _said(link)) for link in links if link.reading.paper.scheme in _REGISTRIES}
        for registry, said in asked:
            pinned = rule.options[registry]
            if pinned in ("page", "pdf"):
                self._kinds[registry, said] = (Kind.PAGE if pinned == "page" else Kind.PDF, None)
            elif pinned == "infer" and (convention := prevailing(section, _kind_point(registry, said))):
                evidence = evidence_for(convention, f"links to {_REGISTRIES[registry]}")
                self._kinds[registry, said] = (Kind(convention.value), evidence)
        has_acl = any(registry == "acl" for registry, _ in asked)
        self._ending = prevailing(section, _ending) if has_acl and rule.options["acl"] == "infer" else None

    def form_of(self, link: PaperLink) -> _Wanted | None:
        """Return how a link should be written, `None` if as it is."""
        url = link.link.url
        if retired(url) is not None:
            return None
        plain = _without_extras(url, self._secure)
        usual = None if plain == url and self._is_usual(link) else self._usual_form(link, plain)
        if usual is not None:
            return usual
        if plain == url:
            return None
        return _Wanted(plain, f'found "{short(url, _LONGEST)}", expected "{short(plain, _LONGEST)}"', Severity.INFO)

    def _is_usual(self, link: PaperLink) -> bool:
        """Return, by a quick test, whether a link has the usual kind, and nothing after it that may be unusual."""
        registry, kind = link.reading.paper.scheme, link.reading.kind
        return registry != "acl" and self._kinds.get((registry, _said(link)), (kind, None))[0] is kind

    def _ending_of(self, registry: str, kind: Kind) -> str:
        """Return what is after the identifier in links of a kind."""
        if registry == "acl":
            usual = "/" if self._ending is None else self._ending.value
            return usual if kind is Kind.PAGE else ".pdf"
        return arxiv_pdf_ending(self._document) if kind is Kind.PDF else ""

    def _usual_form(self, link: PaperLink, plain: str) -> _Wanted | None:
        registry = link.reading.paper.scheme
        written = form(plain) if _papers(link.entry, registry) else None
        if written is None:
            return None
        wanted = written
        kind, evidence = self._kinds.get((registry, _said(link)), (written.kind, None))
        is_allowed = evidence is not None and (_said(link) is written.kind or _is_on_purpose(link, kind))
        if kind is not written.kind and not is_allowed:
            wanted = written._replace(kind=kind, ending=self._ending_of(registry, kind))
        elif registry == "acl" and self._ending is not None and written.kind is Kind.PAGE:
            wanted = written._replace(ending=self._ending.value)
            # A few are enough: only one of the forms leads to the page without a detour.
            evidence = evidence_for(self._ending, "links to pages of the ACL Anthology", witnesses=MIN_WITNESSES)
        rewritten = rewrite(plain, wanted) if wanted != written else plain
        if rewritten == plain:
            return None
        reason = f'found "{short(link.link.url, _LONGEST)}", expected "{short(rewritten, _LONGEST)}"'
        # A page has the PDF, too; it is a slip only where the label promises one.
        is_taste = (wanted.kind, written.kind) == (Kind.PDF, Kind.PAGE) and _said(link) is not Kind.PDF
        return _Wanted(rewritten, reason, Severity.INFO if is_taste and evidence is not None else None, evidence)


@remembered
def arxiv_pdf_ending(document: Document) -> str:
    """Return what mostly is after the number in a list's links to PDFs at arXiv: `.pdf` or nothing."""
    ends = [link.url.endswith(".pdf") for link in document.links if "arxiv.org/pdf/" in link.url]
    return ".pdf" if 2 * sum(ends) > len(ends) else ""


@remembered
def _label_counts(document: Document) -> Counter[tuple[str, str, Kind]]:
    """Count what the links of each label lead to: `[abs]` and `[pdf]` have targets of their own, on purpose."""
    links = (link for links in paper_index(document).of_entry.values() for link in links)
    return Counter((*_name(link), link.reading.kind) for link in links)


def _is_on_purpose(link: PaperLink, wanted: Kind) -> bool:
    """Return whether links with the label of this one have its kind at least as often as the one that is usual."""
    counts, name = _label_counts(link.entry.document), _name(link)
    here = counts[(*name, link.reading.kind)]
    return here > 1 and here >= counts[(*name, wanted)]


def _name(link: PaperLink) -> tuple[str, str]:
    label = link.link.label
    return link.reading.paper.scheme, "" if label_kind(label) is None else label.strip("[] ").casefold()


def _without_extras(url: str, secure: frozenset[str]) -> str:
    """Return a URL, by https if its host is one of the secure ones, without mirrors, trackers and ends that say nothing."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    host = _MIRRORS.get(host, host)
    if scheme == "http" and host in secure:
        scheme = "https"
    if host == "arxiv.org" and path.startswith("abs/"):
        path = path.removesuffix(".pdf")  # which arXiv drops, and shows the page
    return f"{scheme}://{host}{slash}{without_tracking(path)}" if slash else url


def without_tracking(url: str) -> str:
    """Return a URL or the end of one without what tells its owner where readers come from, and without an empty query."""
    if "?" not in url and "#" not in url:
        return url
    url = _TRACKING.sub("", url)
    return url.rstrip("#?&") if url[-1:] in "#?&" else url.replace("?#", "#").replace("&#", "#")
