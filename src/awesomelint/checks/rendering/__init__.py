"""Checks of family RND: what readers do not see as its author meant it."""
