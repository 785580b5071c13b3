"""Made-up papers for `made_up.py`: stocks of words and names, and what is drawn from them.

Titles, people and numbers are invented; only the venues exist. All is drawn from the `random.Random` that is passed, so that a
seed gives the same papers for ever: the venues are a table of their own and not those that awesomelint knows.
"""

from __future__ import annotations

from enum import Enum
from random import Random
from typing import NamedTuple


class Kind(Enum):
    """What a paper came out in; a citation style writes the details of each in its own way."""

    JOURNAL = "journal"
    MEETING = "meeting"
    PREPRINT = "preprint"


class Venue(NamedTuple):
    """A short name or abbreviation, the long name, and the kind."""

    name: str
    full: str
    kind: Kind


class Person(NamedTuple):
    """Given names, the family name with its particles, and the number by which DBLP tells namesakes apart (or `""`)."""

    given: str
    family: str
    number: str = ""

    @property
    def is_cjk(self) -> bool:
        """Whether the name is in Chinese characters: family name first, no space."""
        return ord(self.family[0]) > 0x2E7F


class Paper(NamedTuple):
    """An invented paper. `links` are what they lead to and URLs, that of the paper first."""

    title: str
    people: tuple[Person, ...]
    venue: Venue
    year: int
    volume: int
    issue: int
    pages: str
    links: tuple[tuple[str, str], ...]


J, M, P = Kind.JOURNAL, Kind.MEETING, Kind.PREPRINT
_VENUES = {
    M: "ICML=International Conference on Machine Learning;NeurIPS=Advances in Neural Information Processing Systems;"
    "ICLR=International Conference on Learning Representations;AAAI=AAAI Conference on Artificial Intelligence;"
    "ACL=Annual Meeting of the Association for Computational Linguistics;KDD=ACM SIGKDD Conference on Knowledge Discovery"
    " and Data Mining;EMNLP=Conference on Empirical Methods in Natural Language Processing;ECCV=European Conference on"
    " Computer Vision;CVPR=IEEE/CVF Conference on Computer Vision and Pattern Recognition;INTERSPEECH=Annual Conference of"
    " the International Speech Communication Association;ICRA=IEEE International Conference on Robotics and Automation;"
    "SIGIR=International ACM SIGIR Conference on Research and Development in Information Retrieval;CHI=CHI Conference on"
    " Human Factors in Computing Systems;OSDI=USENIX Symposium on Operating Systems Design and Implementation;VLDB="
    "International Conference on Very Large Data Bases;MICCAI=Medical Image Computing and Computer Assisted Intervention;"
    "CAV=International Conference on Computer Aided Verification;FOSDEM=Free and Open Source Developers European Meeting;"
    "ISMIR=International Society for Music Information Retrieval Conference;EGU=European Geosciences Union General Assembly",
    J: "J. Mach. Learn. Res.=Journal of Machine Learning Research;IEEE Trans. Pattern Anal. Mach. Intell.=IEEE Transactions on"
    " Pattern Analysis and Machine Intelligence;Commun. ACM=Communications of the ACM;Nat. Mach. Intell.=Nature Machine"
    " Intelligence;Artif. Intell.=Artificial Intelligence;Neural Comput.=Neural Computation;Trans. Assoc. Comput. Linguist.="
    "Transactions of the Association for Computational Linguistics;J. Fluid Mech.=Journal of Fluid Mechanics;Phys. Rev. D="
    "Physical Review D;Bioinformatics=Bioinformatics;Sci. Rep.=Scientific Reports;IEEE Robot. Autom. Lett.=IEEE Robotics and"
    " Automation Letters;J. Am. Chem. Soc.=Journal of the American Chemical Society;Water Resour. Res.=Water Resources"
    " Research;Found. Trends Robot.=Foundations and Trends in Robotics;Int. J. Comput. Vis.=International Journal of"
    " Computer Vision;PLoS ONE=PLoS ONE;Acta Numer.=Acta Numerica;Pattern Recognit.=Pattern Recognition",
    P: "arXiv=arXiv preprint;bioRxiv=bioRxiv",
}
VENUES = tuple(Venue(*pair.partition("=")[::2], kind) for kind, rows in _VENUES.items() for pair in rows.split(";"))
CHINESE_VENUES = tuple(Venue(name, name, J) for name in "计算机学报 软件学报 自动化学报 中文信息学报 电子学报".split())

