"""An internet that is a function: what resolvers ask for is recorded, what they get is written down beside the test."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence

from awesomelint.links.exchange import NO_HEADERS, Exchange, Reply, Request
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict
from awesomelint.links.resolvers import Answer, Give, Resolver, ResolverContext
from awesomelint.links.targets import Target

NOW = 1_760_000_000

Script = Callable[[Request], Exchange]


def reply(status: int, body: bytes | str = b"", headers: Mapping[str, str] = NO_HEADERS) -> Exchange:
    """An answer with a status and a body; the URL of the request is filled in by the fetcher."""
    return Exchange((), Reply("", status, headers, body.encode() if isinstance(body, str) else body), None, 1)


def json_reply(value: object, status: int = 200, headers: Mapping[str, str] = NO_HEADERS) -> Exchange:
    return reply(status, json.dumps(value), headers)


def no_reply(reason: Reason) -> Exchange:
    return Exchange((), None, reason, 1)


class ScriptedFetcher:
    """Answers each request as the script says, a moment later, and keeps what was asked and how much of it at once."""

    def __init__(self, script: Script) -> None:
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._at_once = 0
        self._script = script

    async def fetch(self, request: Request) -> Exchange:
        self.requests.append(request)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await asyncio.sleep(0)
        self._at_once -= 1
        exchange = self._script(request)
        if exchange.reply is None:
            return exchange
        answered = exchange.reply._replace(url=request.url, body=exchange.reply.body[: request.max_body])
        return exchange._replace(reply=answered, hops=(Hop(request.url, answered.status),))


class PlainPages:
    """Stands for the resolver of ordinary pages: alive, but for those whose outcome is given."""

    name = "http"

    def __init__(self, outcomes: Mapping[str, Outcome] | None = None) -> None:
        self.asked: list[str] = []
        self._outcomes = outcomes or {}

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        for target in targets:
            self.asked.append(target.url)
            await asyncio.sleep(0)
            give(Answer(self._outcomes.get(target.url) or page(target.url)))


def page(url: str, verdict: Verdict = Verdict.ALIVE, reason: Reason = Reason.OK, status: int | None = 200) -> Outcome:
    return Outcome(url, verdict, reason, "http", NOW, status, method="HEAD", tries=1)


def redirected(url: str, final: str, verdict: Verdict = Verdict.MOVED, status: int = 301) -> Outcome:
    reason = Reason.MOVED_PERMANENTLY if verdict is Verdict.MOVED else Reason.OK
    return page(url, verdict, reason)._replace(final_url=final, hops=(Hop(url, status), Hop(final, 200)))


class Run:
    """What came of one run of a resolver."""

    def __init__(self, answers: Sequence[Answer], fetcher: ScriptedFetcher, plain: PlainPages, notes: Sequence[str]):
        self.answers = {answer.outcome.url: answer for answer in answers}
        self.requests = fetcher.requests
        self.most_at_once = fetcher.most_at_once
        self.plain = plain.asked
        self.notes = list(notes)
        assert len(self.answers) == len(answers), "a target was answered twice"

    def __getitem__(self, url: str) -> Outcome:
        return self.answers[url].outcome

    def verdicts(self) -> dict[Verdict, int]:
        found = [answer.outcome.verdict for answer in self.answers.values()]
        return {verdict: found.count(verdict) for verdict in set(found)}


def run(
    resolver: Resolver,
    urls: Sequence[str],
    script: Script,
    *,
    pages: Mapping[str, Outcome] | None = None,
    token: str | None = None,
    mailto: str | None = None,
) -> Run:
    """Ask a resolver for URLs; every one of them has to be answered, once."""
    fetcher, plain = ScriptedFetcher(script), PlainPages(pages)
    notes: list[str] = []
    context = ResolverContext(fetcher, plain, NOW, token, mailto, note=notes.append)
    targets = [Target(url, ()) for url in urls]

    answers: list[Answer] = []
    asyncio.run(resolver.resolve(targets, context, answers.append))
    found = Run(answers, fetcher, plain, notes)
    assert found.answers.keys() == set(urls)
    return found


def never(request: Request) -> Exchange:
    """A script for runs that are to make no request of their own."""
    raise AssertionError(f"asked for {request.url}")
