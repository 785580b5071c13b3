"""Asking for the targets of a run that nobody knows yet, with a line of progress for the user and an ear for Ctrl-C."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from awesomelint.cli.terminal import say_note
from awesomelint.links.url_expressions import is_found, url_expressions

if TYPE_CHECKING:
    from awesomelint.cli.link_inputs import LinkInputs
    from awesomelint.cli.link_options import LinkOptions
    from awesomelint.config.model import HostTable
    from awesomelint.links.asking import OpenNetwork
    from awesomelint.links.policy import Policies
    from awesomelint.links.run import LinkRun, Route
    from awesomelint.links.settings import LinkSettings
    from awesomelint.links.targets import Target


def look_up_and_ask(
    run: LinkRun,
    inputs: LinkInputs,
    options: LinkOptions,
    settings: LinkSettings,
    hosts: Iterable[HostTable],
    now: int,
) -> bool:
    """Learn what there is to know about the targets of a run that its inputs want, and tell whether Ctrl-C ended it.

    Raises `ConfigError` for a table of hosts, or proxies or certificates in the environment, that cannot be used.
    """
    from awesomelint.links.network import network
    from awesomelint.links.policy_file import load_policies

    policies = load_policies(hosts, host_concurrency=settings.host_concurrency)
    left = run.look_up(_route(settings, policies, inputs.wanted))
    looks_for_copies = settings.archive and not options.is_offline
    if not left and not (looks_for_copies and run.lacks_copies):
        return False
    inputs.make_room()
    notes: dict[str, None] = {}  # said at the end, lest they run into the line of progress
    opened = network(settings, policies, token=options.token, now=now, note=lambda said: notes.update({said: None}))
    try:
        return _ask(run, left, opened, options, looks_for_copies=looks_for_copies)
    finally:
        if not run.lacks_network:
            for note in notes:
                say_note(note)


def _route(settings: LinkSettings, policies: Policies, wanted: Collection[str]) -> Route:
    from awesomelint.links.network import routes
    from awesomelint.links.outcome import Reason
    from awesomelint.links.run import Skip

    include = url_expressions(settings.include)
    by_policy = routes(policies, lambda url: is_found(include, url))
    return lambda url: by_policy(url) if url in wanted else Skip(Reason.EXCLUDED)


def _ask(
    run: LinkRun, left: Mapping[str, list[Target]], opened: OpenNetwork, options: LinkOptions, *, looks_for_copies: bool
) -> bool:
    from awesomelint.cli.progress import Progress
    from awesomelint.links.asking import ask
    from awesomelint.links.loop import run_until_interrupted

    progress = Progress(len(run.targets), color=options.color)
    if options.shows_progress and Progress.is_wanted():
        run.on_progress = lambda: progress.draw(run.done, run.waiting_for)
    was_enabled = gc.isenabled()
    # The network makes garbage as long as it is asked; what is there by now is none, and need not be looked at each time.
    gc.freeze()
    gc.enable()
    try:
        run.is_interrupted = run_until_interrupted(ask(run, left, opened, looks_for_copies=looks_for_copies))
    finally:
        progress.erase()
        if not was_enabled:
            gc.disable()
        gc.unfreeze()
    return run.is_interrupted
