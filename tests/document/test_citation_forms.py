"""Sections of citations: the forms that manuals of style, databases and journals give them."""

from __future__ import annotations

from typing import NamedTuple

import pytest

import awesomelint


class Cited(NamedTuple):
    """What a citation says."""

    title: str
    authors: list[str]
    venue: str | None
    year: int | None


OWLS = "On the night vision of owls"
FORMS = {
    "APA": (
        f"Berg, A., & van der Linde, C. D. (2019). {OWLS}. *Journal of Owls*, *12*(3), 2001–2010.",
        Cited(OWLS, ["Berg, A.", "van der Linde, C. D."], "Journal of Owls", 2019),
    ),
    "APA, a meeting, without italics": (
        f"Øster, Å. (2020). {OWLS}. In Proceedings of the 12th Conference on Owls (CoO) (pp. 2001-2010).",
        Cited(OWLS, ["Øster, Å."], "Proceedings of the 12th Conference on Owls (CoO)", 2020),
    ),
    "MLA": (
        f'Berg, Ada, and Chen Li. "{OWLS}." *Journal of Owls* 12.3 (2019): 2001-2010.',
        Cited(OWLS, ["Berg, Ada", "Chen Li"], "Journal of Owls", 2019),
    ),
    "IEEE": (
        f'A. Berg, C. D. Li, and J.-P. Fenn, "{OWLS}," in *Proc. ICML*, 2019, pp. 12–20.',
        Cited(OWLS, ["A. Berg", "C. D. Li", "J.-P. Fenn"], "Proc. ICML", 2019),
    ),
    "Vancouver": (
        f"Berg A, Li CD. {OWLS}. J Owl Res. 2019;12(3):2001-2010.",
        Cited(OWLS, ["Berg A", "Li CD"], "J Owl Res", 2019),
    ),
    "ACM": (
        f"Ada Berg, Chen Li, and Jo Fenn. 2019. {OWLS}. In *Proceedings of ICML*, 12–20.",
        Cited(OWLS, ["Ada Berg", "Chen Li", "Jo Fenn"], "Proceedings of ICML", 2019),
    ),
    "Nature": (
        f"Berg, A. *et al.* {OWLS}. *Nat. Owls* **12**, 2001–2010 (2019).",
        Cited(OWLS, ["Berg, A."], "Nat. Owls", 2019),
    ),
    "Harvard": (
        f"Berg, A. and Li, C.D. (2019) ‘{OWLS}’, *Journal of Owls*, 12(3), pp. 1–9.",
        Cited(OWLS, ["Berg, A.", "Li, C.D."], "Journal of Owls", 2019),
    ),
    "Springer": (
        f"Berg, A., Li, C.: {OWLS}. In: Conference on Owls, pp. 2001–2010 (2019)",
        Cited(OWLS, ["Berg, A.", "Li, C."], "Conference on Owls", 2019),
    ),
    "Elsevier": (
        f"A. Berg, C. Li, {OWLS}, and more, J. Owl Res. 12 (2019) 2001–2010.",
        Cited(f"{OWLS}, and more", ["A. Berg", "C. Li"], "J. Owl Res.", 2019),
    ),
    "DBLP": (
        f"Ada Berg, Chen Li 0005: {OWLS}. CoO 2019: 2001-2010",
        Cited(OWLS, ["Ada Berg", "Chen Li 0005"], "CoO", 2019),
    ),
    "GB/T 7714": (
        f"BERG A, LI C D, FENN J, et al. {OWLS}[J]. Journal of Owls, 2019, 12(3): 2001-2010.",
        Cited(OWLS, ["BERG A", "LI C D", "FENN J"], "Journal of Owls", 2019),
    ),
    "GB/T 7714 in Chinese": (
        "李明, 王芳, 等. 面向夜间视觉的研究[J]. 计算机学报, 2019, 12(3): 1-10.",
        Cited("面向夜间视觉的研究", ["李明", "王芳"], "计算机学报", 2019),
    ),
    "a preprint": (
        f"Berg, A., & Li, C. (2019). {OWLS}. *arXiv preprint arXiv:1901.01234*.",
        Cited(OWLS, ["Berg, A.", "Li, C."], "arXiv preprint", 2019),
    ),
    "commas between all": (
        f"Ada Berg, Chen Li and Jo Fenn, {OWLS}, ICML, 2019.",
        Cited(OWLS, ["Ada Berg", "Chen Li", "Jo Fenn"], "ICML", 2019),
    ),
    "venue and year in brackets": (
        f"Ada Berg, Chen Li, {OWLS}, a Survey (ICML 2019)",
        Cited(f"{OWLS}, a Survey", ["Ada Berg", "Chen Li"], "ICML", 2019),
    ),
    "a question": (
        "Berg, A., & Li, C. (2019). What do owls see? *Journal of Owls*, 12(3), 1–9.",
        Cited("What do owls see?", ["Berg, A.", "Li, C."], "Journal of Owls", 2019),
    ),
    "a publisher behind the meeting": (
        f'Berg, Ada, et al. "{OWLS}." 2019 IEEE international conference on owls, speech and bells. IEEE, 2019.',
        Cited(OWLS, ["Berg, Ada"], "IEEE international conference on owls, speech and bells", 2019),
    ),
    "PubMed": (
        f"Berg A, Li CD. {OWLS}. Nat Owls. 2019 Mar;16(3):2001-2008. doi: 10.1038/s41592-019-0001",
        Cited(OWLS, ["Berg A", "Li CD"], "Nat Owls", 2019),
    ),
    "Physical Review": (
        f"A. Berg, C. Li, and J. Fenn, {OWLS}, Phys. Rev. Lett. 122, 010101 (2019).",
        Cited(OWLS, ["A. Berg", "C. Li", "J. Fenn"], "Phys. Rev. Lett.", 2019),
    ),
    "a law review": (
        f"Ada Berg & Chen Li, *{OWLS}*, 71 OWL L. REV. 201 (2019).",
        Cited(OWLS, ["Ada Berg", "Chen Li"], "OWL L. REV.", 2019),
    ),
    "BibTeX, plain": (
        f"Ada Berg, Chen Li, and Jo Fenn. {OWLS}. *Journal of Owls*, 12(3):201–220, 2019.",
        Cited(OWLS, ["Ada Berg", "Chen Li", "Jo Fenn"], "Journal of Owls", 2019),
    ),
    "short names and full stops": (
        f"A. Berg, C. Li. {OWLS}. Journal of Owls, 20(12):1-40, 2019.",
        Cited(OWLS, ["A. Berg", "C. Li"], "Journal of Owls", 2019),
    ),
    "a thesis": (
        f"Ada Berg. {OWLS}. PhD thesis, University of Owls, 2019.",
        Cited(OWLS, ["Ada Berg"], "PhD thesis", 2019),
    ),
    "a book with editors": (
        f"Berg, A. (Ed.). (2019). *{OWLS}* (2nd ed.). Springer.",
        Cited(OWLS, ["Berg, A."], "Springer", 2019),
    ),
    "to appear": (
        f'Ada Berg, Chen Li, Jo Fenn. "{OWLS}". To appear in NeurIPS 2019.',
        Cited(OWLS, ["Ada Berg", "Chen Li", "Jo Fenn"], "NeurIPS", 2019),
    ),
    "a month": (
        f"Berg, A., & Li, C. (2019, June). {OWLS}. In *International Conference on Owls* (pp. 2001-2010). PMLR.",
        Cited(OWLS, ["Berg, A.", "Li, C."], "International Conference on Owls", 2019),
    ),
    "a season": (
        f'Ada Berg and Chen Li. "{OWLS}." Owl Magazine 40, no. 3 (Fall 2019): 12–20.',
        Cited(OWLS, ["Ada Berg", "Chen Li"], "Owl Magazine", 2019),
    ),
    "Russian": (
        f"Берг А., Ли Ч. {OWLS} // Журнал сов. 2019. Т. 12. № 3. С. 1–9.",
        Cited(OWLS, ["Берг А.", "Ли Ч."], "Журнал сов", 2019),
    ),
    "German": (
        f"Berg, A. und Li, C.: {OWLS}. In: Tagungsband Eulen, S. 12-20, 2019.",
        Cited(OWLS, ["Berg, A.", "Li, C."], "Tagungsband Eulen", 2019),
    ),
    "GOST, as reference managers export it": (
        f"Berg A. B. et al. {OWLS} //Journal of Owls. – 2019. – Т. 12. – №. 3. – С. 1-9.",
        Cited(OWLS, ["Berg A. B."], "Journal of Owls", 2019),
    ),
    "GOST, a book": (
        f"Berg A., Lund C. {OWLS}. – Cambridge University Press, 2019.",
        Cited(OWLS, ["Berg A.", "Lund C."], "Cambridge University Press", 2019),
    ),
    "names in full before a colon": (
        f"Ada Berg and Chen Li: {OWLS}, ICML 2019.",
        Cited(OWLS, ["Ada Berg", "Chen Li"], "ICML", 2019),
    ),
    "names before a colon, the year alone": (
        f"Ada Berg, et al.: {OWLS}, 2019.",
        Cited(OWLS, ["Ada Berg"], None, 2019),
    ),
    "surnames, year and title between dashes": (
        f"Berg and Li - 2019 - **{OWLS}**",
        Cited(OWLS, ["Berg", "Li"], None, 2019),
    ),
    "one surname": (f"Berg 2019 : {OWLS}?", Cited(f"{OWLS}?", ["Berg"], None, 2019)),
    "surnames, the year in brackets": (
        f'Berg, Lund, & Li (2019), "{OWLS}"',
        Cited(OWLS, ["Berg", "Lund", "Li"], None, 2019),
    ),
    "surnames, the year behind a full stop": (
        f"Berg, Lund, and Li. 2019. “{OWLS}.” *Journal of Owls*.",
        Cited(OWLS, ["Berg", "Lund", "Li"], "Journal of Owls", 2019),
    ),
    "geophysics": (
        f"Berg, A., and Li, C., 2019, {OWLS}: Why they see: Geophysics, 12, 1–9. doi:10.1000/owls",
        Cited(f"{OWLS}: Why they see", ["Berg, A.", "Li, C."], "Geophysics", 2019),
    ),
    "a book at its place": (
        f"Berg A. (2019), {OWLS}, Reading, UK: Barn and Daughters",
        Cited(OWLS, ["Berg A."], "Barn and Daughters", 2019),
    ),
    "a book at several places": (
        f"Berg, Ada. 2019. *{OWLS}.* Second edition. New York, London: Barn Owl Press.",
        Cited(OWLS, ["Berg, Ada"], "Barn Owl Press", 2019),
    ),
    "editors": (
        f"Berg, Ada and Chen Li (editors). 2019. *{OWLS}.* Leiden: Barn Owl Press.",
        Cited(OWLS, ["Berg, Ada", "Chen Li"], "Barn Owl Press", 2019),
    ),
    "editors, behind the year": (
        f"Berg A. and Li C. (2019) (eds.), {OWLS}, London: Barnowl",
        Cited(OWLS, ["Berg A.", "Li C."], "Barnowl", 2019),
    ),
    "a chapter": (
        f"Berg, A. (2019). {OWLS}. In B. Lund & C. Li (Eds.), *Birds of the Dark* (pp. 12–20). Barn Press.",
        Cited(OWLS, ["Berg, A."], "Birds of the Dark", 2019),
    ),
    "a chapter, Spanish": (
        f"Berg, A. (2019). {OWLS}. En *Aves de la noche* (pp. 12–20). Editorial Norte.",
        Cited(OWLS, ["Berg, A."], "Aves de la noche", 2019),
    ),
    "a chapter, its editors behind": (
        f"Berg, Ada. 2019. “{OWLS}.” *Birds of the Dark*, edited by Bo Lund and Chen Li. Oxford: Barn.",
        Cited(OWLS, ["Berg, Ada"], "Birds of the Dark", 2019),
    ),
    "a thesis, behind the year": (
        f"Berg, Ada. 2019. *{OWLS}.* Ph.D. thesis, University of Barn.",
        Cited(OWLS, ["Berg, Ada"], "Ph.D. thesis", 2019),
    ),
    "a journal with its article": (
        f"Berg, A. (2019). {OWLS}. The American Owl, 42(1), 59-66.",
        Cited(OWLS, ["Berg, A."], "The American Owl", 2019),
    ),
    "nothing between names": (
        f"Ada B. Berg Chen Li C. Lund. {OWLS}.. Proc. Owls, 2019, 12-20.",
        Cited(OWLS, ["Ada B. Berg", "Chen Li", "C. Lund"], "Proc. Owls", 2019),
    ),
    "an escaped star": (
        f"\\* Berg, A., 2019. *{OWLS}*. Barn Press. Chs 1-4.",
        Cited(OWLS, ["Berg, A."], "Barn Press", 2019),
    ),
    "the year between spaces": (
        f"Berg, Ada, y Chen Li 2019 {OWLS}. En Enciclopedia de Aves, editado por Bo Lund, pp. 12-20. Barn, New York, NY.",
        Cited(OWLS, ["Berg, Ada", "Chen Li"], "Enciclopedia de Aves", 2019),
    ),
    "a month and a year": (
        f"Ada Berg (September 2019). {OWLS}. *Owl Outreach* 125: 18–21.",
        Cited(OWLS, ["Ada Berg"], "Owl Outreach", 2019),
    ),
    "a year in the name of a meeting": (
        f"Ada Berg and Chen Li. (2019). {OWLS}. In: Proceedings of the 2019 5th Meeting on Owls (MO '19). Barn.",
        Cited(OWLS, ["Ada Berg", "Chen Li"], "Proceedings of the 5th Meeting on Owls", 2019),
    ),
    "an opening mark that closes": (
        f"Berg, Ada and Chen Li. (2019). ”{OWLS}.” Journal of Owls, 12(3), 1–9.",
        Cited(OWLS, ["Berg, Ada", "Chen Li"], "Journal of Owls", 2019),
    ),
    "quoted, and nothing else": (f"Ada Berg, ‘{OWLS}’", Cited(OWLS, ["Ada Berg"], None, None)),
    "APA with authors left out": (
        f"Berg, A., Li, C., ... & Dahl, E. (2019). {OWLS}. *Journal of Owls*, 12(3), 1–9.",
        Cited(OWLS, ["Berg, A.", "Li, C.", "Dahl, E."], "Journal of Owls", 2019),
    ),
    "APA of twenty authors": (
        f"Berg, A., Li, C., . . . Dahl, E. (2019). {OWLS}. *Journal of Owls*, 12(3), 1–9.",
        Cited(OWLS, ["Berg, A.", "Li, C.", "Dahl, E."], "Journal of Owls", 2019),
    ),
    "et al. alone": (f"Berg et al. {OWLS}", Cited(OWLS, ["Berg"], None, None)),
    "humanities, the issue behind a slash": (
        f"Berg Ch'en, '{OWLS}', *Journal of Owls*, 16/2 (2019), 215–35.",
        Cited(OWLS, ["Berg Ch'en"], "Journal of Owls", 2019),
    ),
    "humanities in Chinese, two names joined": (
        "李明－王芳, '面向夜间「视觉」的研究', 夜鸟論壇, 32/5 (2019), 14.",
        Cited("面向夜间「视觉」的研究", ["李明", "王芳"], "夜鸟論壇", 2019),
    ),
    "a journal of several sciences": (
        f"Berg, A., 2019. {OWLS}. Proceedings of the Barn Society A: Natural, Physical and Owl Sciences, 461(2055), pp.1-9.",
        Cited(OWLS, ["Berg, A."], "Proceedings of the Barn Society A: Natural, Physical and Owl Sciences", 2019),
    ),
    "a part of a journal": (
        f"Berg, A., 2019. {OWLS}. Annals of Owls: Biology & Ecology, Part B, 12(3), 1-9.",
        Cited(OWLS, ["Berg, A."], "Annals of Owls: Biology & Ecology, Part B", 2019),
    ),
    "a journal of several things, a part of it": (
        f"Berg, A., 2019. {OWLS}. Transactions on Owls, Bats, and Mice, Part B, 12(3), 1-9.",
        Cited(OWLS, ["Berg, A."], "Transactions on Owls, Bats, and Mice, Part B", 2019),
    ),
    "a journal in small letters": (
        f"Berg, A., & Li, C. (2019). {OWLS}. science, 331(6022), 1279-1285.",
        Cited(OWLS, ["Berg, A.", "Li, C."], "science", 2019),
    ),
    "a quotation that is not closed": (
        f'Berg et al. (2019) "{OWLS}',
        Cited(OWLS, ["Berg"], None, 2019),
    ),
    "a quotation that is not closed, one surname": (
        f'Berg (2019) "{OWLS}',
        Cited(OWLS, ["Berg"], None, 2019),
    ),
    "a quotation that is not closed, with initials": (
        f"Berg, A. (2019) “{OWLS}.",
        Cited(OWLS, ["Berg, A."], None, 2019),
    ),
    "full-width stops": (
        "李明，王芳．面向夜间视觉的研究[J]．计算机学报，2019，42(3)：1-10．",
        Cited("面向夜间视觉的研究", ["李明", "王芳"], "计算机学报", 2019),
    ),
}


