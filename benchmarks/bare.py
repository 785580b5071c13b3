"""The least that a program on aiohttp takes for the pages of a list: ask for each, read it, and judge nothing.

python benchmarks/bare.py LIST

`links.py` measures it beside awesomelint. Proxy and certificates come from the environment.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

import aiohttp

AT_ONCE, A_HOST = 128, 4
"""Requests at once, in all and to one host, as awesomelint has them."""


async def ask(urls: list[str]) -> int:
    """Ask for pages, and return how many were answered with 200."""
    connector = aiohttp.TCPConnector(limit=AT_ONCE, limit_per_host=A_HOST)
    async with aiohttp.ClientSession(connector=connector, proxy=os.environ.get("HTTPS_PROXY")) as session:

        async def is_there(url: str) -> bool:
            async with session.get(url, allow_redirects=False) as answer:
                await answer.read()
                return answer.status == 200

        return sum(await asyncio.gather(*map(is_there, urls)))


if __name__ == "__main__":
    print(asyncio.run(ask(re.findall(r"\((https?://[^)\s]+)\)", Path(sys.argv[1]).read_text(encoding="utf-8")))))
