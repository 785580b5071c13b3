"""DUP and VEN: the same paper twice, and whether venue, year and link agree; also what the words of a link name."""
