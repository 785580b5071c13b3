"""The entries of a list as data: JSON, CSV and BibTeX. Nothing here reads a file or knows a rule."""
