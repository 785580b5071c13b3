"""What a configuration says about checking links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from awesomelint.config.layer import LINK_KEYS
from awesomelint.config.load import config_of, load_config
from awesomelint.config.model import Config
from awesomelint.errors import ConfigError
from awesomelint.links.settings import LinkSettings, link_settings


def links(values: dict[str, Any]) -> LinkSettings:
    config: Config = config_of({"links": values})
    return config.links


def test_every_setting_but_what_a_stranger_must_not_say_is_a_key() -> None:
    assert {key.replace("-", "_") for key in LINK_KEYS} == {*LinkSettings._fields} - {"allow_private"}


def test_values() -> None:
    assert links({}) == LinkSettings()
    said = links(
        {
            "check": False,
            "exclude": "^https://a",
            "include": ["b", "c"],
            "timeout": 5,
            "retries": 0,
            "max-concurrency": 10,
            "host-concurrency": 1,
            "archive": True,
            "mailto": "me@example.org",
            "remap": {r"//(\w+)\.old/": r"//\1.new/", "a": "b"},
            "base-url": "HTTPS://Example.org",
        }
    )
    usual = LinkSettings(False, ("^https://a",), ("b", "c"), 5, 0, 10, 1, False, True, "me@example.org")
    assert said == usual._replace(remap=((r"//(\w+)\.old/", r"//\1.new/"), ("a", "b")), base_url="https://example.org/")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"timout": 3}, 'unknown key "timout"'),
        ({"timeout": 0}, "found 0, expected a number from 0.1 to 600"),
        ({"retries": 11}, "found 11, expected a number from 0 to 10"),
        ({"retries": "two"}, "expected"),
        ({"exclude": "a("}, 'found "a(", expected a regular expression'),
        ({"exclude": ["a", 3]}, "expected"),
        ({"mailto": "me"}, 'found "me", expected an e-mail address'),
        ({"remap": ["a", "b"]}, "expected a mapping"),
        ({"remap": {"a(": "b"}}, 'found "a(", expected a regular expression'),
        ({"remap": {"a": 3}}, 'found 3 in "a", expected text'),
        ({"remap": {"(a)": "\\2"}}, 'found the group 2 in "\\2", and "(a)" has none'),
        ({"remap": {"(?P<a>a)": "\\g<b>"}}, "found the group b"),
        ({"base-url": "example.org"}, 'found "example.org", expected a URL such as https://example.org/'),
        ({"base-url": "ftp://example.org/"}, 'found "ftp://example.org/", expected a URL such as'),
        (
            {"base-url": "https://me:secret@example.org/"},
            'found "https://example.org/", expected a URL without password',
        ),
        ({"base-url": "https://example.org/?a"}, "expected a URL without password, query and fragment"),
        ({"allow-private": True}, 'unknown key "allow-private"'),
        ("yes", "expected a mapping"),
    ],
)
def test_errors(values: Any, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        config_of({"links": values})
    assert said in str(raised.value)


@pytest.mark.parametrize(("said", "held"), [(1000, 4), (4, 4), (2, 2)])
def test_a_configuration_asks_no_host_for_more_at_once(said: int, held: int) -> None:
    found = config_of({"links": {"host-concurrency": said}}).links
    assert found.host_concurrency == held
    assert link_settings(found, {"host_concurrency": 50}).host_concurrency == 50, "the command line of the user may"


def test_layers(tmp_path: Path) -> None:
    house, own = "{exclude: a, timeout: 5, retries: 1, remap: {a: b}}", "{exclude: [b], timeout: 7, remap: {c: d}}"
    (tmp_path / "house.yaml").write_text(f"links: {house}\n", encoding="utf-8")
    (tmp_path / "own.yaml").write_text(f"extends: ./house.yaml\nlinks: {own}\n", encoding="utf-8")
    found = load_config(tmp_path / "own.yaml").links
    assert (found.exclude, found.timeout, found.retries) == (("a", "b"), 7, 1)
    assert found.remap == (("c", "d"), ("a", "b"))
    assert link_settings(found, {"include": ("c",), "retries": 0}).include == ("c",)
