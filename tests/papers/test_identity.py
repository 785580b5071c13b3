"""Whether a record is the paper of an entry: the same title, a renamed paper, another paper, and what proves that."""

from __future__ import annotations

import pytest

from awesomelint.context import PaperRecord
from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.identity import (
    Claim,
    Identity,
    Proof,
    Titles,
    Verdict,
    is_spelt_out,
    is_suspicious,
    is_title,
    judge,
    known_papers,
    likeness,
)
from awesomelint.papers.titles import title_key

_BIRDS = "BirdNet: Counting Birds with Small Networks"
_LAKES = "A Survey of Measuring the Depth of Lakes"
_SNOW = "Snow on Distant Mountains and How to See It"


def _record(title: str, *authors: str, number: str = "2001.00001", **more: object) -> PaperRecord:
    return PaperRecord(PaperId("arxiv", number), "arXiv", title, authors, **{"version": 1, **more})  # type: ignore[arg-type]


def _titles(*titles: str, paper: str = "") -> Titles:
    """Return the titles of a list whose entries all link to one paper, or to none."""
    return Titles((title, {PaperId("arxiv", paper)} if paper else ()) for title in titles)


def _judged(claim: Claim, record: PaperRecord, titles: tuple[str, ...] = (), *known: PaperRecord) -> Identity:
    return judge(claim, record, _titles(*titles), known_papers(known).get(title_key(claim.title), ()))


@pytest.mark.parametrize(
    ("title", "known"),
    [
        (_BIRDS, _BIRDS),
        (_BIRDS, "birdnet - counting birds, with small networks."),
        (_BIRDS, "Counting Birds with Small Networks"),
        ("Counting Birds with Small Networks", _BIRDS),
        ("[BirdNet] Counting Birds with Small Networks", "Counting Birds with Small Networks"),
        ("Counting Birds with Small Networks", "Counting Birds with Small Networks: Winter in the Garden"),
        ("Do Birds Count in Winter?", "Do Birds Count in Winter? A Study of Gardens"),
        ("Deep Birds", "Deep birds"),
        ("Birdy: Counting Birds with Small Networks", "Counting Birds with Small Networks"),
        ("Counting Birds with Small Networks", "Bird Net v2 - Counting Birds with Small Networks"),
        ("Counting Birds with Small Networks (用小网络数鸟)", "Counting Birds with Small Networks"),
    ],
)
def test_the_same_title(title: str, known: str) -> None:
    assert likeness(title, known) == 1
    assert _judged(Claim(title), _record(known), (known,)).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("Counting Birds wiht Small Networks", _BIRDS),
        ("BirdNet: Conting Birds with Small Networks", _BIRDS),
    ],
)
def test_a_slip(title: str, known: str) -> None:
    assert _judged(Claim(title), _record(known)).verdict is Verdict.SLIP


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("BirdNet", _BIRDS),
        ("Birds in Winter", _LAKES),
        ("", _LAKES),
        (_LAKES, ""),
        ("word " * 1000, _LAKES),
        ("...", "!!!"),
    ],
)
def test_nothing_is_said_of_nicknames_and_texts_that_are_no_title(title: str, known: str) -> None:
    assert likeness(title, known) is None
    assert _judged(Claim(title), _record(known, "Ada Berg"), (known,)).verdict is Verdict.UNKNOWN
    assert not is_suspicious(Claim(title), _record(known), Titles(()))


def test_another_entrys_paper_is_suspicious_whoever_wrote_it() -> None:
    claim, record = Claim(_BIRDS, ("Ada Quist", "Bela Roth")), _record(_LAKES, "Ada Quist", "Cem Hill")
    assert not is_suspicious(claim, record, _titles(_BIRDS))
    assert is_suspicious(claim, record, _titles(_BIRDS, _LAKES))
    assert not is_suspicious(Claim(_BIRDS, ("Ada Quist",)), record, _titles(_BIRDS, _LAKES))  # all are its authors


@pytest.mark.parametrize(
    ("title", "is_name"),
    [
        ("GRU - Gated Recurrent Unit", True),
        ("Gated Recurrent Unit (GRU)", True),
        ("Boreal AI Roost (BAIR) Laboratory", True),
        ("LSTM: A Lake Odyssey", False),
        ("Small Networks for Counting Birds", False),
        ("CNN", False),
    ],
)
def test_an_acronym_and_its_words_are_a_name(title: str, is_name: bool) -> None:
    assert is_spelt_out(title) is is_name


