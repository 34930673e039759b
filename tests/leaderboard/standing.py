"""Boards that tests read: people with scores, put there without any scoring."""

from datetime import UTC, datetime, timedelta

from courseops.models import Enrollment, Team, TeamMember
from leaderboard.models import (
    Baseline,
    Competition,
    HiddenEntry,
    PrivateStanding,
    Standing,
)
from tests.factories import EnrollmentFactory, ScoreFactory

AT = datetime(2020, 9, 20, 12, tzinfo=UTC)


def student(course, name, **changes) -> Enrollment:
    return EnrollmentFactory(
        course=course, user__login=name, user__name=name.title(), **changes
    )


def stand(
    competition: Competition,
    enrollment: Enrollment,
    score: float,
    *,
    minutes: int = 0,
    private: float | None = None,
    **columns,
) -> Standing:
    """Put somebody on the public board, with *private* on the private one too."""
    at = AT + timedelta(minutes=minutes)
    submission = ScoreFactory(
        submission__competition=competition,
        submission__enrollment=enrollment,
        submission__received_at=at,
        public=score,
        private=score if private is None else private,
    ).submission
    same = {
        "competition": competition,
        "enrollment": enrollment,
        "submission": submission,
        "achieved_at": at,
        "entries": 1,
    }
    if private is not None:
        PrivateStanding.objects.create(**same, private=private)
    return Standing.objects.create(**same, public=score, **columns)


def hide(competition, enrollment, reason="a second account") -> None:
    HiddenEntry.objects.create(
        competition=competition, enrollment=enrollment, reason=reason, at=AT
    )
    Standing.objects.filter(enrollment=enrollment).update(is_hidden=True)
    PrivateStanding.objects.filter(enrollment=enrollment).update(is_hidden=True)


def baseline(competition, title, score) -> Baseline:
    return Baseline.objects.create(
        competition=competition, title=title, public=score, at=AT
    )


def team(competition, name, *members) -> Team:
    """A team for this competition alone."""
    component = competition.component
    made = Team.objects.create(course=component.course, component=component, name=name)
    for member in members:
        TeamMember.objects.create(team=made, enrollment=member)
    return made
