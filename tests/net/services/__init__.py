"""The large services, as far as a link checker asks them; `SERVICES` lists their hosts."""

from __future__ import annotations

from net.services.arxiv import ARXIV
from net.services.github import PAGES
from net.services.github_api import API
from net.services.others import OTHERS
from net.services.registries import REGISTRIES
from net.sites import Site

SERVICES: tuple[Site, ...] = (*ARXIV, *PAGES, *API, *REGISTRIES, *OTHERS)
