"""Made-up lists for `made_up.py`: layouts and citation styles, and lists with a section of each.

A new layout is a function that draws a `Section` and a row of `LAYOUTS`; a new citation style is a row of `STYLES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random
from typing import NamedTuple

from made_up_papers import Kind, Paper, Person, Venue, draw_paper, draw_remark

SECTIONS = 5
Authors = tuple[tuple[Person, str], ...]


class Truth(NamedTuple):
    """What an entry says: its text, and what is to be read from it. `authors` are people, each with the name as written."""

    text: str
    title: str
    authors: Authors
    venue: Venue | None
    year: int | None
    links: tuple[str, ...]
    kind: str = ""
    line: int = 0


class Section(NamedTuple):
    """A layout that was drawn: makes an entry of a paper and its number. `head` stands above all, `gap` between two entries."""

    make: Callable[[Paper, int], Truth]
    gap: str = "\n"
    head: str = ""
    is_chinese: bool = False


# Names


def initials(person: Person, dot: str = ".", between: str = " ", hyphen: str = "-") -> str:
    """Return the initials of the given names: `J.-L. M.`."""
    words = [hyphen.join(part[0] + dot for part in word.split("-")) for word in person.given.split()]
    return between.join(words)


NAMES: dict[str, Callable[[Person], str]] = {
    "First Last": lambda person: f"{person.given} {person.family}",
    "F. Last": lambda person: f"{initials(person)} {person.family}",
    "Last, F.": lambda person: f"{person.family}, {initials(person)}",
    "Last, F.M.": lambda person: f"{person.family}, {initials(person, between='')}",
    "Last F": lambda person: f"{person.family} {initials(person, '', '', '')}",
    "LAST F": lambda person: f"{person.family.upper()} {initials(person, '', ' ', ' ')}",
    "LAST, First": lambda person: f"{person.family.upper()}, {person.given}",
    "Last, First": lambda person: f"{person.family}, {person.given}",
    "First Last 0001": lambda person: f"{person.given} {person.family} {person.number}".rstrip(),
}


class Joint(NamedTuple):
    """What stands between names, before the last of several, and between two; and how a list that is cut ends."""

    comma: str
    last: str
    two: str
    others: str = ", et al."


JOINTS = (
    Joint(", ", ", ", ", ", " et al."),
    Joint(", ", ", and ", " and "),
    Joint(", ", " and ", " and ", " et al."),
    Joint(", ", " & ", " & ", " et al."),
    Joint("; ", "; ", "; ", "; et al."),
)
SEMICOLONS = JOINTS[-1]


def joined(names: Sequence[str], joint: Joint, is_cut: bool) -> str:
    """Return a list of names as a reader finds it."""
    if is_cut:
        return joint.comma.join(names) + joint.others
    if len(names) < 3:
        return joint.two.join(names)
    return joint.comma.join(names[:-1]) + joint.last + names[-1]


def named(people: Sequence[Person], style: str) -> Authors:
    """Return people with their names in a style, or in Chinese."""
    return tuple((each, each.family + each.given if each.is_cjk else NAMES[style](each)) for each in people)


# Free layouts

ORDERS = [tuple(order.split()) for order in (
    "title authors place|title place authors|title authors place|authors title place|place title authors|place title|title place"
    "|title authors|title|authors year title venue|year title authors venue|year title|title venue authors year"
).split("|")]  # fmt: skip
TITLES = (
    *("{}", "{}", "**{}**", "**{}**", "**{}.**", "*{}*", "***{}***", '"{}"', "“{}”", '**"{}"**', "<b>{}</b>"),
    *("[{}](@)", "[{}](@)", "[{}](@)", "**[{}](@)**", "[**{}**](@)", '"[{}](@)"', "[{}.](@)", "*[{}](@)*"),
)
AUTHORS = ("{}", "{}", "*{}*", "_{}_", "({})", "by {}")
PLACES = (
    "{venue} {year}|{venue} {year}|{venue}, {year}|{venue}'{short}|({venue} {year})|[{venue} {year}]|*{venue} {year}*"
    "|**{venue} {year}**|`{venue} {year}`|{venue} ({year})|({year})|*{venue}*, {year}|In {venue}, {year}|in *{venue}*, {year}"
    "|{venue}, {month} {year}|{year}.{issue:02}|*{month} {year}*"
).split("|")
MONTHS = "Jan Feb Mar Apr May June July Aug Sep Oct Nov Dec".split()
SEPARATORS = (", ", ", ", ". ", ". ", " - ", " | ", " — ", " – ", " ")
LABELS = ("[[{}]({})]", "[[{}]]({})", "[{}]({})", "([{}]({}))", r"\[[{}]({})\]", "[`{}`]({})", "[**{}**]({})")
WORDS = ("pdf code project", "Paper Code Project", "paper code website", "PDF Code Page", "Link GitHub Homepage")


class Look(NamedTuple):
    """What a section does with fields. A `{}` is the field, an `@` the paper's URL; `label` is `None` for no labels."""

    order: tuple[str, ...]
    title: str
    authors: str
    place: str
    names: str
    joint: Joint
    limit: int
    is_full: bool
    label: str | None
    words: str
    between_labels: str


