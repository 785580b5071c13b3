"""One run over lists, for every front: the command line, the editor, and Python.

`session` is the way from files and options to reports; `options` are what it can be asked; `earlier` remembers the files of
a list that is split; `filters` leave out what is on record or is not due to a change; `links` takes the lists through the
checking of their links. Nothing here prints, and nothing knows of click or of terminals: what cannot be done is raised,
file by file.
"""
