"""From files, presets and the command line to one `Config`.

Configurations lie in layers: the preset `default` at the bottom, then what a file extends, then the file, then the command
line. `select` replaces the rules to run, the other selectors change what the layers below say; `per-file-ignores` and
`exclude` add up; severities and options hold until a higher layer says otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from awesomelint.config.files import config_from_mapping, file_beside, path_beside, read_config_file
from awesomelint.config.layer import KEYS, Layer, layer_of, read_layer, read_lists
from awesomelint.config.model import DEFAULT_FAIL_ON, Config, Overrides, SplitList
from awesomelint.errors import ConfigError, RulebookError, did_you_mean
from awesomelint.files import leaves_repository
from awesomelint.links.settings import LinkSettings, link_settings
from awesomelint.papers.venues.load import load_venues
from awesomelint.papers.venues.table import VenueTable
from awesomelint.rulebook.load import load_own_rules, load_presets, load_rulebook, rule_files
from awesomelint.rulebook.spec import Rule, RuleIndex, RuleSpec
from awesomelint.startup import NamedTuple
from awesomelint.yaml_reader import Node, read_yaml_file

DEFAULT_PRESET = "default"
_NO_OVERRIDES = Overrides()


class _Part(NamedTuple):
    """One configuration of the chain: its values, the folder that its paths are relative to, its file or preset."""

    node: Node
    base: Path
    file: Path | None = None
    preset: str | None = None


def load_config(path: str | os.PathLike[str] | None, overrides: Overrides = _NO_OVERRIDES) -> Config:
    """Read a configuration: of a file, or for `None` the defaults. It can be used for any number of texts.

    `path` is a YAML file or a `pyproject.toml`; paths in it are relative to its folder. What it extends, and the rules and venues
    that it names, are read too. `overrides` go over it, as options of the command line do.

    Raises `ConfigError`, with line and column where they are known, for a file that cannot be read and for anything in it that
    has no meaning, and `RulebookError` for a malformed rule of the user's own.
    """
    if path is None:
        return _assembled(None, overrides)
    file = Path(path)
    return _assembled(_Part(read_config_file(file), file.parent, file), overrides)


def config_of(values: Mapping[str, Any], overrides: Overrides = _NO_OVERRIDES, base: Path | None = None) -> Config:
    """Return the configuration that plain values make, as in a file in the folder `base` (the current one, by default).

    Raises as `load_config` does.
    """
    node = config_from_mapping(values, "configuration")
    return _assembled(_Part(node, base or Path()), overrides)


def _assembled(own: _Part | None, overrides: Overrides) -> Config:
    parts = _chain(own, overrides)
    own_rules = _own_rules(parts)
    index = RuleIndex([*load_rulebook(), *own_rules])
    layers = [*(read_layer(part.node, part.base, index) for part in parts), layer_of(overrides, index)]
    fail_on = [layer.fail_on for layer in layers if layer.fail_on is not None]
    baselines = [layer.baseline for layer in layers if layer.baseline is not None]
    venue_files, venues = _venues(parts)
    return Config(
        rules=_rules(layers, index),
        known=index.rules,
        fail_on=fail_on[-1] if fail_on else DEFAULT_FAIL_ON,
        path=None if own is None else own.file,
        sources=(
            *(part.file for part in parts if part.file is not None),
            *(Path(rule.path) for rule in own_rules),
            *venue_files,
        ),
        presets=tuple(part.preset for part in parts if part.preset is not None),
        per_file_ignores=tuple(entry for layer in layers for entry in layer.per_file_ignores),
        exclude=tuple(layer.exclude for layer in layers if layer.exclude is not None),
        links=_as_strict(link_settings(LinkSettings(), *(layer.links for layer in layers))),
        hosts=tuple(layer.hosts for layer in layers if layer.hosts),
        venue_files=venue_files,
        venues=venues,
        lists=_lists(parts),
        papers=_papers_files(parts),
        baseline=baselines[-1] if baselines else None,
    )


def _as_strict(settings: LinkSettings) -> LinkSettings:
    """Return the settings of configurations, which may come from strangers: no host gets more requests at once than usual."""
    most = settings.host_concurrency
    if most is None:
        return settings
    from awesomelint.links.policy import HostLimits  # 2 ms, and few configurations say this

    return settings._replace(host_concurrency=min(most, HostLimits().concurrency))


# -- which configurations there are


def _chain(own: _Part | None, overrides: Overrides) -> list[_Part]:
    """Return the configurations from the bottom up, each once."""
    parts: list[_Part] = []
    done: set[object] = set()
    _add_preset(DEFAULT_PRESET, None, parts, done)
    if own is not None:
        _add(own, parts, done, () if own.file is None else (own.file.resolve(),))
    if overrides.preset is not None:
        if overrides.preset not in load_presets():
            hint = did_you_mean(overrides.preset, load_presets())
            raise ConfigError(f'--preset: unknown preset "{overrides.preset}"{hint}')
        _add_preset(overrides.preset, None, parts, done)
    return parts


def _add(part: _Part, parts: list[_Part], done: set[object], above: tuple[Path, ...]) -> None:
    """Add what a configuration extends, and then the configuration."""
    keys = part.node.table(KEYS)
    for item in keys["extends"].text_items() if "extends" in keys else ():
        name = item.text()
        if name in load_presets():
            _add_preset(name, item, parts, done)
        elif "/" in name or "." in name:
            _add_file(file_beside(item, part.base), item, parts, done, above)
        else:
            item.fail(f'unknown preset "{name}"{did_you_mean(name, load_presets())}; a path has a "/" or a "."')
    parts.append(part)


def _add_preset(name: str, item: Node | None, parts: list[_Part], done: set[object]) -> None:
    if name in done:
        return
    done.add(name)
    values = {key: value for key, value in load_presets()[name].items() if key != "summary"}  # which presets alone have
    node = config_from_mapping(values, f"preset {name}")
    _add(_Part(node, Path(), None, name), parts, done, ())


def _add_file(path: Path, item: Node, parts: list[_Part], done: set[object], above: tuple[Path, ...]) -> None:
    real = path.resolve()
    if real in above:
        item.fail(f'"{item.text()}" extends itself')
    if real in done:
        return
    done.add(real)
    _add(_Part(read_config_file(path), path.parent, path), parts, done, (*above, real))


# -- their results


def _given(parts: Iterable[_Part], key: str) -> list[tuple[Node, Path]]:
    """Return what configurations say under a key, each with the folder that its paths are relative to."""
    return [(part.node.child(key), part.base) for part in parts if key in part.node.value]


def _own_rules(parts: Iterable[_Part]) -> list[RuleSpec]:
    """Return the user's own rules."""
    rules: list[RuleSpec] = []
    folders: list[Path] = []
    for node, base in _given(parts, "rule-paths"):
        for item in node.text_items():
            folder = path_beside(item, base)
            if not folder.is_dir():
                item.fail(f'folder "{item.text()}" does not exist, relative to this configuration')
            for path in rule_files(folder):
                if leaves_repository(path, base):
                    raise RulebookError("this rule file is a link that leads out of the repository", path=str(path))
            if folder not in folders:
                folders.append(folder)
                rules += load_own_rules(folder, rules)
    return rules


