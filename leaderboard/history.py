"""Replaces scores; what another score takes the place of is kept."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from leaderboard.models import FormerScore, Score

_BATCH = 2_000
_VALUES = ("public", "private", "all")
_ORIGIN = ("solution_id", "metric", "scorer_version")
_KEPT = (*_ORIGIN, *_VALUES, "scored_at")
_WRITTEN = ("solution", "metric", "scorer_version", *_VALUES, "scored_at")


def replace(*, scores: Sequence[Score], at: datetime) -> None:
    """Write scores, one a submission, in place of those that there are.

    An old score is kept as a :class:`FormerScore`, unless the new one is equal and by
    the same solution and scorer. Belongs in a transaction, the competition locked.
    """
    old = Score.objects.in_bulk([score.submission_id for score in scores])
    _keep(_replaced(old, scores), at=at)
    Score.objects.bulk_create(
        scores,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["submission"],
        update_fields=_WRITTEN,
    )


def drop(*, submissions: Collection[int], at: datetime) -> int:
    """Take the scores of submissions (primary keys) away; return how many there were.

    Each is kept as a :class:`FormerScore`.
    """
    old = Score.objects.in_bulk(list(submissions))
    _keep(old.values(), at=at)
    keys = list(old)
    for begin in range(0, len(keys), _BATCH):
        Score.objects.filter(pk__in=keys[begin : begin + _BATCH]).delete()
    return len(keys)


def _replaced(old: Mapping[int, Score], new: Sequence[Score]) -> Iterator[Score]:
    for score in new:
        before = old.get(score.submission_id)
        if before is not None and _facts(before) != _facts(score):
            yield before


def _facts(score: Score) -> list[object]:
    return [getattr(score, name) for name in (*_ORIGIN, *_VALUES)]


def _keep(scores: Collection[Score] | Iterator[Score], *, at: datetime) -> None:
    FormerScore.objects.bulk_create(
        [
            FormerScore(
                submission_id=score.submission_id,
                replaced_at=at,
                **{name: getattr(score, name) for name in _KEPT},
            )
            for score in scores
        ],
        batch_size=_BATCH,
    )
