"""Flags the scores that a grade by the best one can rest on; the rest are outdone.

Where the best submission counts, one that another of the same participant, received in
an earlier second, equals or beats on every split is never chosen: no deadline treats
the earlier one worse, no late policy gives a better score less, and equal marks go to
the earlier (policies.md section 3, points 2 and 3; section 4a). ``may_be_best`` may be
True of any submission and is False only of such, whose better one is scored.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from leaderboard.models import Competition, Submission

_BATCH = 2_000


class Held(NamedTuple):
    """A scored submission: its second of arrival, its scores, and how it is flagged."""

    submission: int
    second: float
    scores: Sequence[float]
    may_be_best: bool


def contenders(held: Iterable[Held], *, maximize: bool) -> set[int]:
    """Return which of one participant's submissions may be the best; all others not.

    What arrived in the same second outdoes nothing there.
    """
    found: set[int] = set()
    front: list[tuple[float, ...]] = []
    sign = 1.0 if maximize else -1.0
    by_second = sorted(held, key=lambda one: one.second)
    for _, together in groupby(by_second, key=lambda one: one.second):
        new = []
        for one in together:
            scores = tuple(sign * score for score in one.scores)
            if not any(_outdoes(better, scores) for better in front):
                found.add(one.submission)
                new.append(scores)
        front += new
    return found


def write_flags(of: Mapping[int, Sequence[Held]], *, maximize: bool) -> None:
    """Write which of each participant's scored submissions may be the best."""
    outdone, back = [], []
    for held in of.values():
        found = contenders(held, maximize=maximize)
        for one in held:
            if one.may_be_best and one.submission not in found:
                outdone.append(one.submission)
            elif not one.may_be_best and one.submission in found:
                back.append(one.submission)
    _flag(outdone, may_be_best=False)
    _flag(back, may_be_best=True)


def reopen(
    *, competition: Competition, enrollments: Collection[int] | None = None
) -> None:
    """Flag everything of participants, or of all, as what may be the best.

    For whoever has a submission that is no longer scored: it outdoes nothing now.
    """
    rows = Submission.objects.filter(competition=competition, may_be_best=False)
    if enrollments is not None:
        rows = rows.filter(enrollment__in=enrollments)
    rows.update(may_be_best=True)


def _outdoes(better: Sequence[float], scores: Sequence[float]) -> bool:
    return all(one >= other for one, other in zip(better, scores, strict=True))


def _flag(keys: Sequence[int], *, may_be_best: bool) -> None:
    for start in range(0, len(keys), _BATCH):
        rows = Submission.objects.filter(pk__in=keys[start : start + _BATCH])
        rows.update(may_be_best=may_be_best)
