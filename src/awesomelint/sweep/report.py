"""What a sweep has found, over all lists: `report.json`, and `report.html` for people.

Each table of the report is a query, which docs/sweeps.md shows how to change. Both files hold text of lists and of servers: the
page escapes it, and lets no script run.
"""

from __future__ import annotations

from collections.abc import Iterable
from time import gmtime, strftime

from awesomelint import __version__
from awesomelint.files import replace_file
from awesomelint.json_text import dumps_strict
from awesomelint.startup import NamedTuple
from awesomelint.sweep.tables import Tables

MOST_ROWS = 100
"""Rows of a table of the report."""
_LARGE = 10_000
"""Numbers from which thousands are parted: years are not."""
_LONGEST = 200
"""Characters of a cell on the page."""


class Question(NamedTuple):
    """A table of the report: its name in JSON, its heading, a remark, and the query for it."""

    name: str
    heading: str
    remark: str
    query: str


_COUNTS = ", ".join(
    f"count(*) FILTER (verdict = '{verdict}') AS {verdict}"
    for verdict in ("alive", "moved", "dead", "blocked", "unsure", "skipped")
)
_OF_LINKS = f"SELECT {{what}}, count(*) AS links, {_COUNTS} FROM uses JOIN results USING (url)"
_WORST = "GROUP BY ALL ORDER BY dead + unsure DESC, links DESC, 1"
_AGES = (
    "SELECT year(current_date) - uses.year AS age, count(*) AS links, count(*) FILTER (verdict = 'dead') AS dead"
    " FROM uses JOIN results USING (url)"
    " WHERE verdict IN ('alive', 'moved', 'dead') AND uses.year BETWEEN 1990 AND year(current_date) GROUP BY ALL"
)
QUESTIONS = (
    Question("targets", "Targets", "Each target once.", f"SELECT count(*) AS targets, {_COUNTS} FROM results"),
    Question("hosts", "Hosts", "Links by host, most broken ones first.", f"{_OF_LINKS.format(what='host')} {_WORST}"),
    Question(
        "years",
        "Years",
        "Links by the year of their entry.",
        f"{_OF_LINKS.format(what='year')} WHERE year IS NOT NULL GROUP BY ALL ORDER BY year DESC",
    ),
    Question(
        "half_life",
        "Half-life of links",
        "Years after which half of the links are dead, if as large a share of them dies each year: fitted to how many of each"
        " age are dead. Links whose state is not known do not count.",
        f"SELECT sum(links) AS links, sum(dead) AS dead,"
        " round(ln(2) * sum(links * age * age) / nullif(sum(links * age * -ln(1 - (dead / (links + 1)))), 0), 1) AS years"
        f" FROM ({_AGES}) WHERE age > 0",
    ),
    Question("ages", "Ages", "Links by years since the year of their entry.", f"{_AGES} ORDER BY age"),
    Question(
        "sections",
        "Sections",
        "Links by the heading above them, most broken ones first.",
        f"{_OF_LINKS.format(what='section')} WHERE section <> '' {_WORST}",
    ),
    Question(
        "lists",
        "Lists",
        "By the share of dead links, and of findings for each entry.",
        "SELECT list, entries, links, dead, round(100.0 * dead / nullif(links, 0), 1) AS dead_percent, unsure, blocked, errors,"
        " warnings FROM lists"
        " LEFT JOIN (SELECT list, count(*) FILTER (verdict = 'dead') AS dead, count(*) FILTER (verdict = 'unsure') AS unsure,"
        " count(*) FILTER (verdict = 'blocked') AS blocked FROM uses JOIN results USING (url) GROUP BY list) USING (list)"
        " LEFT JOIN (SELECT list, count(*) FILTER (severity = 'error') AS errors,"
        " count(*) FILTER (severity = 'warning') AS warnings FROM findings GROUP BY list) USING (list)"
        " WHERE error IS NULL ORDER BY dead_percent DESC NULLS LAST, (errors + warnings) / greatest(entries, 1) DESC, list",
    ),
    Question(
        "unreadable",
        "Lists that could not be read",
        "",
        "SELECT list, error FROM lists WHERE error IS NOT NULL"
        " UNION ALL SELECT list, message FROM findings WHERE severity = 'failure' ORDER BY ALL",
    ),
    Question(
        "rules",
        "Findings",
        "By rule.",
        "SELECT code, rule, severity, count(*) AS findings, count(DISTINCT list) AS lists FROM findings"
        " WHERE code IS NOT NULL GROUP BY ALL ORDER BY findings DESC, code",
    ),
    Question(
        "papers",
        "Papers in most lists",
        "",
        "SELECT paper, any_value(title) AS title, count(DISTINCT list) AS lists FROM papers GROUP BY paper"
        " HAVING lists > 1 ORDER BY lists DESC, paper",
    ),
    Question(
        "titles",
        "Papers under different titles",
        "Case and punctuation aside.",
        "SELECT paper, count(DISTINCT list) AS lists, list_sort(list(DISTINCT title))[1:5] AS titles FROM papers"
        " GROUP BY paper HAVING count(DISTINCT regexp_replace(lower(title), '[^\\pL\\pN]+', '', 'g')) > 1"
        " ORDER BY lists DESC, paper",
    ),
    Question(
        "venues",
        "Papers at different venues",
        "As entries have them.",
        "SELECT paper, any_value(title) AS title, count(DISTINCT list) AS lists,"
        " list_sort(list(DISTINCT venue))[1:5] AS venues FROM papers WHERE venue IS NOT NULL"
        " GROUP BY paper HAVING count(DISTINCT lower(venue)) > 1 ORDER BY lists DESC, paper",
    ),
    Question(
        "repositories",
        "Renamed and archived repositories",
        "",
        "SELECT url, CASE WHEN reason = 'renamed' THEN final_url END AS renamed_to,"
        " coalesce(json_extract(repository, '$.is_archived') = 'true', false) AS is_archived, lists"
        " FROM results JOIN targets USING (url) WHERE reason = 'renamed'"
        " OR json_extract(repository, '$.is_archived') = 'true' ORDER BY lists DESC, url",
    ),
    Question(
        "unverified",
        "What could not be verified",
        "Targets that are neither known to be there nor known to be dead.",
        "SELECT verdict, reason, count(*) AS targets, count(DISTINCT host) AS hosts FROM results JOIN targets USING (url)"
        " WHERE verdict NOT IN ('alive', 'moved', 'dead') GROUP BY ALL ORDER BY targets DESC, reason",
    ),
    Question(
        "owners",
        "Requests and time by owner",
        "Of this sweep; what was fresh needed no request.",
        "SELECT owner, sum(targets) AS targets, sum(asked) AS asked, sum(requests) AS requests,"
        " round(sum(seconds), 1) AS seconds FROM owners GROUP BY owner ORDER BY seconds DESC, owner",
    ),
)


