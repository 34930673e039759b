"""The statistics of a quiz as its staff read them: numbers, answers, remarks."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quizzes.distribution import Distribution, Row, distribution
from quizzes.questions import Question
from quizzes.sample import Sample
from quizzes.score_bars import Bars, draw
from quizzes.statistics import FEWEST, Floats, alpha, items


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question: ``number`` counts from 1 in the file's order.

    Shares and correlations are None where they cannot be told.
    """

    number: int
    question: Question
    difficulty: float | None
    discrimination: float | None
    upper: float | None
    lower: float | None
    answers: Distribution
    remarks: Sequence[str]

    @property
    def untold(self) -> str:
        """Why there is no discrimination; empty where there is one."""
        if self.discrimination is not None:
            return ""
        if self.answers.asked < FEWEST:
            return f"fewer than {FEWEST} attempts"
        return "no variance"


@dataclass(frozen=True, kw_only=True)
class Whole:
    """The scores of the attempts, in percent; None where they cannot be told.

    ``sd`` is that of the population, ``reliability`` Cronbach's alpha, ``minutes`` the
    median of how long attempts took.
    """

    attempts: int
    mean: float | None
    median: float | None
    sd: float | None
    reliability: float | None
    minutes: float | None
    bars: Bars | None


def whole(sample: Sample) -> Whole:
    """Return what the scores of the attempts are like."""
    sheet = sample.sheet
    scores = 100 * sheet.shares[~np.isnan(sheet.shares)]
    counted = sheet.asked & sheet.counts
    told = counted.any(axis=1)
    minutes = sample.minutes[~np.isnan(sample.minutes)]
    return Whole(
        attempts=len(sample),
        mean=_some(scores.mean()) if len(scores) else None,
        median=_some(np.median(scores)) if len(scores) else None,
        sd=_some(scores.std()) if len(scores) else None,
        reliability=_some(alpha(sheet)),
        minutes=_some(np.median(minutes)) if len(minutes) else None,
        bars=draw(
            (sheet.right & counted).sum(axis=1)[told].astype(np.float64),
            counted.sum(axis=1)[told].astype(np.float64),
        ),
    )


def by_question(sample: Sample) -> list[Item]:
    """Return the numbers of each question, in the file's order."""
    numbers = items(sample.sheet)
    found = []
    for place, question in enumerate(sample.questions):
        answers = distribution(question, sample.values[question.slug])
        difficulty = _at(numbers.difficulty, place)
        told = _at(numbers.discrimination, place)
        found.append(
            Item(
                number=place + 1,
                question=question,
                difficulty=difficulty,
                discrimination=told,
                upper=_at(numbers.upper, place),
                lower=_at(numbers.lower, place),
                answers=answers,
                remarks=list(_remarks(question, answers, difficulty, told)),
            )
        )
    return found


def _remarks(
    question: Question,
    answers: Distribution,
    difficulty: float | None,
    discrimination: float | None,
) -> Iterator[str]:
    if question.credit == "everybody":
        yield "Right for everybody, whatever they answered."
        return
    if question.credit == "nobody":
        yield "Left out: it does not count."
    if difficulty == 0:
        yield "Nobody got it right: look at the key."
    elif difficulty == 1:
        yield "Everybody got it right."
    if discrimination is not None and discrimination < 0:
        yield (
            "Those who did well otherwise got it wrong (negative discrimination):"
            " look at the key."
        )
    rival = _rival(answers)
    if rival is not None and difficulty:
        yield f"More answered “{rival.label}” than what is right."
    if 2 * answers.empty > answers.asked:
        yield "More than half left it empty."


def _rival(answers: Distribution) -> Row | None:
    """Return the wrong answer that is commoner than all right ones together."""
    right = sum(row.count for row in answers.whole if row.is_right)
    wrong = [row for row in answers.whole if not row.is_right and row.count > right]
    return max(wrong, key=lambda row: row.count, default=None)


def _at(column: Floats, place: int) -> float | None:
    return _some(column[place])


def _some(value: float) -> float | None:
    """Return *value* as JSON and templates have it: none instead of NaN."""
    return None if math.isnan(value) else float(value)
