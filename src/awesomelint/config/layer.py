"""One configuration by itself: the keys that it may have, and how each is read, tables included."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import Any

from awesomelint.config.files import file_beside, path_beside
from awesomelint.config.model import HostTable, Overrides, PathPatterns, PerFileIgnore, SplitList
from awesomelint.diagnostic import Severity
from awesomelint.errors import ConfigError
from awesomelint.files import leaves_repository
from awesomelint.links.settings import CONCURRENCY_RANGE, RETRIES_RANGE, TIMEOUT_RANGE
from awesomelint.rulebook.spec import RuleIndex, option_values, read_severity
from awesomelint.startup import NamedTuple
from awesomelint.user_expressions import compile_expression, groups_of
from awesomelint.yaml_reader import TEXTS, Key, Node, Origin, boolean_key, number_key, read_keys

KEYS = {
    "extends": "Presets or configuration files to extend, relative to this file.",
    "select": "Rules to run, by code, prefix, name or ALL, instead of those of the preset.",
    "ignore": "Rules not to run. If a rule is both selected and ignored, the more specific selector wins.",
    "extend-select": "Rules to run in addition to those of the preset.",
    "extend-ignore": "The same as ignore.",
    "severity": "Severities of rules, by code, prefix or name.",
    "rules": "Options of rules, by code or name.",
    "per-file-ignores": "Rules not to run on files that match a pattern, relative to this file.",
    "exclude": "Files to skip when a folder is searched: patterns as in .gitignore, relative to this file.",
    "rule-paths": "Folders with custom rules, relative to this file.",
    "venues": "Files with custom venues, or additions to known ones, relative to this file.",
    "papers": "Files of papers (BibTeX or JSON lines) to compare entries with, relative to this file and in its repository.",
    "lists": "Lists that are split into files: their parts in order, and other views of the same entries.",
    "links": "How links are checked.",
    "hosts": "Request policies of hosts, which override the table of hosts.",
    "baseline": "File of findings that are not reported until their entry changes, relative to this file.",
    "fail-on": "Lowest severity that makes the exit code 1.",
}
"""Every key of a configuration and its meaning, in the order of the documentation."""

UNSURE_LINK = "LNK502"
"""The rule whose option `strikes` the command line may set."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Layer(NamedTuple):
    """The content of one configuration; `None` and empty mean unset.

    `selected` and `ignored` are selectors of rules; with `is_anew` no other rules run than those selected from this layer on.
    `severity` is by selector, `options` by code.
    """

    is_anew: bool = False
    selected: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = _NOTHING
    options: Mapping[str, Mapping[str, Any]] = _NOTHING
    per_file_ignores: tuple[PerFileIgnore, ...] = ()
    exclude: PathPatterns | None = None
    links: Mapping[str, Any] = _NOTHING
    hosts: HostTable = ()
    baseline: Path | None = None
    fail_on: Severity | None = None


def read_layer(node: Node, base: Path, index: RuleIndex) -> Layer:
    """Read what a configuration says, all but `extends`, `rule-paths`, `venues`, `papers` and `lists`.

    Its paths are relative to the folder `base`.
    Raises `ConfigError` at the place of anything that has no meaning.
    """
    keys = node.table(KEYS)
    select, more, ignore, less = (
        _selectors(keys.get(key), index) for key in ("select", "extend-select", "ignore", "extend-ignore")
    )
    return Layer(
        is_anew="select" in keys,
        selected=(*select, *more),
        ignored=(*ignore, *less),
        severity=_severities(keys.get("severity"), index),
        options=_options(keys.get("rules"), index),
        per_file_ignores=_per_file_ignores(keys.get("per-file-ignores"), base, index),
        exclude=_path_patterns(keys["exclude"], base, keys["exclude"].texts()) if "exclude" in keys else None,
        links=read_keys(keys["links"], LINK_KEYS) if "links" in keys else _NOTHING,
        hosts=_hosts(keys["hosts"]) if "hosts" in keys else (),
        baseline=_baseline(keys["baseline"], base) if "baseline" in keys else None,
        fail_on=read_severity(keys["fail-on"]) if "fail-on" in keys else None,
    )


