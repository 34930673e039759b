"""Puts the rows of a submission where they belong in the solution."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.columns import Column
from leaderboard.ids import MALFORMED, UNKNOWN, Ids
from leaderboard.problems import NAMED_PER_KIND, Problem, Report, show

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Block:
    """Some rows of a file: their lines, their ids' rows in the solution, values.

    ``found`` gives an id as it stands in the file, for messages.
    """

    lines: Array
    positions: Array
    found: Sequence[str] | Array
    values: list[Array]


class Alignment:
    """Collects blocks of rows; remembers where each id was first seen."""

    def __init__(
        self, *, ids: Ids, id_column: str, columns: Sequence[Column], report: Report
    ) -> None:
        self._ids = ids
        self._id_column = id_column
        self._report = report
        self._rows = 0
        self._unplaced = 0
        self._first_line = np.zeros(len(ids), np.int32)
        self._values = [np.zeros(len(ids), column.dtype) for column in columns]

    def count_unread(self, rows: int) -> None:
        """Count rows that could not be read; they are reported where they were met."""
        self._rows += rows
        self._unplaced += rows

    def add(self, block: Block) -> None:
        """Take a block in; report ids that are unknown or seen before."""
        self._rows += len(block.lines)
        self._unplaced += int(np.count_nonzero(block.positions == MALFORMED))
        self._report_unknown(block)
        known = block.positions >= 0
        positions, lines = block.positions[known], block.lines[known]
        fresh = self._first_line[positions] == 0
        # Of equal positions the last written stays: so backwards, the first line.
        self._first_line[positions[fresh][::-1]] = lines[fresh][::-1]
        repeated = self._first_line[positions] != lines
        self._report_repeated(positions[repeated], lines[repeated])
        for kept, values in zip(self._values, block.values, strict=True):
            kept[positions] = values[known]

    def finish(self) -> list[Array]:
        """Return the values of each column in the solution's order.

        What is missing is reported; then the values mean nothing.
        """
        missing = np.flatnonzero(self._first_line == 0)
        if self._rows != len(self._ids):
            self._report.add(
                Problem(
                    "rows",
                    f"The file has {_count(self._rows)} below the header, expected "
                    f"{len(self._ids)}: one for each id.",
                )
            )
        # Rows reported as unreadable would hold these ids; to name them too misleads.
        if len(missing) > self._unplaced:
            self._report_missing(missing)
        return self._values

    def _report_missing(self, missing: Array) -> None:
        for position in missing[:NAMED_PER_KIND].tolist():
            self._report.add(
                Problem(
                    "missing_id",
                    f"Column {show(self._id_column)}: id "
                    f"{show(self._ids.name_of(position))} is missing; expected one row "
                    "with it.",
                    None,
                    self._id_column,
                ),
                rest="ids that are missing",
            )
        more = len(missing) - NAMED_PER_KIND
        if more > 0:
            self._report.count("missing_id", self._id_column, more)

    def _report_unknown(self, block: Block) -> None:
        unknown = np.flatnonzero(block.positions == UNKNOWN).tolist()
        for before, index in enumerate(unknown):
            if self._report.is_full("unknown_id", self._id_column):
                more = len(unknown) - before
                self._report.count("unknown_id", self._id_column, more)
                return
            line = int(block.lines[index])
            self._report.add(
                Problem(
                    "unknown_id",
                    f"Line {line}, column {show(self._id_column)}: found "
                    f"{show(str(block.found[index]))}, which is none of the "
                    f"{len(self._ids)} ids expected, such as "
                    f"{show(self._ids.name_of(0))}.",
                    line,
                    self._id_column,
                ),
                rest="lines whose id is not expected",
            )

    def _report_repeated(self, positions: Array, lines: Array) -> None:
        for before, (position, line) in enumerate(zip(positions, lines, strict=True)):
            if self._report.is_full("repeated_id", self._id_column):
                more = len(lines) - before
                self._report.count("repeated_id", self._id_column, more)
                return
            self._report.add(
                Problem(
                    "repeated_id",
                    f"Line {line}, column {show(self._id_column)}: found "
                    f"{show(self._ids.name_of(position))} again, which stands in line "
                    f"{int(self._first_line[position])} already; expected each id once.",
                    int(line),
                    self._id_column,
                ),
                rest="lines whose id was there before",
            )


def _count(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows} rows"
