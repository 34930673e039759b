"""Notes the ranks with which a course's day began, to show what changed since.

They are the ranks of what had been received by midnight in the course's zone, by the
scores known when they are noted. So they come out the same whenever that is, also if
no worker ran at midnight; what was received before and scored after counts as new.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from courseops.models import Course
from leaderboard import ranking
from leaderboard.entrants import entrants_of
from leaderboard.models import Competition, Score, Standing
from leaderboard.selectors.ladder import Ladder, public_ladder

_BATCH = 2_000


def note_all(*, at: datetime) -> int:
    """Note the ranks of this day wherever it is not done; return of how many boards.

    Courses that have ended are left alone.
    """
    return sum(
        note(competition=competition, day=at.astimezone(course.zone).date())
        for course in Course.objects.all()
        for competition in _not_noted(course, at.astimezone(course.zone).date())
    )


@transaction.atomic
def note(*, competition: Competition, day: date) -> bool:
    """Note the ranks with which *day* began; False where nobody had one.

    ``competition.component.course`` is read.
    """
    ranking.lock([competition.pk])
    ladder = public_ladder(competition)
    midnight = datetime.combine(day, time(), competition.component.course.zone)
    rows = list(ladder.present().select_related("enrollment"))
    ranks = _ranks(_scores_at(ladder, rows, midnight), minimize=ladder.minimize)
    if not ranks:
        return False
    for row in rows:
        row.day, row.day_rank = day, ranks.get(row.enrollment_id)
    # Of many rows an UPDATE is one long CASE; an upsert of known rows is much faster.
    Standing.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["day", "day_rank"],
    )
    return True


def _not_noted(course: Course, day: date) -> Iterable[Competition]:
    standings = Standing.objects.filter(competition=OuterRef("pk"))
    going_on = Q(component__course__ends=None) | Q(component__course__ends__gte=day)
    return Competition.objects.filter(
        going_on,
        Exists(standings),
        ~Exists(standings.filter(day=day)),
        component__course=course,
    ).select_related("component__course")


def _scores_at(
    ladder: Ladder, rows: Sequence[Any], midnight: datetime
) -> Mapping[int, float]:
    """Return what each with a rank had as best at *midnight*, by enrollment."""
    ranked = [row for row in rows if ladder.is_ranked(row)]
    scores = {
        row.enrollment_id: row.public for row in ranked if row.achieved_at < midnight
    }
    risen = [row.enrollment_id for row in ranked if row.achieved_at >= midnight]
    for enrollment, found in _received_by(ladder.competition, risen, midnight).items():
        scores[enrollment] = min(found) if ladder.minimize else max(found)
    return scores


def _received_by(
    competition: Competition, enrollments: Sequence[int], midnight: datetime
) -> Mapping[int, Sequence[float]]:
    """Return the scores of what entrants had handed in by then, by whom they stand."""
    first_of = {
        member: entrant.first
        for entrant in entrants_of(competition=competition, enrollments=enrollments)
        for member in entrant.members
    }
    found = defaultdict(list)
    for enrollment, public in Score.objects.filter(
        submission__competition=competition,
        submission__enrollment__in=first_of,
        submission__disqualified_at=None,
        submission__received_at__lt=midnight,
    ).values_list("submission__enrollment_id", "public"):
        found[first_of[enrollment]].append(public)
    return found


def _ranks(scores: Mapping[int, float], *, minimize: bool) -> Mapping[int, int]:
    """Return the rank of each; equal scores share one."""
    ranks: dict[int, int] = {}
    last: tuple[float, int] | None = None
    order = sorted(scores.items(), key=lambda one: one[1], reverse=not minimize)
    for place, (enrollment, score) in enumerate(order, start=1):
        if last is None or score != last[0]:
            last = (score, place)
        ranks[enrollment] = last[1]
    return ranks
