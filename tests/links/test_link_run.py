"""A run over targets: who is asked, who is not, what is remembered, and how it ends when something is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from scripted import NOW, Fetcher, Resolver, World, outcome, reply, target

from awesomelint.context import Facts, PaperRecord
from awesomelint.links.cache import LinkCache
from awesomelint.links.cache_rows import DAY
from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.limits import ask_all
from awesomelint.links.link_run import LinkProgress, LinkReport, LinkRun, Progress
from awesomelint.links.network import Monitor, Route, Skip
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.policy import HostPolicy
from awesomelint.links.resolvers import Answer, Give, ResolverContext, Validators
from awesomelint.links.targets import Target
from awesomelint.links.verdicts import judge
from awesomelint.papers.identifiers import PaperId

A, B, C = (f"https://{name}.example.org/x" for name in "abc")


def to_plain(url: str) -> str | Skip:
    return "plain"


def run(
    folder: Path,
    urls: Sequence[str],
    world: World,
    *,
    route: Route = to_plain,
    at: int = NOW,
    policy: str = "",
    is_offline: bool = False,
    rechecks: bool = False,
    progress: Progress | None = None,
) -> tuple[LinkReport, Facts]:
    cache = LinkCache(folder, at)
    world.now = at
    one = LinkRun(
        [target(url) for url in urls],
        cache,
        route,
        world.open,
        policy_of=lambda _: policy,
        is_offline=is_offline,
        rechecks=rechecks,
        progress=progress,
    )
    if one.must_ask:
        asyncio.run(one.ask())
    report = one.report()
    cache.close()
    assert cache.notes == []
    return report, report.facts


def verdicts(facts: Facts) -> dict[str, tuple[Verdict, Reason]]:
    return {url: (found.verdict, found.reason) for url, found in facts.outcomes.items()}


def test_everything_is_asked_once(tmp_path: Path) -> None:
    world = World(fetcher=Fetcher(lambda request: reply(request, 404 if request.url == B else 200)))
    first, facts = run(tmp_path, [A, B, C], world)
    assert verdicts(facts) == {
        A: (Verdict.ALIVE, Reason.OK),
        B: (Verdict.DEAD, Reason.NOT_FOUND),
        C: (Verdict.ALIVE, Reason.OK),
    }
    assert (first.asked, first.requests) == (3, 3)
    second, again = run(tmp_path, [A, B, C], world)
    assert (second.asked, second.requests) == (0, 0)
    assert len(world.opened) == 1, "a warm run opens no network"
    assert {url: found._replace(cached=False) for url, found in again.outcomes.items()} == facts.outcomes
    third, _ = run(tmp_path, [A, B, C], world, at=NOW + DAY)
    assert (third.asked, world.fetcher.asked[3:]) == (1, [B])


def test_targets_go_to_their_resolvers(tmp_path: Path) -> None:
    world = World({"plain": Resolver(), "other": Resolver("other")})
    routes: dict[str, str | Skip] = {A: "other", B: Skip(Reason.POLICY, "a badge"), C: "unheard of"}
    one, facts = run(tmp_path, [A, B, C], world, route=routes.__getitem__)
    assert [facts.outcomes[url].verdict for url in (A, B, C)] == [Verdict.ALIVE, Verdict.SKIPPED, Verdict.ALIVE]
    assert facts.outcomes[B].detail == "a badge"
    assert sorted(world.fetcher.asked) == [A, C]
    assert one.verdicts() == {Verdict.ALIVE: 2, Verdict.SKIPPED: 1}


def test_offline_is_the_cache_alone(tmp_path: Path) -> None:
    world = World(fetcher=Fetcher(lambda request: reply(request, 404 if request.url == B else 200)))
    run(tmp_path, [A, B], world)
    _, soon = run(tmp_path, [A, B, C], world, is_offline=True)
    assert [soon.outcomes[url].verdict for url in (A, B, C)] == [Verdict.ALIVE, Verdict.DEAD, Verdict.SKIPPED]
    _, late = run(tmp_path, [A, B, C], world, at=NOW + 90 * DAY, is_offline=True)
    assert [late.outcomes[url].reason for url in (A, B, C)] == [Reason.OK, Reason.OFFLINE, Reason.OFFLINE]
    assert late.outcomes[A].cached
    assert len(world.opened) == 1


def test_what_another_policy_decided_is_asked_again(tmp_path: Path) -> None:
    world = World(fetcher=Fetcher(lambda request: reply(request, 404 if request.url == B else 200)))
    run(tmp_path, [A, B], world, policy="one")
    other, facts = run(tmp_path, [A, B], world, policy="other")
    assert (other.asked, facts.outcomes[B].failures) == (2, 1)
    assert run(tmp_path, [A, B], world, policy="other")[0].asked == 0
    assert run(tmp_path, [A, B], world, policy="one")[0].asked == 0, "it has its own results"
    _, facts = run(tmp_path, [A, B], world, policy="third", is_offline=True)
    assert {found.reason for found in facts.outcomes.values()} == {Reason.OFFLINE}


def test_dead_links_are_asked_again_on_demand(tmp_path: Path) -> None:
    world = World(fetcher=Fetcher(lambda request: reply(request, 404 if request.url == B else 200)))
    run(tmp_path, [A, B], world)
    again, _ = run(tmp_path, [A, B], world, rechecks=True)
    assert (again.asked, world.fetcher.asked[2:]) == (1, [B])


def test_validators_and_records_come_back(tmp_path: Path) -> None:
    record = PaperRecord(PaperId("arxiv", "2001.00001"), "arXiv", "A Title")

    class Registry(Resolver):
        async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
            for one in targets:
                give(Answer(outcome(one.url)._replace(checked_at=context.now), (record,), (), Validators('"1"')))

    world = World({"plain": Registry()})
    _, facts = run(tmp_path, [A], world)
    _, warm = run(tmp_path, [A], world, at=NOW + 6 * DAY)
    assert facts.papers == warm.papers == {record.paper: record}
    run(tmp_path, [A, B], world, at=NOW + 8 * DAY)
    assert world.opened == [{}, {A: Validators('"1"')}]


def test_records_of_an_earlier_version_are_asked_for_with_the_next_batch(tmp_path: Path) -> None:
    one, other = (f"https://arxiv.org/abs/2001.0000{number}" for number in (1, 2))
    comment, version = "", 0
    verdict = Verdict.ALIVE

    class Registry(Resolver):
        async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
            asked.append([each.url for each in targets])
            for each in targets:
                paper = PaperId("arxiv", each.url[-10:])
                record = PaperRecord(paper, "arXiv", comment=comment, version=version)
                give(Answer(outcome(each.url, verdict)._replace(checked_at=context.now), (record,)))

    asked: list[list[str]] = []
    world = World({"plain": Registry()})
    run(tmp_path, [one], world)
    warm, _ = run(tmp_path, [one], world)
    assert warm.asked == 0, "nothing is asked for a record alone"
    comment, version, verdict = "To appear", 2, Verdict.UNSURE
    _, facts = run(tmp_path, [one, other], world)
    assert facts.outcomes[one].verdict is Verdict.ALIVE, "a failure now does not undo what is known"
    verdict = Verdict.ALIVE
    _, facts = run(tmp_path, [one, other], world, at=NOW + DAY // 2)
    assert facts.papers[PaperId("arxiv", "2001.00001")].comment == "To appear"
    run(tmp_path, [one, other, "https://arxiv.org/abs/2001.00003"], world, at=NOW + DAY // 2)
    assert asked == [[one], [other, one], [other, one], ["https://arxiv.org/abs/2001.00003"]]


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        ({"source": "arXiv", "version": 2}, {"source": "arXiv", "version": 2, "earlier_titles": ("Before",)}),
        ({"source": "arXiv", "version": 3}, {"source": "arXiv", "version": 3}),
        ({"source": "DataCite"}, {"source": "arXiv", "version": 2, "earlier_titles": ("Before",)}),
    ],
)
def test_what_an_earlier_run_learnt_of_a_paper_stays(tmp_path: Path, now: dict[str, Any], kept: dict[str, Any]) -> None:
    url, paper = "https://arxiv.org/abs/2001.00001", PaperId("arxiv", "2001.00001")
    said: dict[str, Any] = {"source": "arXiv", "version": 2, "earlier_titles": ("Before",)}

    class Registry(Resolver):
        async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
            for one in targets:
                give(Answer(outcome(one.url)._replace(checked_at=context.now), (PaperRecord(paper=paper, **said),)))

    world = World({"plain": Registry()})
    run(tmp_path, [url], world)
    said = now
    _, facts = run(tmp_path, [url], world, at=NOW + 8 * DAY)
    assert facts.papers == {paper: PaperRecord(paper=paper, **kept)}
    _, warm = run(tmp_path, [url], world, at=NOW + 9 * DAY)
    assert warm.papers == facts.papers


def test_an_interrupted_run_knows_what_it_knows(tmp_path: Path) -> None:
    world = World({"plain": Resolver(stops_at=C)}, Fetcher(lambda request: reply(request, 404)))
    cache = LinkCache(tmp_path, NOW)
    one = LinkRun([target(url) for url in (A, B, C)], cache, to_plain, world.open)

    async def interrupt() -> None:
        asking = asyncio.create_task(one.ask())
        await world.resolvers["plain"].reached.wait()
        asking.cancel()
        await asyncio.wait([asking])
        assert asking.cancelled()

    asyncio.run(interrupt())
    facts = one.report(is_interrupted=True).facts
    cache.close()
    assert [facts.outcomes[url].reason for url in (A, B, C)] == [Reason.NOT_FOUND, Reason.NOT_FOUND, Reason.NOT_REACHED]
    again = World({"plain": Resolver()})
    second, _ = run(tmp_path, [A, B, C], again)
    assert (second.asked, again.fetcher.asked) == (1, [C])


class Broken(Resolver):
    """Answers for all targets but the first, for which it fails."""

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        async def ask(one: Target) -> None:
            if one is targets[0]:
                raise KeyError("title")
            give(Answer(outcome(one.url)))

        async def in_turn(group: Sequence[Target]) -> None:
            await ask_all(ask, group, 1)

        await ask_all(in_turn, [targets], 1)


def test_a_resolver_that_fails_is_our_mistake_and_no_harm_to_others(tmp_path: Path) -> None:
    world = World({"plain": Resolver(), "broken": Broken()})
    report, _ = run(tmp_path, [A, B, C], world, route={A: "plain", B: "broken", C: "broken"}.__getitem__)
    said = "a mistake of awesomelint (KeyError: 'title')"
    assert report.notes == (f"a check of links by the resolver broken failed by {said}: please report this",)
    found = report.facts.outcomes
    assert [found[url].reason for url in (A, B, C)] == [Reason.OK, Reason.INTERNAL_ERROR, Reason.OK]
    assert (found[B].verdict, found[B].detail, found[B].failures) == (Verdict.UNSURE, said, 0)


def test_progress_is_told(tmp_path: Path) -> None:
    seen: list[LinkProgress] = []
    run(tmp_path, [A, B], World(), progress=seen.append)
    assert seen == [LinkProgress(1, 2, None), LinkProgress(2, 2, None)]


class Waiting:
    """A fetcher that looks at its monitor before it answers."""

    def __init__(self) -> None:
        self.monitor = Monitor(self)
        self.seen: list[str | None] = []

    async def fetch(self, request: Request) -> Exchange:
        self.seen.append(self.monitor.slowest_host)
        return Exchange((), None, None, 1)


def test_credentials_and_ports_are_not_told() -> None:
    fetcher = Waiting()
    asyncio.run(fetcher.monitor.fetch(Request("https://ada:secret@Lab.example.org:8443/a?b")))
    assert fetcher.seen == ["lab.example.org"]


class Failing:
    """A fetcher that fails for one host as none should."""

    async def fetch(self, request: Request) -> Exchange:
        if request.url == A:
            raise RecursionError("too deep")
        return reply(request)


def test_a_request_that_fails_as_none_should_is_the_failure_of_its_link_alone() -> None:
    notes: list[str] = []
    monitor = Monitor(Failing(), notes.append)

    async def both() -> list[Exchange]:
        return [await monitor.fetch(Request(url)) for url in (A, B)]

    failed, fine = asyncio.run(both())
    assert (failed.failure, failed.reply) == (Reason.INTERNAL_ERROR, None)
    assert judge(A, failed, HostPolicy()).verdict is Verdict.UNSURE
    assert "RecursionError: too deep" in failed.detail
    assert fine.reply is not None
    assert len(notes) == 1


def test_a_page_that_cannot_be_judged_ends_no_other_check(monkeypatch: pytest.MonkeyPatch) -> None:
    from awesomelint.links.policy import Policies
    from awesomelint.links.resolvers import pages

    judged = pages.answer_of

    def judge(one: Target, *others: Any) -> Answer:
        if one.url == A:
            raise KeyError("title")
        return judged(one, *others)

    monkeypatch.setattr(pages, "answer_of", judge)
    notes: list[str] = []
    given: list[Answer] = []
    plain = pages.PlainResolver(Policies())
    context = ResolverContext(Fetcher(), plain, NOW, note=notes.append)
    asyncio.run(plain.resolve([target(A), target(B)], context, given.append))
    verdicts = {answer.outcome.url: answer.outcome.verdict for answer in given}
    assert verdicts == {A: Verdict.UNSURE, B: Verdict.ALIVE}
    assert len(notes) == 1
