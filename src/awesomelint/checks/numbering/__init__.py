"""NUM: whether numbers and list markers run on, in the source and as rendered."""
