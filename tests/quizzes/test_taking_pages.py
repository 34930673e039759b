"""What students see of a quiz before, while and after they take it."""

import pytest
from django.test import Client

from courseops.models import Extension
from quizzes import sitting
from quizzes.models import Accommodation, Attempt
from quizzes.sheet import Given
from tests.factories import EnrollmentFactory
from tests.quizzes.quizmaking import (
    CLOSES,
    DAY,
    NOON,
    OPENS,
    make_quiz,
    start,
    window,
)

LIST = "/courses/ml-f20/quizzes/"
QUIZ = f"{LIST}quiz-1/"
# Whatever the number of quizzes, questions and attempts.
LIST_QUERIES = 12
FRONT_QUERIES = 10
ATTEMPT_QUERIES = 9
RESULT_QUERIES = 11


@pytest.fixture(autouse=True)
def _noon(time_machine) -> None:
    time_machine.move_to(NOON, tick=False)


def browser(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def words(client, address=QUIZ, **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def address(attempt, page="") -> str:
    return f"{QUIZ}attempts/{attempt.pk}/{page}"


def answer(quiz, attempt, student, question, value) -> None:
    sitting.save(
        attempt=attempt,
        window=window(quiz, student),
        question=question,
        given=Given(value=value, base=0),
        at=NOON,
    )


def hand_in(quiz, attempt, student) -> None:
    sitting.hand_in(attempt=attempt, window=window(quiz, student), at=NOON)


# --- The list ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (OPENS - DAY, "Not open yet"),
        (NOON, "Take it"),
        (CLOSES + DAY, "Missed"),
    ],
)
def test_the_list_tells_how_far_a_quiz_is(course, alice, time_machine, at, told):
    make_quiz(course)
    time_machine.move_to(at, tick=False)

    shown = words(browser(alice), LIST)

    assert told in shown
    assert "5 Sep 2020, 08:00 EDT" in shown


def test_the_list_leads_back_to_an_open_attempt(course, alice):
    attempt = start(make_quiz(course), alice)

    assert f'href="{address(attempt)}">Continue' in words(browser(alice), LIST)


def test_who_is_excused_misses_nothing(course, alice, time_machine):
    quiz = make_quiz(course)
    Extension.objects.create(
        component=quiz.component, enrollment=alice, excused=True, at=NOON
    )
    time_machine.move_to(CLOSES + DAY, tick=False)

    shown = words(browser(alice), LIST)

    assert "Excused" in shown
    assert "Missed" not in shown


def test_results_stand_on_the_list_once_they_are_shown(course, alice, time_machine):
    quiz = make_quiz(course)
    answer(quiz, start(quiz, alice), alice, "capital", 1)
    client = browser(alice)

    assert "of 5 right" not in words(client, LIST)
    time_machine.move_to(CLOSES + DAY, tick=False)
    assert "1 of 5 right" in words(client, LIST)


def test_a_course_without_quizzes_says_so(course, alice):
    assert "No quizzes" in words(browser(alice), LIST)


def test_the_list_costs_the_same_for_many_quizzes(
    course, alice, django_assert_num_queries
):
    client = browser(alice)
    for number in range(4):
        start(make_quiz(course, slug=f"quiz-{number}"), alice)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


# --- The front page ----------------------------------------------------------------------


def test_the_front_page_tells_the_rules(course, alice):
    make_quiz(
        course,
        time_limit_min=20,
        attempts={"count": 2, "keep": "last"},
        reveal="by_hand",
    )

    shown = words(browser(alice))

    assert "20 min from the start, but not beyond the window" in shown
    assert "2; the last one counts" in shown
    assert "shown when your instructors decide so" in shown


def test_the_rules_are_the_students_own(course, alice):
    quiz = make_quiz(course, time_limit_min=20)
    Accommodation.objects.create(
        enrollment=alice,
        component=quiz.component,
        time_factor=1.5,
        extra_attempts=1,
        reason="plan",
        at=NOON,
    )

    shown = words(browser(alice))

    assert "30 min from the start" in shown
    assert "(yours; 20 min for others)" in shown
    assert "(yours; 1 for others)" in shown


def test_a_timed_quiz_asks_before_its_clock_runs(course, alice):
    make_quiz(course, time_limit_min=20)
    client = browser(alice)

    assert "You have <strong>20 min</strong>" in words(client, f"{QUIZ}start/")
    assert not Attempt.objects.exists()


def test_what_is_left_of_the_window_is_told_before_the_start(
    course, alice, time_machine
):
    make_quiz(course, time_limit_min=20)
    time_machine.move_to(CLOSES - DAY / 144, tick=False)

    shown = words(browser(alice), f"{QUIZ}start/")

    assert "You have <strong>10 min</strong>" in shown
    assert "Less than the whole time" in shown


