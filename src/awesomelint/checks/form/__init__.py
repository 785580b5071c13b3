"""FMT: how entries are written, and slips of Markdown in them."""