def draw_look(chance: Random, is_spaced: bool = False) -> Look:
    """Draw how a section writes fields; `is_spaced` if nothing but spaces stands between them, so that markup has to tell."""
    names = chance.choice(["First Last"] * 8 + [*NAMES])
    order = chance.choice(ORDERS)
    title = chance.choice(TITLES[2:] if is_spaced else TITLES)
    label = chance.choice((None, *LABELS)) if "@" in title or len(order) > 2 else chance.choice(LABELS)
    return Look(
        order,
        title,
        chance.choice(("*{}*", "_{}_", "({})") if is_spaced else AUTHORS),
        chance.choice(PLACES[4:9] if is_spaced else PLACES),
        names,
        SEMICOLONS if ", " in NAMES[names](Person("A", "B")) else chance.choice(JOINTS),
        chance.choice((99, 99, 99, 3, 1)),
        chance.random() < 0.7,
        label,
        chance.choice(WORDS),
        chance.choice((" ", " ", " | ", ", ", " / ")),
    )


def fields(look: Look, paper: Paper) -> tuple[dict[str, str], Truth]:
    """Return the text of each field in the order of the section, `labels` last, and what they say together."""
    authors = named(paper.people[: look.limit], look.names)
    names = joined([name for _, name in authors], look.joint, len(paper.people) > look.limit)
    venue = paper.venue.full if look.is_full and paper.venue.kind is Kind.JOURNAL else paper.venue.name
    place = look.place.format(
        venue=venue, year=paper.year, short=f"{paper.year % 100:02}", month=MONTHS[paper.issue - 1], issue=paper.issue
    )
    year_at = look.order.index("year") if "year" in look.order else -1
    texts = {
        "title": look.title.format(paper.title).replace("?.", "?").replace("@", paper.links[0][1]),
        "authors": look.authors.format(names),
        "place": place,
        "venue": venue,
        "year": {0: f"[{paper.year}]", len(look.order) - 1: f"({paper.year})"}.get(year_at, str(paper.year)),
    }
    shown = {name: texts[name] for name in look.order}
    is_linked = "@" in look.title
    labelled = paper.links[is_linked:] if look.label else ()
    if look.label and labelled:
        words = dict(zip(("pdf", "code", "project"), look.words.split(), strict=True))
        shown["labels"] = look.between_labels.join(look.label.format(words[kind], url) for kind, url in labelled)
    has_venue = "venue" in shown or ("place" in shown and "{venue}" in look.place)
    return shown, Truth(
        text="",
        title=paper.title,
        authors=authors if "authors" in shown else (),
        venue=paper.venue if has_venue else None,
        year=paper.year if "year" in shown or "place" in shown else None,
        links=tuple(url for _, url in paper.links[:is_linked] + labelled),
    )


def strung(shown: dict[str, str], separator: str) -> str:
    """Return fields with separators between them; labels stand apart, and a question needs no full stop behind it."""
    texts = dict(shown)
    labels = texts.pop("labels", "")
    line = re.sub(r"([?.])\. ", r"\1 ", separator.join(texts.values()))
    return f"{line} {labels}".rstrip()


def marked(marker: str, number: int, text: str) -> str:
    """Return a list item: lines after the first are set in as far as its text."""
    head = marker.format(number)
    return head + text.replace("\n", "\n" + " " * len(head))


def laid_out(look: Look, text: Callable[[dict[str, str], int], str], gap: str, head: str = "") -> Section:
    """Return a section whose entries are made of their fields, and their number, by a function."""

    def make(paper: Paper, number: int) -> Truth:
        shown, truth = fields(look, paper)
        return truth._replace(text=text(shown, number))

    return Section(make, gap, head)


