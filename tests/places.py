"""What the addresses of the site name, and the addresses with it in them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from courseops.models import Alert, Course, Enrollment, Team, TeamInvite, TeamMember
from grading.models import ClassChange, RegradeRequest
from leaderboard.models import CodeHandIn, SampleFile, ShadowRun
from quizzes.models import Attempt, Picture
from quizzes.paper import draw
from quizzes.questions import rules_of
from tests.factories import (
    CompetitionFactory,
    EnrollmentFactory,
    SolutionFactory,
    SubmissionFactory,
)
from tests.grading.nights import store
from tests.participation.addressed import participating
from tests.projects.addressed import projecting
from tests.projects.reviewed import assigned_to
from tests.quizzes.quizmaking import BOOLEAN, NOON, make_quiz

A_POOL = {"pool": "easy", "take": 1, "questions": [BOOLEAN | {"slug": "sea"}]}


def make_places(course: Course, alice: Enrollment) -> dict[str, str]:
    """Make what the addresses name; returns what to write for each converter."""
    competition = CompetitionFactory(
        component__course=course,
        component__slug="hw1p2",
        component__code=datetime(2020, 10, 1, tzinfo=UTC),
        component__details={"team": {"max": 3, "form_by": "2100-01-01"}},
    )
    quiz = make_quiz(course)
    solution = SolutionFactory(competition=competition, has_split=True)
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True)
    (folder / "predictions.csv").write_text("id,label\n")
    mine = SubmissionFactory(
        competition=competition, enrollment=alice, path="predictions.csv"
    )
    Attempt.objects.create(
        pk=mine.pk,
        component=quiz.component,
        enrollment=alice,
        number=1,
        paper=draw(rules_of(quiz.definition), seed="alice"),
        started_at=NOON,
        received_at=NOON,
        questions=5,
    )
    quiz.definition["questions"].append(A_POOL)
    quiz.save()
    CodeHandIn.objects.create(
        pk=mine.pk,
        component=competition.component,
        enrollment=alice,
        received_at=mine.received_at,
        path="predictions.csv",
        file_name="code.zip",
        size=1,
    )
    SampleFile.objects.create(
        pk=mine.pk,
        competition=competition,
        file_name="sample.csv",
        path="predictions.csv",
    )
    ShadowRun.objects.create(
        pk=mine.pk,
        competition=competition,
        solution=solution,
        created_at=mine.received_at,
    )
    ClassChange.objects.create(
        pk=mine.pk,
        course=course,
        action="weights",
        parameters={"edits": {}},
        at=mine.received_at,
    )
    RegradeRequest.objects.create(
        pk=mine.pk,
        component=competition.component,
        enrollment=alice,
        opened_at=mine.received_at,
    )
    Alert.objects.create(pk=mine.pk, course=course, kind="k", at=mine.received_at)
    owen = EnrollmentFactory(course=course, user__login="owen")
    owls = Team.objects.create(
        course=course, component=competition.component, name="owls"
    )
    TeamMember.objects.create(team=owls, enrollment=owen)
    TeamInvite.objects.create(
        team=owls, token="link", created_by=owen, created_at=mine.received_at
    )
    Picture.objects.create(
        pk=mine.pk,
        course=course,
        name="net.png",
        sha256="5ha",
        content=b"",
        added_at=mine.received_at,
    )
    participating(course)
    projecting(course, alice, pk=mine.pk, path=mine.path)
    assigned_to(alice, pk=mine.pk)
    night = store(course)
    return {
        "course": course.slug,
        "login": "alice",
        "pk": str(mine.pk),
        "item": str(mine.pk),
        "pool": "easy",
        "way": "up",
        "format": "csv",
        "notation": "gift",
        "day": str(night.day),
        "file": "grades.csv",
        "token": "link",
        "act": "leave",
        "series": "attendance",
        "session": "2020-09-07",
        "lecture": "lec-1",
        "question": "capital",
        "category": "homework",
        "version": "1",
        "sha256": "5ha",
    }


def address(route: str, places: Mapping[str, str]) -> str:
    """Return an address that matches *route*, with what *places* holds in it."""
    of_any_kind = "components/" in route and not route.endswith("cutoffs/")
    component = "quiz-1" if of_any_kind or "quizzes/" in route else "hw1p2"
    component = "report" if "/projects/" in route else component
    if "/reviews/" in route:
        component, places = "paper-review", {**places, "item": "1", "number": "1"}
    known = {"component": component, **places}
    path = re.sub(r"<\w+:(\w+)>", lambda found: known[found[1]], route)
    path = path.replace("(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)", "1-key")
    return "/" + path.replace("^", "").replace("$", "").removeprefix("/")
