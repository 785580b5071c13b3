"""One run over lists, the same for the command line, editors and Python.

`session` has the way from files and options to reports; `filters` leaves out findings that the baseline has on record or that
no change has caused; `links` collects links, checks them and judges the lists by the results. Nothing here prints, and nothing
knows of click or of terminals: what cannot be done is raised, file by file.
"""
