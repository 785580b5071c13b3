"""Count which links of the lists below a folder name a paper, by family of hosts.

python benchmarks/identifiers.py DIR [--all]

Prints a table of links in all lists, each as often as it stands there: recognised, deliberately not recognised (pages that show
no one paper, and identifiers that cannot be), and neither; then those that are neither, and what a look-up costs. `--all` prints
what is deliberately not recognised too. Repositories of code are recognised as such.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from inspect import unwrap
from pathlib import Path
from typing import NamedTuple

from list_files import read_lists
from tables import table

from awesomelint.document.parse import parse_document
from awesomelint.papers.identifiers import read_identifier, reader_of, repository
from awesomelint.papers.identifiers.model import split_address

FAMILIES = {
    "read_arxiv": "arXiv",
    "read_arxiv_mirror": "readers of arXiv",
    "read_anthology": "ACL Anthology",
    "read_acl_site": "ACL Anthology",
    "read_openreview": "OpenReview",
    "read_conference_site": "conference sites",
    "read_doi_resolver": "DOI",
    "read_pmlr": "PMLR, JMLR",
    "read_jmlr": "PMLR, JMLR",
    "read_cvf": "CVF",
    "read_ecva": "ECVA",
    "read_ijcai": "IJCAI",
    "read_usenix": "USENIX",
    "read_acm": "ACM",
    "read_acm_file": "ACM",
    "read_ieee": "IEEE",
    "read_computer_society": "IEEE",
    "read_nature": "Nature",
    "read_biorxiv": "bioRxiv, medRxiv",
    "read_elsevier": "Elsevier",
    "read_semantic_scholar": "Semantic Scholar",
    "read_semantic_scholar_file": "Semantic Scholar",
    "read_neurips": "NeurIPS, MLSys",
    "read_neurips_datasets": "NeurIPS, MLSys",
    "read_iclr_proceedings": "NeurIPS, MLSys",
    "read_mlsys": "NeurIPS, MLSys",
    "read_aaai": "AAAI",
    "read_cdn": "AAAI",
    "read_ojs": "AAAI",
}
REPOSITORIES = "repositories"
PAGES = "project pages"
OTHERS = "other libraries"
REST = "all other hosts"

NO_PAPER = re.compile(
    r"""
      ^https?://[^/]+/?(?:[?#].*)?$                                # the site itself
    | arxiv\.org/(?:list|search|archive|corr|a|help|about)/
    | arxiv\.org/(?:abs|pdf)/\S*(?:\d{8,9}|\d(?:v|v\d+[a-z])|%\w\w|&embed)\S*$   # no identifier, or more than one
    | huggingface\.co/ | emergentmind\.com
    | /volumes/ | anthology/[A-Z]\d\d-\d\b                          # volumes
    | openreview\.net/(?:group|profile|search)
    | /Conferences/ | /media/ | /virtual/\d{4}/(?:tutorial|workshop|invited) | iclr\.cc/lib/
    | thecvf\.com/(?:[A-Z]+\d{4}(?:\.py)?|.*/CameraReady/)
    | /book/ | /journals?/ | /Xplore | punumber= | /worldscibooks/ | /conference/[^/]+/[^/]*$
    | usenix\.org/(?:publications|legacy/events/[a-z]+/submit|legacy/.*/slides/|conference/[^/]+/technical-sessions)
    | science\.org/content/ | sciencemag\.org/content/ | pnas\.org/content/ | downloadSupplement | /engage/
    | computer\.org/(?!csdl) | cms/Computer\.org | zenodo\.org/(?:badge|communities)
    | mdpi\.com/\d+$ | ncbi\.nlm\.nih\.gov/(?:download|pmc|home)/?$ | api-docs | /author/ | index\.html$
    | aaai\.org/(?:conference|Library/Reports) | ijcai\.org/Proceedings/\d+-\d/
    | aip\.org/.*/article/\d
    """,
    re.VERBOSE,
)
"""Pages that show no one paper or do not say which, and identifiers that cannot be."""


class Tally(NamedTuple):
    """Links of one family."""

    recognised: Counter[str]
    deliberate: Counter[str]
    neither: Counter[str]


def main(argv: Sequence[str] | None = None) -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description="Count which links of the lists below a folder name a paper.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--all", action="store_true", help="print also what is deliberately not recognised")
    options = parser.parse_args(argv)
    urls = Counter(_urls(options.folder))
    tallies = _count(urls)
    rows = [
        (name, *(tally.total() for tally in tallies[name]), len(tallies[name].recognised))
        for name in sorted(tallies, key=lambda name: -sum(tally.total() for tally in tallies[name]))
    ]
    head = ("hosts", "recognised", "deliberately not", "neither", "different URLs recognised")
    for line in table(head, rows):
        print(line)
    for name, tally in tallies.items():
        if name not in (REST, PAGES, REPOSITORIES):
            for url in [*tally.neither, *(tally.deliberate if options.all else ())]:
                print(f"{name}: {url[:160]!a}")
    print(_costs(list(urls)))
    return 0


def _urls(folder: Path) -> Iterator[str]:
    for source in read_lists(folder):
        yield from (link.url for link in parse_document(source).links if "://" in link.url)


def _count(urls: Counter[str]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for url, times in urls.items():
        name = _family(url)
        tally = tallies.setdefault(name, Tally(Counter(), Counter(), Counter()))
        if read_identifier(url) is not None or repository(url) is not None:
            tally.recognised[url] = times
        elif name in (REST, PAGES, REPOSITORIES) or NO_PAPER.search(url):
            tally.deliberate[url] = times
        else:
            tally.neither[url] = times
    return tallies


def _family(url: str) -> str:
    if repository(url) is not None:
        return REPOSITORIES
    address = split_address(url.strip())
    host = address.host if address is not None else ""
    reader = reader_of(host)
    if reader is None or host == "raw.githubusercontent.com":
        return PAGES if host.endswith(".github.io") else REPOSITORIES if host == "github.com" else REST
    default = "other publishers" if reader.__module__.endswith(".doi") else OTHERS
    return FAMILIES.get(reader.__name__, default)


def _costs(urls: Sequence[str]) -> str:
    """Tell what a look-up costs, the first time and again."""
    known = [url for url in urls if read_identifier(url) is not None]
    first = min(_seconds(unwrap(read_identifier), known) for _ in range(3))
    again = known[:4000]
    _seconds(read_identifier, again)
    second = min(_seconds(read_identifier, again) for _ in range(3))
    return (
        f"a URL of a paper: {first / len(known) * 1e6:.1f} microseconds, again {second / len(again) * 1e6:.2f}"
        if known
        else ""
    )


def _seconds(read: object, urls: Sequence[str]) -> float:
    assert callable(read)
    start = time.process_time()
    for url in urls:
        read(url)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
