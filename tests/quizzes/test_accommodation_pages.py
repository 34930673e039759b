"""The staff's pages of accommodations."""

import pytest

from courseops.models import Component
from quizzes.models import Accommodation, Quiz
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.quizzes.test_accommodations import AT, MINUTE, SINGLE, begun, give

LIST = "/courses/ml-f20/quizzes/accommodations/"
NEW = f"{LIST}new/"


@pytest.fixture
def quiz_1(course) -> Component:
    component = ComponentFactory(
        course=course, slug="quiz-1", title="First quiz", kind="quiz", cutoffs=None
    )
    definition = {"time_limit_min": 60, "questions": [SINGLE]}
    Quiz.objects.create(component=component, definition=definition)
    return component


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob.user)
    return client


def asked(**more: str) -> dict[str, str]:
    return {
        "component": "",
        "who": "alice",
        "kind": "give",
        "time_factor": "1.5",
        "extra_min": "0",
        "extra_attempts": "0",
        "reason": "a letter of the office",
        **more,
    }


def test_the_list_tells_who_where_what_and_why(as_bob, quiz_1, alice):
    give(None, alice, time_factor=1.5)
    give(quiz_1, alice, extra_min=10, extra_attempts=1, reason="a broken screen")

    text = as_bob.get(LIST).text

    for told in ("Alice Ash", "Every quiz", "time × 1.5", "a letter of the office"):
        assert told in text
    for told in ("First quiz", "+ 10 min", "+ 1 attempt", "a broken screen"):
        assert told in text


def test_without_accommodations_the_list_says_so(as_bob):
    assert "Nobody has an accommodation" in as_bob.get(LIST).text


def test_the_list_asks_as_often_whatever_is_in_it(
    as_bob, course, quiz_1, alice, django_assert_max_num_queries
):
    for number in range(5):
        student = EnrollmentFactory(course=course, user__login=f"t{number}")
        give(quiz_1, student, time_factor=2)

    with django_assert_max_num_queries(12):
        as_bob.get(LIST)


def test_what_it_leads_to_is_shown_and_not_given(as_bob, quiz_1, alice):
    text = as_bob.post(NEW, asked()).text

    assert "1 h 30 min, 1 attempt" in text
    assert not Accommodation.objects.exists()


def test_running_attempts_are_told_before(as_bob, quiz_1, alice, time_machine):
    time_machine.move_to(AT, tick=False)
    begun(quiz_1, alice, ago=MINUTE)

    assert "1 attempt of theirs is running" in as_bob.post(NEW, asked()).text


def test_confirming_gives_it_to_every_student_named(as_bob, bob, course, alice):
    EnrollmentFactory(course=course, user__login="dora")

    answer = as_bob.post(NEW, asked(who="alice, dora", confirm="yes"))

    assert answer.url == LIST
    given = Accommodation.objects.values_list("enrollment__user__login", "actor")
    assert sorted(given) == [("alice", bob.user.pk), ("dora", bob.user.pk)]


def test_taking_back_removes_it(as_bob, alice):
    give(None, alice, time_factor=2)

    as_bob.post(NEW, asked(kind="remove", confirm="yes"))

    assert not Accommodation.objects.exists()


def test_changing_begins_with_what_is_given_and_tells_what_was(as_bob, quiz_1, alice):
    give(quiz_1, alice, time_factor=2, extra_attempts=1)

    page = as_bob.get(NEW, {"component": "quiz-1", "who": "alice"})

    assert page.context["form"]["time_factor"].value() == "2"
    assert "2 times the time, 1 attempt more" in page.text


def test_a_later_window_leads_to_the_form_of_extensions_filled_in(
    as_bob, quiz_1, alice
):
    text = as_bob.get(NEW, {"component": "quiz-1", "who": "alice"}).text

    assert "/courses/ml-f20/extensions/new/?component=quiz-1&amp;who=alice" in text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"who": "zoe"}, "“zoe” is nobody in this course."),
        ({"time_factor": "0.5"}, "Time × 0.5: expected a number from 1 to 10."),
        ({"time_factor": "1"}, "There is nothing to give"),
        ({"time_factor": ""}, "This field is required"),
        ({"reason": ""}, "This field is required"),
        ({"component": "nothing"}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_given(as_bob, alice, change, told):
    answer = as_bob.post(NEW, asked(confirm="yes", **change))

    assert answer.status_code == 400
    assert told in answer.text
    assert not Accommodation.objects.exists()
