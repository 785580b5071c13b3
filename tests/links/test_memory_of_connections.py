"""What a connection that is kept open costs. `benchmarks/links.py --only scale` measures what many of them come to."""

from __future__ import annotations

import asyncio.sslproto

from awesomelint.links.session import CHUNK


def test_tls_connections_set_no_more_aside_than_is_read_ahead() -> None:
    # Without it ten thousand links on five hundred hosts took 660 MB.
    assert asyncio.sslproto.SSLProtocol.max_size <= CHUNK
