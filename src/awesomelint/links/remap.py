"""URLs that are requested in place of those in a list: `remap` of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from awesomelint.context import Facts
from awesomelint.errors import ConfigError
from awesomelint.links.outcome import Outcome, Reason, Verdict, quoted, shown_url
from awesomelint.links.settings import url_expressions
from awesomelint.links.targets import Target
from awesomelint.links.url import UrlError, read_url
from awesomelint.user_expressions import expand


def remapped(urls: Iterable[str], rules: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the URLs to request in place of others, by these: where a pattern matches first, its match is replaced.

    `rules` are patterns and replacements, of which the first that matches holds. Raises `ConfigError` for a replacement of
    which no URL comes that can be requested.
    """
    compiled = list(zip(url_expressions(pattern for pattern, _ in rules), rules, strict=True))
    found: dict[str, str] = {}
    for url in urls if rules else ():
        for expression, (pattern, replacement) in compiled:
            if (match := expression.search(url)) is None:
                continue
            made = url[: match.start()] + expand(match, replacement) + url[match.end() :]
            try:
                found[url] = str(read_url(made))
            except UrlError as error:
                said = f'remap: "{quoted(pattern)}" makes "{shown_url(made)}" of {shown_url(url)}: {error}'
                raise ConfigError(said) from None
            break
    return found


def merged(targets: Sequence[Target], asked: Mapping[str, str]) -> tuple[Target, ...]:
    """Return the targets to request, each once, with the places of all that it stands for.

    `asked` is what `remapped` returned.
    """
    requested: dict[str, Target] = {}
    for target in targets:
        url = asked.get(target.url, target.url)
        if (known := requested.get(url)) is not None:
            requested[url] = known._replace(places=(*known.places, *target.places))
        else:
            requested[url] = target if url == target.url else target._replace(url=url)
    return tuple(requested.values())


def named_back(targets: Sequence[Target], asked: Mapping[str, str], facts: Facts) -> Facts:
    """Return facts by the URLs of the targets themselves.

    A move of what was requested instead is none of the target, and neither is its https, so that no fix writes its URL.
    """
    if not asked:
        return facts
    lost = {target.url: facts.lost_anchors.get(asked.get(target.url, target.url)) for target in targets}
    return facts._replace(
        outcomes=_outcomes(targets, asked, facts.outcomes),
        lost_anchors={url: anchors for url, anchors in lost.items() if anchors},
        secure=frozenset(target.url for target in targets if target.url in facts.secure and target.url not in asked),
    )


def _outcomes(
    targets: Iterable[Target], asked: Mapping[str, str], outcomes: Mapping[str, Outcome]
) -> dict[str, Outcome]:
    named = {}
    for target in targets:
        outcome = outcomes[asked.get(target.url, target.url)]
        if target.url in asked:
            detail = "; ".join(filter(None, (f"requested as {shown_url(outcome.url)}", outcome.detail)))
            outcome = outcome._replace(url=target.url, final_url=None, detail=detail)
            if outcome.verdict is Verdict.MOVED:
                outcome = outcome._replace(verdict=Verdict.ALIVE, reason=Reason.OK)
        named[target.url] = outcome
    return named
