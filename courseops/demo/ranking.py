"""Ranks the demo's class: the standings that scoring each file would have kept."""

from itertools import groupby

from leaderboard.models import Competition, Score, Standing
from leaderboard.standings import Scored, best_of


def make_standings(competition: Competition) -> None:
    """Write the standing of everybody who has a score in the competition."""
    scores = (
        Score.objects.filter(submission__competition=competition)
        .order_by("submission__enrollment_id")
        .values_list(
            "submission__enrollment_id",
            "submission_id",
            "public",
            "submission__received_at",
        )
    )
    standings = []
    for enrollment_id, rows in groupby(scores, key=lambda row: row[0]):
        scored = [
            Scored(submission_id=pk, public=public, received_at=received_at)
            for _, pk, public, received_at in rows
        ]
        best = best_of(scored, maximize=competition.is_maximized)
        if best is not None:
            standings.append(
                Standing(
                    competition=competition,
                    enrollment_id=enrollment_id,
                    submission_id=best.submission_id,
                    public=best.public,
                    achieved_at=best.received_at,
                    entries=len(scored),
                )
            )
    Standing.objects.bulk_create(standings)
