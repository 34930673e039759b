"""Reads a solution's CSV and checks it against what its competition needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from courseops.uploads.head import HEAD_BYTES
from leaderboard.columns import NumberColumn, report_value
from leaderboard.csvfile import Header, Layout, read_header
from leaderboard.guesses import check_guesses
from leaderboard.header import check_header
from leaderboard.metrics.reads import ANY_NUMBER, Range, Reads
from leaderboard.prepared import IGNORED, PRIVATE, PUBLIC
from leaderboard.problems import FileRefusedError, Problem, Report, show, show_all
from leaderboard.rowreader import RowReader, Rows
from leaderboard.splits import seeded_usage
from leaderboard.strata import classes_of
from leaderboard.uploadfile import plain_csv
from leaderboard.values import fits_int64, is_integer, parse_number

Array = npt.NDArray[Any]

USAGE = "Usage"
_USAGES = {"Public": PUBLIC, "Private": PRIVATE, "Ignored": IGNORED}
_LONGEST_ID = 200
# Far beyond any course, and a bound for a compressed file's size.
_MAX_BYTES = 1 << 30
_TEXTS = np.dtypes.StringDType()


@dataclass(frozen=True, kw_only=True)
class SolutionRows:
    """A solution as read, in the order of the file.

    Ids and targets are texts, or numbers where the metric reads numbers. ``usage`` holds PUBLIC, PRIVATE or IGNORED for each row, or is None where all rows
    make one score; ``weights`` is None without a weight column.
    """

    ids: Array
    targets: Mapping[str, Array]
    usage: Array | None
    weights: Array | None


def read_solution(
    *,
    path: Path,
    layout: Layout,
    reads: Reads,
    split: Mapping[str, Any] | None,
    truth: Range = ANY_NUMBER,
    one_class: bool = False,
) -> SolutionRows:
    """Read and check a solution; a ``Usage`` column goes before *split*.

    *reads*, *truth* and *one_class* are what its metric says of the target columns.

    Raises FileRefusedError with everything that is wrong, OSError when the file cannot
    be read.
    """
    with plain_csv(path=path, file_name=path.name, max_bytes=_MAX_BYTES) as csv:
        collected = _Collector(
            layout=layout, reads=reads, truth=truth, one_class=one_class
        )
        with csv.open("rb") as file:
            head = file.read(HEAD_BYTES)
            header = read_header(head=head, is_all=len(head) < HEAD_BYTES)
            collected.check(header)
            reader = RowReader(file=file, header=header, report=collected.report)
            for piece in reader.pieces():
                collected.add(reader.rows(piece))
        return collected.finish(split)


@dataclass
class _Collector:
    """Checks rows as they come and keeps their columns."""

    layout: Layout
    reads: Reads
    truth: Range
    one_class: bool
    report: Report = field(default_factory=Report)
    _names: list[str] = field(default_factory=list)
    _lines: list[Array] = field(default_factory=list)
    _kept: dict[str, list[Array]] = field(default_factory=dict)

    def check(self, header: Header) -> None:
        weight = self.layout.weight_column
        required = (*self.layout.submitted_columns, *([weight] if weight else []))
        problems = check_header(
            found=header.names, required=required, optional=[USAGE], line=header.line
        )
        if problems:
            raise FileRefusedError(problems)
        self._names = header.names

    def add(self, rows: Rows) -> None:
        self._lines.append(np.array(rows.lines, np.int64))
        for name, texts in zip(self._names, rows.columns, strict=True):
            self._kept.setdefault(name, []).append(
                self._column(name, texts, rows.lines)
            )

    def _is_submitted(self, name: str) -> bool:
        return name in self.layout.submitted_columns

    def _column(self, name: str, texts: Sequence[str], lines: Sequence[int]) -> Array:
        if name == USAGE and not self._is_submitted(name):
            return self._usage(texts, lines)
        if name == self.layout.weight_column:
            return self._weights(texts, lines)
        if name == self.layout.id_column:
            self._check_ids(texts, lines)
        elif self.reads is Reads.LABELS:
            self._check_labels(name, texts, lines)
        elif self.reads is Reads.INTEGERS:
            self._check_integers(name, texts, lines)
        elif self.reads is Reads.GUESSES:
            check_guesses(
                name=name,
                texts=texts,
                lines=lines,
                report=self.report,
                one_class=self.one_class,
            )
        elif self.reads is Reads.NUMBERS:
            return NumberColumn(name, self.truth).parse(texts, lines, self.report)
        return np.array(texts, _TEXTS)

    def _check_ids(self, texts: Sequence[str], lines: Sequence[int]) -> None:
        # No character takes more than four bytes.
        if all(texts) and max(map(len, texts), default=0) <= _LONGEST_ID // 4:
            return
        for text, line in zip(texts, lines, strict=True):
            if not text or len(text.encode()) > _LONGEST_ID:
                self._bad(
                    self.layout.id_column,
                    line,
                    text,
                    f"an id of 1 to {_LONGEST_ID} bytes",
                )

    def _check_labels(
        self, name: str, texts: Sequence[str], lines: Sequence[int]
    ) -> None:
        if all(texts):
            return
        for text, line in zip(texts, lines, strict=True):
            if not text:
                self._bad(name, line, text, "a label")

    def _check_integers(
        self, name: str, texts: Sequence[str], lines: Sequence[int]
    ) -> None:
        for text, line in zip(texts, lines, strict=True):
            if not is_integer(text) or not fits_int64(int(text)):
                self._bad(name, line, text, "an integer label")

    def _usage(self, texts: Sequence[str], lines: Sequence[int]) -> Array:
        usage = np.zeros(len(texts), np.uint8)
        for index, text in enumerate(texts):
            if text in _USAGES:
                usage[index] = _USAGES[text]
            else:
                self._bad(USAGE, lines[index], text, "`Public`, `Private` or `Ignored`")
        return usage

    def _weights(self, texts: Sequence[str], lines: Sequence[int]) -> Array:
        weights = np.zeros(len(texts), np.float64)
        for index, text in enumerate(texts):
            weight = parse_number(text)
            if weight is None or weight < 0:
                self._bad(
                    self.layout.weight_column or "",
                    lines[index],
                    text,
                    "a finite weight of 0 or more",
                )
            else:
                weights[index] = weight
        return weights

    def _bad(self, column: str, line: int, found: str, expected: str) -> None:
        report_value(
            report=self.report,
            column=column,
            line=line,
            found=found,
            expected=expected,
        )

    def finish(self, split: Mapping[str, Any] | None) -> SolutionRows:
        columns = {name: np.concatenate(kept) for name, kept in self._kept.items()}
        ids = columns.get(self.layout.id_column, np.array([], _TEXTS))
        if not len(ids):
            self.report.add(
                Problem("rows", "The solution has no rows; expected at least one.")
            )
        else:
            self._check_unique(ids)
            self._check_one_class(columns)
        usage = None if self._is_submitted(USAGE) else columns.get(USAGE)
        if usage is None and split is not None and len(ids):
            usage = self._drawn(ids, columns, split)
        if usage is not None and len(ids) and not self.report:
            self._check_sides(usage)
        if self.report:
            raise FileRefusedError(self.report.problems())
        return SolutionRows(
            ids=ids,
            targets={name: columns[name] for name in self.layout.target_columns},
            usage=usage,
            weights=columns.get(self.layout.weight_column or ""),
        )

    def _drawn(
        self, ids: Array, columns: Mapping[str, Array], split: Mapping[str, Any]
    ) -> Array | None:
        if not split.get("stratify") or self.report:
            return seeded_usage(ids, split)
        targets = [columns[name] for name in self.layout.target_columns]
        classes = classes_of(targets, reads=self.reads)
        if classes is None:
            self.report.add(
                Problem(
                    "split",
                    "The split is to keep the share of each class (`stratify`), and the "
                    "target columns hold no classes: expected labels, or numbers that "
                    "are all 0 or 1. Take `stratify` out of the course file, or say in "
                    "a `Usage` column which rows are Public.",
                )
            )
            return None
        return seeded_usage(ids, split, classes=classes)

    def _check_unique(self, ids: Array) -> None:
        if len(set(ids.tolist())) == len(ids):
            return
        order = np.argsort(ids, kind="stable")
        ordered = ids[order]
        again = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
        lines = np.concatenate(self._lines)
        for at in again[np.argsort(lines[order[again]])].tolist():
            line = int(lines[order[at]])
            self.report.add(
                Problem(
                    "repeated_id",
                    f"Line {line}, column {show(self.layout.id_column)}: found "
                    f"{show(str(ordered[at]))} again, which stands in line "
                    f"{int(lines[order[at - 1]])} already; expected each id once.",
                    line,
                    self.layout.id_column,
                ),
                rest="lines whose id was there before",
            )

    def _check_one_class(self, columns: Mapping[str, Array]) -> None:
        """Report the rows that are not of exactly one of several classes."""
        names = self.layout.target_columns
        if not self.one_class or len(names) == 1 or self.report:
            return
        total = np.sum([columns[name] for name in names], axis=0)
        lines = np.concatenate(self._lines)
        for at in np.flatnonzero(total != 1).tolist():
            self.report.add(
                Problem(
                    "one_class",
                    f"Line {lines[at]}: the columns {show_all(names)} add up to "
                    f"{total[at]:g}, expected exactly one `1` in each row.",
                    int(lines[at]),
                ),
                rest="rows that are not of exactly one class",
            )

    def _check_sides(self, usage: Array) -> None:
        for side, title in ((PUBLIC, "Public"), (PRIVATE, "Private")):
            if not (usage == side).any():
                self.report.add(
                    Problem(
                        "split",
                        f"The split leaves no row {title}; expected at least one row "
                        "Public and one Private, or neither a `Usage` column nor a "
                        "`split`.",
                        None,
                        USAGE,
                    )
                )
