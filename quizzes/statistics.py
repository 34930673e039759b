"""How the questions of a quiz did: difficulty, discrimination, reliability.

Classical item analysis on columns: a row is an attempt, a column a question. Attempts
may have different questions, where pools draw them. NaN stands for what cannot be told:
fewer than three attempts, or no variance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# T. L. Kelley, The selection of upper and lower groups for the validation of test
# items, Journal of Educational Psychology 30 (1939): the outer 27 % on either side.
GROUP = 0.27
# A correlation of two points is always perfect.
FEWEST = 3


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What *n* attempts made of *q* questions.

    ``asked``, ``answered`` and ``right`` have a row for each attempt and a column for
    each question; ``counts`` tells for each question whether it is part of the score.
    """

    asked: Bools
    answered: Bools
    right: Bools
    counts: Bools

    @property
    def shares(self) -> Floats:
        """Each attempt's share right of the questions that count; NaN without any."""
        counted = self.asked & self.counts
        return _divided((self.right & counted).sum(axis=1), counted.sum(axis=1))


@dataclass(frozen=True, kw_only=True)
class Items:
    """A number for each question.

    ``asked`` and ``answered`` count attempts, ``difficulty`` is the share right of those
    asked, ``discrimination`` the corrected item-rest correlation, ``upper`` and
    ``lower`` the shares right in the best and the worst 27 %.
    """

    asked: NDArray[np.int64]
    answered: NDArray[np.int64]
    difficulty: Floats
    discrimination: Floats
    upper: Floats
    lower: Floats


def items(sheet: Sheet) -> Items:
    """Return the numbers of every question."""
    right = sheet.right & sheet.asked
    upper, lower = _groups(sheet)
    return Items(
        asked=sheet.asked.sum(axis=0),
        answered=(sheet.answered & sheet.asked).sum(axis=0),
        difficulty=_divided(right.sum(axis=0), sheet.asked.sum(axis=0)),
        discrimination=discrimination(sheet),
        upper=_divided(right[upper].sum(axis=0), sheet.asked[upper].sum(axis=0)),
        lower=_divided(right[lower].sum(axis=0), sheet.asked[lower].sum(axis=0)),
    )


def discrimination(sheet: Sheet) -> Floats:
    """Return each question's correlation with the rest of the attempt.

    The point-biserial correlation of right (1) or wrong (0) with the share right of the
    attempt's other questions that count, over the attempts that were asked it. Without
    the question itself in the rest, as S. Henrysson corrects it (Correction of
    item-total correlations in item analysis, Psychometrika 28, 1963).
    """
    counted = sheet.asked & sheet.counts
    got = (sheet.right & counted).astype(np.float64)
    others = counted.sum(axis=1, keepdims=True) - counted
    rest = _divided(got.sum(axis=1, keepdims=True) - got, others)
    part = sheet.asked & ~np.isnan(rest)
    return _correlation(sheet.right.astype(np.float64), rest, part)


def alpha(sheet: Sheet) -> float:
    """Return Cronbach's alpha of the questions that count.

    With right and wrong alone it is KR-20: L. J. Cronbach, Coefficient alpha and the
    internal structure of tests, Psychometrika 16 (1951); G. F. Kuder and M. W.
    Richardson, The theory of the estimation of test reliability, Psychometrika 2 (1937).
    NaN also where attempts have different questions, and with fewer than two.
    """
    right = sheet.right[:, sheet.counts].astype(np.float64)
    attempts, questions = right.shape
    if attempts < FEWEST or questions < 2 or not sheet.asked[:, sheet.counts].all():
        return float("nan")
    whole = right.sum(axis=1).var()
    if whole == 0:
        return float("nan")
    return float(
        questions / (questions - 1) * (1 - right.var(axis=0).sum() / whole),
    )


def _groups(sheet: Sheet) -> tuple[Bools, Bools]:
    """Return who is in the best and who in the worst group; equals stand together.

    Nobody is where the two would overlap.
    """
    shares = sheet.shares
    known = np.sort(shares[~np.isnan(shares)])
    none = np.zeros(len(shares), dtype=np.bool_)
    if len(known) < FEWEST:
        return none, none
    size = int(np.ceil(GROUP * len(known)))
    worst, best = known[size - 1], known[-size]
    return (shares >= best, shares <= worst) if best > worst else (none, none)


def _correlation(first: Floats, second: Floats, part: Bools) -> Floats:
    """Return Pearson's correlation of each pair of columns over the rows in *part*."""
    number = part.sum(axis=0)
    one = _centred(first, part, number)
    other = _centred(second, part, number)
    spread = (one**2).sum(axis=0) * (other**2).sum(axis=0)
    # What rounding leaves of a column without variance is none.
    told = (number >= FEWEST) & (spread > 1e-20)
    return _divided((one * other).sum(axis=0), np.where(told, np.sqrt(spread), 0)).clip(
        -1, 1
    )


def _centred(values: Floats, part: Bools, number: NDArray[np.int64]) -> Floats:
    inside = np.where(part, values, 0)
    mean = inside.sum(axis=0) / np.maximum(number, 1)
    found: Floats = np.where(part, inside - mean, 0)
    return found


def _divided(above: NDArray[np.generic], below: NDArray[np.generic]) -> Floats:
    """Divide; by zero it is NaN."""
    empty = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    found: Floats = np.divide(above, below, out=empty, where=below != 0)
    return found
