"""The commands: `serve` keeps the local internet open until Ctrl-C, `exec` runs one command inside it."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from net.authority import TrustFile
from net.environment import REMOVED, TOKEN, variables
from net.internet import Internet
from net.settings import MODES, Settings
from net.thread import LocalInternet
from net.world.load import FOLDER, load_world


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code, which for `exec` is the command's own."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.net", description="A local internet, for tests and for trying out."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="keep it open until Ctrl-C, and print the variables to set")
    serve.add_argument("--port", type=int, default=0, help="port of the proxy (default: one that is free)")
    serve.add_argument(
        "--world", type=Path, default=FOLDER, metavar="DIR", help="take facts from the files of this folder"
    )
    serve.add_argument("--put", action="append", default=[], metavar="URL=FILE", help="put a page of HTML at a URL")
    execute = commands.add_parser(
        "exec", help="run a command inside it", usage="%(prog)s [options] -- COMMAND [ARGUMENT ...]"
    )
    execute.add_argument("argv", nargs="+", metavar="COMMAND")
    execute.add_argument("--summary", action="store_true", help="say at the end how many requests there were")
    execute.add_argument(
        "--cache-dir", type=Path, help="folder for awesomelint's cache (default: one that is removed at the end)"
    )
    for command in (serve, execute):
        command.add_argument(
            "--token",
            nargs="?",
            const=TOKEN,
            default="",
            help="set GITHUB_TOKEN, to this or to one that works here",
        )
        command.add_argument(
            "--latency", type=_seconds, default=0.0, metavar="TIME", help="wait before each answer: 300ms, 1s"
        )
        command.add_argument(
            "--all-exist", action="store_true", help="let hosts, papers and repositories exist that nobody declared"
        )
        command.add_argument(
            "--hang", type=_share, default=0.0, metavar="SHARE", help="let such a share of those hosts hang: 2%%"
        )
        command.add_argument(
            "--mishaps",
            type=_share,
            default=0.0,
            metavar="SHARE",
            help="let such a share of what nobody declared be amiss",
        )
        command.add_argument(
            "--page-size", type=int, default=2000, metavar="BYTES", help="size of pages that nobody declared"
        )
        command.add_argument(
            "--arxiv-interval", type=_seconds, default=3.0, metavar="TIME", help="time between requests to arXiv's API"
        )
        command.add_argument("--play", action="append", default=[], metavar="SERVICE=MODE", help=f"one of {_modes()}")
    options = parser.parse_args(arguments)
    # Clients that hang up as they like are what this is for, and no news beside the output of a command.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    settings = Settings(
        latency=options.latency,
        all_exist=options.all_exist,
        hang=options.hang,
        mishaps=options.mishaps,
        page_size=options.page_size,
        arxiv_interval=options.arxiv_interval,
    )
    for play in options.play:
        service, _, mode = play.partition("=")
        try:
            settings.play(service, mode)
        except ValueError as error:
            parser.error(str(error))
    if options.command == "exec":
        return _execute(options, settings)
    try:
        asyncio.run(_serve(options, settings))
    except KeyboardInterrupt:
        print(file=sys.stderr)
    return 0


async def _serve(options: argparse.Namespace, settings: Settings) -> None:
    net = Internet(settings, load_world(options.world))
    trust = TrustFile(net.authority)
    for url, _, name in (put.rpartition("=") for put in options.put):
        net.put(url, Path(name).read_bytes())
    await net.open(options.port)
    try:
        proxy = f"http://127.0.0.1:{net.proxy_port}"
        for name, value in variables(proxy, trust.path, options.token).items():
            print(f"export {name}={value}")
        print(f"# {proxy}/-/summary tells what has happened; end with Ctrl-C", flush=True)
        await asyncio.Event().wait()
    finally:
        await net.close()
        trust.close()


def _execute(options: argparse.Namespace, settings: Settings) -> int:
    with tempfile.TemporaryDirectory(prefix="local-internet-") as folder, LocalInternet(settings) as net:
        outside = {key: value for key, value in os.environ.items() if key not in REMOVED}
        # What is learnt here is play: it must not get into the cache of the world outside.
        cache = {"AWESOMELINT_CACHE_DIR": str((options.cache_dir or Path(folder)).absolute())}
        try:
            with _leaving_ctrl_c_to_the_command():
                code = subprocess.run(
                    options.argv, env={**outside, **net.variables(options.token), **cache}, check=False
                ).returncode
        except OSError as error:
            print(f"cannot run {options.argv[0]}: {error.strerror}", file=sys.stderr)
            return 127
        if options.summary:
            sent = sum(entry.sent for entry in net.requests)
            hosts = len({entry.host for entry in net.requests})
            print(f"{len(net.requests)} requests to {hosts} hosts, {sent} bytes", file=sys.stderr)
        return code if code >= 0 else 128 - code


@contextmanager
def _leaving_ctrl_c_to_the_command() -> Iterator[None]:
    """Let a command end in its own way when the terminal tells both of us to."""
    before = signal.signal(signal.SIGINT, lambda *_: None)  # unlike SIG_IGN, this is not handed on to the command
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _seconds(value: str) -> float:
    return float(value.removesuffix("ms")) / 1000 if value.endswith("ms") else float(value.removesuffix("s"))


def _share(value: str) -> float:
    return float(value.removesuffix("%")) / 100 if value.endswith("%") else float(value)


def _modes() -> str:
    return ", ".join(f"{service}={'|'.join(modes)}" for service, modes in MODES.items())
