"""What configurations come to: layers, presets, options, files of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from awesomelint.config.load import config_of, load_config
from awesomelint.config.model import Config, Overrides
from awesomelint.diagnostic import Severity
from awesomelint.rulebook.load import load_rulebook

HOUSE_RULES = Path(__file__).parents[1] / "data" / "house-rules"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str, name: str = ".awesomelint.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def codes(config: Config) -> list[str]:
    return [rule.code for rule in config.rules]


def families(config: Config) -> set[str]:
    return {rule.spec.family for rule in config.rules}


def test_without_a_file_the_default_holds() -> None:
    config = load_config(None)
    assert config.presets == ("default",)
    assert (config.path, config.sources, config.fail_on) == (None, (), Severity.WARNING)
    assert "NUM101" in codes(config)
    assert codes(config) == sorted(codes(config))
    assert config.known == load_rulebook()


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}\n", "---\n"])
def test_an_empty_file_is_the_default(write: Write, text: str) -> None:
    path = write(text)
    config = load_config(path)
    assert (config.rules, config.path, config.sources) == (load_config(None).rules, path, (path,))


def test_toml_says_the_same_as_yaml(write: Write) -> None:
    yaml = write(
        "select: [NUM, SUP]\nignore: NUM102\nseverity: {NUM101: info}\nrules: {NUM101: {restart: document}}\nfail-on: error\n"
    )
    toml = write(
        '[tool.awesomelint]\nselect = ["NUM", "SUP"]\nignore = "NUM102"\nfail-on = "error"\n'
        '[tool.awesomelint.severity]\nNUM101 = "info"\n[tool.awesomelint.rules.NUM101]\nrestart = "document"\n',
        "pyproject.toml",
    )
    assert load_config(toml).rules == load_config(yaml).rules
    assert load_config(toml).fail_on is Severity.ERROR
    first = load_config(yaml).rules[0]
    assert (first.code, first.severity, first.options["restart"]) == ("NUM101", Severity.INFO, "document")


def test_a_toml_file_of_its_own_has_no_table(write: Write) -> None:
    assert families(load_config(write('select = ["SUP"]\n', "house.toml"))) == {"SUP"}


def test_select_says_anew_and_the_others_change(write: Write) -> None:
    default = set(codes(load_config(None)))
    assert families(load_config(write("select: [NUM]"))) == {"NUM"}
    assert codes(load_config(write("select: NUM101"))) == ["NUM101"]
    assert set(codes(load_config(write("ignore: [NUM]")))) == {code for code in default if not code.startswith("NUM")}
    assert set(codes(load_config(write("extend-ignore: [NUM101]")))) == default - {"NUM101"}
    assert set(codes(load_config(write("select: [SUP]\nextend-select: [NUM101]")))) == {"SUP901", "SUP902", "NUM101"}
    assert codes(load_config(write("select: []"))) == []


def test_the_command_line_goes_over_the_file(write: Write) -> None:
    path = write("select: [NUM]\nignore: [NUM102]\nfail-on: info\n")
    numbering = [rule.code for rule in load_rulebook() if rule.family == "NUM"]
    assert codes(load_config(path, Overrides(select=("NUM",)))) == numbering
    assert "NUM102" not in codes(load_config(path, Overrides(extend_select=("SUP",))))
    assert "NUM101" not in codes(load_config(path, Overrides(ignore=("NUM101",))))
    assert "NUM101" not in codes(load_config(path, Overrides(extend_ignore=("NUM101",))))
    assert "NUM102" in codes(load_config(path, Overrides(extend_select=("NUM102",))))
    assert load_config(path).fail_on is Severity.INFO
    assert load_config(path, Overrides(fail_on=Severity.ERROR)).fail_on is Severity.ERROR


def test_a_preset_on_the_command_line(write: Write) -> None:
    path = write("extends: papers\nselect: [NUM]\n")
    config = load_config(path, Overrides(preset="strict"))
    assert config.presets == ("default", "papers", "strict")
    assert "SUP901" in codes(config)


def test_severities_by_selector_the_narrower_first(write: Write) -> None:
    config = load_config(write("severity: {sequential-numbers: warning, NUM: info, ALL: error}"))
    found = {rule.code: rule.severity for rule in config.rules}
    assert (found["NUM101"], found["NUM102"], found["SUP901"]) == (Severity.WARNING, Severity.INFO, Severity.ERROR)


def test_options_by_name(write: Write) -> None:
    config = load_config(write("rules: {sequential-numbers: {restart: document}}"))
    rule = next(rule for rule in config.rules if rule.code == "NUM101")
    assert rule.options == {"restart": "document", "style": "infer"}


def test_extends_files_and_presets_from_the_bottom_up(write: Write) -> None:
    write(
        "select: [NUM]\nseverity: {NUM101: info}\nrules: {NUM101: {restart: document, style: one}}\n", "base/house.yaml"
    )
    path = write("extends: [papers, base/house.yaml]\nextend-select: [SUP901]\nrules: {NUM101: {style: zero}}\n")
    config = load_config(path)
    assert families(config) == {"NUM", "SUP"}
    assert config.presets == ("default", "papers")
    assert config.sources == (path.parent / "base/house.yaml", path)
    first = config.rules[0]
    assert (first.severity, first.options) == (Severity.INFO, {"restart": "document", "style": "zero"})


def test_what_is_extended_twice_counts_once(write: Write) -> None:
    write("extends: papers\nignore: [NUM101]\n", "a.yaml")
    write("extends: ./a.yaml\n", "b.yaml")
    write("extends: ./a.yaml\nextend-select: [NUM101]\n", "c.yaml")
    assert "NUM101" in codes(load_config(write("extends: [./c.yaml, ./b.yaml]")))


def test_per_file_ignores_are_relative_to_their_file(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("per-file-ignores: {README.md: NUM102}\n", "base/house.yaml")
    config = load_config(
        write("extends: ./base/house.yaml\nper-file-ignores: {'archive/': [NUM101], '*.txt.md': ALL}\n")
    )
    every = config.rules

    def ignored(name: str) -> set[str]:
        return {rule.code for rule in every} - {rule.code for rule in config.rules_for(tmp_path / name)}

    assert ignored("README.md") == set()
    assert ignored("base/README.md") == {"NUM102"}
    assert ignored("archive/2019/README.md") == {"NUM101"}
    assert ignored("deep/a.txt.md") == {rule.code for rule in every}
    assert config.rules_for("/elsewhere/archive/README.md") == every
    monkeypatch.chdir(tmp_path)
    assert "NUM101" not in {rule.code for rule in config.rules_for("archive/README.md")}


def test_exclude_adds_up(write: Write, tmp_path: Path) -> None:
    write("exclude: drafts/\n", "base.yaml")
    config = load_config(
        write("extends: ./base.yaml\nexclude: ['*.old.md', '!keep.old.md']\n"), Overrides(exclude=("x.md",))
    )
    assert config.excludes(tmp_path / "drafts" / "a.md")
    assert config.excludes(tmp_path / "deep" / "a.old.md")
    assert not config.excludes(tmp_path / "keep.old.md")
    assert not config.excludes(tmp_path / "README.md")
    assert config.excludes("x.md")
    assert not load_config(None).excludes("README.md")


def test_rules_of_ones_own(write: Write, tmp_path: Path) -> None:
    (tmp_path / "house").symlink_to(HOUSE_RULES)
    config = load_config(
        write(
            "rule-paths: house\nignore: [HOUSE2, venue-given]\nseverity: {HOUSE: error}\nrules: {HOUSE5: {values: [ACL]}}\n"
        )
    )
    own = {rule.code: rule for rule in config.rules if rule.spec.family == "HOUSE"}
    assert set(own) == {"HOUSE3", "HOUSE4", "HOUSE5", "HOUSE6", "HOUSE7", "HOUSE8"}
    assert own["HOUSE5"].options == {"field": "venue", "values": ["ACL"], "section": ""}
    assert {rule.severity for rule in own.values()} == {Severity.ERROR}
    assert tmp_path / "house" / "HOUSE1-venue-given.yaml" in config.sources
    assert "HOUSE1" in {rule.code for rule in config.known}


def test_values_instead_of_a_file(tmp_path: Path) -> None:
    config = config_of({"select": ("NUM",), "per-file-ignores": {"a.md": "NUM101"}}, base=tmp_path)
    assert families(config) == {"NUM"}
    assert "NUM101" not in {rule.code for rule in config.rules_for(tmp_path / "a.md")}
