"""From text to structured entries: Markdown with offsets, sections, entries, their fields, and the list's conventions.

Nothing here knows a rule, a file or the network.
"""