def read(text: str) -> list[Cited]:
    return [
        Cited(
            entry.title.value if entry.title else "",
            [author.value for author in entry.authors],
            entry.venue.value if entry.venue else None,
            int(entry.year.value) if entry.year else None,
        )
        for entry in awesomelint.parse(text).entries
    ]


@pytest.mark.parametrize("markup", ["{}", "[{}](https://example.org/1)"], ids=["plain", "linked"])
@pytest.mark.parametrize("form", FORMS)
def test_a_section_is_read_by_its_form(form: str, markup: str) -> None:
    text, cited = FORMS[form]
    linked = text.replace(cited.title, markup.format(cited.title))
    found = read("## Owls\n\n" + f"- {linked} [[pdf](https://example.org/2)]\n" * 3)
    assert found == [cited] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Sparse Decoders, Dense Encoders, and Friends. A study of owls. ICML 2019.",
        "Owl Vision. Reads the night sky, in colour. MIT.",
        "Graph Tools: draw, lay out, and print. Python 2019",
    ],
)
def test_other_texts_have_no_authors(text: str) -> None:
    assert all(not cited.authors for cited in read("## Owls\n\n" + f"- {text} [code](https://example.org/2)\n" * 4))


def test_a_citation_may_be_the_label_of_a_link() -> None:
    label = f"Berg A., Lund C. {OWLS} //Journal of Owls. – 2019. – Т. 12."
    found = read(f"## Owls\n\n- [{label}](https://example.org/1)\n- [Owl Toolbox](https://example.org/2)\n")
    assert found[0] == Cited(OWLS, ["Berg A.", "Lund C."], "Journal of Owls", 2019)


