"""Has the standings follow what students do.

To write a private standing is to read private scores, which no request of a student
does before they are revealed: a worker does. A message that is lost leaves a private
standing behind until the next score of its entrant; the reveal writes all anew.
"""

from collections.abc import Collection
from functools import partial

from django.db import transaction

from courseops import messages
from leaderboard import ranking
from leaderboard.models import Competition, Submission
from leaderboard.selectors.competitions import has_split

RESTAND = "leaderboard.restand"


def follow(*, competition: Competition, enrollments: Collection[int]) -> None:
    """Write the standings of participants, by primary key, for a student's request.

    While private scores are a secret the public ones alone; a worker writes the others
    after the commit. After ``ranking.lock``; ``component.course`` is read.
    """
    if competition.revealed_at is not None or not has_split(competition=competition):
        ranking.write_standings(competition=competition, enrollments=enrollments)
        return
    ranking.write_public_standings(competition=competition, enrollments=enrollments)
    send = partial(
        messages.send,
        RESTAND,
        competition=competition.pk,
        enrollments=list(enrollments),
    )
    transaction.on_commit(send, robust=True)


def restand(*, competition: int, enrollments: Collection[int] | None = None) -> None:
    """Write the standings of a competition anew: of participants, or of all.

    All by primary key. Nothing happens where the competition is gone.
    """
    with transaction.atomic():
        ranking.lock([competition])
        found = Competition.objects.select_related("component__course")
        here = found.filter(pk=competition).first()
        if here is None:
            return
        if enrollments is None:
            rows = Submission.objects.filter(competition=here).order_by()
            enrollments = list(rows.values_list("enrollment", flat=True).distinct())
        ranking.write_standings(competition=here, enrollments=enrollments)
