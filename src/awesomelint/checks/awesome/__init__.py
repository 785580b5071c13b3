"""Checks of `rules/awesome/`: what the awesome manifest asks of a list, its title, contents, items and the files around it."""
