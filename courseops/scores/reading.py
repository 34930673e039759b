"""Reads a file of scores: ours, or an export known by its header."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from courseops.datafile import DataFileError, Line, Record, lines_of, records, text_of
from courseops.models import Component
from courseops.scores import (
    autolab,
    autolab_bulk,
    canvas,
    gradescope,
    kaggle,
    moodle,
)
from courseops.scores.entries import Entry
from courseops.scores.tables import Format, Table, column_of

FORMATS = cast("tuple[Format, ...]", (gradescope, canvas, autolab, moodle, kaggle))
PLAIN = "CSV"
NO_BOARD = (
    "This is no leaderboard of Kaggle: its first line names the columns TeamId, TeamName"
    " and Score."
)
COLUMNS = {"who": "login", "score": "score", "received": "received_at"}
# What languages with a decimal comma put between cells.
OTHER_DELIMITERS = (";", "\t")
FIRST_LINE = re.compile(r"[^\r\n]*")
DECIMAL_COMMA = re.compile(r"(-?\d+),(\d+)(?= ?%?$)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class ScoreFile:
    """The students of a file, the name of its format, and what cannot be read of it.

    ``column`` is the one that is read, and ``titles`` are all that hold scores, where
    it is of several works; ``downloaded`` is when the file was made, where it says so.
    """

    format: str
    entries: list[Entry]
    problems: list[str]
    column: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    downloaded: datetime | None = None

    @property
    def is_plain(self) -> bool:
        """Whether this is the product's own format."""
        return self.format == PLAIN


def read(data: bytes, component: Component) -> ScoreFile:
    """Return what a file says of the scores in *component*.

    Raises DataFileError where nothing can be read: another encoding, no known header,
    no column for the component, no student.
    """
    lines = kaggle.without_notes(_lines(text_of(data)))
    header = lines[0].cells if lines else []
    known = next((one for one in FORMATS if one.knows(header)), None)
    if known is not None:
        file = _of_table(known, header, lines[1:], component)
    elif autolab_bulk.knows(header):
        found = autolab_bulk.entries(lines)
        file = ScoreFile(format=autolab.NAME, entries=found, problems=[])
    else:
        file = _plain(data)
    return file


def _lines(text: str) -> list[Line]:
    """Return the records, those of a known header by whatever separates its cells."""
    first = FIRST_LINE.match(text)
    for delimiter in OTHER_DELIMITERS:
        header = _cells(first[0] if first else "", delimiter)
        if any(one.knows(header) for one in FORMATS):
            return [
                Line(line.number, [DECIMAL_COMMA.sub(r"\1.\2", c) for c in line.cells])
                for line in lines_of(text, delimiter=delimiter)
            ]
    return lines_of(text)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        found = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in found]


def _of_table(
    known: Format, header: list[str], lines: Sequence[Line], component: Component
) -> ScoreFile:
    rows, problems = _rows(header, lines)
    table = Table(header=header, rows=rows)
    titles = known.titles(table)
    column = "" if titles is None else column_of(component, titles)
    found = known.entries(table, column)
    if not found and not problems:
        raise DataFileError(["There is no student in the file."])
    return ScoreFile(
        format=known.NAME,
        entries=found,
        problems=problems,
        column=column,
        titles=titles or {},
        downloaded=moodle.downloaded(table),
    )


def _plain(data: bytes) -> ScoreFile:
    try:
        rows, problems = records(
            data, required=("login", "score"), optional=("received_at",)
        )
    except DataFileError as error:
        others = ", ".join(one.NAME for one in FORMATS)
        hint = f"Exports of {others}, in English, are known by their headers, too."
        raise DataFileError([*error.problems, hint]) from error
    found = [
        Entry(
            line=row.line,
            who=(row["login"],),
            score=row["score"],
            received=row["received_at"],
            columns=COLUMNS,
        )
        for row in rows
    ]
    return ScoreFile(format=PLAIN, entries=found, problems=problems)


def leaderboard(data: bytes) -> tuple[list[kaggle.Row], list[str]]:
    """Return the rows of a leaderboard of Kaggle, and what cannot be read of it.

    Raises DataFileError for any other file.
    """
    lines = kaggle.without_notes(lines_of(text_of(data)))
    header = lines[0].cells if lines else []
    if not kaggle.knows(header):
        raise DataFileError([NO_BOARD])
    records, problems = _rows(header, lines[1:])
    return list(kaggle.rows(Table(header=header, rows=records))), problems


def _rows(header: list[str], lines: Sequence[Line]) -> tuple[list[Record], list[str]]:
    found, problems = [], []
    for line in lines:
        if len(line.cells) == len(header):
            values = dict(zip(header, line.cells, strict=True))
            found.append(Record(line.number, values))
        else:
            cells = f"{len(line.cells)} cells, expected {len(header)}"
            problems.append(f"line {line.number}: {cells}")
    return found, problems
