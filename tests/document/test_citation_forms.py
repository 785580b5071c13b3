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
        Cited(f"{OWLS}, and more", ["A. Berg", "C. Li"], "J. Owl Res", 2019),
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
        Cited(OWLS, ["A. Berg", "C. Li", "J. Fenn"], "Phys. Rev. Lett", 2019),
    ),
    "a law review": (
        f"Ada Berg & Chen Li, *{OWLS}*, 71 OWL L. REV. 201 (2019).",
        Cited(OWLS, ["Ada Berg", "Chen Li"], "OWL L. REV", 2019),
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
