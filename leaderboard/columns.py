"""The target columns of a competition: how each reads the text of a prediction."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd  # noqa: TID253 - only the worker and commands come here

from leaderboard.metrics.reads import ANY_NUMBER, Range
from leaderboard.problems import Problem, Report, show
from leaderboard.values import (
    fits_int64,
    likely_cause,
    likely_cause_of_no_number,
    parse_integer,
    parse_number,
)
from leaderboard.written import (
    Written,
    written_integers,
    written_labels,
    written_text,
)

Array = npt.NDArray[Any]


class Column(Protocol):
    """One target column.

    ``dtype`` is what NumPy keeps of a value, ``plain_dtype`` what pandas is asked for
    where the file is plainly canonical. ``labels`` are the texts that stand behind the
    numbers of a value, where there are any.
    """

    name: str
    dtype: str
    plain_dtype: str

    @property
    def labels(self) -> tuple[str, ...]: ...

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        """Return the values of *texts*; a bad one is reported, and any value stands."""
        ...

    def plain(self, parsed: Any) -> Array | None:
        """Return what pandas parsed as values, None where :meth:`parse` must decide."""
        ...

    def written(self, values: Array) -> Written:
        """Return what the values take in canonical writing, where they have one."""
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


def report_values(
    *,
    report: Report,
    column: str,
    lines: Sequence[int],
    texts: Sequence[str],
    bad: Iterable[int],
    expected: str,
    cause: Callable[[str], str] | None = None,
) -> None:
    """Report those of *texts* whose places are in *bad*, as :func:`report_value` does."""
    more = {"value": 0, "empty": 0}
    full: set[str] = set()
    for index in bad:
        found = texts[index]
        kind = "value" if found else "empty"
        if kind in full:
            more[kind] += 1
            continue
        report_value(
            report=report,
            column=column,
            line=lines[index],
            found=found,
            expected=expected,
            cause=cause,
        )
        if report.is_full(kind, column):
            full.add(kind)
    for kind, times in more.items():
        if times:
            report.count(kind, column, times)


class IntegerColumn:
    """Class labels that are integers; anything else is refused (course-file.md)."""

    dtype = "int64"
    plain_dtype = "int64"
    labels = ()

    def __init__(self, name: str) -> None:
        self.name = name
        self._beyond: dict[int, int] = {}

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        # Labels are few: each is judged once.
        known = {text: parse_integer(text) for text in dict.fromkeys(texts)}
        if None in known.values():
            report_values(
                report=report,
                column=self.name,
                lines=lines,
                texts=texts,
                bad=(at for at, text in enumerate(texts) if known[text] is None),
                expected="an integer label",
                cause=likely_cause,
            )
        kept = {text: self._kept(value or 0) for text, value in known.items()}
        return np.fromiter(map(kept.__getitem__, texts), np.int64, len(texts))

    def _kept(self, value: int) -> int:
        return value if fits_int64(value) else self._stand_in(value)

    def _stand_in(self, value: int) -> int:
        """Return a label of its own for one too large to keep: wrong, not an error."""
        return self._beyond.setdefault(value, -(1 << 63) + len(self._beyond))

    def plain(self, parsed: Any) -> Array | None:
        return np.asarray(parsed)

    def written(self, values: Array) -> Written:
        return written_integers(values)


class LabelColumn:
    """Class labels that are texts, kept as numbers: the solution's own come first."""

    dtype = "int32"

    def __init__(self, name: str, classes: Iterable[str]) -> None:
        self.name = name
        self._codes = {label: code for code, label in enumerate(classes)}
        # pandas would make numbers of categories that all look like numbers.
        looks_numeric = all(parse_number(label) is not None for label in self._codes)
        self.plain_dtype = "object" if looks_numeric else "category"

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self._codes)

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        if not all(texts):
            report_values(
                report=report,
                column=self.name,
                lines=lines,
                texts=texts,
                bad=(at for at, text in enumerate(texts) if not text),
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

    def written(self, values: Array) -> Written:
        return written_labels(list(self._codes), values)


class NumberColumn:
    """Finite numbers in double precision, of those that are *allowed*."""

    dtype = "float64"
    plain_dtype = "float64"
    labels = ()

    def __init__(self, name: str, allowed: Range = ANY_NUMBER) -> None:
        self.name = name
        self._allowed = allowed

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        values = np.array(
            [np.nan if found is None else found for found in map(parse_number, texts)],
            np.float64,
        )
        bad = np.isnan(values) | self._allowed.outside(values)
        report_values(
            report=report,
            column=self.name,
            lines=lines,
            texts=texts,
            bad=np.flatnonzero(bad).tolist(),
            expected=self._allowed.words,
            cause=_cause_of_no_number,
        )
        return values

    def plain(self, parsed: Any) -> Array | None:
        values = np.asarray(parsed)
        if not np.isfinite(values).all() or np.any(self._allowed.outside(values)):
            return None
        return values

    def written(self, values: Array) -> Written:
        return Written()


def _cause_of_no_number(text: str) -> str:
    return likely_cause_of_no_number(text) if parse_number(text) is None else ""


class TextColumn:
    """Texts of any kind, also empty ones."""

    dtype = "object"
    plain_dtype = "object"
    labels = ()

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

    def written(self, values: Array) -> Written:
        return written_text("".join(values).encode())


def _is_bare(text: str) -> bool:
    """Tell whether a text stands in a file as it is meant: nothing to strip or refuse."""
    return text.isprintable() and text == text.strip(" ")
