"""The file that Autolab takes for entering grades in bulk, which has no header.

A line is an e-mail address, a score for each problem, and perhaps the type of the grade.
"""

import re
from collections.abc import Sequence

from courseops.cells import NUMBER
from courseops.datafile import Line
from courseops.scores.autolab import LEFT, ZEROED, scored
from courseops.scores.entries import Entry, summed

TYPES = ("normal", ZEROED, *LEFT)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
COLUMNS = {"who": "1", "score": "2 and on"}


def knows(first: Sequence[str]) -> bool:
    """Return whether *first* can be the first line of such a file."""
    if len(first) < 2 or not EMAIL.fullmatch(first[0]):
        return False
    scores, kind = _parts(first)
    return bool(kind or any(scores)) and all(
        NUMBER.fullmatch(cell) for cell in scores if cell
    )


def entries(lines: Sequence[Line]) -> list[Entry]:
    """Return the students of the file, each with the sum of their problems."""
    return [_entry(line) for line in lines]


def _entry(line: Line) -> Entry:
    scores, kind = _parts(line.cells)
    return Entry(
        line=line.number,
        who=(line.cells[0],),
        score=scored(kind) if kind in (ZEROED, *LEFT) else summed(scores),
        left=LEFT.get(kind, ""),
        columns=COLUMNS,
    )


def _parts(cells: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return the scores and the type of the grade, which may be missing."""
    *scores, last = cells[1:] or [""]
    return (scores, last) if last in TYPES else (cells[1:], "")
