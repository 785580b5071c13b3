"""Importing the program changes nothing that other programs in the same process share."""

from __future__ import annotations

import subprocess
import sys

_CODE = """
import gc, importlib, locale, logging, os, pkgutil, signal, socket, sys, threading, warnings
import aiohttp, asyncio.sslproto, asyncio.staggered, sqlite3, ssl, yarl, multidict, click, markdown_it, awesomelint

def state():
    seen = {
        "thresholds": gc.get_threshold(), "recursion": sys.getrecursionlimit(), "switch": sys.getswitchinterval(),
        "environment": dict(os.environ), "timeout": socket.getdefaulttimeout(), "level": logging.getLogger().level,
        "handlers": list(logging.getLogger().handlers), "hook": sys.excepthook, "locale": locale.setlocale(locale.LC_ALL),
        "signals": {number: signal.getsignal(number) for number in signal.valid_signals()}, "path": list(sys.path),
        "filters": list(warnings.filters), "policy": asyncio.get_event_loop_policy(), "threads": threading.active_count(),
    }
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in KNOWN:
            for key, value in vars(module).items():
                seen[name, key] = id(value)
                if isinstance(value, type) and value.__module__.partition(".")[0] in KNOWN:
                    seen |= {(name, key, member): id(held) for member, held in vars(value).items()}
    return seen

KNOWN = {"aiohttp", "asyncio", "click", "http", "json", "markdown_it", "multidict", "re", "socket", "sqlite3", "ssl", "yarl"}
asyncio.get_event_loop_policy()
before = state()
for module in pkgutil.walk_packages(awesomelint.__path__, "awesomelint."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
after = state()
changed = [key for key, value in before.items() if after.get(key) != value]
print(*changed or ["nothing"], sep="\\n")
"""


def test_importing_changes_nothing_that_is_shared() -> None:
    done = subprocess.run(
        (sys.executable, "-W", "error", "-c", _CODE), capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.stdout, done.stderr) == ("nothing\n", "")