def test_each_is_read_by_its_own_form_where_a_section_mixes_them() -> None:
    forms = [
        "APA",
        "ACM",
        "editors",
        "geophysics",
        "surnames, the year behind a full stop",
        "a book at its place",
        "humanities, the issue behind a slash",
    ]
    text = "".join(f"- {FORMS[form][0]}\n" for form in forms)
    assert read(f"## Owls\n\n{text}") == [FORMS[form][1] for form in forms]


def test_surnames_are_read_among_names_with_initials() -> None:
    forms = ["APA", "APA", "surnames, the year behind a full stop"]
    text = "".join(f"- {FORMS[form][0]}\n" for form in forms)
    assert read(f"## Owls\n\n{text}") == [FORMS[form][1] for form in forms]


def test_one_alone_is_read_by_the_form_of_the_document() -> None:
    text, cited = FORMS["names before a colon, the year alone"]
    sections = "".join(f"## Owls {number}\n\n- {text}\n- {text}\n\n" for number in range(3))
    assert read(f"{sections}## More\n\n- {text}\n")[-1] == cited


def test_a_paragraph_that_cites_is_an_entry() -> None:
    text, cited = FORMS["a book at its place"]
    prose = "Owls have been read about for long, and what follows is what we think is worth it.\n\n"
    assert read(f"# Owls\n\n## Books\n\n{prose}{text}\n\n{text}\n") == [cited, cited]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            f"Berg, A. (2019). {OWLS}. How they see in the barn. *Journal of Owls*, 12, 1.",
            f"{OWLS}. How they see in the barn",
        ),
        (f"Berg, A., 2019. {OWLS}? The role of the barn and the moon. *Journal of Owls* 12, 1–9.", None),
        (f"Ada B. Berg, “{OWLS}.” In *Birds of the Dark*, pp. 13-32. Barn Arbor: Barn Press, 2019.", OWLS),
        (f"Ada Berg, Bo Lund, **Chen Li** [{OWLS}](https://example.org/1) bioRxiv preprint (2019)", OWLS),
        (f"D. Berg, M. Lund, {OWLS}, Bull. Seismol. Soc. Am. 94 (2019) 1–9.", OWLS),
    ],
)
def test_titles_end_where_a_venue_begins(text: str, title: str | None) -> None:
    found = read(f"## Owls\n\n- {text}\n- {text}\n")
    assert [cited.title for cited in found] == [title or f"{OWLS}? The role of the barn and the moon"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Adaptive VIO: Deep Odometry with Online Learning (CVPR 2019)",
        "A Tiny Change, A Giant Leap: Learning by Geometric Alignment (ICCV 2019)",
        "Demonstrating SQLBarber: Large Models that Write Queries (SIGMOD 2019)",
        "ACM COMPUT SURV 2019, [Scheduling: Taxonomy and Issues](https://example.org/1)",
        '**Friendly Assistant**: "A General Assistant as a Laboratory". arXiv 2019',
        "[Scale, Doubt, and Sample Efficiency: A Study of Owls](https://example.org/1), [ICML 2019]",
    ],
)
def test_titles_with_a_colon_have_no_authors(text: str) -> None:
    others = "".join(f"- Title number {number} of owls (ICML 2019)\n" for number in range(5))
    assert all(not cited.authors for cited in read(f"## Owls\n\n- {text}\n{others}"))


