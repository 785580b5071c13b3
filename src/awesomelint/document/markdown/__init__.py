"""Markdown to blocks, runs and links that know their place: markdown-it-py's block parser, and inline content with offsets."""
