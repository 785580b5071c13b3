"""Reading the fields of an entry: which piece is the title, who wrote it, where and when it appeared.

An entry is cut into pieces (`cutting`), each piece is judged by itself (`evidence`, `peeling`), the entries of a section vote
on where each field stands (`vote`), and each entry is read with that vote as a hint. So a list teaches its own grammar.
"""