LINKED = f"[{OWLS}](https://example.org/1)"


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (f"{LINKED}. Berg A. '08.", Cited(OWLS, ["Berg A."], None, 2008)),
        (f"{LINKED}. Lund C. 2015", Cited(OWLS, ["Lund C."], None, 2015)),
        (f"{LINKED}. Physica D. 2003.", Cited(OWLS, [], "Physica D", 2003)),
        (f"{LINKED}. IEEE SPM, 2023.", Cited(OWLS, [], "IEEE SPM", 2023)),
        (f"{LINKED}. Ada L. Berg III, Bo Lund. ICML 2017", Cited(OWLS, ["Ada L. Berg III", "Bo Lund"], "ICML", 2017)),
        (f"{LINKED}, Ada L. Berg II and Bo C. Lund", Cited(OWLS, ["Ada L. Berg II", "Bo C. Lund"], None, None)),
        (
            "[Owls, Barn Cats and Dogs, and Night Vision Among Them](https://example.org/1), ICML 2019",
            Cited("Owls, Barn Cats and Dogs, and Night Vision Among Them", [], "ICML", 2019),
        ),
        (
            f"Berg, A., Lund 0001, B., & 0002, C. D. (2019). {LINKED}. *ICML*.",
            Cited(OWLS, ["Berg, A.", "Lund 0001, B.", "0002, C. D."], "ICML", 2019),
        ),
        (f"{OWLS} by Ada Berg, 2019", Cited(OWLS, ["Ada Berg"], None, 2019)),
        (f"{OWLS} by Gradient Descent, 2019", Cited(f"{OWLS} by Gradient Descent", [], None, 2019)),
        (
            f"A. Berg. {OWLS}. In B. Lund and C. Dahl-Fenn, editors, Owl Meeting, volume 12. 2019.",
            Cited(OWLS, ["A. Berg"], "Owl Meeting", 2019),
        ),
        (
            f"A. Berg. {OWLS} (short paper). In B. Lund and C. Dahl-Fenn, editors, ICML 2019, volume 12 of Notes.",
            Cited(OWLS, ["A. Berg"], "ICML", 2019),
        ),
    ],
)
def test_names_beside_a_title_are_neither_title_nor_venue(text: str, cited: Cited) -> None:
    assert read(f"## Owls\n\n- {text}\n- {text}\n") == [cited] * 2


def test_escaped_kinds_of_papers_end_titles_as_others_do() -> None:
    first = "Berg A, Li CD. Night vision[C\\]//ICML. 2019: 1-9."
    second = "Fenn J. Owl bells\\[J\\]. Journal of Owls, 2020, 3: 1-9."
    entries = awesomelint.parse(f"## Owls\n\n- {first}\n- {second}\n").entries
    assert [entry.title.value for entry in entries if entry.title] == ["Night vision", "Owl bells"]
