"""Add entries to a list, written as their section writes entries, in their places."""
