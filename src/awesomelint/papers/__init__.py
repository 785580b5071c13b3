"""What is known about papers without asking anybody: venues, titles, identifiers."""
