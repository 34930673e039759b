"""A report that is graded, and reviews of it: what tests of their marks start from."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.models import Component, Enrollment, Team, TeamMember
from grading import gradebook, statement
from projects import models as pj
from tests.factories import AssignmentFactory, ComponentFactory, EnrollmentFactory
from tests.grading import byhand

DUE = datetime(2020, 11, 11, 4, 59, 59, tzinfo=UTC)
IN_TIME = datetime(2020, 11, 10, 12, tzinfo=UTC)
TERM_ENDS = datetime(2020, 12, 19, tzinfo=UTC)
CRITERIA = [
    {"slug": "goal", "title": "Goal", "points": 20},
    {"slug": "results", "title": "Results", "points": 40},
]
DAY = timedelta(days=1)


@pytest.fixture
def report(course) -> Component:
    return ComponentFactory(
        course=course,
        assignment=AssignmentFactory(course=course, slug="report"),
        slug="report",
        kind="rubric",
        cutoffs=None,
        on_time=DUE,
        details={
            "criteria": CRITERIA,
            "team": {"min": 1, "max": 3},
            "files": {"accept": ["pdf"]},
        },
    )


@pytest.fixture
def review(course, report) -> Component:
    return ComponentFactory(
        course=course,
        assignment=AssignmentFactory(course=course, slug="review"),
        slug="review",
        kind="peer_review",
        cutoffs=None,
        released=DUE,
        on_time=DUE + 7 * DAY,
        details={
            "of": "report",
            "reviews": 3,
            "mark": "received",
            "criteria": [{"slug": "clear", "title": "Clear", "points": 10}],
        },
    )


@pytest.fixture
def people(course) -> list[Enrollment]:
    return [EnrollmentFactory(course=course, user__login=one) for one in "pqrs"]


def team(component: Component, *members: Enrollment) -> None:
    made = Team.objects.create(
        course=component.course, component=component, name="Owls", is_shared=True
    )
    for one in members:
        TeamMember.objects.create(team=made, enrollment=one)


def hand_in(component: Component, student: Enrollment, at=IN_TIME) -> pj.HandIn:
    return pj.HandIn.objects.create(
        component=component, enrollment=student, received_at=at
    )


def grade(handin: pj.HandIn, points: float, *, grader=None, settles=False) -> None:
    pj.Grading.objects.create(
        component=handin.component,
        enrollment=handin.enrollment,
        handin=handin,
        grader=grader,
        settles=settles,
        points=points,
        changed_at=TERM_ENDS,
        done_at=TERM_ENDS,
    )


def adjust(component: Component, student: Enrollment, points: float) -> None:
    pj.Adjustment.objects.create(
        component=component,
        enrollment=student,
        points=points,
        reason="Wrote little.",
        at=TERM_ENDS,
    )


def wrote(
    component: Component,
    reviewer: Enrollment,
    author: Enrollment,
    points: float | None,
    *,
    at=DUE + DAY,
    **kwargs,
) -> None:
    number = component.reviews.filter(reviewer=reviewer).count() + 1
    pj.Review.objects.create(
        component=component,
        reviewer=reviewer,
        author=author,
        number=number,
        shown_as=component.reviews.filter(author=author).count() + 1,
        points=points,
        assigned_at=DUE,
        received_at=None if points is None else at,
        **kwargs,
    )


def of(student, component, *, at=TERM_ENDS, as_student=False) -> dict:
    book = gradebook.load(
        course=student.course, at=at, enrollment=student, as_student=as_student
    )
    return statement.student(book, 0, explain=True)["components"][component.slug]


def mark(student, component, **kwargs) -> tuple[str, float | None]:
    found = of(student, component, **kwargs)
    if found["state"] == "graded":
        byhand.check_sentences(found["steps"])
        assert byhand.component(found["steps"]) == pytest.approx(found["mark"])
    return found["state"], found["mark"]
