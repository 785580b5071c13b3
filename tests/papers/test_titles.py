"""Titles: what two spellings have in common, how alike two are, and which differ on purpose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.papers.titles import (
    DIFFERENT,
    SAME,
    differ_on_purpose,
    title_key,
    title_ratio,
    title_words,
    without_nickname,
)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Attention Is All You Need.", "attention is all you need"),
        ("Don’t Stop  Pretraining:\nAdapt", "dont stop pretraining adapt"),
        ("Don't Stop Pretraining — Adapt", "dont stop pretraining adapt"),
        ("Schrödinger Bridges", "schrodinger bridges"),
        (r"Schr{\"o}dinger Bridges", "schrodinger bridges"),
        (r"Schr\"odinger {B}ridges", "schrodinger bridges"),
        ("Łukasiewicz Straße", "lukasiewicz strasse"),
        (r"{\L}ukasiewicz", "lukasiewicz"),
        ("α-Divergence", "alpha divergence"),
        (r"$\alpha$-Divergence", "alpha divergence"),
        (r"$\ell_1$ and $O(n^2)$", "l1 and o n2"),
        ("ℓ₁ and O(n²)", "l1 and o n2"),
        (r"\texttt{BERT} \emph{Rediscovers} the Pipeline", "bert rediscovers the pipeline"),
        ("Vision &amp; Language", "vision and language"),
        ("Vision & Language", "vision and language"),
        ("Vision and Language", "vision and language"),
        ("An Image is Worth 16×16 Words", "an image is worth 16x16 words"),
        ("An Image is Worth 16x16 Words", "an image is worth 16x16 words"),
        (r"An Image is Worth 16$\times$16 Words", "an image is worth 16x16 words"),
        (r"Sorting Birds in $O(n \log n)$", "sorting birds in o n log n"),
        ("Sorting Birds in O(n log n)", "sorting birds in o n log n"),
        (r"$\max$ and $\min$ of $\sin x$ for $x\ge 3$", "max and min of sin x for x ge 3"),
        (r"Vision \& Language", "vision and language"),
        (r"BirdNet$^{++}$ and OwlNet$^+$", "birdnetplusplus and owlnetplus"),
        ("BirdNet++ and OwlNet+", "birdnetplusplus and owlnetplus"),
        ("ﬁne-tuning", "fine tuning"),
        ("深度学习 综述", "深度学习 综述"),
        ("3D U-Net", "3d u net"),
        ("", ""),
        ("!?", ""),
        ("\\", ""),
    ],
)
def test_words(title: str, words: str) -> None:
    assert title_words(title) == tuple(words.split())


def test_key_ignores_how_words_are_joined() -> None:
    assert title_key("Pre-training of Deep Bi-directional Nets") == title_key("Pretraining of Deep Bidirectional Nets")
    assert title_key("GPT-2") != title_key("GPT-3")


@given(st.text(max_size=80))
def test_any_title_has_a_key(title: str) -> None:
    key = title_key(title)
    assert key == "".join(title_words(title))
    assert title_key(key) == key or any(char in title for char in "&\\")
    assert without_nickname(title).rest is not None
    assert differ_on_purpose(title, title) is False


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Distilling Small Students", "Distilling small students.", SAME, 1),
        (
            "Distilling Small Students from Great Teachers",
            "Distilling Small Student from Great Teachers",
            SAME,
            1,
        ),
        ("Lite Nets for Phones", "Lite Nets for Phones, Watches and All", DIFFERENT, SAME),
        ("Distilling Small Students", "Pruning Attention Heads", 0, DIFFERENT),
        ("", "", SAME, 1),
        ("", "Pruning Attention Heads", 0, DIFFERENT),
    ],
)
def test_ratio(one: str, other: str, least: float, most: float) -> None:
    assert least <= title_ratio(one, other) <= most
    assert least <= title_ratio(other, one) <= most
    assert title_ratio(one, other) not in (SAME, DIFFERENT)


@pytest.mark.parametrize(
    ("title", "nickname", "rest"),
    [
        ("TinyNet: Small Students from Great Teachers", "tinynet", "Small Students from Great Teachers"),
        ("[TinyNet] Small Students", "tinynet", "Small Students"),
        ("【TinyNet】Small Students", "tinynet", "Small Students"),
        ("Small Students (SSN)", "ssn", "Small Students"),
        ("12. TinyNet: Small Students", "tinynet", "Small Students"),
        ("Tiny Net2: Small Students", "tinynet2", "Small Students"),
        ("Students: A Survey", "", "Students: A Survey"),  # a topic, not a name
        ("Small Students", "", "Small Students"),
        ("Small Students (Part 2)", "", "Small Students (Part 2)"),
    ],
)
def test_nickname(title: str, nickname: str, rest: str) -> None:
    assert without_nickname(title) == (nickname, rest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fast Students", "Fast Students v2"),
        ("FastNet: Small Students", "FastNet2: Small Students"),
        ("PointNets for Rooms", "PointNets++ for Rooms"),
        ("Small Students, Part I", "Small Students, Part II"),
        ("Small Students Part I", "Small Students Part V"),
        ("Small Students II", "Small Students III"),
        ("The 2019 Challenge on Students", "The 2020 Challenge on Students"),
        ("Learning from 3D Scenes", "Learning from 2D Scenes"),
        ("Small Students from Great Teachers", "Small Students from Great Teachers: A Survey"),
        ("A Survey of Students", "A Review of Students"),
        ("Supervised Learning of Students", "Unsupervised Learning of Students"),
        ("Learning with Labels", "Learning without Labels"),
        ("An Encoder of Small Students", "A Decoder of Small Students"),
        ("Off-Diagonal Ramsey Numbers", "Off-Diagonal Book Ramsey Numbers"),
        ("MeshA: Differentiable Surfaces", "MeshBC: Differentiable Surfaces"),
        ("Comment on Small Students", "Small Students"),
        ("Reply to Small Students", "Comment on Small Students"),
        ("A Survey on Small Students", "A Survey of Small Students"),
        ("An Introduction to Reading Machines", "Introduction to Reading Machines"),
        ("CS101: Introduction to Reading Machines", "Introduction to Reading Machines"),
        ("Basic Reading: Introduction to Machines", "Introduction to Machines"),
        ("Statistics for Small Students", "Statistics of Small Students"),
    ],
)
def test_different_on_purpose(one: str, other: str) -> None:
    assert differ_on_purpose(one, other)
    assert differ_on_purpose(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Attacks Against Neural Networks", "Attacks Against Neural Netwroks"),
        ("Data Availability Attacks", "Data Availablity Attacks"),
        ("Neural Network Pruning", "Neural Networks Pruning"),
        ("The Pruning of Large Networks in Time", "Pruning of Large Networks in Time"),
        ("Learning Small Students via Distillation", "Learning Small Students with Distillation"),
        ("Data-set Distillation", "Dataset Distilation"),
        ("TinyNet: Small Students from Great Teachers", "Small Students from Great Teachers"),
        ("Small Students from Great Teachers", "[TinyNet] Small Students from Great Teachers"),
        ("Small Students from Great Teachers (SSGT)", "Small Students from Great Teachers"),
        ("7. Small Students from Great Teachers", "Small Students from Great Teachers"),
        ("GNN-GBDT-Guided Search", "GNN&GBDT-Guided Search"),
    ],
)
def test_different_by_a_slip(one: str, other: str) -> None:
    assert not differ_on_purpose(one, other)
    assert not differ_on_purpose(other, one)


def test_texts_too_long_for_titles_differ_unless_equal() -> None:
    text = "Networks " * 100
    assert not differ_on_purpose(text, text)
    assert differ_on_purpose(text, text + "Netwroks")
