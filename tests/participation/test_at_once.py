"""Several students at the same moment: the last place is taken once."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from courseops.models import Component, Course, Enrollment, ScheduleEntry
from participation import oncall, studygroups
from participation.checkin import check_in
from participation.grouprules import Rules
from participation.models import OnCall, Presence, SessionCode, StudyGroup
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.participation.conftest import NOW, SESSIONS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def students(course: Course) -> list[Enrollment]:
    return EnrollmentFactory.create_batch(4, course=course)


def at_once(act: Callable[[Enrollment], object], students: Iterable[Enrollment]) -> int:
    """Do one thing for each student, all at the same time; return how many may."""

    def run(student: Enrollment) -> bool:
        try:
            act(student)
        except ValueError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=4) as threads:
        return sum(threads.map(run, students))


def test_one_gets_the_last_place_in_a_lecture(course: Course, students):
    component = ComponentFactory(
        course=course, kind="points", details={"points": 3, "on_call": {"places": 1}}
    )
    ScheduleEntry.objects.create(
        course=course, slug="l1", position=0, kind="lecture", date=date(2020, 9, 21)
    )

    def choose(student: Enrollment) -> None:
        oncall.choose(component=component, student=student, lecture="l1", at=NOW)

    assert at_once(choose, students) == 1
    assert OnCall.objects.count() == 1


def test_one_gets_the_last_place_in_a_study_group(course: Course, students):
    owls = StudyGroup.objects.create(course=course, name="Owls", created_at=NOW)
    rules = Rules(largest=1, closes=None)

    def join(student: Enrollment) -> None:
        studygroups.join(rules=rules, student=student, group=owls.pk, at=NOW)

    assert at_once(join, students) == 1
    assert owls.members.count() == 1


def test_a_code_entered_in_four_tabs_counts_once(
    attendance: Component, alice: Enrollment
):
    code = SessionCode.objects.create(
        component=attendance,
        session=SESSIONS[2],
        code="K7RMH",
        opens_at=NOW,
        expires_at=NOW + timedelta(minutes=10),
    )

    def enter(student: Enrollment) -> None:
        check_in(student=student, text=code.code, at=NOW)

    assert at_once(enter, [alice] * 4) == 1
    assert Presence.objects.count() == 1