MARKERS = ("- ", "* ", "- ", "{}. ", "1. ")


def one_line(
    chance: Random, markers: Sequence[str] = (*MARKERS, "- [ ] "), gaps: Sequence[str] = ("\n", "\n", "\n\n")
) -> Section:
    """All fields on one line, in some sections with a remark behind a dash or stars before every third paper."""
    separator, marker = chance.choice(SEPARATORS), chance.choice(markers)
    look, star = draw_look(chance, separator == " "), chance.choice((*[""] * 6, ":star: ", "🔥 ", "⭐ "))
    remark = f" - {draw_remark(chance)}" if chance.random() < 0.2 and "@" in look.title else ""

    def text(shown: dict[str, str], number: int) -> str:
        return marked(marker, number, (star if number % 3 == 0 else "") + strung(shown, separator) + remark)

    return laid_out(look, text, chance.choice(gaps))


def lines(chance: Random) -> Section:
    """A line for each field: soft breaks, hard breaks, `<br>` or paragraphs."""
    marker, end = chance.choice(MARKERS), chance.choice(("\n", "  \n", "<br>", "<br/>\n", "\n\n", "\\\n"))
    return laid_out(
        draw_look(chance),
        lambda shown, number: marked(marker, number, end.join(shown.values())),
        chance.choice(("\n", "\n\n")),
    )


def nested(chance: Random) -> Section:
    """The title, and the other fields in bullets below it, often behind a word for what they are."""
    look, marker = draw_look(chance), chance.choice(MARKERS)
    word = chance.choice(("", "", "{}: ", "**{}**: ", "*{}:* "))
    order = ("title", *(field for field in look.order if field != "title"))
    look = look._replace(order=order, authors="{}" if word else look.authors)
    words = {"authors": "Authors", "place": "Published", "venue": "Venue", "year": "Year", "labels": "Links"}

    def text(shown: dict[str, str], number: int) -> str:
        bullets = [f"\n- {word.format(words[name])}{shown[name]}" for name in shown if name != "title"]
        return marked(marker, number, shown["title"] + "".join(bullets))

    return laid_out(look, text, "\n")


COLUMNS = {
    "title": ("Title", "Paper", "Name"),
    "authors": ("Authors", "Author"),
    "place": ("Venue", "Publication", "Published in", "Conference"),
    "venue": ("Venue", "Journal/Conf.", "Publisher"),
    "year": ("Year", "Date"),
    "labels": ("Links", "Link", "Resources"),
}


def tables(chance: Random) -> Section:
    """A row for each paper, the columns in any order."""
    title = chance.choice(("{}", "**{}**", "[{}](@)", "[{}](@)"))
    look = draw_look(chance)._replace(title=title, authors="{}", between_labels=chance.choice((" ", ", ", "<br>")))
    kept = {*look.order, "labels"} if look.label else {*look.order}
    order = [name for name in chance.sample(list(COLUMNS), len(COLUMNS)) if name in kept]
    head = " | ".join(chance.choice(COLUMNS[name]) for name in order)
    return laid_out(
        look,
        lambda shown, _: f"| {' | '.join(shown.get(name, '') for name in order)} |",
        "\n",
        f"| {head} |\n|{'---|' * len(order)}\n",
    )


def headings(chance: Random) -> Section:
    """A heading for each paper, the other fields under it as lines, bullets or paragraphs."""
    look = draw_look(chance)._replace(title=chance.choice(("{}", "{}", "[{}](@)")))
    marker, start = chance.choice(("### ", "### ", "### {}. ", "#### ")), chance.choice(("- ", "", "", "* "))
    end = "\n" if start else chance.choice(("  \n", "\n\n", "<br>\n"))

    def text(shown: dict[str, str], number: int) -> str:
        below = end.join(start + shown[name] for name in shown if name != "title")
        return f"{marker.format(number)}{shown['title']}\n\n{below}"

    return laid_out(look, text, "\n\n")


CHINESE = (
    "《{title}》，{authors}，{venue}，{year}{links}",
    "{authors}。{title}。{venue}，{year}年。{links}",
    "**{title}**（{venue}，{year}）{links}",
    "【{venue} {year}】{title}。{authors}{links}",
    "{year}年：《{title}》。作者：{authors}。{venue}。{links}",
    "《{title}》\n- 作者：{authors}\n- 来源：{venue}\n- 年份：{year}",
    "**{title}**<br>作者：{authors}<br>会议：{venue} {year}<br>{links}",
    "[{title}](@)，{authors}，{venue} {year}",
    "[{title}](@) - {authors}（{year}）",
)


