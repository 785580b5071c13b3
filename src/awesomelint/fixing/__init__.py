"""How fixes are applied and watched: edits as data, the rendered list as a reader sees it, and the guard that compares both.

`awesomelint.fixer` is the driver. Nothing here knows a particular rule, and nothing writes a file.
"""
