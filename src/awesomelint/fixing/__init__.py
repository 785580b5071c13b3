"""How fixes are applied and watched: edits as data, the rendered list as a reader sees it, and the guard that compares both.

`fixer.apply_fixes` is the way in. Nothing here knows a particular rule, and nothing writes a file.
"""
