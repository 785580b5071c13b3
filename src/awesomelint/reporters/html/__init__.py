"""`html`: one page that shows the health of lists, for people, on any screen and on paper.

The page is one file and asks nobody for anything. `figures` counts, `entries` and `places` say what is known of each entry and
finding, `charts` draw; `page` puts it all into the template `report.html`. Everything on the page can be read without its script,
which only filters.
"""
