from __future__ import annotations

import pytest

from awesomelint.config.files import config_from_mapping
from awesomelint.config.load import config_of
from awesomelint.errors import ConfigError
from awesomelint.links.network import RESOLVERS
from awesomelint.links.outcome import Verdict
from awesomelint.links.policy import (
    RESOLVER_NAMES,
    HostLimits,
    HostPolicy,
    Pattern,
    Policies,
    built_in_hosts,
    load_policies,
    read_hosts,
)
from awesomelint.links.resolvers import PLAIN
from awesomelint.links.settings import LinkSettings
from awesomelint.links.url import read_url


@pytest.mark.parametrize(
    ("pattern", "url", "is_meant"),
    [
        ("arxiv.org", "https://arxiv.org/abs/1", True),
        ("arxiv.org", "https://www.arxiv.org/abs/1", True),
        ("arxiv.org", "https://notarxiv.org/abs/1", False),
        ("x.com", "https://netflix.com/", False),
        ("sci-hub.*", "https://sci-hub.se/1", True),
        ("sci-hub.*", "https://www.sci-hub.ru/1", True),
        ("sci-hub.*", "https://sci-hub.org.evil.com/", False),
        ("a.org/x", "https://a.org/xyz", True),
        ("a.org/x", "https://a.org/y", False),
        ("a.org/p/*/q", "https://a.org/p/1/2/q/r", True),
        ("a.org/p/*/q", "https://a.org/p/1", False),
        ("*", "https://anything.example/", True),
    ],
)
def test_patterns(pattern: str, url: str, is_meant: bool) -> None:
    assert Pattern.read(pattern).covers(read_url(url)) is is_meant


@pytest.mark.parametrize("text", ["", "A.org", "https://a.org", "a.org:80", "*.a.org", "*/x", "a b", "a." * 200])
def test_what_is_no_pattern(text: str) -> None:
    with pytest.raises(ValueError, match="a pattern is a host"):
        Pattern.read(text)


def _policies(*layers: dict[str, dict[str, object]]) -> Policies:
    return Policies([[(Pattern.read(text), record) for text, record in layer.items()] for layer in layers])


def test_the_narrower_pattern_holds_value_by_value_and_the_users_word_before_all() -> None:
    policies = _policies(
        {"a.org": {"interval": 1.0, "skip": "x"}, "b.a.org": {"skip": ""}, "a.org/p": {"method": "head"}},
        {"*": {"concurrency": 3}, "a.org": {"interval": 2.0}},
    )
    assert policies.for_url("https://a.org/p").method == "head"
    assert policies.for_url("https://a.org/p").limits == HostLimits(3, 2.0)
    assert policies.for_url("https://a.org/q").skip == "x"
    assert policies.for_url("https://b.a.org/q").skip == ""
    assert policies.limits_of("b.a.org") == ("b.a.org", HostLimits(3, 2.0))


def test_a_list_makes_limits_stricter_and_never_laxer() -> None:
    shipped: dict[str, dict[str, object]] = {
        "a.org": {"interval": 3.0, "concurrency": 1, "together": True},
        "b.org": {"burst": 5},
        "d.org": {"from_end": True},
    }
    policies = _policies(
        shipped,
        {
            "a.org": {"interval": 0.0, "concurrency": 50, "burst": 90, "together": False},
            "b.org": {"burst": 2, "together": True},
            "c.org": {"interval": 0.0, "concurrency": 50},
            "d.org": {"from_end": False},
            "e.org": {"from_end": True},
        },
    )
    assert policies.limits_of("www.a.org") == ("a.org", HostLimits(1, 3.0, 1))
    assert policies.limits_of("www.b.org") == ("b.org", HostLimits(burst=2))
    assert policies.limits_of("c.org")[1] == HostLimits()
    assert policies.limits_of("d.org")[1] == policies.limits_of("e.org")[1] == HostLimits(from_end=True)


def test_hosts_may_share_their_limits() -> None:
    policies = _policies({"a.org": {"together": True, "interval": 3.0}, "api.a.org": {"together": False}})
    assert policies.limits_of("www.a.org")[0] == policies.limits_of("a.org")[0] == "a.org"
    assert policies.limits_of("api.a.org")[0] == "api.a.org"


@pytest.mark.parametrize(
    "said",
    [
        {"arxiv.org": {"resolver": "http"}, "www.arxiv.org": {"together": True}, "cn.arxiv.org": {"together": True}},
        {"www.doi.org": {"together": True}, "dx.doi.org": {"together": True}},
        {"a.openreview.net": {"together": True}, "b.openreview.net": {"together": True}},
        {"org": {"together": True}, "net": {"together": True}, "co": {"together": True}},
        {"*": {"together": True}},
    ],
)
def test_no_list_loosens_what_hosts_share(said: dict[str, object]) -> None:
    shipped = load_policies()
    policies = load_policies([config_of({"hosts": said}).hosts[0]])
    taken: dict[str, HostLimits] = {}
    for host in (
        *("example.org", "arxiv.org", "www.arxiv.org", "cn.arxiv.org", "export.arxiv.org", "www.doi.org", "dx.doi.org"),
        *("a.openreview.net", "b.openreview.net", "a.huggingface.co", "dblp.org", "www.dblp.org", "nature.com"),
    ):
        (name, limits), (shared, most) = policies.limits_of(host), shipped.limits_of(host)
        if shared != host:
            assert name == shared
        first = taken.setdefault(name, limits)  # the limiter of a name has the limits of its first host
        assert first.within(most) == first, host


def test_host_concurrency_is_for_hosts_of_which_nothing_is_said() -> None:
    policies = load_policies(host_concurrency=2)
    assert policies.limits_of("example.org")[1].concurrency == 2
    assert policies.limits_of("doi.org")[1].concurrency == 3


