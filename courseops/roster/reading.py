"""Reads the text of a roster file: ours, a Canvas gradebook, or an Autolab roster."""

from collections.abc import Callable

from courseops.datafile import DataFileError, header_of, lines_of, text_of
from courseops.models import Status
from courseops.outside_names import STUDENT_ID
from courseops.roster import autolab, canvas
from courseops.roster.entries import Entry

COLUMNS = ("login", "name", "email", "track", "basis", "role", "status", "sid")
REQUIRED = ("login", "email")
_EXPECTED = (
    f"Expected the columns {','.join(COLUMNS)}, in any order; or a Canvas gradebook"
    " export, or an Autolab roster."
)


def read(data: bytes) -> tuple[list[Entry], list[str]]:
    """Return the people in a roster file, and what cannot be read of it.

    Raises DataFileError where nothing can be read: another encoding, no header that is
    known, no people.
    """
    lines = lines_of(text_of(data))
    if not lines:
        raise DataFileError(["The file is empty."])
    header, body = lines[0].cells, lines[1:]
    parse: Callable[[dict[str, str], int], Entry | None]
    if canvas.knows(header):
        parse = canvas.entry
    elif autolab.knows(header):
        header, parse = autolab.COLUMNS, autolab.entry
    elif autolab.knows_without_header(header):
        header, body, parse = autolab.COLUMNS, lines, autolab.entry
    else:
        header, parse = (
            header_of(header, required=REQUIRED, optional=COLUMNS, expected=_EXPECTED),
            _own_entry,
        )
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
        raise DataFileError(["There is nobody in the file."])
    return entries, problems


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
        outside={STUDENT_ID: row["sid"]} if row.get("sid") else {},
        columns={STUDENT_ID: "sid"},
    )
