"""How long an editor waits: findings after a key press, and a completion while the list is being read.

python benchmarks/editor.py LIST...
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path
from statistics import median

from tables import table

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "editor"))

from conversation import editing
from lsprotocol import types

KEYS = 7
QUESTIONS = 30


async def measured(path: Path) -> list[str]:
    """Return a row of the table for one list."""
    text = path.read_text(encoding="utf-8")
    findings: list[float] = []
    answers: list[float] = []
    async with editing(path.resolve()) as editor:
        start = time.perf_counter()
        await editor.open(text)
        opened = time.perf_counter() - start
        for _ in range(KEYS):
            start = time.perf_counter()
            editor.type("x", 0, 0)
            await editor.findings()
            findings.append(time.perf_counter() - start)
        for _ in range(QUESTIONS):
            start = time.perf_counter()
            editor.type("x", 0, 0)
            place = types.CompletionParams(text_document=editor.identifier, position=types.Position(0, 1))
            await editor.client.text_document_completion_async(place)
            answers.append(time.perf_counter() - start)
            await asyncio.sleep(0.05)
        await editor.findings()
    return [
        path.name,
        f"{len(text) / 1000:.0f}",
        f"{opened:.2f}",
        f"{median(findings):.2f}",
        f"{max(findings):.2f}",
        f"{median(answers) * 1000:.0f}",
        f"{max(answers) * 1000:.0f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", nargs="+", type=Path)
    rows = [asyncio.run(measured(path)) for path in parser.parse_args().lists]
    head = ["list", "KB", "opened s", "findings s", "worst s", "completion ms", "worst ms"]
    print(*table(head, rows), sep="\n")


if __name__ == "__main__":
    main()
