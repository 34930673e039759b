"""A class in which a mark may be asked about: parts, 7 of 10, graded when it is NOW."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.models import Component, Enrollment, Result
from grading import recording
from grading.models import RegradeRequest
from grading.regrades import regrading
from grading.regrades.deciding import decide
from tests.factories import AssignmentFactory, ComponentFactory

DUE = datetime(2020, 9, 27, 4, tzinfo=UTC)
GRADED = datetime(2020, 10, 1, 12, tzinfo=UTC)
NOW = GRADED + timedelta(days=2)
DAY = timedelta(days=1)
COURSE = "/courses/ml-f20/"
WHY = "Part 3 is right: the norm is taken over rows."


@pytest.fixture
def layers(course, alice) -> Component:
    """A component in which Alice has 7 of 10 parts, recorded as of GRADED."""
    made = ComponentFactory(
        course=course,
        assignment=AssignmentFactory(course=course, slug="hw1", title="Speech"),
        slug="hw1p1",
        title="Layers",
        kind="parts",
        cutoffs=None,
        details={"parts": 10},
        released=DUE - 9 * DAY,
        on_time=DUE,
    )
    Result.objects.create(component=made, enrollment=alice, score=7)
    recording.record(course=course, at=GRADED)
    return made


@pytest.fixture
def in_october(monkeypatch) -> None:
    """Have the pages think that it is NOW."""
    monkeypatch.setattr("courseops.clock.now", lambda: NOW)


def asked(
    component: Component, student: Enrollment, *, at: datetime = NOW
) -> RegradeRequest:
    """Have a student ask about a mark."""
    return regrading.ask(component=component, student=student, text=WHY, at=at)


def decided(
    request: RegradeRequest,
    by: Enrollment,
    *,
    how: str = "keep",
    value: str = "",
    reply: str = "It stays: see the key.",
    at: datetime = NOW,
) -> RegradeRequest:
    """Have somebody decide a request."""
    return decide(
        request=request,
        how=how,
        value=value,
        reply=reply,
        actor=by.user,
        link="https://x.example/r",
        at=at,
    )
