"""Sweeps in the local internet: is each target asked once, with the outcome of a single run, within the limits of every host?

    python benchmarks/sweep.py LIST...              # lists and folders, as they are
    python benchmarks/sweep.py --made 20000 500     # so many targets on so many hosts
    python benchmarks/sweep.py LIST... --dask       # by workers of a cluster of Dask on this machine
    python benchmarks/sweep.py LIST... --reading    # only read lists, in one process and in two

Intervals of hosts are scaled down (`--scale`), and so is nothing else. `--kills N` ends a worker and then all
of the sweep N times; the scheduler of a cluster and what starts its workers go on.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from local_internet import ROOT, LocalInternet

from awesomelint.files import find_inputs
from awesomelint.links import policy
from awesomelint.links.check import check_links
from awesomelint.links.policy import HostTable, Pattern, load_policies
from awesomelint.links.targets import Target
from awesomelint.session import LinkOptions
from awesomelint.startup import spare_the_collector
from awesomelint.sweep.asking import _LABELLED_PDF
from awesomelint.sweep.crew import Crew, cluster, processes
from awesomelint.sweep.run import Sweep
from awesomelint.sweep.tables import Tables

Job = TypeVar("Job")
Result = TypeVar("Result")
USUAL_INTERVAL = 0.1
SHIPPED = policy.built_in_hosts()
BETWEEN_KILLS = 400
"""Requests."""
SLACK = 2
"""Requests more than a host should get so far: they were sent in time, and came together."""


def scale_limits(scale: float) -> None:
    """Let this process keep limits whose intervals are scaled."""
    table: HostTable = tuple(
        (pattern, {**fields, "interval": fields["interval"] * scale} if "interval" in fields else fields)
        for pattern, fields in SHIPPED
    )
    scaled = ((Pattern.read(policy.EVERY_HOST), {"interval": USUAL_INTERVAL * scale}), *table)
    policy.built_in_hosts = lambda: scaled  # type: ignore[assignment]


def scaled_work(work: Callable[[Job], Result], scale: float, job: Job) -> Result:
    scale_limits(scale)
    return work(job)


def scaled_crew(crew: Crew, scale: float) -> Crew:
    def scaled(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Generator[Result]:
        return crew(partial(scaled_work, work, scale), jobs)

    return scaled


# -- the sweep, in a process of its own


def drive(lists: Sequence[str], out: Path, scale: float, workers: int, scheduler: str | None) -> None:
    """Sweep, and print the seconds of each step.

    The server goes before those whom it serves: on a busy machine it would answer nobody in time otherwise.
    """
    os.nice(5)
    scale_limits(scale)
    with nullcontext(processes(workers)) if scheduler is None else cluster(scheduler) as crew:
        drive_crew(lists, out, scaled_crew(crew, scale))


def drive_crew(lists: Sequence[str], out: Path, crew: Crew) -> None:
    sweep = Sweep(out, LinkOptions(token=os.environ.get("GITHUB_TOKEN")))
    began = time.monotonic()
    plan = sweep.prepare(find_inputs(lists))
    print(f"read: {plan.read} of {plan.lists} lists, {plan.links} links, {plan.targets} targets,", end=" ")
    began = _lap(began)
    asked = list(sweep.ask(plan, crew))
    print(f"asked: {sum(one.asked for one in asked)} targets, {sum(one.requests for one in asked)} requests,", end=" ")
    began = _lap(began)
    for one in asked:
        if one.problem:
            print(f"  {one.owner}: {one.problem}")
    if sweep.is_asked:
        print(f"judged: {sweep.judge(crew)} findings,", end=" ")
        _lap(began)
    sweep.close()


def _lap(began: float) -> float:
    """Print the seconds since then, and those of the processor so far: of this process and of its workers that have ended."""
    now = time.monotonic()
    print(f"{now - began:.1f} s ({processor_time():.0f} s of the processor so far)", flush=True)
    return now


def processor_time() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def compare_reading(lists: Sequence[str]) -> None:
    """Print how much sooner two processes have read lists than one has."""
    spare_the_collector()
    seconds = []
    list_of_one = [str(next(iter(find_inputs(lists))).path)]
    for jobs, names in ((1, list_of_one), (1, lists), (2, lists)):  # the first time, modules and rules are loaded
        with tempfile.TemporaryDirectory() as folder:
            sweep = Sweep(Path(folder) / "out", jobs=jobs)
            began, processor = time.monotonic(), processor_time()
            plan = sweep.prepare(find_inputs(names))
            sweep.close()
        seconds.append(time.monotonic() - began)
        print(
            f"read by {jobs}: {plan.read} lists, {seconds[-1]:.1f} s,",
            f"{processor_time() - processor:.1f} s of the processor",
        )
    print(f"{seconds[1] / seconds[2]:.2f} times as fast")


class Cluster(NamedTuple):
    """A scheduler of Dask, and the processes that start its workers, again where these are ended."""

    scheduler: str
    nannies: tuple[int, ...]


@contextmanager
def dask_cluster(workers: int, environment: dict[str, str]) -> Iterator[Cluster]:
    """Start a cluster, and end it when it is not needed any more, before the folder in which its processes are."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:

        def start(*command: str) -> int:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command, "--no-dashboard"],
                cwd=folder,
                env=environment,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            return process.pid

        start("scheduler", "--host", "127.0.0.1", "--port", str(port))
        worker = ("worker", address, "--nthreads", "1", "--memory-limit", "0")
        yield Cluster(address, tuple(start(*worker) for _ in range(workers)))


