"""How the pages of a course lead to its quizzes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from courseops.models import ScheduleEntry
from tests.factories import ComponentFactory

COURSE = "/courses/ml-f20/"
PART = "/courses/ml-f20/components/part/"
NOW = datetime(2020, 9, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def part(course):
    return ComponentFactory(
        course=course, slug="part", kind="parts", cutoffs=None, on_time=NOW + DAY
    )


@pytest.fixture
def as_alice(client, alice):
    client.force_login(alice.user)
    return client


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob.user)
    return client


def test_a_quiz_is_taken_on_its_own_page(as_alice, part):
    part.kind = "quiz"
    part.save()

    link = f'href="{reverse("quizzes:quiz", args=["ml-f20", "part"])}"'
    assert link in as_alice.get(PART).text
    assert link in as_alice.get(COURSE).text


def test_a_lecture_leads_to_its_quiz(as_alice, course, part):
    part.kind, part.title = "quiz", "Losses"
    part.save()
    ScheduleEntry.objects.create(
        course=course,
        slug="lec-1",
        position=1,
        kind="lecture",
        date=date(2020, 9, 20),
        details={"quiz": "part"},
    )
    (entry,) = as_alice.get(COURSE).context["schedule"]
    assert entry[1] == part


@pytest.mark.parametrize(("kind", "told"), [("quiz", True), ("parts", False)])
def test_a_quiz_that_is_open_is_told_first(as_alice, part, kind, told):
    part.kind, part.released, part.on_time = kind, NOW - DAY, NOW + DAY
    part.save()

    assert ("Open now" in as_alice.get(COURSE).text) is told


@pytest.mark.parametrize(("kind", "told"), [("quiz", True), ("parts", False)])
def test_students_have_quizzes_in_the_navigation_where_there_are_some(
    as_alice, part, kind, told
):
    part.kind = kind
    part.save()

    assert ("/courses/ml-f20/quizzes/" in as_alice.get(PART).text) is told


def test_staff_always_have_quizzes_in_the_navigation(as_bob, course):
    assert 'href="/courses/ml-f20/quizzes/"' in as_bob.get(COURSE).text
