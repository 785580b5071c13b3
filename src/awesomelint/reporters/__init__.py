"""Diagnostics to text: one module a format. A reporter takes values and returns text; it writes nothing."""
