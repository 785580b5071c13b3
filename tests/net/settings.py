"""What can be set about this internet as a whole: how slow it is, what exists in it, how the large services feel today."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from net.environment import TOKEN

MODES = {
    "arxiv": ("ok", "rate-exceeded", "down", "page", "corrupt", "no-search"),
    "datacite": ("ok", "rate-exceeded", "down"),
    "crossref": ("ok", "rate-exceeded", "down", "corrupt", "no-search"),
    "doi": ("ok", "down"),
    "github-api": ("ok", "rate-limited", "secondary-limit", "long-queries-fail", "down"),
    "github": ("ok", "limited", "rate-limited", "forbidden"),
    "names": ("ok", "fail", "unknown"),
}
"""For each service the ways in which it can be played; the first is how it is if nothing is said.

`corrupt` is an answer that breaks off, or is nested without an end; `no-search` refuses searches alone.
`names: unknown` is a machine without a network: no name at all is known. `page` is a page of HTML where an answer of the
API belongs.
"""


@dataclass(slots=True)
class Settings:
    """`latency` in seconds before each answer; `hang` the share of ordinary hosts that never answer, from 0 to 1.

    `mishaps` is the share of what was not declared that is not as it should be, see `net.mishaps`.

    With `all_exist`, whatever is not declared exists too: hosts, papers, repositories, DOIs. `page_size` is the size in bytes of
    pages that are not declared. `arxiv_interval` is the time in seconds that arXiv's API wants between two requests, and
    with `arxiv_strict` it refuses those that come too early. `github_remaining` are the points that GitHub's API has left, and
    `github_token` is the one token that it knows.
    """

    latency: float = 0.0
    all_exist: bool = False
    hang: float = 0.0
    mishaps: float = 0.0
    page_size: int = 2000
    arxiv_interval: float = 3.0
    arxiv_strict: bool = True
    github_remaining: int = 5000
    github_token: str = TOKEN
    modes: dict[str, str] = field(default_factory=dict)

    def mode(self, service: str) -> str:
        return self.modes.get(service, MODES[service][0])

    def play(self, service: str, mode: str) -> None:
        """Let a service be played in a certain way. Raises ValueError for services and ways that are not in `MODES`."""
        if mode not in MODES.get(service, ()):
            raise ValueError(f"found {service}={mode}, expected one of {MODES}")
        self.modes[service] = mode

    def reset_to(self, other: Settings) -> None:
        """Take over what another holds."""
        for one in fields(self):
            value = getattr(other, one.name)
            setattr(self, one.name, dict(value) if isinstance(value, dict) else value)
