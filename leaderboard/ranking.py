"""Keeps the standings in step with the scores, in the transaction that writes those."""

from collections import defaultdict
from collections.abc import Collection

from leaderboard import contenders
from leaderboard.models import Competition, Score, Standing
from leaderboard.standings import Scored, best_of

_BATCH = 2_000


def lock(keys: Collection[int]) -> None:
    """Let one transaction at a time write scores and standings of these competitions.

    Only PostgreSQL needs the rows' locks; SQLite's transaction excludes all writers.
    """
    rows = Competition.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(rows.order_by("pk").values_list("pk"))


def write_standings(*, competition: Competition, enrollments: Collection[int]) -> None:
    """Recompute the standings of participants, given by primary key.

    Who has no score any more leaves the board. What may be their best submission is
    told with it.
    """
    contenders.refresh(competition=competition, enrollments=enrollments)
    scored = defaultdict(list)
    for pk, enrollment, public, received_at in Score.objects.filter(
        submission__competition=competition, submission__enrollment__in=enrollments
    ).values_list(
        "submission_id",
        "submission__enrollment_id",
        "public",
        "submission__received_at",
    ):
        scored[enrollment].append(
            Scored(submission_id=pk, public=public, received_at=received_at)
        )
    ranked, gone = [], []
    for enrollment in enrollments:
        entries = scored[enrollment]
        best = best_of(entries, maximize=competition.is_maximized)
        if best is None:
            gone.append(enrollment)
            continue
        ranked.append(
            Standing(
                competition=competition,
                enrollment_id=enrollment,
                submission_id=best.submission_id,
                public=best.public,
                achieved_at=best.received_at,
                entries=len(entries),
            )
        )
    Standing.objects.filter(competition=competition, enrollment__in=gone).delete()
    Standing.objects.bulk_create(
        ranked,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["competition", "enrollment"],
        update_fields=["submission", "public", "achieved_at", "entries"],
    )
