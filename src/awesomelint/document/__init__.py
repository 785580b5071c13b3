"""From Markdown to a document: sections, entries with their fields, and the conventions of a list.

`parse.parse_document` is the one way in: it builds a `Document` (see `model`), which does not change afterwards. How the
fields of an entry are read, step by step, is described in `read_fields`. Nothing here knows a rule, a file or the network.
"""
