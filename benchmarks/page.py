"""How large the page of `--output-format html` is, and how long a browser takes to open it: loading and laying it out.

python benchmarks/page.py LIST... [--runs N]
"""

from __future__ import annotations

import argparse
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tables import table

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 1280
"""Pixels. On a phone's width more lines are broken, but fewer things stand beside one another."""
FRAME = """<!doctype html><meta charset="utf-8"><iframe width="{width}" height="900" src="{page}"></iframe><pre></pre>
<script>
const began = performance.now();
document.querySelector("iframe").addEventListener("load", (event) => {{
  const height = event.target.contentDocument.body.offsetHeight; // asks for the layout
  document.querySelector("pre").textContent = height > 0 ? performance.now() - began : "";
}});
</script>"""


def opened(browser: str, page: Path) -> float:
    """Return the milliseconds until a page is loaded and laid out in a new browser."""
    frame = page.with_name("frame.html")
    frame.write_text(FRAME.format(width=WIDTH, page=html.escape(page.name)), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    command += [f"--user-data-dir={page.parent / 'profile'}", "--dump-dom", frame.as_uri()]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    found = re.search(r"<pre>([\d.]+)</pre>", done.stdout)
    if found is None:
        raise SystemExit(f"{browser} did not open the page: {done.stderr.strip()}")
    return float(found[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        raise SystemExit(f"none of these is installed: {', '.join(NAMES)}")
    rows = []
    for path in given.lists:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "report.html"
            command = [sys.executable, "-m", "awesomelint", "--no-links", "--no-cache", "--output-format", "html"]
            written = subprocess.run([*command, path], stdout=subprocess.PIPE, check=False, env=os.environ).stdout
            page.write_bytes(written)
            times = [opened(browser, page) for _ in range(given.runs)]
        size = path.stat().st_size
        rows.append(
            [
                path.name,
                f"{size / 1000:.0f}",
                f"{len(written) / 1000:,.0f}",
                f"{median(times):,.0f}",
                f"{max(times):,.0f}",
            ]
        )
    print(*table(["list", "KB", "page KB", "opened ms", "worst ms"], rows), sep="\n")


if __name__ == "__main__":
    main()
