"""The target columns of a competition: how each reads the text of a prediction."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd  # noqa: TID253 - only the worker and commands come here

from leaderboard.problems import Problem, Report, show
from leaderboard.values import (
    fits_int64,
    likely_cause,
    likely_cause_of_no_number,
    parse_integer,
    parse_number,
)

Array = npt.NDArray[Any]


class Column(Protocol):
    """One target column.

    ``dtype`` is what NumPy keeps of a value, ``plain_dtype`` what pandas is asked for
    where the file is plainly canonical.
    """

    name: str
    dtype: str
    plain_dtype: str

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        """Return the values of *texts*; a bad one is reported, and any value stands."""
        ...

    def plain(self, parsed: Any) -> Array | None:
        """Return what pandas parsed as values, None where :meth:`parse` must decide."""
        ...

    def written_bytes(self, values: Array) -> int:
        """Return how many bytes the values take in canonical writing."""
        ...


def report_value(
    *,
    report: Report,
    column: str,
    line: int,
    found: str,
    expected: str,
    cause: Callable[[str], str] | None = None,
) -> None:
    """Report that the value *found* is not what was *expected*.

    *cause* is asked why, only for a value that is named.
    """
    kind = "value" if found else "empty"
    if report.is_full(kind, column):
        report.count(kind, column)
        return
    shown = show(found) if found else "an empty value"
    why = cause(found) if cause else ""
    report.add(
        Problem(
            kind,
            f"Line {line}, column {show(column)}: found {shown}, expected {expected}"
            f"{f' ({why})' if why else ''}.",
            line,
            column,
        ),
        rest=f"lines whose {show(column)} is not {expected}",
    )


class IntegerColumn:
    """Class labels that are integers; anything else is refused (course-file.md)."""

    dtype = "int64"
    plain_dtype = "int64"

    def __init__(self, name: str) -> None:
        self.name = name
        self._beyond: dict[int, int] = {}

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        values = np.zeros(len(texts), np.int64)
        for index, text in enumerate(texts):
            value = parse_integer(text)
            if value is None:
                report_value(
                    report=report,
                    column=self.name,
                    line=lines[index],
                    found=text,
                    expected="an integer label",
                    cause=likely_cause,
                )
            else:
                values[index] = value if fits_int64(value) else self._stand_in(value)
        return values

    def _stand_in(self, value: int) -> int:
        """Return a label of its own for one too large to keep: wrong, not an error."""
        return self._beyond.setdefault(value, -(1 << 63) + len(self._beyond))

    def plain(self, parsed: Any) -> Array | None:
        return np.asarray(parsed)

    def written_bytes(self, values: Array) -> int:
        return written_digits(values)


class LabelColumn:
    """Class labels that are texts, kept as numbers: the solution's own come first."""

    dtype = "int32"

    def __init__(self, name: str, classes: Iterable[str]) -> None:
        self.name = name
        self._codes = {label: code for code, label in enumerate(classes)}
        # pandas would make numbers of categories that all look like numbers.
        looks_numeric = all(parse_number(label) is not None for label in self._codes)
        self.plain_dtype = "object" if looks_numeric else "category"

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        for text, line in zip(texts, lines, strict=True):
            if not text:
                report_value(
                    report=report,
                    column=self.name,
                    line=line,
                    found=text,
                    expected="a label",
                )
        return self.codes(texts)

    def codes(self, labels: Sequence[str]) -> Array:
        """Return a number for each label; one never seen before gets a new number."""
        codes = self._codes
        return np.fromiter(
            (codes.setdefault(label, len(codes)) for label in labels),
            np.int32,
            len(labels),
        )

    def plain(self, parsed: Any) -> Array | None:
        found = pd.Categorical(parsed)
        labels = found.categories.tolist()
        if not all(isinstance(label, str) for label in labels):
            return None
        if not all(label and _is_bare(label) for label in labels):
            return None
        codes: Array = self.codes(labels)[found.codes]
        return codes

    def written_bytes(self, values: Array) -> int:
        lengths = np.fromiter(
            (len(label.encode()) for label in self._codes), np.int64, len(self._codes)
        )
        return int(lengths[values].sum())


class NumberColumn:
    """Finite numbers in double precision."""

    dtype = "float64"
    plain_dtype = "float64"

    def __init__(self, name: str) -> None:
        self.name = name

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        values = np.zeros(len(texts), np.float64)
        for index, text in enumerate(texts):
            value = parse_number(text)
            if value is None:
                report_value(
                    report=report,
                    column=self.name,
                    line=lines[index],
                    found=text,
                    expected="a finite number",
                    cause=likely_cause_of_no_number,
                )
            else:
                values[index] = value
        return values

    def plain(self, parsed: Any) -> Array | None:
        values = np.asarray(parsed)
        return values if np.isfinite(values).all() else None

    def written_bytes(self, values: Array) -> int:
        raise NotImplementedError("a number has no one canonical writing")


class TextColumn:
    """Texts of any kind, also empty ones."""

    dtype = "object"
    plain_dtype = "object"

    def __init__(self, name: str) -> None:
        self.name = name

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        values = np.empty(len(texts), object)
        values[:] = texts
        return values

    def plain(self, parsed: Any) -> Array | None:
        values = np.asarray(parsed)
        # pandas also gives an empty text where a line has too few values.
        return values if all(text and _is_bare(text) for text in values) else None

    def written_bytes(self, values: Array) -> int:
        return sum(len(text.encode()) for text in values)


def _is_bare(text: str) -> bool:
    """Tell whether a text stands in a file as it is meant: nothing to strip or refuse."""
    return text.isprintable() and text == text.strip(" ")


def written_digits(values: Array) -> int:
    """Return the summed length of integers in canonical writing."""
    if not len(values):
        return 0
    low, high = int(values.min()), int(values.max())
    total = len(values)
    if low < 0:
        negative = values[values < 0]
        total += len(negative)
        total += _longer_than_one_digit(-(negative + 1), -(low + 1), start=9)
        values = values[values >= 0]
    return total + _longer_than_one_digit(values, high, start=10)


def _longer_than_one_digit(values: Array, high: int, *, start: int) -> int:
    """Count the digits after each value's first.

    A negative value comes as -(v + 1), which cannot overflow: -10 as 9, so that its
    steps are 9, 99, … where those of the others are 10, 100, …
    """
    total, step = 0, 10
    while step - (10 - start) <= high:
        total += int(np.count_nonzero(values >= step - (10 - start)))
        step *= 10
    return total
