"""A student's own deadlines, wherever dates are shown; the slack cap beside them."""

from datetime import UTC, datetime, timedelta

import pytest
from rest_framework.test import APIClient

from courseops.models import Component, Extension, SlackCap
from tests.factories import CompetitionFactory, ComponentFactory, EnrollmentFactory

NOW = datetime(2020, 9, 20, 12, tzinfo=UTC)
ON_TIME = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
LATE = datetime(2020, 10, 19, 3, 59, 59, tzinfo=UTC)
PART = "/courses/ml-f20/components/part/"
CAP = f"{PART}slack/"


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def part(course) -> Component:
    course.slack = {"days": 5}
    course.save()
    return ComponentFactory(
        course=course,
        slug="part",
        kind="parts",
        cutoffs=None,
        on_time=ON_TIME,
        late=LATE,
        late_policy={"kind": "slack_or_late"},
        details={"parts": 10},
    )


@pytest.fixture
def as_alice(client, alice):
    client.force_login(alice.user)
    return client


def give(component: Component, student, **what) -> Extension:
    return Extension.objects.create(
        component=component, enrollment=student, reason="ill", at=NOW, **what
    )


def test_the_page_shows_the_moved_deadlines_beside_the_course_s(as_alice, part, alice):
    give(part, alice, days=2)

    page = as_alice.get(PART)

    assert "Your extension" in page.text
    assert "29 Sep 2020, 23:59 EDT" in page.text
    assert "27 Sep 2020, 23:59 EDT" in page.text
    stops = {stop.key: stop.at for stop in page.context["timeline"].stops}
    assert stops["on_time"] == ON_TIME + timedelta(days=2)


def test_the_reason_is_for_the_staff_alone(as_alice, part, alice):
    give(part, alice, days=2)

    assert "ill<" not in as_alice.get(PART).text


def test_an_excuse_is_told(as_alice, part, alice):
    give(part, alice, excused=True)

    assert "You are excused" in as_alice.get(PART).text


def test_another_student_s_extension_moves_nothing_here(as_alice, part, course):
    give(part, EnrollmentFactory(course=course), days=2)

    assert "Your extension" not in as_alice.get(PART).text


def test_the_course_s_home_lists_the_moved_deadline(as_alice, part, alice):
    give(part, alice, days=2)

    days = as_alice.get("/courses/ml-f20/").context["days"]

    assert [day.day.isoformat() for day in days] == ["2020-09-29", "2020-10-20"]


def test_what_one_is_excused_from_is_not_next(as_alice, part, alice):
    give(part, alice, excused=True)

    assert as_alice.get("/courses/ml-f20/").context["days"] == []


def test_the_api_tells_the_moved_deadline(part, alice):
    give(part, alice, days=2)
    api = APIClient()
    api.force_authenticate(alice.user)

    found = api.get("/api/v1/courses/ml-f20/components/part/").json()

    assert found["on_time"] == "2020-09-29T23:59:59-04:00"


def test_a_competition_s_page_and_api_tell_the_moved_deadline(as_alice, course, alice):
    competition = CompetitionFactory(
        component__course=course, component__slug="hw1p2", component__on_time=ON_TIME
    )
    give(competition.component, alice, days=2)
    api = APIClient()
    api.force_authenticate(alice.user)

    page = as_alice.get("/courses/ml-f20/competitions/hw1p2/")
    told = api.get("/api/v1/courses/ml-f20/competitions/hw1p2/").json()

    assert "Your extension" in page.text
    assert page.context["last_deadline"] == ON_TIME + timedelta(days=2)
    assert told["on_time"] == "2020-09-29T23:59:59-04:00"


def test_a_student_caps_the_slack_days(as_alice, part):
    answer = as_alice.post(CAP, {"days": "2"})

    assert answer.url == PART
    assert SlackCap.objects.get().days == 2
    assert '<option value="2" selected>at most 2 days</option>' in (
        as_alice.get(PART).text
    )


def test_the_cap_can_be_taken_away(as_alice, part, alice):
    SlackCap.objects.create(component=part, enrollment=alice, days=0, at=NOW)

    as_alice.post(CAP, {"days": ""})

    assert not SlackCap.objects.exists()


def test_what_is_no_choice_is_refused(as_alice, part):
    page = as_alice.post(CAP, {"days": "5"}, follow=True)

    assert "Choose one of the numbers" in page.text
    assert not SlackCap.objects.exists()


def test_the_cap_stands_a_second_after_the_late_deadline(client, part, alice, now):
    now.move_to(LATE, tick=False)
    client.force_login(alice.user)
    client.post(CAP, {"days": "2"})
    now.move_to(LATE + timedelta(seconds=1), tick=False)

    page = client.post(CAP, {"days": "1"}, follow=True)

    assert "deadline has passed" in page.text
    assert "At most 2 days, as you chose" in page.text
    assert SlackCap.objects.get().days == 2


def test_an_extension_lengthens_the_time_for_the_cap(client, part, alice, now):
    give(part, alice, days=1)
    now.move_to(LATE + timedelta(hours=1), tick=False)
    client.force_login(alice.user)

    client.post(CAP, {"days": "1"})

    assert SlackCap.objects.get().days == 1


def test_what_takes_no_slack_offers_no_cap(as_alice, part):
    part.slack = False
    part.save()

    assert "Slack days here" not in as_alice.get(PART).text
    as_alice.post(CAP, {"days": "1"})
    assert not SlackCap.objects.exists()


def test_staff_have_no_cap(client, part, bob):
    client.force_login(bob.user)

    assert client.post(CAP, {"days": "1"}).status_code == 403
