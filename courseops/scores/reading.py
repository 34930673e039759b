"""Reads a file of scores: ours, or an export known by its header."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from courseops.datafile import DataFileError, Line, Record, lines_of, records, text_of
from courseops.models import Component
from courseops.scores import autolab, canvas, gradescope, kaggle, moodle
from courseops.scores.entries import Entry
from courseops.scores.tables import Table

FORMATS: tuple[ModuleType, ...] = (gradescope, canvas, autolab, moodle, kaggle)
PLAIN = "CSV"
NO_BOARD = (
    "This is no leaderboard of Kaggle: its first line names the columns TeamId, TeamName"
    " and Score."
)
COLUMNS = {"who": "login", "score": "score", "received": "received_at"}


@dataclass(frozen=True, kw_only=True)
class ScoreFile:
    """The students of a file, the name of its format, and what cannot be read of it."""

    format: str
    entries: list[Entry]
    problems: list[str]

    @property
    def is_plain(self) -> bool:
        """Whether this is the product's own format."""
        return self.format == PLAIN


def read(data: bytes, component: Component) -> ScoreFile:
    """Return what a file says of the scores in *component*.

    Raises DataFileError where nothing can be read: another encoding, no known header,
    no column for the component, no student.
    """
    lines = kaggle.without_notes(lines_of(text_of(data)))
    header = lines[0].cells if lines else []
    for one in FORMATS:
        if one.knows(header):
            rows, problems = _rows(header, lines[1:])
            found = one.entries(Table(header=header, rows=rows), component)
            if not found and not problems:
                raise DataFileError(["There is no student in the file."])
            return ScoreFile(format=one.NAME, entries=found, problems=problems)
    return _plain(data)


def _plain(data: bytes) -> ScoreFile:
    try:
        rows, problems = records(
            data, required=("login", "score"), optional=("received_at",)
        )
    except DataFileError as error:
        others = ", ".join(one.NAME for one in FORMATS)
        hint = f"Exports of {others} are known by their headers, too."
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
