"""A column of guesses: labels with spaces between, the best first."""

import re
from collections.abc import Sequence
from typing import Any

import numpy.typing as npt

from leaderboard.columns import TextColumn, report_value
from leaderboard.problems import Report
from leaderboard.values import is_integer, likely_cause

Array = npt.NDArray[Any]

_INTEGERS = re.compile(r"(?:(?:0|-?[1-9][0-9]*)(?: |$))*")


class GuessesColumn(TextColumn):
    """Guesses of labels of any kind; no guess at all is taken for none that is right."""


class IntegerGuessesColumn(GuessesColumn):
    """Guesses of labels that are integers; anything else is refused (course-file.md)."""

    def parse(
        self, texts: Sequence[str], lines: Sequence[int], report: Report
    ) -> Array:
        for text, line in zip(texts, lines, strict=True):
            if _odd_guess(text):
                report_value(
                    report=report,
                    column=self.name,
                    line=line,
                    found=text,
                    expected="integer labels with spaces between",
                    cause=lambda found: likely_cause(_odd_guess(found)),
                )
        return super().parse(texts, lines, report)

    def plain(self, parsed: Any) -> Array | None:
        values = super().plain(parsed)
        if values is None or not all(map(_INTEGERS.fullmatch, values)):
            return None
        return values


def _odd_guess(text: str) -> str:
    """Return the first guess that is no integer, or an empty string."""
    return next((guess for guess in text.split() if not is_integer(guess)), "")


def check_guesses(
    *,
    name: str,
    texts: Sequence[str],
    lines: Sequence[int],
    report: Report,
    one_class: bool,
) -> None:
    """Report the rows of a solution that do not hold the labels to be guessed."""
    expected = (
        "one label without spaces"
        if one_class
        else "one or more different labels with spaces between"
    )
    for text, line in zip(texts, lines, strict=True):
        labels = text.split()
        is_twice = len(set(labels)) < len(labels)
        if not labels or is_twice or (one_class and len(labels) > 1):
            report_value(
                report=report, column=name, line=line, found=text, expected=expected
            )


def classes_of(texts: Sequence[str]) -> list[str]:
    """Return the different labels in *texts*, sorted."""
    return sorted({label for text in texts for label in text.split()})