def test_the_table_that_comes_with_the_program() -> None:
    policies = load_policies()
    assert policies.limits_of("export.arxiv.org") == ("export.arxiv.org", HostLimits(1, 3.0, from_end=True))
    assert policies.for_url("https://www.arxiv.org/abs/1706.03762").resolver == "arxiv"
    assert policies.for_url("https://img.shields.io/badge/x").skip
    assert policies.for_url("https://github.com/a/b/actions/workflows/ci.yml/badge.svg").skip
    assert not policies.for_url("https://github.com/a/b").skip
    assert policies.for_url("https://anonymous.4open.science/r/x").means == {"dead": Verdict.UNSURE}
    assert len(built_in_hosts()) > 50


def test_resolvers_of_the_table_exist() -> None:
    assert set(RESOLVER_NAMES) == {PLAIN, *RESOLVERS}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"A.org": {}}, 'found "A.org", expected a pattern'),
        ({"a.org": {"intervall": 1}}, 'unknown key "intervall" (did you mean "interval"?)'),
        ({"a.org": {"concurrency": 0}}, "found 0, expected a number from 1 to 100"),
        ({"a.org": {"interval": -1}}, "found -1, expected a number from 0 to 3600"),
        ({"a.org/x": {"interval": 1}}, '"interval" holds for a whole host'),
        ({"a.org": {"resolver": "arxif"}}, 'did you mean "arxiv"?'),
        ({"a.org": {"means": {"404": "fine"}}}, 'found "fine"'),
        ({"a.org": {"means": {"40x": "alive"}}}, 'found "40x", expected a status'),
        ({"a.org": {"means": {"0xx": "alive"}}}, 'found "0xx", expected a status'),
        ({"a.org": {"accept": "40x"}}, 'found "40x", expected statuses such as 403, 4xx or 500..=599'),
        ({"a.org": {"accept": [403, "299..=200"]}}, 'found "299..=200", expected statuses'),
        ({"a.org": {"accept": "400..400"}}, 'found "400..400", expected statuses'),
        ({"a.org": {"accept": 99}}, 'found "99", expected statuses'),
        ({"a.org": {"accept": True}}, 'found true in "accept", expected text'),
        ({"a.org": {"lost": ["B.org"]}}, 'found "B.org", expected a pattern'),
        ({"a.org": []}, "expected a mapping"),
    ],
)
def test_mistakes_in_a_table_are_named(values: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError) as error:
        read_hosts(config_from_mapping(values, "test"))
    assert said in str(error.value)


def test_a_configuration_extends_the_table() -> None:
    config = config_of({"hosts": {"a.org": {"means": {404: "unsure"}, "interval": 2}}})
    policy = load_policies(config.hosts).for_url("https://a.org/x")
    assert policy.means == {"404": Verdict.UNSURE}
    assert policy.limits.interval == 2


def test_what_decides_about_a_verdict_has_a_digest() -> None:
    def digest(**fields: object) -> str:
        return Policies([[(Pattern.read("a.org"), fields)]]).digest_for("https://a.org/x")

    usual = digest()
    assert usual == digest(concurrency=1) == Policies().digest_for("https://b.org/")
    waits_less = LinkSettings(timeout=0.5).patience, LinkSettings(retries=0).patience
    assert LinkSettings(timeout=20.0, retries=2).patience is None
    others = [
        *(Policies(patience=patience).digest_for("https://b.org/") for patience in waits_less),
        digest(means={"404": Verdict.ALIVE}),
        digest(means={"404": Verdict.UNSURE}),
        digest(lost=(Pattern.read("a.org/x"),)),
        digest(resolver="http"),
        digest(method="head"),
    ]
    assert len({usual, *others}) == 8


def _read(said: dict[str, object]) -> HostPolicy:
    return Policies([read_hosts(config_from_mapping({"a.org": said}, "test"))]).for_url("https://a.org/")


@pytest.mark.parametrize(
    ("written", "statuses"),
    [
        (403, [403]),
        ("403", [403]),
        ("4xx", [*range(400, 500)]),
        ("500..=503", [500, 501, 502, 503]),
        ("500..503", [500, 501, 502]),
        ([403, "999"], [403, 999]),
        ("2xx", []),
    ],
)
def test_what_is_accepted(written: object, statuses: list[int]) -> None:
    policy = _read({"accept": written})
    accepted = [status for status in range(100, 1000) if policy.meaning(status, Verdict.DEAD) is Verdict.ALIVE]
    assert accepted == statuses
    assert policy.meaning(None, Verdict.UNSURE) is Verdict.UNSURE


def test_the_narrower_of_two_meanings_holds() -> None:
    meanings = {404: "dead", "4xx": "unsure", "400..=410": "blocked", "skipped": "moved"}
    policy = _read({"means": meanings, "accept": [404, 409, "4xx", 500]})
    means = {status: policy.meaning(status, Verdict.SKIPPED) for status in (404, 409, 410, 411, 500, 503)}
    assert means == {
        404: Verdict.DEAD,
        409: Verdict.ALIVE,
        410: Verdict.BLOCKED,
        411: Verdict.UNSURE,
        500: Verdict.ALIVE,
        503: Verdict.MOVED,
    }


def test_what_a_narrower_key_or_a_later_table_accepts_holds() -> None:
    first = {"*": {"means": {"4xx": "unsure"}}, "a.org": {"means": {404: "dead"}}}
    for more in ({"a.org": {"accept": 404}}, {"a.org/x": {"accept": "4xx"}}):
        tables = [read_hosts(config_from_mapping(said, "test")) for said in (first, more)]
        assert Policies(tables).for_url("https://a.org/x").meaning(404, Verdict.DEAD) is Verdict.ALIVE
