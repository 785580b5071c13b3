"""Time and memory of a large papers file: made-up BibTeX is indexed once, then looked up.

python benchmarks/papers_files.py --records 500000
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.library import Library
from awesomelint.papers.titles import title_key

WORDS = (
    "deep graph neural networks learning lakes birds rivers robust sparse attention models language vision efficient training"
    " inference counting measuring theory causal transfer few shot adaptive online distributed private search retrieval"
).split()
SURNAMES = 'Berg Doe Kim M{\\"u}ller Novak Silva Rossi Chen Wang Patel Okafor Sato'.split()
ASKED = 1000
"""Papers that are looked up at once: a large list."""
_Result = TypeVar("_Result")


def title(number: int) -> str:
    chance = random.Random(number)
    return f"{' '.join(chance.sample(WORDS, 7)).title()} {number}"


def arxiv(number: int) -> str:
    months, place = divmod(number, 20_000)
    return f"{15 + months // 12}{months % 12 + 1:02}.{place + 1:05}"


def write(path: Path, records: int) -> None:
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for number in range(records):
            authors = " and ".join(f"{chance.choice(SURNAMES)}, {chance.choice('ABCDEFG')}." for _ in range(4))
            file.write(
                f"@inproceedings{{key{number},\n  title = {{{title(number)}}},\n  author = {{{authors}}},\n"
                f"  booktitle = {{Proceedings of the {number % 40}th International Conference on Machine Learning}},\n"
                f"  year = {{{2000 + number % 25}}},\n  pages = {{1--9}},\n  doi = {{10.1145/{3_000_000 + number}}},\n"
                f"  eprint = {{{arxiv(number)}}},\n  archivePrefix = {{arXiv}},\n"
                f"  abstract = {{{' '.join(chance.choices(WORDS, k=40))}}}\n}}\n\n"
            )


def timed(what: str, action: Callable[[], _Result]) -> _Result:
    wall, cpu = time.perf_counter(), time.process_time()
    result = action()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:<42} {wall * 1000:12,.1f} ms {cpu * 1000:12,.1f} ms CPU {memory:6,} MB at most", flush=True)
    return result


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--records", type=int, default=500_000)
    records = arguments.parse_args().records
    with TemporaryDirectory() as folder:
        path, cache = Path(folder) / "papers.bib", Path(folder) / "cache"
        write(path, records)
        library = timed(f"index {records:,} records", lambda: Library([path], cache))
        library.close()
        (index,) = cache.iterdir()
        print(f"file {path.stat().st_size / 1e6:,.0f} MB, index {index.stat().st_size / 1e6:,.0f} MB")
        library = timed("open the index again", lambda: Library([path], cache))
        numbers = random.Random(1).sample(range(records), min(ASKED, records))
        asked = [PaperId("arxiv", arxiv(number)) for number in numbers]
        keys = [title_key(title(number)) for number in numbers]
        found = timed(f"look up {len(asked):,} identities", lambda: library.papers(asked))
        titled = timed(f"look up {len(keys):,} titles", lambda: library.titled(keys))
        timed("look up 1 title that is there", lambda: library.titled([title_key(title(3))]))
        timed("look up 1,000 titles that are not there", lambda: library.titled(f"none{n}" for n in range(1000)))
        assert len(found) == len(asked)
        assert len(titled) == len(keys)
        library.close()


if __name__ == "__main__":
    main()
