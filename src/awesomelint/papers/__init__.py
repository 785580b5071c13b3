"""What is known about papers without a network: venues, titles, identifiers."""
