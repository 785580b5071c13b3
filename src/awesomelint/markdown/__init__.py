"""Markdown to blocks, segments and links that know their places: `parser` is the way in, `blocks` says what comes out.

Blocks are read by markdown-it-py's rules (`block_parser`, `block_rules`), inline content by a reader of our own (`inline`, with
`links`, `emphasis` and `html`).
"""
