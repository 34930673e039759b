"""The pages outside the apps: who sees them, what they say, how much they ask."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from courseops.models import Announcement, Category, ScheduleEntry, Track
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    ComponentFactory,
    CourseFactory,
    EnrollmentFactory,
    UserFactory,
)

HOME = "/"
COURSE = "/courses/ml-f20/"
ROSTER = "/courses/ml-f20/roster/"
PART = "/courses/ml-f20/components/part/"
NOW = datetime(2020, 9, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def part(course):
    return ComponentFactory(
        course=course,
        slug="part",
        title="Layers and gradients",
        kind="parts",
        cutoffs=None,
        on_time=NOW + DAY,
        details={"parts": 10},
    )


@pytest.fixture
def as_alice(client, alice):
    client.force_login(alice.user)
    return client


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob.user)
    return client


# --- Who may see what -----------------------------------------------------------------


@pytest.mark.parametrize("path", [HOME, COURSE, ROSTER, PART])
def test_a_stranger_is_sent_to_the_sign_in(client, part, path):
    response = client.get(path)

    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", [COURSE, ROSTER, PART])
def test_an_outsider_cannot_tell_that_the_course_exists(client, part, charlie, path):
    client.force_login(charlie)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "status"), [(COURSE, 200), (PART, 200), (ROSTER, 403)]
)
def test_a_student_sees_the_course_but_not_its_roster(as_alice, part, path, status):
    assert as_alice.get(path).status_code == status


@pytest.mark.parametrize("path", [COURSE, ROSTER, PART])
def test_a_ta_sees_the_course_and_its_roster(as_bob, part, path):
    assert as_bob.get(path).status_code == 200


@pytest.mark.parametrize("path", [COURSE, ROSTER, PART])
def test_site_staff_see_every_course(client, part, path):
    client.force_login(UserFactory(login="root", is_staff=True))

    assert client.get(path).status_code == 200


def test_a_dropped_student_still_sees_the_course(as_alice, alice):
    alice.status = "dropped"
    alice.save()

    response = as_alice.get(COURSE)

    assert "Dropped" in response.text


# --- My courses -----------------------------------------------------------------------


def test_who_is_in_one_course_goes_there(as_alice):
    response = as_alice.get(HOME)

    assert response.status_code == 302
    assert response.url == COURSE


def test_who_is_in_two_courses_chooses(as_alice, alice):
    EnrollmentFactory(
        user=alice.user, course=CourseFactory(slug="stat", title="Statistics")
    )

    response = as_alice.get(HOME)

    assert "Machine Learning" in response.text
    assert "Statistics" in response.text


def test_who_is_in_no_course_is_told_what_to_do(client, db):
    client.force_login(UserFactory(login="nobody"))

    assert "You are in no course yet" in client.get(HOME).text


def test_site_staff_see_the_courses_they_are_not_in(client, course):
    client.force_login(UserFactory(login="root", is_staff=True))

    assert "Machine Learning" in client.get(HOME).text


def test_a_course_left_as_ta_is_not_listed(client, bob):
    bob.status = "dropped"
    bob.save()
    client.force_login(bob.user)

    assert "You are in no course yet" in client.get(HOME).text


# --- A course's home ------------------------------------------------------------------


def test_the_next_deadline_stands_in_the_zone_of_the_course(as_alice, part):
    part.on_time = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
    part.save()

    response = as_alice.get(COURSE)

    assert "Layers and gradients" in response.text
    assert "Sun 27 Sep, 23:59 EDT" in response.text
    assert 'data-countdown="2020-09-28T03:59:59+00:00">in 7 days<' in response.text


def test_nothing_ahead_is_said(as_alice):
    assert "Nothing is due" in as_alice.get(COURSE).text


def test_archived_work_is_not_shown(as_alice, part):
    part.archived = True
    part.save()

    assert "Layers and gradients" not in as_alice.get(COURSE).text


def test_work_that_a_track_does_without_is_not_shown_to_it(as_alice, alice, part):
    alice.track = Track.objects.create(
        course=alice.course, slug="undergraduate", position=0, without=["homework"]
    )
    alice.save()

    assert "Layers and gradients" not in as_alice.get(COURSE).text


def test_an_announcement_stands_until_its_date(as_alice, course):
    def announce(title, until):
        Announcement.objects.create(
            course=course, slug=title, position=0, title=title, until=until
        )

    announce("still on", NOW)
    announce("for ever", None)
    announce("is over", NOW - timedelta(seconds=1))

    text = as_alice.get(COURSE).text

    assert "still on" in text
    assert "for ever" in text
    assert "is over" not in text


def test_the_next_lectures_are_from_today_on_by_the_clock_of_the_course(
    as_alice, course, time_machine
):
    for number, day in ((1, date(2020, 9, 20)), (2, date(2020, 9, 21))):
        ScheduleEntry.objects.create(
            course=course,
            slug=f"lec-{number}",
            position=number,
            kind="lecture",
            number=str(number),
            date=day,
            title=f"Topic {number}",
        )
    time_machine.move_to(datetime(2020, 9, 21, 3, tzinfo=UTC), tick=False)

    text = as_alice.get(COURSE).text

    assert "Topic 1" in text
    assert "Lecture 2" in text


def test_a_student_is_not_shown_what_staff_have_to_do(as_alice, part):
    assert "For the staff" not in as_alice.get(COURSE).text


def test_staff_are_told_of_cutoffs_that_are_missing(as_bob, course):
    ComponentFactory(course=course, slug="hw3p2", title="Postcards", cutoffs=None)

    assert "No cutoffs posted" in as_bob.get(COURSE).text


def test_staff_are_told_of_weights_that_are_missing(as_bob, part):
    Category.objects.update(weight=None)

    assert "No weight set" in as_bob.get(COURSE).text


def test_staff_are_told_who_never_signed_in(as_bob, alice):
    assert "1 person has never signed in" in as_bob.get(COURSE).text


def test_the_home_of_a_course_asks_the_same_however_full_it_is(
    as_bob, course, django_assert_num_queries
):
    def fill(count):
        for i in range(count):
            category = CategoryFactory(course=course, slug=f"cat-{count}-{i}")
            assignment = AssignmentFactory(course=course, category=category)
            component = ComponentFactory(
                course=course, assignment=assignment, on_time=NOW + DAY
            )
            Announcement.objects.create(
                course=course, slug=f"a-{count}-{i}", position=i, component=component
            )
            EnrollmentFactory(course=course)

    fill(1)
    with django_assert_num_queries(10):
        as_bob.get(COURSE)
    fill(5)
    with django_assert_num_queries(10):
        as_bob.get(COURSE)


# --- The navigation -------------------------------------------------------------------


def test_the_present_page_is_marked(as_bob):
    text = as_bob.get(ROSTER).text

    assert f'href="{ROSTER}" aria-current="page"' in text
    assert text.count("aria-current") == 1


def test_a_student_has_no_staff_pages_in_the_navigation(as_alice):
    text = as_alice.get(COURSE).text

    assert ROSTER not in text
    assert reverse("leaderboard:monitor", args=["ml-f20"]) not in text


@pytest.mark.parametrize(("who", "listed"), [("alice", False), ("bob", True)])
def test_a_competition_is_listed_for_students_once_it_is_released(
    client, who, listed, request, course
):
    ComponentFactory(course=course, slug="hw3p2", released=NOW + DAY, on_time=None)
    client.force_login(request.getfixturevalue(who).user)

    link = reverse("leaderboard:competition", args=["ml-f20", "hw3p2"])

    assert (f'<li><a href="{link}"' in client.get(COURSE).text) is listed


# --- A component's page ---------------------------------------------------------------


def test_a_component_shows_its_dates_and_what_it_asks_for(as_alice, part):
    text = as_alice.get(PART).text

    assert "Layers and gradients" in text
    assert "Mon 21 Sep, 08:00 EDT" in text
    assert "10 autograded parts" in text
    assert "Nothing counts after the deadline." in text


def test_a_competition_has_its_own_page(as_alice, course):
    ComponentFactory(course=course, slug="hw1p2", kind="competition")

    response = as_alice.get("/courses/ml-f20/components/hw1p2/")

    assert response.url == reverse("leaderboard:competition", args=["ml-f20", "hw1p2"])


def test_an_unknown_component_is_not_found(as_alice):
    assert as_alice.get("/courses/ml-f20/components/nothing/").status_code == 404


def test_a_component_of_another_course_is_not_found(as_alice):
    ComponentFactory(course=CourseFactory(slug="stat"), slug="theirs", kind="quiz")

    assert as_alice.get("/courses/ml-f20/components/theirs/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "details", "told"),
    [
        ("quiz", {}, "100 × correct answers / questions"),
        ("points", {"points": 60}, "60 points, entered by the staff"),
        (
            "tiers",
            {"points": 4, "tiers": [{"share": 0.25, "points": 4}]},
            "best 25 %",
        ),
        (
            "attendance",
            {"sessions": ["2020-08-31"], "allow_missed": 2},
            "2 sessions may",
        ),
        ("peer_review", {"reviews": 3, "mark": "given"}, "3 reviews of the work"),
        ("files", {"graded": "completion", "files": {"accept": ["pdf"]}}, "full mark"),
        (
            "rubric",
            {"criteria": [{"slug": "goal", "title": "Goal", "points": 5}]},
            "Goal",
        ),
    ],
)
def test_each_kind_says_what_it_asks_for(as_alice, part, kind, details, told):
    part.kind, part.details = kind, details
    part.save()

    assert told in as_alice.get(PART, follow=True).text


# --- Errors ---------------------------------------------------------------------------


def test_an_unknown_page_says_so(as_alice):
    response = as_alice.get("/nothing/")

    assert response.status_code == 404
    assert "There is nothing here" in response.text


def test_a_form_without_its_token_says_that_the_page_was_out_of_date(alice):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})

    assert response.status_code == 403
    assert "The page was out of date" in response.text


def test_the_page_of_a_failure_needs_nothing_from_the_request():
    from django.template.loader import get_template

    assert "Something broke on our side" in get_template("500.html").render()
    assert "made no sense" in get_template("400.html").render()
