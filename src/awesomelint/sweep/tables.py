"""The tables of a sweep: a folder of Parquet files for each, written and read by DuckDB.

A file is a part of its table and is written in one step, so that there are only whole ones. The name of a part says
what is in it: what is there need not be made again.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from awesomelint.errors import ConfigError, OutputError, in_words

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = Mapping[str, object]

_OUTCOMES = {
    "url": "VARCHAR",
    "owner": "VARCHAR",
    "round": "INTEGER",
    "verdict": "VARCHAR",
    "reason": "VARCHAR",
    "resolver": "VARCHAR",
    "checked_at": "BIGINT",
    "status": "INTEGER",
    "final_url": "VARCHAR",
    "hops": "VARCHAR",
    "method": "VARCHAR",
    "tries": "INTEGER",
    "detail": "VARCHAR",
    "cached": "BOOLEAN",
    "failing_since": "BIGINT",
    "failures": "INTEGER",
    "alive_at": "BIGINT",
    "archived_url": "VARCHAR",
    "go_on": "VARCHAR",
    "paper": "VARCHAR",
    "repository": "VARCHAR",
}
TABLES: Mapping[str, Mapping[str, str]] = {
    "lists": {
        "list": "VARCHAR",
        "part": "VARCHAR",
        "path": "VARCHAR",
        "is_list": "BOOLEAN",
        "error": "VARCHAR",
        "size": "BIGINT",
        "entries": "INTEGER",
        "links": "INTEGER",
    },
    "uses": {
        "list": "VARCHAR",
        "line": "INTEGER",
        "col": "INTEGER",
        "url": "VARCHAR",
        "host": "VARCHAR",
        "site": "VARCHAR",
        "label": "VARCHAR",
        "is_image": "BOOLEAN",
        "is_pdf": "BOOLEAN",
        "section": "VARCHAR",
        "year": "INTEGER",
        "is_excluded": "BOOLEAN",
    },
    "papers": {
        "list": "VARCHAR",
        "line": "INTEGER",
        "paper": "VARCHAR",
        "title": "VARCHAR",
        "venue": "VARCHAR",
        "year": "INTEGER",
    },
    "claims": {
        "list": "VARCHAR",
        "paper": "VARCHAR",
        "title": "VARCHAR",
        "authors": "VARCHAR[]",
    },
    "targets": {
        "url": "VARCHAR",
        "host": "VARCHAR",
        "site": "VARCHAR",
        "owner": "VARCHAR",
        "lists": "BIGINT",
        "is_pdf": "BOOLEAN",
    },
    "handed": {
        "url": "VARCHAR",
        "owner": "VARCHAR",
        "is_pdf": "BOOLEAN",
        "hops": "VARCHAR",
        "go_on": "VARCHAR",
        "round": "INTEGER",
    },
    "outcomes": _OUTCOMES,
    "facts": {"list": "VARCHAR", **_OUTCOMES},
    "doubts": {
        "list": "VARCHAR",
        "paper": "VARCHAR",
        "title": "VARCHAR",
        "seems_wrong": "BOOLEAN",
        "is_linked": "BOOLEAN",
        "is_slight": "BOOLEAN",
        "record": "VARCHAR",
    },
    "answers": {"paper": "VARCHAR", "title": "VARCHAR", "record": "VARCHAR", "found": "VARCHAR[]"},
    "findings": {
        "list": "VARCHAR",
        "line": "INTEGER",
        "col": "INTEGER",
        "code": "VARCHAR",
        "rule": "VARCHAR",
        "severity": "VARCHAR",
        "message": "VARCHAR",
        "fix": "VARCHAR",
        "section": "VARCHAR",
        "entry": "VARCHAR",
        "entry_line": "INTEGER",
    },
    "owners": {
        "owner": "VARCHAR",
        "targets": "BIGINT",
        "asked": "BIGINT",
        "requests": "BIGINT",
        "seconds": "DOUBLE",
    },
}
"""The tables with the types of their columns. docs/sweeps.md says what each column means."""

RESULTS = "SELECT * FROM outcomes QUALIFY row_number() OVER (PARTITION BY url ORDER BY round DESC) = 1"
"""The view `results`: the last outcome of each target."""
_LONGEST_ROW = 16_000_000
"""Bytes of one row, as JSON: a URL, a label and a title can be as long as a list."""


class Tables:
    """The tables in a folder. Used in one process at a time; several may use the same folder, each for parts of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._connection: DuckDBPyConnection | None = None

    def part(self, table: str, name: str) -> Path:
        """Return the file of a part."""
        return self.folder / table / f"{name}.parquet"

    def parts(self, table: str) -> set[str]:
        """Return the names of the parts that there are."""
        return {path.stem for path in (self.folder / table).glob("*.parquet")}

    def keep_only(self, table: str, names: Iterable[str]) -> None:
        """Remove all other parts of a table. Raises `OutputError`."""
        for name in self.parts(table).difference(names):
            self.remove(table, name)

    def remove(self, table: str, name: str) -> None:
        """Remove a part, if it is there. Raises `OutputError`."""
        with _writing(self.part(table, name)):
            self.part(table, name).unlink(missing_ok=True)

    def write(self, table: str, name: str, rows: Iterable[Row]) -> None:
        """Write a part, in place of one of that name. Raises `OutputError`, and nothing has changed then."""
        path = self.part(table, name)
        lines = path.with_name(f".{name}.{os.getpid()}.jsonl")
        columns = ", ".join(f"{column}: '{kind}'" for column, kind in TABLES[table].items())
        with _writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with lines.open("w", encoding="utf-8", errors="replace") as stream:
                    stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
                read = f"read_json({_quoted(lines)}, format = 'newline_delimited', columns = {{{columns}}}"
                self.write_query(table, name, f"SELECT * FROM {read}, maximum_object_size = {_LONGEST_ROW})")
            finally:
                lines.unlink(missing_ok=True)

    def write_query(self, table: str, name: str, query: str) -> None:
        """Write what a query gives as a part. Raises `OutputError`, and nothing has changed then."""
        path = self.part(table, name)
        made = path.with_name(f".{name}.{os.getpid()}.tmp")
        with _writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._show(query)
                self.execute(f"COPY ({query}) TO {_quoted(made)} (FORMAT parquet, COMPRESSION zstd)")
                made.replace(path)
            finally:
                with suppress(OSError):
                    made.unlink(missing_ok=True)

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a query gives; each table has its name there."""
        return self.query(query, values).fetchall()

    def csv(self, query: str, shown: Callable[[str], str] = str) -> Iterator[str]:
        """Yield what a query gives as lines of CSV, the first with the names of its columns. `shown` makes texts fit to print.

        Raises `ConfigError` for a query that cannot be run.
        """
        duckdb = _duckdb()
        line = io.StringIO()
        writer = csv.writer(line, lineterminator="\n")
        try:
            found = self.query(query)
            rows: Sequence[Sequence[object]] = [[column[0] for column in found.description or ()]]
            while rows:
                writer.writerows([shown(str(cell)) if cell is not None else "" for cell in row] for row in rows)
                yield line.getvalue()
                line.seek(line.truncate(0))
                rows = found.fetchmany(10_000)
        except duckdb.Error as error:
            raise ConfigError(" ".join(in_words(error).split()), path="the query") from None

    def query(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> DuckDBPyConnection:
        """Run a query on the tables as they are now. Raises `duckdb.Error`."""
        self._show(query)
        return self.execute(query, values)

    def execute(self, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> DuckDBPyConnection:
        """Run a statement of SQL that names no table. Raises `duckdb.Error`."""
        try:
            return self.connection.execute(statement, values or None)
        except RuntimeError as error:  # no error of DuckDB is one: it says so that it was interrupted by Ctrl-C
            raise KeyboardInterrupt from error

    @property
    def connection(self) -> DuckDBPyConnection:
        """The connection to DuckDB, opened when it is first asked for. Raises `ConfigError` where DuckDB is not installed."""
        if self._connection is None:
            self._connection = _duckdb().connect(
                config={
                    "threads": 2,
                    "memory_limit": "1GB",
                    "temp_directory": str(self.folder / "tmp"),
                    "autoinstall_known_extensions": False,
                }
            )
        return self._connection

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _show(self, query: str) -> None:
        """Let the tables that a query names be as they are now, and the view `results` with them."""
        if has_results := "results" in query.lower():
            query = f"{query} outcomes"
        for table in filter(query.lower().__contains__, TABLES):
            self.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {self._all(table)}")
        if has_results:
            self.execute(f"CREATE OR REPLACE TEMP VIEW results AS {RESULTS}")

    def _all(self, table: str) -> str:
        """Return the query for all parts of a table."""
        if self.parts(table):
            return f"SELECT * FROM read_parquet({_quoted(self.folder / table / '*.parquet')}, union_by_name = true)"
        nothing = ", ".join(f"NULL::{kind} AS {column}" for column, kind in TABLES[table].items())
        return f"SELECT {nothing} LIMIT 0"


def _duckdb() -> ModuleType:
    """Import DuckDB, which takes 60 ms. Raises `ConfigError` where it is not installed."""
    try:
        import duckdb
    except ImportError:
        raise ConfigError("sweeps need an additional package: pip install duckdb") from None
    return duckdb


def _quoted(path: Path) -> str:
    """Return a path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Raise an error of writing as `OutputError`."""
    duckdb = _duckdb()
    try:
        yield
    except (OSError, duckdb.Error) as error:
        said = in_words(error).partition("\n")[0]
        raise OutputError(f"cannot be written: {said}", path=str(path)) from None