def chinese(chance: Random) -> Section:
    """Full-width punctuation, and Chinese papers by Chinese authors or others."""
    form, marker, is_chinese = chance.choice(CHINESE), chance.choice(MARKERS), chance.random() < 0.5
    label = chance.choice(("[{}]({})", "[[{}]({})]", "【[{}]({})】"))
    comma = chance.choice(("、", "，"))
    joint = Joint(comma, comma, comma, "等")

    def make(paper: Paper, number: int) -> Truth:
        authors = named(paper.people[:4], "First Last")
        names = joined([name for _, name in authors], joint, len(paper.people) > 4)
        links = paper.links if "{links}" in form else ()
        words = {"pdf": "论文", "code": "代码", "project": "主页"}
        labels = " ".join(label.format(words[kind], url) for kind, url in links)
        venue = paper.venue.full if paper.venue.kind is Kind.JOURNAL else paper.venue.name
        text = form.format(title=paper.title, authors=names, venue=venue, year=paper.year, links=labels)
        text = text.replace("@", paper.links[0][1])
        return Truth(
            text=marked(marker, number, text),
            title=paper.title,
            authors=authors if "{authors}" in form else (),
            venue=paper.venue if "{venue}" in form else None,
            year=paper.year,
            links=tuple(url for _, url in links) or ((paper.links[0][1],) if "@" in form else ()),
        )

    return Section(make, is_chinese=is_chinese)


# Citations


class Style(NamedTuple):
    """A citation style. The `place` in `text` is filled by the form for the kind of venue; `source` is the venue as written.

    `first` is how the first author is written if not as the others are. If there are more than `most` authors, `cut` are named.
    Titles have small letters if `is_sentence`, journals their abbreviations if `is_short`.
    """

    name: str
    names: str
    joint: Joint
    text: str
    journal: str
    meeting: str
    preprint: str = "{source}"
    first: str = ""
    most: int = 99
    cut: int = 99
    is_sentence: bool = True
    is_short: bool = False


