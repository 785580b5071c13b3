"""The site of the documentation: what `docs/` has, as its generator takes it.

python tools/docs_site.py [FOLDER]     build the site, in build/site unless told otherwise; warnings are errors

The pages are written for readers on GitHub. So links are rewritten that leave `docs/`: to a page of the site, to the page of
the file in the repository, or, as long as no repository is published (`awesomelint.origin.REPOSITORY`), to nothing.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

import awesomelint
from awesomelint.origin import REPOSITORY
from awesomelint.rulebook.load import load_rulebook

ROOT = Path(__file__).resolve().parents[1]
STAGE = ROOT / "build" / "docs"
BRANCH = "main"
EDIT = f"edit/{BRANCH}/"
INDEX = "rules/README.md"
OUTSIDE = {
    "rules/README.md": "house-rules.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
}
"""Pages of the site that are not in `docs/`: path in the repository, and on the site."""


def repository() -> str:
    """Return the page of the repository, `""` where none is known: the published one, or the one that GitHub runs this for."""
    if REPOSITORY or "GITHUB_REPOSITORY" not in os.environ:
        return REPOSITORY
    return f"{os.environ['GITHUB_SERVER_URL']}/{os.environ['GITHUB_REPOSITORY']}"


def sources() -> dict[str, Path]:
    """Return the file of each page and picture of the site, by its path there."""
    docs = ROOT / "docs"
    found = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*")) if path.is_file()}
    return found | {page: ROOT / source for source, page in OUTSIDE.items()}


def edited() -> dict[str, str]:
    """Return the path in the repository of what one edits to change a page, for pages of which that is not in `docs/`."""
    rules = {f"rules/{spec.code}.md": "rules/" + "/".join(Path(spec.path).parts[-2:]) for spec in load_rulebook()}
    return {page: source for source, page in OUTSIDE.items()} | rules


def settings() -> dict[str, Any]:
    """Return the settings of the generator: `mkdocs.yml`, with the pages of the rules by family, and the repository if known."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    families = groupby(load_rulebook(), lambda spec: f"{spec.family}: {Path(spec.path).parent.name}")
    rules = [INDEX, *({family: [f"rules/{spec.code}.md" for spec in specs]} for family, specs in families)]
    read["nav"] = [{"Rules": rules} if entry == {"Rules": INDEX} else entry for entry in read["nav"]]
    if repository():
        read |= {"repo_url": repository(), "repo_name": urlsplit(repository()).path.strip("/")}
        read["edit_uri"] = f"{EDIT}docs/"
    return read


def on_site(text: str, source: str, page: str) -> str:
    """Return the text of a page with the links that leave `docs/` rewritten.

    `source` is the path of its file in the repository, `page` its path on the site.
    """
    parts, end = [], 0
    for link in awesomelint.parse(text).links:
        if link.target_span is None or link.label_span is None:
            continue
        label = text[link.label_span.start : link.label_span.end]
        written = _resolved(link.url, label, source, page)
        if written is not None:
            parts += [text[end : link.span.start], written]
            end = link.span.end
    return "".join((*parts, text[end:]))


def _resolved(url: str, label: str, source: str, page: str) -> str | None:
    """Return how a link is written on the site, `None` for as it is."""
    split = urlsplit(url)
    if split.scheme or split.netloc or not split.path:
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source), split.path))
    anchor = f"#{split.fragment}" if split.fragment else ""
    site = target.removeprefix("docs/") if target.startswith("docs/") else OUTSIDE.get(target)
    if site is not None:
        return f"[{label}]({posixpath.relpath(site, posixpath.dirname(page) or '.')}{anchor})"
    return f"[{label}]({repository()}/blob/{BRANCH}/{target}{anchor})" if repository() else label


def stage(folder: Path = STAGE) -> Path:
    """Write settings and pages into a folder, emptied before, and return the path of the settings."""
    shutil.rmtree(folder, ignore_errors=True)
    for page, path in sources().items():
        target = folder / "docs" / page
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            text = on_site(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix(), page)
            target.write_text(text, encoding="utf-8", newline="\n")
        else:
            shutil.copyfile(path, target)
    made = folder / "mkdocs.yml"
    made.write_text(yaml.safe_dump(settings(), sort_keys=False), encoding="utf-8")
    return made


def build(output: Path, folder: Path = STAGE) -> None:
    """Build the site in the folder `output`. Raises `CalledProcessError` if the generator has a warning."""
    made = stage(folder)
    subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", made.name], cwd=folder, check=True
    )
    shutil.rmtree(output, ignore_errors=True)
    shutil.copytree(folder / "site", output)
    moved = edited()
    for shown in output.rglob("*.html"):
        text = re.sub(
            rf"(?<=/{EDIT})docs/([\w/.-]+)",
            lambda match: moved.get(match[1], match[0]),
            shown.read_text(encoding="utf-8"),
        )
        text = text.replace('data-md-component="source"', "")  # by which the theme asks GitHub for stars
        shown.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "build" / "site")