def test_another_paper_is_suspicious_and_no_more() -> None:
    claim, record = Claim(_BIRDS), _record(_LAKES, "Ada Berg")
    assert is_suspicious(claim, record, Titles(()))
    assert _judged(claim, record, (_BIRDS, _SNOW), _record(_SNOW, "Bela Roth")).verdict is Verdict.UNKNOWN


def test_the_paper_of_another_entry() -> None:
    found = _judged(Claim(_BIRDS), _record(_LAKES, "Ada Berg"), (_BIRDS, _SNOW, _LAKES))
    assert (found.verdict, found.proofs, found.neighbour) == (Verdict.WRONG, (Proof.NEIGHBOUR,), 2)


@pytest.mark.parametrize(("linked", "size", "verdict"), [(True, 20, "wrong"), (False, 20, "not"), (True, 9, "not")])
def test_words_that_half_of_the_titles_have_do_not_count_for_a_copied_link(
    linked: bool, size: int, verdict: str
) -> None:
    title, known = "Making a Winter Bird Migration Chart from Old Maps", "Sound Models of Winter Bird Migration"
    topic = [f"Winter Bird Migration in Province {place}" for place in range(size - 2)]
    listed = _titles(title, known, *topic, paper="2001.00001" if linked else "")
    found = judge(Claim(title), _record(known, "Ada Berg"), listed, ())
    assert (found.verdict is Verdict.WRONG) is (verdict == "wrong")


def test_a_title_that_another_paper_is_known_by() -> None:
    birds = _record(_BIRDS, "Bela Roth", number="2002.00002")
    found = _judged(Claim(_BIRDS), _record(_LAKES, "Ada Berg"), (_BIRDS,), birds)
    assert (found.verdict, found.proofs, found.known) == (Verdict.WRONG, (Proof.KNOWN,), birds)


def test_a_link_by_the_entrys_authors_is_not_wrong_because_others_have_the_title() -> None:
    birds = _record(_BIRDS, "Bela Roth", number="2002.00002")
    assert _judged(Claim(_BIRDS, ("Ada Berg",)), _record(_LAKES, "Ada Berg"), (), birds).verdict is Verdict.DIFFERS


def test_without_authors_on_both_sides_a_known_title_proves_nothing() -> None:
    birds = _record(_BIRDS, number="2002.00002")
    assert _judged(Claim(_BIRDS), _record(_LAKES, "Ada Berg"), (), birds).verdict is Verdict.UNKNOWN
    named = birds._replace(authors=("Bela Roth",))
    assert _judged(Claim(_BIRDS), _record(_LAKES), (), named).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("kind", ["Correction", "Part II", "Comment", "Survey"])
def test_a_word_for_another_paper_before_the_colon_is_no_name(kind: str) -> None:
    assert likeness(f"{kind}: Counting Birds with Small Networks", "Counting Birds with Small Networks") != 1


def test_a_doi_by_the_same_authors_may_be_the_publication_but_arxiv_has_each_paper_once() -> None:
    birds = _record(_BIRDS, "A. Berg", "Cleo Dahn", number="2002.00002")
    lakes = _record(_LAKES, "Ada Berg")
    published = birds._replace(paper=PaperId("doi", "10.1000/1"), source="Crossref")
    assert _judged(Claim(_BIRDS), lakes, (), published).verdict is Verdict.UNKNOWN
    assert _judged(Claim(_BIRDS), lakes, (), birds._replace(source="lab.bib")).verdict is Verdict.UNKNOWN
    found = _judged(Claim(_BIRDS, ("Ada Berg",)), lakes, (), birds)
    assert (found.verdict, found.proofs, found.known) == (Verdict.WRONG, (Proof.KNOWN,), birds)


def test_the_publication_of_a_preprint_is_no_other_paper() -> None:
    published = PaperId("doi", "10.1000/1")
    birds = PaperRecord(published, "Crossref", _BIRDS, ("Bela Roth",))
    lakes = _record(_LAKES, "Ada Berg")
    for record in (lakes._replace(also=(published,)), lakes._replace(published_as=(published,))):
        assert _judged(Claim(_BIRDS), record, (), birds).verdict is Verdict.UNKNOWN


