"""A large class in the database, and how its facts are read back as model instances."""

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import yaml
from django.core.management import call_command

from benchmarks.large.classes import LargeClass, document
from benchmarks.loop.course import Json
from courseops.models import Component, Course, Enrollment, Result, Track, User
from leaderboard.models import Score, State, Submission
from leaderboard.restanding import restand
from quizzes.models import Attempt

BATCH = 5_000


def loaded_course() -> Course:
    """Return the course, read from its file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "course.yaml"
        path.write_text(yaml.safe_dump(document(), sort_keys=False))
        call_command(
            "loadcourse", str(path), stdout=io.StringIO(), stderr=io.StringIO()
        )
    return Course.objects.get(slug="large")


def store(of: LargeClass) -> Course:
    """Write a class and all that it handed in; return its course."""
    course = loaded_course()
    track = Track.objects.get(course=course)
    users = User.objects.bulk_create(
        [
            User(login=of.login(row), email=f"{of.login(row)}@example.edu")
            for row in range(of.size)
        ]
    )
    enrollments = Enrollment.objects.bulk_create(
        [
            Enrollment(course=course, user=user, track=track, basis=basis)
            for user, basis in zip(users, of.basis, strict=True)
        ]
    )
    for component in Component.objects.filter(course=course):
        _store_work(of, component, enrollments)
    return course


def _store_work(
    of: LargeClass, component: Component, enrollments: list[Enrollment]
) -> None:
    work = of.work[component.slug]
    rows = [
        (enrollment, datetime.fromtimestamp(received, UTC), raw)
        for row, enrollment in enumerate(enrollments)
        for received, raw in zip(
            work.received[row].tolist(), work.raw[row].tolist(), strict=True
        )
    ]
    if component.kind == "competition":
        _store_scores(component, rows)
    elif component.kind == "quiz":
        Attempt.objects.bulk_create(
            [
                Attempt(
                    component=component, enrollment=one, correct=raw,
                    questions=10, received_at=at,
                )
                for one, at, raw in rows
            ],
            BATCH,
        )  # fmt: skip
    else:
        Result.objects.bulk_create(
            [
                Result(component=component, enrollment=one, score=raw, received_at=at)
                for one, at, raw in rows
            ],
            BATCH,
        )


def _store_scores(
    component: Component, rows: list[tuple[Enrollment, datetime, float]]
) -> None:
    submissions = Submission.objects.bulk_create(
        [
            Submission(
                competition_id=component.pk, enrollment=one, received_at=at,
                state=State.SCORED,
            )
            for one, at, _ in rows
        ],
        BATCH,
    )  # fmt: skip
    Score.objects.bulk_create(
        [
            Score(
                submission=submission, metric="accuracy", scorer_version="1",
                public=raw, private=raw, all=raw, scored_at=at,
            )
            for submission, (_, at, raw) in zip(submissions, rows, strict=True)
        ],
        BATCH,
    )  # fmt: skip
    # As each score that is written does it.
    restand(competition=component.pk)


def facts_by_orm(course: Course) -> Json:
    """Return the facts as a plain web app reads them: instances, one query a kind."""
    students = Enrollment.objects.filter(course=course).select_related("user", "track")
    logins = {one.pk: one.user.login for one in students}
    slugs = {one.pk: one.slug for one in Component.objects.filter(course=course)}
    scored = Submission.objects.filter(
        competition__component__course=course, state=State.SCORED
    ).select_related("score")
    return {
        "roster": sorted(
            (
                {
                    "login": one.user.login, "track": "t1", "basis": one.basis,
                    "role": one.role, "status": one.status,
                }
                for one in students
            ),
            key=lambda one: one["login"],
        ),
        "submissions": [
            {
                "login": logins[one.enrollment_id],
                "component": slugs[one.competition_id],
                "received_at": one.received_at.timestamp(),
                "score": one.score.all,
                "submission": f"{one.pk:010d}",
            }
            for one in scored
        ],
        "attempts": [
            {
                "login": logins[one.enrollment_id], "quiz": slugs[one.component_id],
                "correct": one.correct, "questions": one.questions,
                "received_at": one.received_at.timestamp(),
            }
            for one in Attempt.objects.filter(component__course=course)
        ],
        "results": [
            {
                "login": logins[one.enrollment_id], "component": slugs[one.component_id],
                "score": one.score, "received_at": one.received_at.timestamp(),
            }
            for one in Result.objects.filter(component__course=course)
        ],
    }  # fmt: skip
