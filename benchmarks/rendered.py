"""GitHub's own renderer, cmark-gfm, by its Python package: `pip install cmarkgfm`."""

from __future__ import annotations

import importlib

from awesomelint.markdown.front_matter import front_matter_lines


def rendered_html(text: str, *, with_places: bool = False) -> str:
    """Return what GitHub makes of a list, with its front matter as blank lines; `with_places` adds the place of every block."""
    cmark = importlib.import_module("cmarkgfm")
    options = importlib.import_module("cmarkgfm.cmark").Options
    flags = options.CMARK_OPT_FOOTNOTES | options.CMARK_OPT_UNSAFE
    lines = text.split("\n")
    first = front_matter_lines(lines)
    shown = "\n" * first + "\n".join(lines[first:])
    html: str = cmark.github_flavored_markdown_to_html(
        shown, flags | (options.CMARK_OPT_SOURCEPOS if with_places else 0)
    )
    return html
