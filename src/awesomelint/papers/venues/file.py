"""Reading `venues.yaml` fast: as mappings, lists, texts and whole numbers, which is all that it holds.

PyYAML builds the same values in twice the time, and somebody waits for it on every run that has no compiled copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_NUMBER = re.compile(r"[1-9]\d*")


def read_plain(text: str) -> Any:
    """Return the value of a YAML document without anchors and tags. Raises `ValueError` for anything else."""
    import yaml  # 10 ms, and most runs have a compiled copy

    try:
        events = yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        next(events), next(events)  # the beginnings of stream and document
        value = _value(next(events), events)
        if next(events) and type(next(events)).__name__ != "StreamEndEvent":
            raise ValueError("there is a second document in it")
        return value
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from None
    except StopIteration:
        raise ValueError("there is nothing in it") from None


def _value(event: Any, events: Iterator[Any]) -> Any:
    kind = type(event).__name__
    if getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise ValueError(f"line {event.start_mark.line + 1}: anchors, aliases and tags are not supported")
    if kind == "ScalarEvent":
        return int(event.value) if event.implicit[0] and _NUMBER.fullmatch(event.value) else event.value
    if kind == "MappingStartEvent":
        found = {}
        while type(key := next(events)).__name__ != "MappingEndEvent":
            name = _value(key, events)
            if not isinstance(name, str | int) or name in found:
                raise ValueError(f"line {key.start_mark.line + 1}: this key stands here twice, or is none")
            found[name] = _value(next(events), events)
        return found
    if kind == "SequenceStartEvent":
        items = []
        while type(item := next(events)).__name__ != "SequenceEndEvent":
            items.append(_value(item, events))
        return items
    raise ValueError(f"line {event.start_mark.line + 1}: a value is missing")
