"""A program takes a quiz: the same rules as on the pages."""

import json

import pytest
from django.test import Client

from courseops.models import ApiToken, Extension
from quizzes.models import Answer, Attempt
from tests.factories import EnrollmentFactory
from tests.quizzes.quizmaking import (
    BOOLEAN,
    CLOSES,
    DAY,
    MULTIPLE,
    NOON,
    NUMERIC,
    SINGLE,
    make_quiz,
)
from tests.quizzes.taken import take

pytestmark = pytest.mark.django_db

LIST = "/api/v1/courses/ml-f20/quizzes/"
HERE = f"{LIST}quiz-1/"
ORDERING = {
    "slug": "steps",
    "type": "ordering",
    "prompt": "Order them",
    "items": ["one", "two", "three"],
}
MATCHING = {
    "slug": "pairs",
    "type": "matching",
    "prompt": "Match them",
    "pairs": [["a", "1"], ["b", "2"]],
}


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def quiz(course):
    return make_quiz(
        course,
        time_limit_min=30,
        shuffle=True,
        questions=[SINGLE, MULTIPLE, NUMERIC, BOOLEAN, ORDERING, MATCHING],
    )


def client_of(enrollment) -> Client:
    _, token = ApiToken.objects.create(user=enrollment.user, name="test")
    return Client(headers={"Authorization": f"Token {token}"})


@pytest.fixture
def as_alice(alice, quiz) -> Client:
    return client_of(alice)


def put(client: Client, attempt: dict, slug: str, value, base: int = 0):
    return client.put(
        f"{HERE}attempts/{attempt['id']}/answers/{slug}/",
        json.dumps({"value": value, "base": base}),
        content_type="application/json",
    )


def question(attempt: dict, slug: str) -> dict:
    return next(one for one in attempt["questions"] if one["slug"] == slug)


@pytest.fixture
def attempt(as_alice) -> dict:
    return as_alice.post(f"{HERE}attempts/").json()


# --- What there is ----------------------------------------------------------------------


def test_the_list_tells_the_own_window_and_what_is_left(as_alice, quiz, alice):
    Extension.objects.create(
        component=quiz.component, enrollment=alice, days=1, at=NOON
    )

    (shown,) = as_alice.get(LIST).json()

    assert shown["closes"] == "2020-09-08T08:00:00-04:00"
    assert (shown["stage"], shown["may_start"]) == ("open", True)
    assert (shown["attempts_left"], shown["time_limit_seconds"]) == (1, 1800)
    assert as_alice.get(HERE).json() == shown