def _venues(parts: Iterable[_Part]) -> tuple[tuple[Path, ...], VenueTable | None]:
    """Return the files with the user's own venues, and the table of venues with these over it, each file over those before it."""
    files = tuple(file_beside(item, base) for node, base in _given(parts, "venues") for item in node.text_items())
    table: VenueTable | None = None
    for path in files:
        table = load_venues(read_yaml_file(path, "file of venues", ConfigError), table)
    return files, table


def _papers_files(parts: Iterable[_Part]) -> tuple[Path, ...]:
    """Return the papers files."""
    files = (file_beside(item, base) for node, base in _given(parts, "papers") for item in node.text_items())
    return tuple(dict.fromkeys(files))


def _lists(parts: Iterable[_Part]) -> tuple[SplitList, ...]:
    """Return the lists that are split over files."""
    return tuple(split for node, base in _given(parts, "lists") for split in read_lists(node, base))


def _rules(layers: Iterable[Layer], index: RuleIndex) -> tuple[Rule, ...]:
    on: frozenset[str] = frozenset()
    severity = {}
    options: dict[str, dict[str, Any]] = {}
    for layer in layers:
        if layer.is_anew:
            on = frozenset()
        on = index.chosen(on, layer.selected, layer.ignored)
        severity.update({code: level for code, (_, level) in index.narrowest(layer.severity).items()})
        for code, values in layer.options.items():
            options.setdefault(code, {}).update(values)
    return tuple(
        rule.configured(options.get(rule.code), severity.get(rule.code)) for rule in index.rules if rule.code in on
    )
