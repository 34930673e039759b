"""Reads the text of a roster file: ours, a Canvas gradebook, or an Autolab roster."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from courseops.models import Status
from courseops.roster import autolab, canvas
from courseops.roster.entries import Entry

COLUMNS = ("login", "name", "email", "track", "basis", "role", "status")
REQUIRED = ("login", "email")


class RosterError(Exception):
    """The roster cannot be taken. ``problems`` holds every reason, in file order."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Line:
    """One record of the file: where it starts, and its cells."""

    number: int
    cells: list[str]


def read(data: bytes) -> tuple[list[Entry], list[str]]:
    """Return the people in a roster file, and what cannot be read of it.

    Raises RosterError where nothing can be read: another encoding, no header that is
    known, no people.
    """
    lines = _lines(_text(data))
    if not lines:
        raise RosterError(["The file is empty."])
    header, body = lines[0].cells, lines[1:]
    parse: Callable[[dict[str, str], int], Entry | None]
    if canvas.knows(header):
        parse = canvas.entry
    elif autolab.knows(header):
        header, parse = autolab.COLUMNS, autolab.entry
    elif autolab.knows_without_header(header):
        header, body, parse = autolab.COLUMNS, lines, autolab.entry
    else:
        header, parse = _own_header(header), _own_entry
    entries, problems = [], []
    for line in body:
        if len(line.cells) != len(header):
            text = (
                f"line {line.number}: {len(line.cells)} cells, expected {len(header)}"
            )
            problems.append(text)
            continue
        entry = parse(dict(zip(header, line.cells, strict=True)), line.number)
        if entry is not None:
            entries.append(entry)
    if not entries and not problems:
        raise RosterError(["There is nobody in the file."])
    return entries, problems


def _text(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise RosterError(["The file is UTF-16. Save it as CSV UTF-8."])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = f"line {line}: byte {data[error.start]:#04x} is not UTF-8."
        raise RosterError([f"{text} Save the file as CSV UTF-8."]) from error


def _lines(text: str) -> list[Line]:
    """Return the records that are not blank, with spaces around cells removed."""

    def records() -> Iterator[Line]:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        number = 1
        try:
            for cells in reader:
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    yield Line(number, stripped)
                number = reader.line_num + 1
        except csv.Error as error:
            raise RosterError(
                [f"line {number}: not readable as CSV: {error}"]
            ) from error

    return list(records())


def _own_header(header: list[str]) -> list[str]:
    names = [name.lower() for name in header]
    if len(names) == 1 and any(separator in names[0] for separator in ";\t"):
        raise RosterError(["The columns are not separated by commas. Save it as CSV."])
    problems = [f"column {name} is missing" for name in REQUIRED if name not in names]
    for name in dict.fromkeys(names):
        if name not in COLUMNS:
            problems.append(f"column {name!r} is not known")
        if names.count(name) > 1:
            problems.append(f"column {name!r} stands there {names.count(name)} times")
    if problems:
        known = f"Expected the columns {','.join(COLUMNS)}, in any order"
        others = "or a Canvas gradebook export, or an Autolab roster"
        problems = [f"line 1: {problem}" for problem in problems]
        raise RosterError([*problems, f"{known}; {others}."])
    return names


def _own_entry(row: dict[str, str], line: int) -> Entry:
    return Entry(
        line=line,
        login=row["login"],
        name=row.get("name") or None,
        email=row["email"].lower() or None,
        track=row.get("track") or None,
        basis=row.get("basis", "").lower() or None,
        role=row.get("role", "").lower() or None,
        status=row.get("status", "").lower() or Status.ACTIVE,
    )
