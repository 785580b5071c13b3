"""Write what is made from something else: rule pages, schema, man page, index of decisions, transcripts and pictures in the docs.

python tools/generate.py            write
python tools/generate.py --check    write nothing; name what is out of date and end with 1
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from man_page import man_page
from pictures import pictures
from rule_pages import rule_pages
from transcripts import refreshed

from awesomelint.config.schema import schema_text

ROOT = Path(__file__).resolve().parents[1]
RULE_PAGES = Path("docs/rules")
DECISIONS = Path("docs/decisions")
MAN_PAGE = Path("man/awesomelint.1")
SCHEMA = Path("schema/awesomelint.schema.json")
_NUMBER = re.compile(r"^# (?:\d+\. )?")


def generated() -> dict[Path, str | None]:
    """Return the text of every generated file by its path in the checkout; `None` for one that should not be there."""
    wanted: dict[Path, str | None] = {SCHEMA: schema_text(), MAN_PAGE: man_page(), **pictures()}
    for path in sorted((ROOT / RULE_PAGES).glob("*.md")):
        wanted[path.relative_to(ROOT)] = None
    for name, text in rule_pages().items():
        wanted[RULE_PAGES / name] = text
    wanted[DECISIONS / "README.md"] = decisions_index()
    for path in prose():
        wanted[path.relative_to(ROOT)] = refreshed(path.read_text(encoding="utf-8"), ROOT)
    return wanted


def prose() -> list[Path]:
    """Return the documentation that people write."""
    return sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))


def decisions_index() -> str:
    """Return the index of the decisions, by the first line of each."""
    lines = [
        "# Decisions",
        "",
        "Why things are as they are: context, choice, consequence. Made by tools/generate.py.",
        "",
    ]
    for path in sorted((ROOT / DECISIONS).glob("[0-9]*.md")):
        title = _NUMBER.sub("", path.read_text(encoding="utf-8").split("\n", 1)[0])
        lines.append(f"- [{path.stem[:4]}]({path.name}) {title}")
    return "\n".join(lines) + "\n"


def stale() -> dict[Path, str | None]:
    """Return what has to be written: those generated files that are not as they should be."""
    return {path: text for path, text in generated().items() if _present(ROOT / path) != text}


def main(argv: Sequence[str] | None = None) -> int:
    """Write what is stale, or only name it."""
    parser = argparse.ArgumentParser(description="Write everything that is made from something else.")
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if something is out of date")
    is_check = parser.parse_args(argv).check
    found = stale()
    for path, text in found.items():
        if is_check:
            print(f"{path} is out of date; run python tools/generate.py")
        elif text is None:
            (ROOT / path).unlink()
            print(f"removed {path}")
        else:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path}")
    return int(is_check and bool(found))


def _present(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