class Answer(NamedTuple):
    """A table of the report with its rows, the first `MOST_ROWS` of `total`."""

    question: Question
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    total: int


def write_report(tables: Tables, since: int) -> None:
    """Write `report.json` and `report.html` about a sweep that began then. Raises `OutputError`."""
    answers = [_answer(tables, question) for question in QUESTIONS]
    replace_file(tables.folder / "report.json", _as_json(answers, since).encode())
    replace_file(tables.folder / "report.html", _as_html(answers, since).encode("utf-8", "replace"))


def _answer(tables: Tables, question: Question) -> Answer:
    found = tables.query(question.query)
    columns = tuple(column[0] for column in found.description or ())
    rows = found.fetchmany(MOST_ROWS)
    total = len(rows)
    while more := found.fetchmany(10_000):
        total += len(more)
    return Answer(question, columns, tuple(rows), total)


def _as_json(answers: Iterable[Answer], since: int) -> str:
    tables = {
        one.question.name: {
            "total": one.total,
            "rows": [dict(zip(one.columns, row, strict=True)) for row in one.rows],
        }
        for one in answers
    }
    return dumps_strict({"version": __version__, "began": _day(since), **tables}) + "\n"


def _as_html(answers: Iterable[Answer], since: int) -> str:
    from awesomelint.reporters.html import environment  # jinja2 takes 60 ms

    page = environment().get_template("sweep.html")
    return page.render(answers=answers, began=_day(since), version=__version__, shown=_shown)


def _shown(cell: object) -> str:
    """Return the text of a cell, cut short."""
    if isinstance(cell, list):
        return " | ".join(map(_shown, cell))
    is_large = isinstance(cell, int) and cell >= _LARGE
    text = "" if cell is None else f"{cell:,}" if is_large else str(cell)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _day(seconds: int) -> str:
    return strftime("%Y-%m-%d %H:%M UTC", gmtime(seconds))