def test_a_renamed_paper_is_the_right_one() -> None:
    record = _record(_LAKES, "Ada Berg", earlier_titles=(_SNOW, _BIRDS))
    assert not is_suspicious(Claim(_BIRDS), record, Titles(()))
    assert _judged(Claim(_BIRDS), record, (_LAKES, _BIRDS)).verdict is Verdict.RENAMED


@pytest.mark.parametrize("more", [{"version": 2}, {"version": 0}, {"version": 0, "source": "DataCite"}])
def test_what_earlier_titles_were_not_asked_for_is_not_called_wrong(more: dict[str, object]) -> None:
    birds = _record(_BIRDS, "Bela Roth", number="2002.00002")
    record = _record(_LAKES, "Ada Berg")._replace(**more)  # type: ignore[arg-type]
    assert _judged(Claim(_BIRDS), record, (_BIRDS, _LAKES), birds).verdict is Verdict.UNKNOWN
    asked = record._replace(earlier_titles=(_SNOW,))
    assert _judged(Claim(_BIRDS), asked, (_BIRDS, _LAKES), birds).verdict is Verdict.WRONG
    page = record._replace(paper=PaperId("pmlr", "v1/berg20a"), source="page")
    assert _judged(Claim(_BIRDS), page, (_BIRDS, _LAKES), birds).verdict is Verdict.WRONG


def test_a_shared_author_or_name_keeps_a_paper_from_being_another() -> None:
    record = _record(_LAKES, "Ada Berg")
    assert _judged(Claim(_BIRDS, ("A. Berg",)), record, (_LAKES,)).verdict is Verdict.DIFFERS
    copied = _judged(Claim(_BIRDS, ("Ada Berg", "Bela Roth")), record, (_LAKES,))
    assert (copied.verdict, copied.proofs) == (Verdict.WRONG, (Proof.NEIGHBOUR,)), (
        "one of them is not among its authors"
    )
    renamed = _record("BirdNet: All Animals of the Garden Seen from Above", "Ada Berg")
    assert _judged(Claim(_BIRDS), renamed, (renamed.title,)).verdict is Verdict.DIFFERS
    assert not is_suspicious(Claim(_BIRDS), renamed, Titles(()))


@pytest.mark.parametrize(
    "title",
    [
        "Proceedings of the 12th Meeting on Cold Places",
        "2020 IEEE International Conference on Cold Sensors (ICCS)",
        "Advances in Cold Sensing and Retrieval, Part II",
        "Computer Sight – ECCV 2020",
        "The Oxford Handbook of Cold Places",
        "Transactions on Cold Sensors Table of Contents",
        "Editorial Board and Information for Authors",
    ],
)
def test_the_title_of_a_volume_and_of_its_front_matter_is_none(title: str) -> None:
    assert not is_title(title)
    birds = _record(_BIRDS, "Bela Roth", number="2002.00002")
    assert _judged(Claim(_BIRDS), _record(title, "Ada Berg"), (title,), birds).verdict is Verdict.UNKNOWN


def test_titles_that_have_much_in_common_are_not_told_apart_by_the_list() -> None:
    title = "Counting Many Kinds of Birds in the Winter Gardens of Europe"
    other = "Winter Gardens: A Count of Birds of All Kinds"
    assert _judged(Claim(title), _record(other), (title, other)).verdict is not Verdict.WRONG


@pytest.mark.parametrize("sign", [":", " ", "a b c d ", "[", "(x) ", "\u202e\x00", "界 ", "?"])
def test_hostile_titles(sign: str) -> None:
    title = sign * 50_000
    record = _record(title, *[title] * 3)
    assert not is_title(title)
    assert _judged(Claim(title, (title,)), record, (title,)).verdict in (Verdict.UNKNOWN, Verdict.RIGHT)
    assert _judged(Claim(_BIRDS, (title,)), record, (title, _BIRDS)).verdict is Verdict.UNKNOWN
    assert not is_suspicious(Claim(_BIRDS), record, Titles(()))


def test_a_record_without_authors_may_still_be_a_neighbours() -> None:
    found = _judged(Claim(_BIRDS, ("Ada Berg",)), _record(_LAKES), (_BIRDS, _LAKES))
    assert found.proofs == (Proof.NEIGHBOUR,)
