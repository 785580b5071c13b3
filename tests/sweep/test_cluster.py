"""The same sweep by workers of Dask."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesomelint.errors import ConfigError
from awesomelint.files import find_inputs
from awesomelint.session import LinkOptions
from awesomelint.sweep.crew import cluster, here
from awesomelint.sweep.run import Sweep

LIST = """# Machines

- [A page that nobody asks](https://twitter.com/a/status/1), and [another one](https://twitter.com/a/status/2).
- [A Page](https://localhost:1/a), Ada Kite,  ICML 2020.
"""


def results(sweep: Sweep) -> list[tuple[object, ...]]:
    return sweep.tables.rows("SELECT url, verdict, reason FROM results ORDER BY url")


def findings(sweep: Sweep) -> list[tuple[object, ...]]:
    return sweep.tables.rows("SELECT * FROM findings ORDER BY ALL")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_workers_of_a_cluster_do_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "list.md").write_text(LIST, encoding="utf-8")
    found = []
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=":0"
    ) as workers:
        for name in ("local", "cluster"):
            sweep = Sweep(tmp_path / name, LinkOptions(), jobs=1)
            plan = sweep.prepare(find_inputs([str(tmp_path / "list.md")]))
            with cluster(workers.scheduler_address) as crew:
                crew = here if name == "local" else crew
                assert not any(one.problem for one in sweep.ask(plan, crew))
                sweep.judge(crew)
            found.append((results(sweep), findings(sweep)))
            sweep.close()
    assert found[0] == found[1]
    assert len(found[0][0]) == 3


def test_a_scheduler_that_does_not_answer_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awesomelint.sweep.crew.LONGEST_CONNECTING", 0.1)
    with pytest.raises(ConfigError, match="does not answer"), cluster("tcp://127.0.0.1:1"):
        pass