_NAMES = """
Ada,Oliver,Thomas W.,Emily J.,Mary Ann,J. Robert|Ashdown,Whitlock,Fairburn,O'Hara,McAllen,Smithers
Wei,Xiaoming,Yu,Zi-Han,Jing,Haoran|Zhang,Li,Ouyang,Wu,Xu,Feng
Min-Jun,Seo-Yeon,Jihoon,Hye Jin|Kim,Park,Choi,Kang
Haruka,Kenji,Sho,Yui|Tanabe,Okamura,Fujishiro,Ito
Priya,Arjun K.,Lakshmi,S. V.|Raghunathan,Iyer,Banerjee,Krishnamurthy
María José,Diego,Luis A.,Inés|García Robles,Ibáñez,de la Fuente,Núñez-Prado
Anouk,Pieter,Joost|van der Meulen,de Vries,van Dijkstra
Karl-Heinz,Annika,Jürgen|von Aschenbach,Müllner,Köppel,Weiß
Jean-Luc,Élodie,Théo|Lefèvre,d'Aubigny,Marchand-Roy
Omar,Layla,Mohamed A.|Al-Masri,El Haddad,bin Rashid,Khoury
Linh,Quang Minh,Thi Mai|Nguyen,Tran,Pham
Søren,Åsa,Mikael|Østergaard,Lindqvist,Bjørnsson
Łukasz,Ayşe,Dmitri|Wiśniewski,Yıldız,Sokolov,Čapek
Chiamaka,Kwame,Thabo|Okonkwo,Mensah,Dlamini
João P.,Beatriz,Giulia|da Silveira,Ferraz,Di Lorenzo
"""
_CULTURES = tuple(tuple(half.split(",") for half in line.split("|")) for line in _NAMES.strip().splitlines())
_CJK = ("李 王 张 刘 陈 赵 欧阳 周".split(), "明 芳 志强 晓雨 建国 思远 婷 浩然".split())

_STOCKS = {
    "adjective": "Sparse,Robust,Slow,Latent,Cross-Lingual,Low-Rank,Self-Supervised,Modular,Certified,Multi-Scale,Few-Shot,"
    "Frugal,Real-Time,Probabilistic,Hierarchical,Unpaired,Equivariant,Privacy-Preserving,3D,Neuro-Symbolic",
    "thing": "Decoders,Graph Networks,Tokenizers,Diffusion Models,Kernel Machines,Word Vectors,Policies,Point Clouds,Memories,"
    "Transformers,Curricula,Surrogates,Bandits,State Machines,Embeddings,Ensembles,Schedulers,Compilers",
    "task": "Machine Translation,Grasp Planning,Protein Folding,Traffic Forecasting,Speech Enhancement,Table Retrieval,"
    "Program Repair,River Flow Prediction,Question Answering,Image Denoising,Theorem Proving,Crop Monitoring,Music Tagging",
    "quality": "Calibration,Forgetting,Generalization,Fairness,Sample Efficiency,Robustness,Composition,Uncertainty,Scale",
    "verb": "Prune,Route,Remember,Translate,Sort,Explain,Rank,Segment,Plan,Compress",
    "name": "QuillNet,TORQ,Mossformer,DeepHeron,LUMI-2,SparrowBench,Kestrel,PATCHR,OtterLM,GlyphGAN,T-Loom",
}
_WORDS = {key: words.split(",") for key, words in _STOCKS.items()}
_TITLES = (
    "{adjective} {thing} for {task}",
    "{adjective} {thing} for {adjective} {task}",
    "{name}: {adjective} {thing} for {task}",
    "{name}: Learning to {verb} {thing} without {thing}",
    "Learning to {verb} with {adjective} {thing}",
    "Towards {adjective} {task} via {thing} and {quality}",
    "What Do {thing} Know about {task}?",
    "On the {quality} of {adjective} {thing}",
    "{quality}, {quality}, and {quality}: A Study of {thing}",
    "A Survey of {thing} in {task}",
    "{thing} Are All We Forget: {quality} in {task}",
    "{verb}, Then {verb}: {adjective} {task} with {thing}",
)
_CHINESE = {
    "method": "图神经网络 深度强化学习 稀疏编码 多任务学习 知识蒸馏 对比学习 注意力机制".split(),
    "task": "文本分类 交通流预测 图像去噪 机器翻译 情感分析 目标检测 推荐系统".split(),
}
_CHINESE_TITLES = (
    "基于{method}的{task}方法",
    "面向{task}的{method}研究综述",
    "{method}在{task}中的应用",
    "融合{method}的{task}模型",
)
_REMARKS = ("A simple baseline that holds up well.", "Shows where {thing} fail.", "Easy to read, with code for {task}.")