def test_the_list_asks_as_much_about_many_quizzes(
    as_alice, course, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as few:
        as_alice.get(LIST)
    for number in range(2, 6):
        make_quiz(course, slug=f"quiz-{number}")

    with django_assert_max_num_queries(len(few)):
        assert len(as_alice.get(LIST).json()) == 5


# --- Taking it --------------------------------------------------------------------------


def test_an_attempt_begins_once_and_is_found_again(as_alice):
    first = as_alice.post(f"{HERE}attempts/")
    again = as_alice.post(f"{HERE}attempts/")

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() == as_alice.get(first.json()["url"]).json()
    assert first.json()["closes"] == "2020-09-06T08:30:00-04:00"
    assert [one["id"] for one in as_alice.get(f"{HERE}attempts/").json()] == [
        first.json()["id"]
    ]


def test_outside_the_window_nothing_begins(as_alice, noon):
    noon.move_to(CLOSES + DAY, tick=False)

    answer = as_alice.post(f"{HERE}attempts/")

    assert (answer.status_code, answer.json()["code"]) == (409, "over")
    assert "closed on" in answer.json()["message"]


def test_answers_are_given_in_places_of_the_paper(as_alice, attempt):
    capital = question(attempt, "capital")
    steps, pairs = question(attempt, "steps"), question(attempt, "pairs")
    place = capital["options"].index("Paris")
    order = [steps["options"].index(one) for one in ("one", "two", "three")]
    match = [pairs["options"].index(one) for one in ("1", "2")]

    for slug, value in (
        ("capital", place),
        ("steps", order),
        ("pairs", match),
        ("pi", "3.14"),
        ("sky", True),
    ):
        assert put(as_alice, attempt, slug, value).status_code == 200

    right = dict(Answer.objects.values_list("question", "is_right"))
    assert all(right.values())
    assert pairs["left"] == ["a", "b"]
    shown = as_alice.get(attempt["url"]).json()
    assert question(shown, "capital")["value"] == place
    assert question(shown, "steps")["value"] == order


def test_a_save_names_its_revision_and_its_time(as_alice, attempt):
    saved = put(as_alice, attempt, "pi", "about 3").json()

    assert saved["revision"] == 1
    assert saved["saved_at"] == "2020-09-06T08:00:00-04:00"
    assert "not a number" in saved["advice"]


def test_the_same_answer_again_is_saved_already(as_alice, attempt):
    put(as_alice, attempt, "pi", "3")

    assert put(as_alice, attempt, "pi", "3", base=0).json()["revision"] == 1


def test_a_stale_base_is_a_conflict_with_the_answer_that_stands(as_alice, attempt):
    put(as_alice, attempt, "pi", "3")

    answer = put(as_alice, attempt, "pi", "4", base=0)

    assert answer.status_code == 409
    assert answer.json()["code"] == "conflict"
    assert answer.json()["answer"] == {
        "value": "3",
        "revision": 1,
        "saved_at": "2020-09-06T08:00:00-04:00",
    }
    assert put(as_alice, attempt, "pi", "4", base=1).status_code == 200


@pytest.mark.parametrize(
    ("slug", "value", "status"),
    [
        ("capital", 3, 422),
        ("capital", "Paris", 422),
        ("primes", 1, 422),
        ("sky", "yes", 422),
        ("pi", [], 200),
        ("pi", {}, 422),
        ("steps", [0, 0, 1], 422),
        ("pairs", [None], 422),
        ("river", 1, 404),
    ],
)
def test_what_is_no_answer_is_refused(as_alice, attempt, slug, value, status):
    assert put(as_alice, attempt, slug, value).status_code == status


def test_after_the_hand_in_nothing_is_taken(as_alice, attempt):
    first = as_alice.post(f"{attempt['url']}hand-in/").json()
    again = as_alice.post(f"{attempt['url']}hand-in/").json()

    answer = put(as_alice, attempt, "pi", "3")

    assert not first["is_open"]
    assert first["handed_in_at"] == again["handed_in_at"]
    assert (answer.status_code, answer.json()["code"]) == (410, "closed")


# --- What is told -----------------------------------------------------------------------

KEY = ("result", "is_right", "right_answers", "explanation")


def told(attempt: dict) -> list:
    return [attempt["result"]] + [
        one[key] for one in attempt["questions"] for key in KEY[1:]
    ]


def test_nothing_of_the_key_is_told_before_results_are_shown(as_alice, attempt):
    put(as_alice, attempt, "capital", 0)

    assert not any(told(as_alice.get(attempt["url"]).json()))
    over = as_alice.post(f"{attempt['url']}hand-in/")
    assert not any(told(over.json()))
    assert b"since 987" not in over.content
    assert as_alice.get(HERE).json()["result"] is None


def test_results_are_told_when_the_window_is_over(as_alice, attempt, noon):
    put(as_alice, attempt, "pi", "3.14")
    noon.move_to(CLOSES + DAY, tick=False)

    shown = as_alice.get(attempt["url"]).json()

    assert shown["result"] == {"correct": 1, "questions": 6, "score": 100 / 6}
    assert question(shown, "pi")["is_right"] is True
    assert question(shown, "capital")["right_answers"] == ["Paris"]
    assert question(shown, "capital")["explanation"] == "It has been since 987."
    assert as_alice.get(HERE).json()["result"]["correct"] == 1


def test_at_once_an_open_attempt_tells_nothing_yet(as_alice, attempt, quiz):
    quiz.definition["reveal"] = "at_once"
    quiz.save()

    assert not any(told(as_alice.get(attempt["url"]).json()))
    assert any(told(as_alice.post(f"{attempt['url']}hand-in/").json()))


# --- Who --------------------------------------------------------------------------------


def test_staff_see_an_attempt_and_change_nothing_in_it(attempt, bob, as_alice):
    as_bob = client_of(bob)

    assert as_bob.get(attempt["url"]).json()["login"] == "alice"
    assert put(as_bob, attempt, "pi", "3").status_code == 403
    assert as_bob.post(f"{attempt['url']}hand-in/").status_code == 403
    assert as_bob.post(f"{HERE}attempts/").status_code == 403


def test_another_students_attempt_does_not_exist(attempt, course):
    as_carol = client_of(EnrollmentFactory(course=course))

    assert as_carol.get(attempt["url"]).status_code == 404
    assert put(as_carol, attempt, "pi", "3").status_code == 404


def test_an_attempt_made_elsewhere_has_no_questions(as_alice, quiz, alice):
    made = take(quiz, alice)
    Attempt.objects.filter(pk=made.pk).update(paper=None, number=None)

    shown = as_alice.get(f"{HERE}attempts/{made.pk}/").json()

    assert (shown["number"], shown["questions"]) == (None, [])