def layer_of(overrides: Overrides, index: RuleIndex) -> Layer:
    """Return what the command line says as a layer. Raises `ConfigError` that names the option."""

    def option(name: str, values: tuple[str, ...]) -> Node:
        return Node(Origin(name, ConfigError, {}), list(values))

    select, more = option("--select", overrides.select or ()), option("--extend-select", overrides.extend_select)
    ignore, less = option("--ignore", overrides.ignore), option("--extend-ignore", overrides.extend_ignore)
    exclude = overrides.exclude
    return Layer(
        is_anew=overrides.select is not None,
        selected=(*_selectors(select, index), *_selectors(more, index)),
        ignored=(*_selectors(ignore, index), *_selectors(less, index)),
        exclude=_path_patterns(option("--exclude", exclude), Path(), exclude) if exclude else None,
        options={} if overrides.strikes is None else {UNSURE_LINK: {"strikes": overrides.strikes}},
        fail_on=overrides.fail_on,
    )


def _selectors(node: Node | None, index: RuleIndex) -> tuple[str, ...]:
    for item in node.text_items() if node else ():
        _check_selector(item, item.text(), index)
    return node.texts() if node else ()


def _check_selector(node: Node, selector: str, index: RuleIndex, *, at_key: bool = False) -> None:
    if not index.knows(selector):
        node.fail(f'unknown rule "{selector}"{index.hint(selector)}', at_key=at_key)


def _severities(node: Node | None, index: RuleIndex) -> dict[str, Severity]:
    severities = {}
    for selector, value in (node.table() if node else {}).items():
        _check_selector(value, selector, index, at_key=True)
        severities[selector] = read_severity(value)
    return severities


def _options(node: Node | None, index: RuleIndex) -> dict[str, dict[str, Any]]:
    options: dict[str, dict[str, Any]] = {}
    for selector, values in (node.table() if node else {}).items():
        _check_selector(values, selector, index, at_key=True)
        rule = index.by_code.get(min(index.codes(selector), default=""))
        if rule is None or selector not in (rule.code, rule.name):
            values.fail(f'options are set for one rule; "{selector}" selects several', at_key=True)
        if rule.code in options:
            values.fail(f"the options of {rule.code} are set twice, by code and by name", at_key=True)
        if not rule.options and values.table():
            values.fail(f"{rule.code} has no options", at_key=True)
        options[rule.code] = option_values(rule.options, values)
    return options


def _per_file_ignores(node: Node | None, base: Path, index: RuleIndex) -> tuple[PerFileIgnore, ...]:
    ignores = []
    for pattern, value in (node.table() if node else {}).items():
        codes = frozenset(code for selector in _selectors(value, index) for code in index.codes(selector))
        ignores.append(PerFileIgnore(_path_patterns(value, base, (pattern,)), codes))
    return tuple(ignores)


def _path_patterns(node: Node, base: Path, lines: tuple[str, ...]) -> PathPatterns:
    try:
        return PathPatterns(base, lines)
    except ValueError as error:
        node.fail(str(error), at_key=True)


def _baseline(node: Node, base: Path) -> Path:
    node.words()
    return path_beside(node, base)


def _hosts(node: Node) -> HostTable:
    from awesomelint.links.policy import read_hosts

    return read_hosts(node)


def _patterns(node: Node) -> tuple[str, ...]:
    for item in node.text_items():
        try:
            compile_expression(item.text())
        except ValueError as error:
            item.fail(f'found "{item.text()}", expected a regular expression: {error}')
    return node.texts()


def _remap(node: Node) -> tuple[tuple[str, str], ...]:
    rules = []
    for pattern, value in node.table().items():
        replacement = value.text()
        try:
            expression = compile_expression(pattern)
        except ValueError as error:
            value.fail(f'found "{pattern}", expected a regular expression: {error}', at_key=True)
        for group in groups_of(replacement):
            is_known = int(group) <= expression.groups if group.isdecimal() else group in expression.groupindex
            if not is_known:
                value.fail(f'found the group {group} in "{replacement}", and "{pattern}" has none of that name')
        rules.append((pattern, replacement))
    return tuple(rules)


def _site(node: Node) -> str:
    from awesomelint.links.url import UrlError, read_url, without_credentials

    text = node.text()
    try:
        url = str(read_url(text))
    except UrlError as error:
        node.fail(f'found "{without_credentials(text)}", expected a URL such as https://example.org/: {error}')
    if without_credentials(text) != text or "?" in text or "#" in text:
        node.fail(f'found "{without_credentials(text)}", expected a URL without password, query and fragment')
    return url


def _address(node: Node) -> str:
    text = node.text()
    if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", text):
        node.fail(f'found "{text}", expected an e-mail address')
    return text


