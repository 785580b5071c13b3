"""Check links with awesomelint and others side by side, on the local internet of the tests.

python benchmarks/links.py [--corpus DIR] [--peers DIR] [--only PART]... [--lists N]

Prints tables in Markdown and asserts nothing. Nothing leaves the machine. benchmarks/README.md says how to install the others,
and what the figures leave out. Linux only.
"""

from __future__ import annotations

import argparse
import html
import os
import random
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from checkers import LIST_URL, Checker, checkers, ours, passed
from list_files import read_lists
from local_internet import ROOT, LocalInternet
from process import Took, run
from tables import table

from awesomelint.document.parse import parse_document
from awesomelint.links.targets import uses_of

sys.path.insert(0, str(ROOT / "tests"))

from net.mishaps import Truth, truth

MISHAPS = 0.05
"""The share of papers, repositories and pages that are amiss."""
HANG = 0.02
LARGEST = 1500
"""Targets of a list at most: markdown-link-check takes a sixth of a second for each."""
PAPER_HOSTS = frozenset(("arxiv.org", "aclanthology.org", "aclweb.org", "openreview.net", "doi.org"))
PAPERS = 0.3
"""The share of targets on these hosts that makes a list one of papers."""
HEAD = (
    "checker",
    "wall s",
    "requests",
    "a target",
    "MB sent",
    "at once",
    "cpu s",
    "memory MB",
    "false alarms",
    "missed",
)
SETTINGS = "links: {identity: false}\n"
"""All papers of the local internet have made-up titles, other than their entries'; of real ones few have."""
SIZES = ((10, 1), (1000, 50), (10_000, 500), (20_000, 3000))
"""Pages and hosts for the part `scale`."""
PARTS = ("lists", "many", "hanging", "hung", "scale")


class Material(NamedTuple):
    """A list to check, and the targets that it has."""

    name: str
    text: str
    targets: frozenset[str]