COMMAS, AND, AMPERSAND = Joint(", ", ", ", ", "), Joint(", ", ", and ", ", and "), Joint(", ", ", & ", ", & ")
GBT = (
    "{names}. {title}[%]. {place}.",
    "{source}, {year}, {volume}({issue}): {pages}",
    "{source}. {year}: {pages}",
    "{source}, {year}",
)
STYLES = (
    Style("APA", "Last, F.", AMPERSAND, "{names} ({year}). {title}. {place}.",
          "*{source}*, *{volume}*({issue}), {pages}", "In *{source}* (pp. {pages})"),
    Style("MLA", "First Last", AND, '{names}. "{title}." {place}.',
          "*{source}*, vol. {volume}, no. {issue}, {year}, pp. {pages}", "*{source}*, {year}, pp. {pages}", "*{source}*, {year}",
          first="Last, First", most=2, cut=1, is_sentence=False),
    Style("MLA (Scholar)", "First Last", AND, '{names}. "{title}." {place}.',
          "*{source}* {volume}.{issue} ({year}): {pages}", "*{source}*. {year}", "*{source}* ({year})",
          first="Last, First", most=2, cut=1, is_sentence=False),
    Style("IEEE", "F. Last", Joint(", ", ", and ", " and ", " et al."), '{names}, "{title}," {place}.',
          "*{source}*, vol. {volume}, no. {issue}, pp. {pages}, {year}", "in *{source}*, {year}, pp. {pages}",
          "*{source}*, {year}", most=6, cut=1, is_short=True),
    Style("Chicago", "First Last", AND, '{names}. "{title}." {place}.',
          "*{source}* {volume}, no. {issue} ({year}): {pages}", "In *{source}*, {pages}. {year}", "*{source}* ({year})",
          first="Last, First", most=10, cut=7, is_sentence=False),
    Style("Chicago (author-date)", "First Last", AND, '{names}. {year}. "{title}." {place}.',
          "*{source}* {volume} ({issue}): {pages}", "In *{source}*, {pages}",
          first="Last, First", most=10, cut=7, is_sentence=False),
    Style("Vancouver", "Last F", COMMAS, "{names}. {title}. {place}.",
          "{source}. {year};{volume}({issue}):{pages}", "In: {source}; {year}. p. {pages}", "{source}. {year}",
          most=6, cut=6, is_short=True),
    Style("ACM", "First Last", Joint(", ", ", and ", " and "), "{names}. {year}. {title}. {place}.",
          "*{source}* {volume}, {issue} ({year}), {pages}", "In *{source}*, {pages}", is_sentence=False),
    Style("Nature", "Last, F.", Joint(", ", " & ", " & ", " *et al.*"), "{names}. {title}. {place}.",
          "*{source}* **{volume}**, {pages} ({year})", "In *{source}* {pages} ({year})", "*{source}* ({year})",
          most=5, cut=1, is_short=True),
    Style("Harvard", "Last, F.M.", Joint(", ", " and ", " and "), "{names} ({year}) ‘{title}’, {place}.",
          "*{source}*, {volume}({issue}), pp. {pages}", "in *{source}*, pp. {pages}"),
    Style("Harvard (Scholar)", "Last, F.M.", Joint(", ", " and ", " and "), "{names}, {year}. {title}. {place}.",
          "*{source}*, *{volume}*({issue}), pp.{pages}", "In *{source}* (pp. {pages})"),
    Style("Springer", "Last, F.M.", COMMAS, "{names}: {title}. {place}",
          "{source} {volume}({issue}), {pages} ({year})", "In: {source}, pp. {pages} ({year})", "{source} ({year})",
          is_short=True),
    Style("Springer (author-date)", "Last F", COMMAS, "{names} ({year}) {title}. {place}",
          "{source} {volume}({issue}):{pages}", "In: {source}, pp {pages}", is_short=True),
    Style("Elsevier", "F. Last", COMMAS, "{names}, {title}, {place}.",
          "{source} {volume} ({year}) {pages}", "in: {source}, {year}, pp. {pages}", "{source} ({year})",
          most=6, cut=6, is_short=True),
    Style("DBLP", "First Last 0001", COMMAS, "{names}: {title}. {place}",
          "{source} {volume}({issue}): {pages} ({year})", "{source} {year}: {pages}", "{source} ({year})",
          is_sentence=False, is_short=True),
    Style("GB/T 7714", "LAST F", COMMAS, *GBT, most=3, cut=3),
    Style("GB/T 7714 (Scholar)", "Last F", COMMAS, *GBT, most=3, cut=3),
    Style("GB/T 7714 (Chinese)", "LAST F", Joint(", ", ", ", ", ", ", 等"), *GBT, most=3, cut=3, is_sentence=False),
)  # fmt: skip
SOURCES = (
    "{name}",
    "{full}",
    "Proceedings of the {full}",
    "Proceedings of the {nth}th {full} ({name})",
    "Proc. {name}",
)
TAILS = ("", "", "", " {}", " [[pdf]({})]", " [PDF]({})", " [[paper]]({})", " <{}>")


def cited(style: Style, chance: Random) -> Section:
    """Citations as a manual has them or without italics, with a link or none, in a list or as paragraphs."""
    marker = chance.choice((*MARKERS, *MARKERS, "[{}] ", ""))
    gap = "\n\n" if marker in ("[{}] ", "") else "\n"
    source, is_plain = chance.choice(SOURCES), chance.random() < 0.5
    tail, is_linked = chance.choice(TAILS), chance.random() < 0.25

    def make(paper: Paper, number: int) -> Truth:
        is_cut = len(paper.people) > style.most
        people = paper.people[: style.cut] if is_cut else paper.people
        authors = named(people[:1], style.first or style.names) + named(people[1:], style.names)
        names = joined([name for _, name in authors], style.joint, is_cut)
        form = getattr(style, paper.venue.kind.value)
        details = paper._asdict() | {"source": source_text(paper, source, style)}
        text = style.text.format(names=names, title="@", place=form.format(**details), year=paper.year)
        text = text.replace("[%]. ", "[C]//" if paper.venue.kind is Kind.MEETING else "[J]. ")
        if is_plain:
            text = text.translate({ord("*"): None, ord("‘"): "'", ord("’"): "'", ord("–"): "-"})
        title = sentence_case(paper.title) if style.is_sentence else paper.title
        text = re.sub(r"\.\.(?=[ \"]|$)", ".", text)
        if title.endswith("?"):
            text = re.sub(r"@(?:\.|,(?=\"))", "@", text)
        url = paper.links[0][1]
        text = text.replace("@", f"[{title}]({url})") if is_linked else text.replace("@", title) + tail.format(url)
        links = (url,) if is_linked or tail else ()
        return Truth(marked(marker, number, text), title, authors, paper.venue, paper.year, links)

    return Section(make, gap, is_chinese="Chinese" in style.name)


