"""The large services, as far as a link checker asks them; `SERVICES` lists their hosts."""

from __future__ import annotations

from net.services.arxiv import ARXIV
from net.sites import Site

SERVICES: tuple[Site, ...] = (*ARXIV,)
