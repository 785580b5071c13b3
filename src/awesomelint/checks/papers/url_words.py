"""Do the words that a URL spells out fit the entry that it stands under?"""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.form.slip import short
from awesomelint.checks.papers.paper_index import PaperLink, paper_index
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document, Entry
from awesomelint.papers.identifiers import Words
from awesomelint.rulebook.spec import Rule

MIN_WORDS = 4
"""Words of a title that a URL must spell out, and an entry must have, before the two are compared."""
MAX_SHARED = 0.25
"""The greatest part of a URL's words that may stand in the title of another paper by chance."""
MIN_AUTHORS = 2
"""Authors that an entry must name before the one that a URL names can be missing."""
_SMALL = frozenset(
    "a an and as at by for from in into is of on or the to towards toward under using via with based".split()
)


def link_names_another_paper(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report links whose URL spells out the title, or the author, of another paper than the entry's."""
    for entry, links in paper_index(document).of_entry.items():
        for link in links:
            if (said := contradiction(link)) is not None and not _is_explained(entry, links):
                span = link.link.target_span or link.link.span
                yield rule.diagnose(span, said)


def contradiction(link: PaperLink) -> str | None:
    """Return how the words of a link's URL contradict its entry, or `None` if they do not or say too little."""
    words, entry = link.reading.words, link.entry
    if entry.title is None or not (words.title or words.surnames):
        return None
    if words.title:
        return _other_title(words, entry)
    return _other_author(words, entry)


def _other_title(words: Words, entry: Entry) -> str | None:
    spelt = _telling(" ".join(words.title))
    assert entry.title is not None
    own = _telling(entry.title.value)
    if len(spelt) < MIN_WORDS or len(own) < MIN_WORDS:
        return None
    names = {word for author in entry.authors for word in _telling(author.value)}
    if words.surnames and names and any(set(_telling(name)) & names for name in words.surnames):
        return None
    if sum(_stands_in(word, own) or word in names for word in spelt) > MAX_SHARED * len(spelt):
        return None
    # words that are cut, joined or separated elsewhere are still the same letters
    joined = "".join(own)
    if sum(len(word) > 3 and word in joined for word in spelt) > MAX_SHARED * len(spelt):
        return None
    text = " ".join(words.title)
    return f'the URL names the paper "{short(text)}", the entry is "{short(entry.title.value)}"'


def _other_author(words: Words, entry: Entry) -> str | None:
    names = {word for author in entry.authors for word in _telling(author.value)}
    joined = "".join(_telling(" ".join(inline.plain() for inline in entry.inlines)))
    wanted = ["".join(_telling(name)) for name in words.surnames]
    if len(entry.authors) < MIN_AUTHORS or entry.et_al or not all(wanted):
        return None
    if any(name in joined or any(_are_alike(name, part) for part in names) for name in wanted):
        return None
    return f'the URL names the author "{words.surnames[0]}", who is not among those of the entry'


def _are_alike(name: str, part: str) -> bool:
    """Tell whether two names are one up to a slip: the names of a list are as often misspelt as not in the registry's form."""
    if len(part) > 2 and (part in name or name in part):
        return True
    return len(name) > 3 and name[:2] == part[:2] and abs(len(name) - len(part)) <= 2


def _is_explained(entry: Entry, links: list[PaperLink]) -> bool:
    """Tell whether an entry links to several papers, each under a name of its own."""
    return len({link.reading.paper for link in links if contradiction(link) is None}) > 1


def _telling(text: str) -> list[str]:
    from awesomelint.papers.titles import title_words

    return [word for word in title_words(text.replace("_", " ")) if word not in _SMALL]


def _stands_in(word: str, others: list[str]) -> bool:
    return word in others or (
        len(word) > 3 and any(other.startswith(word) or word.startswith(other) for other in others if len(other) > 3)
    )