def sentence_case(title: str) -> str:
    """Return a title with small letters but for its first word, names and abbreviations."""
    return ": ".join(
        part[0]
        + "".join(word if word[1:] != word[1:].lower() else word.lower() for word in re.split(r"([ -])", part))[1:]
        for part in title.split(": ")
    )


def source_text(paper: Paper, form: str, style: Style) -> str:
    """Return how a citation names the venue: in full or short, as proceedings, a preprint with its number."""
    venue = paper.venue
    if venue.kind is Kind.JOURNAL:
        short = venue.name.replace(".", "") if style.name == "Vancouver" else venue.name
        return short if style.is_short else venue.full
    if venue.kind is Kind.PREPRINT:
        number = paper.links[0][1].rpartition("/")[2]
        return f"{venue.full} arXiv:{number}" if venue.name == "arXiv" else venue.name
    if venue.full.startswith("Advances"):
        return venue.full if "full" in form else venue.name
    return form.format(name=venue.name, full=venue.full, nth=paper.year % 16 + 4)


# Lists

LAYOUTS: dict[str, Callable[[Random], Section]] = {
    "one line": one_line,
    "lines": lines,
    "nested": nested,
    "tables": tables,
    "headings": headings,
    "paragraphs": partial(one_line, markers=("", "", "**[{}]** ", "[{}] "), gaps=("\n\n",)),
    "Chinese": chinese,
}
CITATIONS: dict[str, Callable[[Random], Section]] = {style.name: partial(cited, style) for style in STYLES}
TOPICS = "Foundations,Robots that Learn,Speech,Surveys,Vision,Systems,Small Models,Data,Safety,Graphs,Health,Other Work".split(
    ","
)
INTRO = """# Awesome {0}

[![Awesome](https://awesome.re/badge.svg)](https://awesome.re) ![Stars](https://img.shields.io/github/stars/quiet/{1})

A list of papers on {0}. Please see [how to contribute](CONTRIBUTING.md) first; it follows [another list](https://example.org/list).

- **{2}** papers are here at the moment.
- :star: marks those that we like best.

## Contents

{3}
"""
OUTRO = """
## Contributing

- Open a pull request, or [write to us](mailto:list@example.org).
- Use the form `Title, Authors, Venue Year` and keep to the order of years.

## License

[![CC0](https://licensebuttons.net/p/zero/1.0/88x31.png)](https://creativecommons.org/publicdomain/zero/1.0/)

To the extent possible under law, the authors have waived all copyright to this work.
"""


def made_up_list(chance: Random, kinds: Sequence[str]) -> tuple[str, list[Truth]]:
    """Return the text of a list with a section of each kind, and what its entries say."""
    topics, truths, body = chance.sample(TOPICS, len(kinds)), [], ""
    contents = "\n".join(f"- [{topic}](#{topic.lower().replace(' ', '-')})" for topic in topics)
    body = INTRO.format(chance.choice(TOPICS), chance.randint(1, 99), chance.randint(20, 90), contents)
    for topic, kind in zip(topics, kinds, strict=True):
        section = (LAYOUTS | CITATIONS)[kind](chance)
        body += f"\n## {topic}\n\n{section.head}"
        for number in range(1, chance.randint(8, 14) + 1):
            truth = section.make(draw_paper(chance, section.is_chinese), number)
            truths.append(truth._replace(kind=kind, line=body.count("\n") + 1))
            body += truth.text + section.gap
    return body + OUTRO, truths


def made_up_lists(count: int, seed: int, kinds: Sequence[str]) -> Iterator[tuple[str, list[Truth]]]:
    """Yield lists. The kinds take turns, a layout having two turns where a style has one."""
    chance, left = Random(seed), list[str]()
    turns = [*kinds, *(kind for kind in kinds if kind in LAYOUTS)]
    for _ in range(count):
        while len(left) < SECTIONS:
            left += chance.sample(turns, len(turns))
        yield made_up_list(chance, left[:SECTIONS])
        left = left[SECTIONS:]
