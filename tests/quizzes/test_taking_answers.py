"""The requests by which a page hands over answers."""

from datetime import timedelta

import pytest
from django.test import Client

from quizzes.models import Answer, Attempt
from tests.quizzes.quizmaking import CLOSES, NOON, SECOND, make_quiz, start

# Session, user, course, place, quiz, attempt, extension; then within the transaction
# attempt, questions, answers, the answer, the number, and twice a savepoint.
ANSWER_QUERIES = 14


class Page:
    """Alice's page of her attempt."""

    def __init__(self, student, attempt: Attempt) -> None:
        self.client = Client()
        self.client.force_login(student.user)
        self.attempt = attempt
        self.url = f"/courses/ml-f20/quizzes/quiz-1/attempts/{attempt.pk}/"

    def answer(self, question, value, base=0):
        return self.client.post(
            f"{self.url}answers/",
            {
                "question": question,
                f"answer-{question}": value,
                f"base-{question}": base,
            },
        )

    def send(self, **fields):
        return self.client.post(self.url, fields)

    def stored(self, question):
        return self.attempt.answers.get(question=question).value


@pytest.fixture
def page(course, alice, time_machine) -> Page:
    time_machine.move_to(NOON, tick=False)
    return Page(alice, start(make_quiz(course), alice))


# --- One by one --------------------------------------------------------------------------


def test_an_answer_is_confirmed_with_its_revision_and_the_servers_clock(page):
    answer = page.answer("capital", "1")

    assert answer.status_code == 200
    assert answer.json() == {
        "revision": 1,
        "saved": "Saved at 08:00:00 EDT",
        "advice": "",
        "now": "2020-09-06T12:00:00+00:00",
        "closes": "2020-09-07T12:00:00+00:00",
        "until": "7 Sep 2020, 08:00:00 EDT",
    }
    assert page.stored("capital") == 1


def test_places_on_the_page_are_stored_as_the_questions_own(course, alice):
    quiz = make_quiz(course, shuffle=True, released=None, on_time=None)
    page = Page(alice, start(quiz, alice))
    order = next(one["order"] for one in page.attempt.paper if one["slug"] == "capital")

    page.answer("capital", "0")

    assert page.stored("capital") == order[0]


def test_an_answer_on_an_old_base_gets_the_question_as_it_stands(page):
    page.answer("capital", "1")

    answer = page.answer("capital", "2")

    told = answer.json()
    assert (answer.status_code, told["revision"]) == (409, 1)
    assert 'name="base-capital" value="1"' in told["question"]
    assert 'value="1" checked' in told["question"]
    assert page.stored("capital") == 1


def test_an_answer_after_the_end_is_gone(page, time_machine):
    time_machine.move_to(CLOSES + SECOND, tick=False)

    assert page.answer("capital", "1").status_code == 410
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("question", "value"), [("capital", "9"), ("capital", "x"), ("none", "1")]
)
def test_what_is_no_answer_is_refused(page, question, value):
    answer = page.answer(question, value)

    assert answer.status_code == 422
    assert answer.json()["message"]


def test_a_base_that_is_no_revision_overwrites_nothing(page):
    page.answer("capital", "1")

    assert page.answer("capital", "2", base="9" * 30).status_code == 409


def test_the_time_that_is_left_can_be_asked(page, time_machine):
    assert page.client.get(f"{page.url}answers/").status_code == 200
    time_machine.move_to(CLOSES + SECOND, tick=False)
    assert page.client.get(f"{page.url}answers/").status_code == 410


def test_staff_answer_for_nobody(page, bob):
    page.client.force_login(bob.user)

    assert page.answer("capital", "1").status_code == 403


def test_an_answer_is_cheap(page, django_assert_num_queries):
    page.answer("capital", "1")

    with django_assert_num_queries(ANSWER_QUERIES):
        page.answer("capital", "0", base=1)


# --- A whole page, without scripts -------------------------------------------------------


def test_a_page_saves_all_it_holds(page):
    page.send(
        **{"base-capital": 0, "answer-capital": "1", "base-pi": 0, "answer-pi": "3.14"}
    )

    assert (page.stored("capital"), page.stored("pi")) == (1, "3.14")


def test_questions_that_a_page_does_not_send_stay(page):
    page.answer("pi", "3.14")
    page.send(**{"base-capital": 0, "answer-capital": "1"})

    assert page.stored("pi") == "3.14"


def test_handing_in_asks_once_more_and_names_what_is_missing(page):
    fields = {"base-capital": 0, "answer-capital": "1"}

    answer = page.client.post(page.url, fields | {"then": "hand_in"}, follow=True)

    shown = " ".join(answer.content.decode().split())
    assert answer.redirect_chain == [(f"{page.url}hand-in/", 302)]
    assert "4 of 5 questions have no answer" in shown
    assert not Attempt.objects.exclude(received_at=None).exists()


def test_then_it_is_handed_in(page, time_machine):
    time_machine.move_to(NOON + timedelta(minutes=5), tick=False)

    answer = page.client.post(f"{page.url}hand-in/", follow=True)

    assert "Handed in at 6 Sep 2020, 08:05:00 EDT." in answer.content.decode()
    page.attempt.refresh_from_db()
    assert page.attempt.received_at == NOON + timedelta(minutes=5)


def test_an_answer_that_changed_elsewhere_is_told_and_nothing_handed_in(page):
    page.answer("capital", "1")
    fields = {"base-capital": 0, "answer-capital": "2", "base-pi": 0, "answer-pi": "3"}

    answer = page.client.post(page.url, fields | {"then": "hand_in"})

    assert answer.status_code == 409
    assert "Answered elsewhere in the meantime" in answer.content.decode()
    assert (page.stored("capital"), page.stored("pi")) == (1, "3")


def test_a_page_that_comes_too_late_says_so(page, time_machine):
    time_machine.move_to(CLOSES + SECOND, tick=False)

    answer = page.client.post(
        page.url, {"base-capital": 0, "answer-capital": "1"}, follow=True
    )

    assert "its answers cannot be changed" in answer.content.decode()
    assert not Answer.objects.exists()
