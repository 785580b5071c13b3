"""The kind of a link, such as paper, code or data, by its label and its host."""

from __future__ import annotations

from functools import cache

from awesomelint.markdown.blocks import LinkKind
from awesomelint.paths import read_words
from awesomelint.startup import expression, memo

_DECORATION = expression(r"[^\w\s&+/'’.:-]+|[_`]+|:[a-z0-9_+-]+:")
_NUMBERED = expression(r"(?:(?<![\s#])[\s#]++|(?=[\d(]))(?:\(?\d{1,2}\)?|v\d+|[ivx]{1,3}|\([^()]*\))$")
_ARXIV = expression(r"(?:arxiv[\s:/.]*)?\d{4}\.\d{4,5}(?:v\d+)?$|arxiv[\s:.]*[a-z-]+/\d{7}$")
_URL = expression(r"(?:https?://|www\.)\S+$|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|edu|gov|ai|cn|de|uk)(?:/\S*)?$")
_HOST = expression(r"(?:https?:)?/*(?:[^/@]*@)?(?:www\.)?([^/:?#]+)")
_TELLING = (
    ("code github pytorch tensorflow implementation", LinkKind.CODE),
    ("paper pdf arxiv", LinkKind.PAPER),
    ("project website page", LinkKind.PROJECT),
    ("video", LinkKind.VIDEO),
    ("slides", LinkKind.SLIDES),
    ("poster", LinkKind.POSTER),
    ("dataset data", LinkKind.DATA),
    ("demo", LinkKind.PROJECT),
    ("blog", LinkKind.ARTICLE),
    ("supp", LinkKind.SUPPLEMENT),
    ("model", LinkKind.PROJECT),
)
"""Words in labels; where a label holds several, the first of this table tells."""

_RANKS = {
    form: rank for rank, (words, _) in enumerate(_TELLING) for word in words.split() for form in (word, f"{word}s")
}
MAX_SPACES = 12
"""A label with more spaces than this can only be a title; some labels are padded."""

_WORD = expression(r"[^\W_]+")
_SIDE_WORDS = frozenset(
    (
        "official unofficial our the a an full short long extended conference journal online html free author authors by for"
        " in on version link file page site old new latest main first second third part and or with of from"
    ).split()
)


@cache
def _kinds(table: str) -> dict[str, LinkKind]:
    """Return the kinds of the words in a table of `rules/data/`."""
    return {word: LinkKind(kind) for kind, words in read_words(table).items() for word in words}


@memo(1 << 15)
def label_kind(label: str) -> LinkKind | None:
    """Return what a label such as `pdf` or `[Code (PyTorch)]` promises, or `None` if it is not a label but a title or name."""
    if label.count(" ") > MAX_SPACES:
        return None
    text = " ".join(_DECORATION.sub(" ", label).split()).strip(" .:-,/").lower()
    if not text:
        return LinkKind.OTHER
    labels = _kinds("link-labels.txt")
    known = labels.get(text)
    if known is not None:
        return known
    # The last and the cheapest sign that each of these needs comes first: most links are titles, and have none.
    if ("." in text or "://" in text) and (_URL.match(text) or ("://" in label and _URL.match(label.strip(" <>")))):
        return LinkKind.PAPER if "arxiv" in text else LinkKind.OTHER
    last = text[-1]
    if last.isdigit() and (text[0].isdigit() or text.startswith("arxiv")) and _ARXIV.match(text):
        return LinkKind.PAPER
    if last in "ivx)" or last.isdigit():
        bare = _NUMBERED.sub("", text)
        if bare != text and (known := labels.get(bare.strip(" .:-"))):
            return known
    words = _WORD.findall(text)
    if len(words) <= 4:
        telling = [_RANKS[word] for word in words if word in _RANKS]
        if telling and all(w in labels or w in _SIDE_WORDS or w.isdigit() or w in _RANKS for w in words):
            return _TELLING[min(telling)][1]
    return None


def link_kind(label: str, url: str, is_image: bool) -> LinkKind:
    """Return what a link leads to. The label speaks first; where it says nothing of use, the host does."""
    if url.startswith("#"):
        return LinkKind.ANCHOR
    if is_image:
        return LinkKind.BADGE
    kind = label_kind(label)
    if kind is None or kind is LinkKind.OTHER:
        return host_kind(url)
    return kind


def host_kind(url: str) -> LinkKind:
    """Return what the host of a URL is known for."""
    lowered = url.lower()
    match = _HOST.match(lowered)
    host = match[1] if match else ""
    if (known := _kinds("link-hosts.txt").get(host)) is not None:
        return known
    if host.endswith((".github.io", ".gitlab.io")):
        return LinkKind.PROJECT
    return LinkKind.PAPER if lowered.endswith(".pdf") else LinkKind.OTHER