def test_start_leads_to_the_questions(course, alice):
    make_quiz(course)

    answered = browser(alice).post(f"{QUIZ}start/")

    assert answered.headers["Location"] == address(Attempt.objects.get())


def test_a_start_that_is_refused_says_why(course, alice, time_machine):
    make_quiz(course)
    time_machine.move_to(CLOSES + DAY, tick=False)

    answered = browser(alice).post(f"{QUIZ}start/", follow=True)

    assert "Quiz 1 closed on 7 Sep 2020, 08:00 EDT." in answered.content.decode()


def test_which_attempt_counts_is_told_with_the_results(course, alice, time_machine):
    quiz = make_quiz(course, attempts={"count": 2})
    first = start(quiz, alice)
    answer(quiz, first, alice, "capital", 1)
    hand_in(quiz, first, alice)
    hand_in(quiz, start(quiz, alice), alice)
    client = browser(alice)

    assert "Counts" not in words(client)
    time_machine.move_to(CLOSES + DAY, tick=False)
    shown = words(client)
    assert shown.index("Attempt 1") < shown.index("Counts") < shown.index("Attempt 2")


def test_the_front_page_costs_the_same_for_many_attempts(
    course, alice, django_assert_num_queries
):
    quiz = make_quiz(course, attempts={"count": 9})
    client = browser(alice)
    for _ in range(3):
        hand_in(quiz, start(quiz, alice), alice)

    with django_assert_num_queries(FRONT_QUERIES):
        client.get(QUIZ)


def test_a_quiz_without_questions_leads_nowhere(course, alice):
    make_quiz(course, questions=[])

    shown = words(browser(alice))

    assert "There is nothing to answer on this site" in shown
    assert "Start" not in shown


# --- What was handed in ------------------------------------------------------------------


@pytest.fixture
def taken(course, alice):
    quiz = make_quiz(course)
    attempt = start(quiz, alice)
    answer(quiz, attempt, alice, "capital", 0)
    hand_in(quiz, attempt, alice)
    return attempt


def test_before_the_results_are_shown_there_are_only_the_answers(taken, alice):
    shown = words(browser(alice), address(taken))

    assert "Your answer" in shown
    secrets = ("Right answer", "Wrong", "It has been since 987.", "of 100")
    assert [secret for secret in secrets if secret in shown] == []


def test_after_that_the_right_answers_are_there(taken, alice, time_machine):
    time_machine.move_to(CLOSES + DAY, tick=False)

    shown = words(browser(alice), address(taken))

    assert "Wrong" in shown
    assert "Right answer" in shown
    assert "It has been since 987." in shown
    assert "0.00 <span" in shown


def test_an_attempt_of_an_ended_time_was_handed_in_by_itself(
    course, alice, time_machine
):
    attempt = start(make_quiz(course, time_limit_min=10), alice)
    time_machine.move_to(NOON + DAY / 100, tick=False)

    shown = words(browser(alice), address(attempt))

    assert "Handed in by itself" in shown
    assert "6 Sep 2020, 08:10:00 EDT" in shown


def test_staff_see_results_before_students_do(taken, bob):
    shown = words(browser(bob), address(taken))

    assert "Only staff see this" in shown
    assert "Attempt 1 of Alice Ash" in shown
    assert "Right answer" in shown


def test_staff_look_at_an_open_attempt_and_answer_nothing(course, alice, bob):
    attempt = start(make_quiz(course), alice)

    shown = words(browser(bob), address(attempt))

    assert "What is saved so far" in shown
    assert "data-quiz" not in shown


def test_an_attempt_made_elsewhere_has_a_score_alone(course, alice, time_machine):
    quiz = make_quiz(course)
    attempt = Attempt.objects.create(
        component=quiz.component,
        enrollment=alice,
        received_at=NOON,
        correct=3,
        questions=4,
    )
    time_machine.move_to(CLOSES + DAY, tick=False)

    shown = words(browser(alice), address(attempt))

    assert "75.00" in shown
    assert "Its answers are not kept here." in shown


def test_who_dropped_the_course_looks_at_an_open_attempt(course):
    dora = EnrollmentFactory(course=course, user__login="dora")
    attempt = start(make_quiz(course), dora)
    dora.status = "dropped"
    dora.save()

    assert "data-quiz" not in words(browser(dora), address(attempt))


def test_the_results_cost_the_same_for_many_questions(
    taken, alice, django_assert_num_queries
):
    client = browser(alice)

    with django_assert_num_queries(RESULT_QUERIES):
        client.get(address(taken))
