"""A real browser without a window, for pages that have to hold in one."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_MEASURING = """<!doctype html><meta charset="utf-8"><iframe width="{width}" height="900" src="{page}"></iframe><pre></pre>
<script>
const began = performance.now();
document.querySelector("iframe").addEventListener("load", (event) => {{
  const page = event.target.contentDocument;
  const loaded = performance.now() - began;
  const form = page.querySelector("form");
  const search = form && form.elements.search;
  const rows = () => [...page.querySelectorAll("tr[data-state]")].filter((row) => !row.hidden).length;
  const values = {{
    title: page.title, scroll: page.documentElement.scrollWidth, width: page.documentElement.clientWidth, milliseconds: loaded,
    rows: rows(), scripts: page.scripts.length, images: page.images.length, controls: form ? !form.hidden : null,
    text: page.querySelector("main").textContent.slice(0, 20000),
  }};
  const done = () => {{ document.querySelector("pre").textContent = JSON.stringify(values); }};
  const wanted = page.querySelector({pick} || "none");
  if (wanted) {{
    wanted.click();
    values.picked = [...form.querySelectorAll("select")].map((one) => one.value).filter(Boolean);
    values.shown = [...page.querySelectorAll("li[data-state]")].filter((one) => !one.hidden && one.checkVisibility()).length;
    form.querySelector("[type=reset]").click();
  }}
  if (!search) return done();
  search.value = {query};
  search.dispatchEvent(new Event("input", {{bubbles: true}}));
  setTimeout(() => {{ values.found = rows(); values.said = form.querySelector("output").textContent; done(); }}, 400);
}});
</script>"""


def measured(page: Path, width: int = 1200, query: str = "", pick: str = "") -> dict[str, Any]:
    """Open a page in a frame of a width in pixels, click what `pick` selects, search for a text, return what comes of it."""
    browser = next(filter(None, map(shutil.which, _NAMES)), None)
    if browser is None:
        pytest.skip("no Chromium is installed")
    frame = page.with_name("frame.html")
    values = {"query": json.dumps(query), "pick": json.dumps(pick)}
    frame.write_text(_MEASURING.format(width=width, page=html.escape(page.name), **values), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    command += [
        "--virtual-time-budget=20000",
        f"--user-data-dir={page.parent / 'profile'}",
        "--dump-dom",
        frame.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
    found = re.search(r"<pre>(.*?)</pre>", done.stdout, re.DOTALL)
    if found is None or not found[1]:
        pytest.skip(f"Chromium does not run here: {done.stderr.strip().splitlines()[-1:]}")
    measures: dict[str, Any] = json.loads(html.unescape(found[1]))
    return measures