class Bench:
    """What all parts share: where files go, who is compared, and after how many seconds a run is ended."""

    def __init__(self, work: Path, peers: Path | None, limit: float, *, shows: bool):
        self._work = work
        self._shows = shows
        self._peers = peers
        self._limit = limit

    def compare(
        self, material: Material, *options: str, mishaps: float = MISHAPS, lychee: tuple[str, ...] = ()
    ) -> None:
        """Let everybody check a list, and print what it took and what was said wrongly."""
        folder = self._folder()
        (folder / "README.md").write_text(material.text, encoding="utf-8", newline="")
        (folder / "list.html").write_text(_page(material.targets), encoding="utf-8")
        (folder / ".awesomelint.yaml").write_text(SETTINGS, encoding="utf-8")
        rows = []
        put = f"{LIST_URL}={folder / 'list.html'}"
        with LocalInternet(*options, f"--mishaps={mishaps}", f"--put={put}") as net:
            cache = folder / "cache"
            for checker in checkers(self._peers, lychee=lychee):
                if not checker.is_warm:
                    shutil.rmtree(cache, ignore_errors=True)
                took = self.run(checker, folder, net, cache)
                rows.append(_row(checker, took, net, material, mishaps, shows=self._shows))
        print(f"\n{material.name}: {len(material.targets)} targets on {_hosts(material)} hosts\n")
        print("\n".join(table(HEAD, rows)), flush=True)

    def run(self, checker: Checker, folder: Path, net: LocalInternet, cache: Path, *, counts: bool = False) -> Took:
        """Run one checker in a folder that has a README.md; `counts` counts its requests as they come."""
        environment = {**os.environ, **net.variables, "AWESOMELINT_CACHE_DIR": str(cache)}
        if not checker.has_token:
            del environment["GITHUB_TOKEN"]
        net.reset()
        if counts:
            return run(checker.arguments, folder, environment, self._limit, net.count)
        return run(checker.arguments, folder, environment, self._limit)

    def lists(self, corpus: Path, number: int) -> None:
        """Compare on lists of different sizes, with the hosts that they really have, at 300 ms."""
        for material in chosen(corpus, number):
            self.compare(material, "--latency=300ms", "--page-size=20000")

    def many(self) -> None:
        """Compare on 1,000 pages on 50 hosts at 200 ms, where everything is well."""
        material = generated("1,000 pages", 1000, 50)
        print("\nlychee with its defaults:")
        self.compare(material, "--latency=200ms", "--page-size=20000", mishaps=0)
        print("\nlychee with the limits of awesomelint, 4 requests at once and 10 a second to one host:")
        equal = ("--max-concurrency=128", "--host-concurrency=4", "--host-request-interval=100ms")
        self.compare(material, "--latency=200ms", "--page-size=20000", mishaps=0, lychee=equal)

    def hanging(self) -> None:
        """The same, but one host in fifty never answers."""
        material = generated("1,000 pages, of which 20 hang", 1000, 50, hanging=1)
        self.compare(material, "--latency=200ms", "--page-size=20000", f"--hang={HANG}", mishaps=0)

    def hung(self) -> None:
        """Print what one link that hangs costs when the timeout is 4 seconds."""
        folder = self._folder()
        (folder / "README.md").write_text("# A list\n\n- [one](https://hang.misbehaving.org/)\n", encoding="utf-8")
        rows = []
        with LocalInternet() as net:
            for checker in self._two("--timeout=4"):
                arguments = ours("--timeout=4") if checker.name == "awesomelint" else checker.arguments
                took = self.run(checker._replace(arguments=arguments), folder, net, folder / "cache")
                rows.append((checker.name, f"{took.wall:.1f}", net.summary()["requests"]))
        print("\none link that hangs, with a timeout of 4 s\n")
        print("\n".join(table(("checker", "wall s", "requests"), rows)), flush=True)

    def scale(self) -> None:
        """Print time, processor and memory for 10 to 20,000 pages at 20 ms."""
        bare = Checker("aiohttp alone", (sys.executable, ROOT / "benchmarks/bare.py", "README.md"), lambda _: iter(()))
        rows, curves = [], []
        for number, hosts in SIZES:
            material = generated(f"{number:,} pages", number, hosts)
            folder = self._folder()
            (folder / "README.md").write_text(material.text, encoding="utf-8")
            with LocalInternet("--latency=20ms") as net:
                for checker in (*self._two(), bare):
                    took = self.run(checker, folder, net, folder / "cache", counts=True)
                    rows.append((checker.name, f"{number:,}", f"{hosts:,}", *_sizes(took, net)))
                    if number == 10_000:
                        curves.append((checker.name, *_steps(took, number)))
        print("\nscale\n")
        head = (
            "checker",
            "pages",
            "hosts",
            "wall s",
            "requests",
            "cpu s",
            "cpu ms a page",
            "memory MB",
        )
        print("\n".join(table(head, rows)))
        print("\nmemory in MB at each thousand requests\n")
        print("\n".join(table(("checker", *(f"{step},000" for step in range(1, 11))), curves)), flush=True)

    def _two(self, *lychee: str) -> Iterator[Checker]:
        """Yield awesomelint and lychee: the others have no timeout that can be told, or no end with so many links."""
        return (
            checker for checker in checkers(self._peers, lychee=lychee) if checker.name in ("awesomelint", "lychee")
        )

    def _folder(self) -> Path:
        folder = self._work / f"{len(list(self._work.iterdir())):03}"
        folder.mkdir()
        return folder


def main() -> int:
    options = _options()
    parts: Sequence[str] = options.only or PARTS
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(Path(work), options.peers, options.limit, shows=options.show)
        if "lists" in parts and options.corpus is not None:
            bench.lists(options.corpus, options.lists)
        for part in parts:
            if part != "lists":
                getattr(bench, part)()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder with lists, for the part `lists`")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="folder in which other checkers are installed")
    parser.add_argument("--only", action="append", choices=PARTS, help="print this part; can be given again")
    parser.add_argument("--lists", type=int, default=6, metavar="N", help="how many lists (default: 6)")
    parser.add_argument(
        "--limit", type=float, default=300, metavar="SECONDS", help="end a run after this time (default: 300)"
    )
    parser.add_argument("--show", action="store_true", help="name the targets that were judged wrongly")
    return parser.parse_args()