def draw_remark(chance: Random) -> str:
    """Draw a sentence about a paper."""
    return filled(chance, _REMARKS, _WORDS)


def filled(chance: Random, forms: tuple[str, ...], words: dict[str, list[str]]) -> str:
    """Return one of the forms, each gap filled with another word."""
    left = {key: chance.sample(stock, len(stock)) for key, stock in words.items()}
    text = chance.choice(forms)
    for key, stock in left.items():
        while f"{{{key}}}" in text:
            text = text.replace(f"{{{key}}}", stock.pop(), 1)
    return text


def _person(chance: Random, is_chinese: bool) -> Person:
    given, family = _CJK[::-1] if is_chinese else chance.choice(_CULTURES)
    number = f"{chance.randint(1, 30):04}" if chance.random() < 0.2 else ""
    return Person(chance.choice(given), chance.choice(family), number)


def _links(chance: Random, venue: Venue, year: int) -> tuple[tuple[str, str], ...]:
    number = chance.randint(1_000, 99_999)
    letters = "".join(chance.choices("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=10))
    arxiv = f"https://arxiv.org/abs/{year % 100:02}{chance.randint(1, 12):02}.{number:05}"
    others = [f"https://doi.org/10.{chance.randint(1000, 9999)}/{year}.{number}"]
    if year > 2014 and venue.kind is not P:
        others += [arxiv, f"https://openreview.net/forum?id={letters}"]
    links = [("pdf", arxiv if venue.name == "arXiv" else chance.choice(others))]
    if chance.random() < 0.5:
        links.append(("code", f"https://github.com/{letters[:6].lower()}-lab/{letters[6:].lower()}{number}"))
    if chance.random() < 0.15:
        links.append(("project", f"https://{letters.lower()}.github.io/"))
    return tuple(links)


def draw_paper(chance: Random, is_chinese: bool = False) -> Paper:
    """Draw a paper: by one to seven people, most often three or so; one in seven is a preprint."""
    kind = chance.choices((J, M, P), (3, 4, 1))[0]
    venue = chance.choice(CHINESE_VENUES if is_chinese else [each for each in VENUES if each.kind is kind])
    year = chance.randint(2015 if venue.kind is P else 1999, 2025)
    page = chance.randint(1, 2_000)
    title = filled(chance, _CHINESE_TITLES, _CHINESE) if is_chinese else filled(chance, _TITLES, _WORDS)
    people: dict[Person, None] = {}
    for _ in range(chance.choices(range(1, 8), (2, 5, 6, 5, 3, 2, 2))[0]):
        people[_person(chance, is_chinese)] = None
    return Paper(
        title=title,
        people=tuple(people),
        venue=venue,
        year=year,
        volume=chance.randint(2, 90),
        issue=chance.randint(1, 12),
        pages=f"{page}–{page + chance.randint(3, 25)}",
        links=_links(chance, venue, year),
    )
