"""Reads a CSV of facts: its text, its records, its header of known columns."""

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass


class DataFileError(Exception):
    """The file cannot be taken. ``problems`` holds every reason, in file order."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the file: where it starts, and its cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file with a header; a column that the file lacks is empty."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def problem(self, column: str, text: str) -> str:
        """Return *text* with the place it is about."""
        return f"line {self.line}, column {column}: {text}"


def records(
    data: bytes, *, required: Collection[str], optional: Collection[str] = ()
) -> tuple[list[Record], list[str]]:
    """Return the records of a CSV with a header, and what cannot be read of it.

    Columns may stand in any order and be written in capitals. Raises DataFileError
    where nothing can be read: another encoding, or no known header.
    """
    lines = lines_of(text_of(data))
    if not lines:
        raise DataFileError(["The file is empty."])
    columns = ",".join([*required, *(f"[{name}]" for name in optional)])
    header = header_of(
        lines[0].cells,
        required=required,
        optional=optional,
        expected=f"Expected the columns {columns}, in any order.",
    )
    found, problems = [], []
    for line in lines[1:]:
        if len(line.cells) == len(header):
            values = dict(zip(header, line.cells, strict=True))
            found.append(Record(line.number, values))
        else:
            cells = f"{len(line.cells)} cells, expected {len(header)}"
            problems.append(f"line {line.number}: {cells}")
    return found, problems


def line_of(problem: str) -> int:
    """Return the line that a problem is about, to put problems in file order."""
    return int(problem.removeprefix("line ").split(",")[0].split(":")[0])


def text_of(data: bytes) -> str:
    """Return the text of a file; raises DataFileError where it is no UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise DataFileError(["The file is UTF-16. Save it as CSV UTF-8."])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = f"line {line}: byte {data[error.start]:#04x} is not UTF-8."
        raise DataFileError([f"{text} Save the file as CSV UTF-8."]) from error


def lines_of(text: str, *, delimiter: str = ",") -> list[Line]:
    """Return the records that are not blank, with spaces around cells removed.

    Raises DataFileError where the text is no CSV.
    """

    def found() -> Iterator[Line]:
        source = io.StringIO(text, newline="")
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        number = 1
        try:
            for cells in reader:
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    yield Line(number, stripped)
                number = reader.line_num + 1
        except csv.Error as error:
            raise DataFileError(
                [f"line {number}: not readable as CSV: {error}"]
            ) from error

    return list(found())


def header_of(
    cells: list[str],
    *,
    required: Collection[str],
    optional: Collection[str],
    expected: str,
) -> list[str]:
    """Return the names of the columns in small letters.

    Raises DataFileError, with *expected* at its end, where one is missing, unknown or
    there twice.
    """
    names = [name.lower() for name in cells]
    if len(names) == 1 and any(separator in names[0] for separator in ";\t"):
        raise DataFileError(
            ["The columns are not separated by commas. Save it as CSV."]
        )
    problems = [f"column {name} is missing" for name in required if name not in names]
    for name in dict.fromkeys(names):
        if name not in (*required, *optional):
            problems.append(f"column {name!r} is not known")
        if names.count(name) > 1:
            problems.append(f"column {name!r} stands there {names.count(name)} times")
    if problems:
        raise DataFileError([*(f"line 1: {problem}" for problem in problems), expected])
    return names
