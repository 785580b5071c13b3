"""Check links: from targets to facts, in one call.

Nothing here prints or reads the clock more than once.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection, Iterable
from pathlib import Path
from time import time

from awesomelint.errors import AwesomelintError
from awesomelint.links.cache import LinkCache
from awesomelint.links.closer_look import CloserLook
from awesomelint.links.doubts import Doubts, no_doubts
from awesomelint.links.host_headers import HostHeaders
from awesomelint.links.link_run import LinkReport, LinkRun, Progress
from awesomelint.links.network import network, table_route
from awesomelint.links.policy import HostTable, load_policies
from awesomelint.links.remap import merged, named_back, remapped
from awesomelint.links.settings import DEFAULTS, LinkSettings, excluded_urls
from awesomelint.links.share import EVERYTHING, Share
from awesomelint.links.targets import Target


def check_links(
    targets: Iterable[Target],
    settings: LinkSettings = DEFAULTS,
    *,
    excluded: Collection[str] | None = None,
    hosts: Iterable[HostTable] = (),
    cache: Path | None = None,
    token: str | None = None,
    is_offline: bool = False,
    rechecks: bool = False,
    doubts: Doubts = no_doubts,
    share: Share = EVERYTHING,
    progress: Progress | None = None,
    now: int | None = None,
) -> LinkReport:
    """Check targets and return the results. Ctrl-C stops the check, and the report holds the results so far.

    `excluded` are URLs that are not requested, `None` for those that the settings exclude. `hosts` are tables over the one that
    comes with the program. `cache` is the folder of the link cache, `None` for none. `token` is one for GitHub's API.
    `is_offline` makes no requests, `rechecks` requests dead targets again. `doubts` tells which links may lead to another paper
    than they should: more is asked about these. `share` is what is asked here of what several checks ask. `now` is the
    time in seconds since the epoch, `None` for the present.

    Raises `ConfigError` for headers of hosts in the environment that have no meaning and for a remap to no URL, `RulebookError`
    if the program's own table of hosts cannot be read, and `RuntimeError` in a thread that runs an event loop; all other
    errors are in the report.
    """
    targets = tuple(targets)
    if excluded is None:
        excluded = excluded_urls((target.url for target in targets), settings)
    asked = remapped((target.url for target in targets if target.url not in excluded), settings.remap)
    headers = HostHeaders.of_environment(os.environ)
    policies = load_policies(hosts, host_concurrency=settings.host_concurrency, patience=settings.patience)
    kept = LinkCache(cache, int(time()) if now is None else now, share.may_write)
    turns = kept if share.turns is None else LinkCache(share.turns, kept.now)

    def policy_of(url: str) -> str:
        return headers.digest_with(policies.digest_for(url), url)

    error: AwesomelintError | None = None
    is_interrupted = False
    try:
        requested = merged(targets, asked)
        run = LinkRun(
            requested,
            kept,
            table_route(policies, settings, excluded),
            network(settings, policies, token=token, headers=headers, now=kept.now, turns=turns, share=share),
            policy_of=policy_of,
            closer_look=CloserLook(requested, kept, settings, policies, policy_of, rechecks=rechecks),
            is_offline=is_offline,
            rechecks=rechecks,
            looks_for_copies=settings.archive and not is_offline,
            doubts=doubts,
            share=share,
            progress=progress,
        )
        try:
            if run.must_ask:
                if _is_in_event_loop():
                    raise RuntimeError("links cannot be checked within an event loop; use asyncio.to_thread")
                with asyncio.Runner() as runner:  # it lets Ctrl-C cancel what it runs
                    runner.run(run.ask())
        except KeyboardInterrupt:
            is_interrupted = True
        except AwesomelintError as failure:
            error = failure
        report = run.report(is_interrupted=is_interrupted)
    finally:
        kept.close()
        turns.close()
    facts = named_back(targets, asked, report.facts)
    return report._replace(facts=facts, notes=(*report.notes, *kept.notes), error=error)


def _is_in_event_loop() -> bool:
    """Return whether this thread runs an event loop, in which no second one can run."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
