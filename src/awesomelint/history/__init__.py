"""What was there before: which lines and findings of a text are new, and which findings are on record."""