def generated(name: str, number: int, hosts: int, *, hanging: int = 0) -> Material:
    """Return a list of pages spread over hosts, of which some are among those that hang on the local internet."""
    chance = random.Random(number)
    names = [f"www.host-{at}.org" for at in range(hosts * 200)]
    hang = [host for host in names if zlib.crc32(host.encode()) / 2**32 < HANG]
    answer = [host for host in names if zlib.crc32(host.encode()) / 2**32 >= HANG]
    chosen = hang[:hanging] + answer[: hosts - hanging]
    urls = [f"https://{chosen[at % hosts]}/page-{at}" for at in range(number)]
    chance.shuffle(urls)
    text = "# A list\n\n" + "".join(f"- [Page {at}]({url})\n" for at, url in enumerate(urls))
    return Material(name, text, frozenset(urls))


def chosen(corpus: Path, number: int) -> Iterator[Material]:
    """Yield lists of papers of different sizes: those in the middle of as many equal parts, none too small or too large."""
    materials = []
    for source in read_lists(corpus):
        targets = frozenset(use.url for use in uses_of(parse_document(source)) if use.url.startswith("http"))
        papers = sum((urlsplit(url).hostname or "").removeprefix("www.") in PAPER_HOSTS for url in targets)
        if 50 <= len(targets) <= LARGEST and papers >= PAPERS * len(targets):
            materials.append(Material(Path(source.path).stem, source.text, targets))
    materials.sort(key=lambda material: (len(material.targets), material.name))
    for part in range(number):
        yield materials[len(materials) * (2 * part + 1) // (2 * number)]


def _row(
    checker: Checker, took: Took, net: LocalInternet, material: Material, mishaps: float, *, shows: bool
) -> tuple[object, ...]:
    happened = net.summary()
    false, missed = _faults(checker, took, material, mishaps, shows=shows) if took.code is not None else ("", "")
    return (
        checker.name if took.code is not None else f"{checker.name} (ended)",
        f"{took.wall:.1f}",
        happened["requests"],
        f"{happened['requests'] / len(material.targets):.2f}",
        f"{happened['bytes'] / 1e6:.2f}",
        happened["peak"],
        f"{took.cpu:.1f}",
        f"{took.memory:.0f}",
        false,
        missed,
    )


def _faults(checker: Checker, took: Took, material: Material, mishaps: float, *, shows: bool) -> tuple[object, object]:
    """Return how many targets were called broken that are not, and how many passed as fine that are gone; show them on demand."""
    try:
        broken = {_plain(url) for url in checker.broken(took.output)}
    except (ValueError, KeyError, TypeError):
        print(f"{checker.name}: {took.errors.strip()[:500] or took.output[:500]}", file=sys.stderr)
        return "?", "?"
    fine = {_plain(url) for url in passed(took.output)} if checker.name.startswith("awesomelint") else None
    truths = {url: truth(url, mishaps) for url in material.targets}
    gone = {url for url, said in truths.items() if said in (Truth.DEAD, Truth.PRETENDS)}
    false = [url for url in sorted(material.targets - gone) if _plain(url) in broken]
    missed = [url for url in sorted(gone) if (_plain(url) in fine if fine is not None else _plain(url) not in broken)]
    if shows:
        for what, urls in (("false alarm", false), ("missed", missed)):
            print(
                "".join(f"{checker.name}: {what}: {truths[url].name} {url}\n" for url in urls), end="", file=sys.stderr
            )
    return len(false), len(missed)


def _sizes(took: Took, net: LocalInternet) -> tuple[object, ...]:
    happened = net.summary()
    return (
        f"{took.wall:.1f}",
        happened["requests"],
        f"{took.cpu:.2f}",
        f"{1000 * took.cpu / max(1, happened['requests']):.2f}",
        f"{took.memory:.0f}",
    )


def _steps(took: Took, number: int) -> Iterator[str]:
    """Yield the memory at the first look after each tenth of the requests."""
    looks = list(zip(took.counts, took.curve, strict=True))
    for step in range(1, 11):
        found = next((memory for count, memory in looks if count >= number * step // 10), None)
        yield f"{found:.0f}" if found is not None else ""


def _plain(url: str) -> str:
    """Return a URL without its fragment, and however checkers end that of a host."""
    return url.partition("#")[0].rstrip("/").lower()


def _hosts(material: Material) -> int:
    return len({urlsplit(url).hostname for url in material.targets})


def _page(urls: frozenset[str]) -> str:
    links = "".join(f'<a href="{html.escape(url)}">a link</a>\n' for url in sorted(urls))
    return f"<!doctype html><html><head><title>A list</title></head><body>{links}</body></html>"


if __name__ == "__main__":
    sys.exit(main())