_EXPRESSIONS = {"anyOf": [{"type": "string", "format": "regex"}, {"type": "array", "items": {"type": "string"}}]}

LINK_KEYS = {
    "check": boolean_key("Whether links are checked by default: true."),
    "exclude": Key("Regular expressions; matching URLs are not checked.", _patterns, _EXPRESSIONS),
    "include": Key(
        "Regular expressions; matching URLs are checked even if they are excluded.", _patterns, _EXPRESSIONS
    ),
    "timeout": number_key("Seconds to wait for a response: 20.", TIMEOUT_RANGE, is_whole=False),
    "retries": number_key("Number of retries after a failure: 2.", RETRIES_RANGE),
    "max-concurrency": number_key("Maximum number of concurrent requests: 128.", CONCURRENCY_RANGE),
    "host-concurrency": number_key(
        "Maximum number of concurrent requests to a host that is not in the table of hosts: 4.", CONCURRENCY_RANGE
    ),
    "archive": boolean_key("Whether to look for copies of dead links in a web archive: false."),
    "anchors": boolean_key("Whether to look for the anchors of pages that links name: false."),
    "require-https": boolean_key("Whether to ask if https answers, too, where a link has http: false."),
    "identity": boolean_key("Whether to look up titles of entries whose link may lead to another paper: true."),
    "remap": Key(
        "What to request instead: a regular expression, and what its match is replaced by; the first that matches holds.",
        _remap,
        {"type": "object", "additionalProperties": {"type": "string"}},
    ),
    "base-url": Key("Site to which targets such as /about belong.", _site, {"type": "string", "pattern": "^https?://"}),
    "mailto": Key("E-mail address for services that ask for one, such as Crossref.", _address, {"type": "string"}),
}
"""What may be under `links`, in the order of the documentation; the names are those of `LinkSettings`.

`--allow-private` and the token for GitHub are not among them: a configuration comes with the list, and a pull request from a
stranger may change it.
"""

LIST_KEYS = {
    "parts": Key("Files in order; wildcards in the last part of a path.", Node.texts, TEXTS),
    "views": Key("Files with the same entries in another order.", Node.texts, TEXTS),
}
"""What may be under each of `lists`."""
_WILDCARDS = frozenset("*?[")


def read_lists(node: Node, base: Path) -> tuple[SplitList, ...]:
    """Return what a configuration says about its lists. Paths are relative to the folder `base`.

    Raises the file's error for a file that is missing, or is in two places.
    """
    taken: set[Path] = set()
    return tuple(_split_list(item, Path(os.path.abspath(base)), taken) for item in node.items())  # noqa: PTH100


def _split_list(node: Node, base: Path, taken: set[Path]) -> SplitList:
    keys = node.table(LIST_KEYS, required=("parts",))
    folders: dict[Path, None] = {}
    parts: dict[Path, str] = {}
    views: dict[Path, str] = {}
    for key, files in (("views", views), ("parts", parts)):  # views first: a pattern of parts leaves them out
        for item in keys[key].text_items() if key in keys else ():
            is_pattern = not _WILDCARDS.isdisjoint(item.text())
            for path, name in _files(item, base, folders):
                if path not in taken:
                    taken.add(path)
                    files[path] = name
                elif not is_pattern:
                    item.fail(f'"{name}" is listed twice')
    if not parts:
        keys["parts"].fail("found no file, expected at least one")
    return SplitList(parts, frozenset(views), tuple(folders))


def _files(item: Node, base: Path, folders: dict[Path, None]) -> Iterator[tuple[Path, str]]:
    """Yield the files that a path, or a pattern with wildcards in its last part, stands for, each with its name."""
    text = item.text()
    folder, _, last = text.rpartition("/")
    if _WILDCARDS.isdisjoint(text):
        yield Path(os.path.normpath(file_beside(item, base))), text
        return
    if not _WILDCARDS.isdisjoint(folder):
        item.fail(f'found "{text}", expected wildcards in the last part of the path only')
    path_beside(item, base)
    where = Path(os.path.normpath(base / folder))
    folders[where] = None
    try:
        names = sorted(os.listdir(where))  # noqa: PTH208 - names alone are wanted
    except OSError:
        names = []
    matching = [
        name
        for name in names
        if fnmatchcase(name, last) and (where / name).is_file() and not leaves_repository(where / name, base)
    ]
    if not matching:
        item.fail(f'no file matches "{text}", relative to this configuration')
    yield from ((where / name, f"{folder}/{name}" if folder else name) for name in matching)