class Driven:
    """A sweep under way, and the most memory that one of its workers has had."""

    def __init__(self, environment: dict[str, str], arguments: argparse.Namespace, out: Path, cluster: Cluster | None):
        command = [
            sys.executable,
            str(ROOT / "benchmarks" / "sweep.py"),
            "--drive",
            str(out),
            "--scale",
            str(arguments.scale),
        ]
        if cluster is not None:
            command += ["--scheduler", cluster.scheduler]
        self.process = subprocess.Popen(
            [*command, "--workers", str(arguments.workers), *arguments.lists], cwd=ROOT, env=environment
        )
        self.parents = cluster.nannies if cluster is not None else (self.process.pid,)
        self.most = 0

    def workers(self) -> list[int]:
        found = []
        for folder in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if parent in self.parents and b"spawn_main" in (folder / "cmdline").read_bytes():
                    found.append(int(folder.name))
        return found

    def wait(self, is_enough: Callable[[], bool] = lambda: False) -> None:
        """Wait until the sweep has ended, or for something else."""
        while self.process.poll() is None and not is_enough():
            for worker in self.workers():
                with suppress(OSError):
                    status = Path(f"/proc/{worker}/status").read_text()
                    if (found := re.search(r"VmHWM:\s+(\d+)", status)) is not None:
                        self.most = max(self.most, int(found[1]))
            time.sleep(0.2)


def has_count(net: LocalInternet, count: int) -> bool:
    return net.count() >= count


class Mark(NamedTuple):
    """What was in the journals when processes had been killed: targets, and the requests until then."""

    requests: int
    targets: frozenset[str]

    @classmethod
    def of(cls, net: LocalInternet, out: Path) -> Mark:
        targets: set[str] = set()
        for journal in out.glob("journals/*/links-*.sqlite"):
            with closing(sqlite3.connect(journal)) as connection:
                targets.update(url for (url,) in connection.execute("SELECT url FROM outcomes"))
        return cls(net.count(), frozenset(targets))


def sweep_with_kills(
    net: LocalInternet,
    environment: dict[str, str],
    arguments: argparse.Namespace,
    out: Path,
    cluster: Cluster | None,
) -> tuple[int, list[Mark]]:
    """Sweep, end a worker and then everything so many times.

    Return the most kilobytes that a worker had, and what was known after each time.
    """
    most = 0
    marks: list[Mark] = []
    for _ in range(arguments.kills):
        driven = Driven(environment, arguments, out, cluster)
        for whom in ("worker", "sweep"):
            driven.wait(partial(has_count, net, net.count() + BETWEEN_KILLS))
            if driven.process.poll() is None:
                workers = driven.workers()
                for process in workers[:1] if whom == "worker" else [driven.process.pid]:
                    os.kill(process, signal.SIGKILL)
                print(f"killed: {whom}, after {net.count()} requests", flush=True)
        driven.process.wait()
        most = max(most, driven.most)
        if driven.process.returncode == 0:  # all was done before it was killed
            return most, marks
        time.sleep(1)
        marks.append(Mark.of(net, out))
    driven = Driven(environment, arguments, out, cluster)
    driven.wait()
    return max(most, driven.most), marks


# -- what the server has seen


def repeated(requests: Sequence[dict[str, Any]], targets: set[str], marks: Sequence[Mark]) -> tuple[int, int]:
    """Return how many requests for targets came again after a good answer, and how many of these after it was in a journal.

    The answer to the first may have been lost with the process that had asked.
    """
    good = Counter(
        (one["method"], one["url"], one["body"])
        for one in requests
        if (one["url"] in targets or one["method"] == "POST") and 200 <= one["status"] < 400
    )
    known = sum(one["url"] in mark.targets for mark in marks for one in requests[mark.requests :])
    return sum(number - 1 for number in good.values()), known


