"""Markdown to blocks, runs and links that know their place: a block parser, and an inline reader of our own."""
