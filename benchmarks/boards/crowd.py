"""A class that submits: 100,000 scored submissions of 10,000 students, seeded."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

START = datetime(2026, 9, 1, tzinfo=UTC)
_BATCH = 2_000


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """What is stored, and whom to ask about: primary keys of students with a rank."""

    competition: Any
    solution: Any
    enrollments: list[Any]
    students: list[int]


def stored(*, students: int, submissions: int) -> Crowd:
    """Store the class in the product's tables and once more in the peers' own.

    One in a hundred is staff and one in a hundred has dropped the course.
    """
    from courseops.models import Enrollment, User
    from leaderboard.models import Score, Submission
    from leaderboard.ranking import write_standings
    from tests.factories import CompetitionFactory, CourseFactory, SolutionFactory

    deal = random.Random(8)
    course = CourseFactory()
    competition = CompetitionFactory(component__course=course)
    solution = SolutionFactory(competition=competition)
    users = User.objects.bulk_create(
        [
            User(login=f"s{n}", email=f"s{n}@example.edu", name=f"Student {n}")
            for n in range(students)
        ],
        batch_size=_BATCH,
    )
    enrollments = Enrollment.objects.bulk_create(
        [
            Enrollment(
                course=course,
                user=user,
                role="ta" if n % 100 == 1 else "student",
                status="dropped" if n % 100 == 2 else "active",
            )
            for n, user in enumerate(users)
        ],
        batch_size=_BATCH,
    )
    made = Submission.objects.bulk_create(
        [
            Submission(
                competition=competition,
                enrollment=deal.choice(enrollments),
                state="scored",
                received_at=START + timedelta(seconds=n),
                file_name="predictions.csv",
            )
            for n in range(submissions)
        ],
        batch_size=_BATCH,
    )
    scores = [round(deal.betavariate(8, 3), 5) for _ in made]
    Score.objects.bulk_create(
        [
            Score(
                submission=submission,
                solution=solution,
                metric="accuracy",
                scorer_version="1",
                public=score,
                private=score,
                all=score,
                scored_at=submission.received_at,
            )
            for submission, score in zip(made, scores, strict=True)
        ],
        batch_size=_BATCH,
    )
    write_standings(
        competition=competition, enrollments=[one.pk for one in enrollments]
    )
    _store_for_peers(competition, made, scores)
    there = {one.enrollment_id for one in made}
    ranked = [
        one.pk
        for one in enrollments
        if one.role == "student" and one.status == "active" and one.pk in there
    ]
    return Crowd(
        competition=competition,
        solution=solution,
        enrollments=enrollments,
        students=ranked,
    )


def _store_for_peers(competition: Any, made: list[Any], scores: list[float]) -> None:
    """Give the peers one flat table with the index that covers their queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create table peer (id integer primary key, competition integer,"
            " student integer, score double precision)"
        )
        cursor.executemany(
            "insert into peer values (%s, %s, %s, %s)",
            [
                (submission.pk, competition.pk, submission.enrollment_id, score)
                for submission, score in zip(made, scores, strict=True)
            ],
        )
        cursor.execute(
            "create index peer_covering on peer (competition, student, score desc, id)"
        )
    connection.commit()
    if connection.vendor == "postgresql":
        connection.set_autocommit(True)
    with connection.cursor() as cursor:
        cursor.execute(
            "vacuum analyze" if connection.vendor == "postgresql" else "analyze"
        )
