"""The best public score of a class over time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from courseops.models import Role, Status
from leaderboard.models import Competition, HiddenEntry, State, Submission

# A chart that is behind by this much misleads nobody.
KEPT_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Record:
    """A score that was better than all before it, and when it was received."""

    at: datetime
    score: float


def class_records(*, competition: Competition) -> list[Record]:
    """Return how the class's best public score rose, in the order of time.

    Read once in KEPT_SECONDS for all who look; hidden, disqualified and staff entries
    are left out. What is no contender is no record either: one of the same student
    before it is as good (leaderboard.contenders).
    """
    key = f"class-records/{competition.pk}/{competition.is_maximized}"
    kept: list[Record] | None = cache.get(key)
    if kept is None:
        kept = _records(competition)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _records(competition: Competition) -> list[Record]:
    hidden = HiddenEntry.objects.filter(competition=competition).values("enrollment")
    rows = (
        Submission.objects.filter(
            competition=competition,
            state=State.SCORED,
            # Only in this form does SQLite look a truth value up in an index.
            may_be_best__in=[True],
            disqualified_at=None,
            score__isnull=False,
            enrollment__role=Role.STUDENT,
            enrollment__status=Status.ACTIVE,
        )
        .exclude(enrollment__in=hidden)
        .order_by("received_at", "pk")
        .values_list("received_at", "score__public")
    )
    return rising(rows.iterator(), maximize=competition.is_maximized)


def rising(scores: Iterable[tuple[datetime, float]], *, maximize: bool) -> list[Record]:
    """Return those of *scores*, in order of time, that were better than all before."""
    found: list[Record] = []
    for at, score in scores:
        best = found[-1].score if found else None
        if best is None or (score > best if maximize else score < best):
            found.append(Record(at=at, score=score))
    return found
