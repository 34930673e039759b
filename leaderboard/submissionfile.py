"""Reads a submission's file into columns aligned with the solution.

Two readers of one grammar: :mod:`leaderboard.plainreader` answers at once for files
that are plainly canonical; the row reader decides about all others and names what is
wrong. Where the first answers, the second gives the same.
"""

from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from courseops.uploads.head import HEAD_BYTES
from leaderboard.alignment import Alignment, Block
from leaderboard.csvfile import Header, Layout, read_header
from leaderboard.header import check_header
from leaderboard.plainreader import PlainReader
from leaderboard.predictions import Predictions
from leaderboard.prepared import Prepared
from leaderboard.problems import FileRefusedError, Report
from leaderboard.rowreader import Piece, RowReader
from leaderboard.uploadfile import plain_csv

Array = npt.NDArray[Any]


def read_submission(
    *, path: Path, file_name: str, layout: Layout, prepared: Prepared
) -> Predictions:
    """Return the target columns of a submission in the solution's order.

    Raises FileRefusedError with all that is wrong with the file, and OSError when it
    cannot be read through no fault of its own.
    """
    with plain_csv(path=path, file_name=file_name, max_bytes=layout.max_bytes) as csv:
        reading = Reading(path=csv, layout=layout, prepared=prepared)
        return Predictions(values=reading.values(), labels=reading.labels)


class Reading:
    """One file being read against one solution."""

    def __init__(self, *, path: Path, layout: Layout, prepared: Prepared) -> None:
        self._path = path
        self._layout = layout
        self._prepared = prepared
        self._columns = prepared.columns()
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        header = read_header(head=head, is_all=len(head) < HEAD_BYTES)
        problems = check_header(
            found=header.names, required=layout.submitted_columns, line=header.line
        )
        if problems:
            raise FileRefusedError(problems)
        self._header: Header = header
        self._plain = PlainReader(
            names=header.names,
            id_column=layout.id_column,
            ids=prepared.ids,
            columns=self._columns,
        )

    @property
    def labels(self) -> list[tuple[str, ...]]:
        """The text of each number in a column of text labels; nothing for others."""
        return [column.labels for column in self._columns]

    def values(self) -> list[Array]:
        """Return the aligned columns by whichever reader can; raise if none can."""
        values = self._plain.whole_file(self._path, self._header)
        return self.values_by_the_book() if values is None else values

    def values_by_the_book(self, *, plain_pieces: bool = True) -> list[Array]:
        """Return the aligned columns, row by row; raise FileRefusedError with reasons.

        With *plain_pieces* the pieces of the file that are plainly canonical are
        read at once; the result is the same.
        """
        report = Report()
        alignment = Alignment(
            ids=self._prepared.ids,
            id_column=self._layout.id_column,
            columns=self._columns,
            report=report,
        )
        with self._path.open("rb") as file:
            self._align(file, alignment, report, plain_pieces=plain_pieces)
        values = alignment.finish()
        if report:
            raise FileRefusedError(report.problems())
        return values

    def _align(
        self,
        file: BinaryIO,
        alignment: Alignment,
        report: Report,
        *,
        plain_pieces: bool,
    ) -> None:
        reader = RowReader(file=file, header=self._header, report=report)
        for piece in reader.pieces():
            block = self._plain.piece(piece) if plain_pieces else None
            if block is None:
                block = self._by_the_book(reader, piece, alignment, report)
            alignment.add(block)
        alignment.count_unread(reader.skipped)

    def _by_the_book(
        self, reader: RowReader, piece: Piece, alignment: Alignment, report: Report
    ) -> Block:
        rows = reader.rows(piece)
        alignment.count_unread(rows.unread)
        names, id_column = self._header.names, self._layout.id_column
        texts = rows.columns
        found = texts[names.index(id_column)]
        return Block(
            lines=np.array(rows.lines, np.int64),
            positions=self._prepared.ids.positions(
                found, rows.lines, id_column, report
            ),
            found=found,
            values=[
                column.parse(texts[names.index(column.name)], rows.lines, report)
                for column in self._columns
            ],
        )