def breaches(requests: Sequence[dict[str, Any]], scale: float) -> Iterator[str]:
    """Yield the hosts that got more requests than their limits allow, at one time or in the time that they took."""
    scale_limits(scale)
    policies = load_policies()
    by_key: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in requests:
        by_key[policies.limits_of(one["host"])[0]].append((one["began"], one["ended"] or one["began"]))
    for key, times in by_key.items():
        limits = policies.limits_of(key if "*" not in key else key.replace("*", "org"))[1]
        events = sorted([(began, 1) for began, _ in times] + [(ended, -1) for _, ended in times])
        open_now = most = 0
        for _, step in events:
            open_now += step
            most = max(most, open_now)
        began = sorted(start for start, _ in times)
        allowed = (began[-1] - began[0] + limits.ahead) / limits.interval + 1 + SLACK if limits.interval else len(began)
        if most > limits.concurrency or len(began) > allowed:
            yield f"{key}: {most} at once of {limits.concurrency}, {len(began)} requests of {allowed:.0f}"


def compare(net: LocalInternet, out: Path, scale: float) -> tuple[int, list[str]]:
    """Ask all targets in one run, and return how many they are, with those that have another outcome than in the sweep."""
    tables = Tables(out)
    swept = {row[0]: row[1:] for row in tables.rows("SELECT url, verdict, reason, final_url FROM results")}
    rows = tables.rows("SELECT url, is_pdf FROM targets ORDER BY url")
    tables.close()
    net.reset()
    scale_limits(scale)
    os.environ.update(net.variables)
    with tempfile.TemporaryDirectory() as cache:
        targets = [Target(url, _LABELLED_PDF if is_pdf else ()) for url, is_pdf in rows]
        single = check_links(targets, cache=Path(cache), token=net.variables["GITHUB_TOKEN"]).facts.outcomes
    different = [
        f"{url}: {single[url][1:3]} in one run, {swept.get(url)} in the sweep"
        for url in single
        if swept.get(url) != (single[url].verdict, single[url].reason, single[url].final_url)
    ]
    return len(single), different


def make_lists(folder: Path, targets: int, hosts: int) -> None:
    """Write lists with so many targets on so many hosts, 2,000 in each."""
    folder.mkdir()
    for start in range(0, targets, 2000):
        lines = (
            f"- [Page {number}](https://host{number % hosts}.example.net/{number}), a page about {number}.\n"
            for number in range(start, min(start + 2000, targets))
        )
        (folder / f"list{start}.md").write_text("# Made up\n\n" + "".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", nargs="*")
    parser.add_argument("--made", nargs=2, type=int, metavar=("TARGETS", "HOSTS"))
    parser.add_argument("--scale", type=float, default=0.02)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--mishaps", default="10%")
    parser.add_argument("--no-single", action="store_true", help="do not compare with a single run")
    parser.add_argument("--reading", action="store_true", help="only read lists, in one process and in two")
    parser.add_argument("--dask", action="store_true", help="have workers of a cluster of Dask ask and judge")
    parser.add_argument("--drive", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--scheduler", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.drive is not None:
        drive(arguments.lists, arguments.drive, arguments.scale, arguments.workers, arguments.scheduler)
        return
    if arguments.reading:
        compare_reading(arguments.lists)
        return
    interval = f"--arxiv-interval={round(3000 * arguments.scale)}ms"
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalInternet("--latency", "20ms", "--mishaps", arguments.mishaps, interval) as net,
    ):
        if arguments.made:
            make_lists(Path(folder) / "made", *arguments.made)
            arguments.lists.append(str(Path(folder) / "made"))
        arguments.lists = [str(Path(name).absolute()) for name in arguments.lists]
        out = Path(folder) / "out"
        environment = {**os.environ, **net.variables, "AWESOMELINT_CACHE_DIR": str(Path(folder) / "cache")}
        with dask_cluster(arguments.workers, environment) if arguments.dask else nullcontext() as workers:
            most, marks = sweep_with_kills(net, environment, arguments, out, workers)
        print(f"memory of a worker: {most / 1024:.0f} MB at most")
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        print(f"folder: {size / 1e6:.1f} MB")
        requests = net.requests()
        tables = Tables(out)
        targets = {url for (url,) in tables.rows("SELECT url FROM targets")}
        tables.close()
        again, known = repeated(requests, targets, marks)
        print(f"requests: {len(requests)}; {again} for what was answered before, {known} for what was in a journal")
        found = list(breaches(requests, arguments.scale))
        print(f"hosts that got too many requests: {len(found)}", *found[:5], sep="\n  ")
        told = [f"{one['service']}: {one['what']}" for one in net.summary()["breaches"]]
        print(f"requests that a service found too early: {len(told)}", *told[:5], sep="\n  ")
        if not arguments.no_single:
            count, different = compare(net, out, arguments.scale)
            print(f"outcomes other than in a single run: {len(different)} of {count}", *different[:5], sep="\n  ")


if __name__ == "__main__":
    main()
