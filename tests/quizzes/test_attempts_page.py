"""The staff's list of attempts, and what they do for a student."""

import pytest

from courseops.models import AuditEvent, Extension
from quizzes.models import Accommodation
from tests.factories import EnrollmentFactory
from tests.quizzes.quizmaking import CLOSES, DAY, NOON, QUESTIONS, make_quiz
from tests.quizzes.taken import page, students, take, words

pytestmark = pytest.mark.django_db

PAGE = "/courses/ml-f20/quizzes/quiz-1/attempts/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def quiz(course, time_machine):
    time_machine.move_to(NOON + DAY / 24, tick=False)
    return make_quiz(course, time_limit_min=240)


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob.user)
    return client


def counts(shown: str) -> dict[str, int]:
    labels = ("Not begun", "In progress", "Handed in", "Not taken", "Excused")
    found = shown.split("Filter", 1)[1].split()
    text = " ".join(found)
    return {label: int(text.split(label, 1)[1].split()[0]) for label in labels}


def test_everybody_is_listed_by_how_far_they_are(as_bob, quiz, course):
    begun, done, _idle, excused = students(course, 4)
    take(quiz, begun, hands_in=False, capital=1)
    take(quiz, done, capital=1)
    Extension.objects.create(
        component=quiz.component, enrollment=excused, excused=True, at=NOON
    )

    shown = words(as_bob.get(PAGE))

    assert counts(shown) == {
        "Not begun": 1,
        "In progress": 1,
        "Handed in": 1,
        "Not taken": 0,
        "Excused": 1,
    }
    assert f"1 of {len(QUESTIONS)}" in shown


def test_after_the_window_what_was_open_is_handed_in(
    as_bob, quiz, course, time_machine
):
    begun, _ = students(course, 2)
    take(quiz, begun, hands_in=False)
    time_machine.move_to(CLOSES + DAY, tick=False)

    shown = words(as_bob.get(PAGE))

    assert counts(shown)["Handed in"] == counts(shown)["Not taken"] == 1
    assert "at the end of the time" in shown


def test_an_accommodation_and_an_own_window_are_told(as_bob, quiz, alice):
    Accommodation.objects.create(enrollment=alice, time_factor=1.5, at=NOON)
    Extension.objects.create(
        component=quiz.component, enrollment=alice, days=2, at=NOON
    )

    shown = words(as_bob.get(PAGE))

    assert "1.5 times the time" in shown
    assert "own window" in shown


def test_the_list_is_filtered_by_student_and_state(as_bob, quiz, course, alice):
    take(quiz, alice)
    students(course, 2)

    assert "Alice Ash" not in page(as_bob.get(f"{PAGE}?progress=not_begun"))
    shown = words(as_bob.get(f"{PAGE}?student=ash&progress=handed_in"))
    assert "Alice Ash" in shown
    assert "1 found" in shown


def test_htmx_gets_the_table_alone(as_bob, quiz):
    shown = page(as_bob.get(PAGE, headers=HTMX))

    assert shown.lstrip().startswith('<div id="attempts"')


def test_the_list_asks_as_much_of_a_large_class(
    as_bob, quiz, course, django_assert_max_num_queries
):
    first, *others = students(course, 6)
    take(quiz, first, capital=1)
    as_bob.get(PAGE)
    with django_assert_max_num_queries(30) as few:
        as_bob.get(PAGE)
    for student in others:
        take(quiz, student, hands_in=False, capital=1)

    with django_assert_max_num_queries(len(few)):
        as_bob.get(PAGE)


def test_who_dropped_is_listed_only_with_an_attempt(as_bob, quiz, course):
    for login in ("dora", "dan"):
        EnrollmentFactory(course=course, user__login=login, user__name=login)
    take(quiz, course.enrollments.get(user__login="dan"))
    course.enrollments.update(status="dropped")
    course.enrollments.filter(role="ta").update(status="active")

    shown = words(as_bob.get(PAGE))

    assert "dan, dropped" in shown
    assert "dora" not in shown


# --- For a student ----------------------------------------------------------------------


def test_staff_hand_in_for_a_student_and_it_is_recorded(as_bob, quiz, alice):
    attempt = take(quiz, alice, hands_in=False, capital=1)

    as_bob.post(f"{PAGE}{attempt.pk}/close/", {"reason": "the computer broke"})

    attempt.refresh_from_db()
    assert attempt.received_at == NOON + DAY / 24
    event = AuditEvent.objects.get(verb="attempt.hand_in")
    assert (event.target, event.why) == ("quiz-1 of alice", "the computer broke")


def test_an_attempt_handed_in_by_mistake_goes_on(as_bob, quiz, alice):
    attempt = take(quiz, alice)

    as_bob.post(f"{PAGE}{attempt.pk}/reopen/", {"reason": "a slip"})

    attempt.refresh_from_db()
    assert attempt.received_at is None
    assert AuditEvent.objects.get(verb="attempt.reopen").why == "a slip"


def test_nothing_is_done_without_a_reason(as_bob, quiz, alice):
    attempt = take(quiz, alice)

    answer = as_bob.post(f"{PAGE}{attempt.pk}/reopen/", {"reason": " "})

    attempt.refresh_from_db()
    assert answer.status_code == 400
    assert attempt.received_at is not None


def refused(browser, attempt) -> str:
    answer = browser.post(f"{PAGE}{attempt.pk}/reopen/", {"reason": "a slip"})
    attempt.refresh_from_db()
    assert answer.status_code == 400
    return words(answer)


def test_an_attempt_whose_time_is_over_does_not_go_on(
    as_bob, quiz, alice, time_machine
):
    attempt = take(quiz, alice)
    time_machine.move_to(NOON + DAY / 2, tick=False)

    assert "Its time was over on 6 Sep 2020, 12:00 EDT." in refused(as_bob, attempt)
    assert attempt.received_at is not None


def test_an_attempt_does_not_go_on_beside_another(as_bob, quiz, alice):
    quiz.definition["attempts"] = {"count": 2, "keep": "best"}
    quiz.save()
    first = take(quiz, alice)
    take(quiz, alice, at=NOON + DAY / 48, hands_in=False)

    assert "The student is at attempt 2." in refused(as_bob, first)


def test_an_attempt_whose_results_are_shown_does_not_go_on(as_bob, quiz, alice):
    quiz.definition["reveal"] = "at_once"
    quiz.save()
    attempt = take(quiz, alice)

    assert "has seen the right answers" in refused(as_bob, attempt)


def test_the_pages_ask_before_they_act(as_bob, quiz, alice):
    attempt = take(quiz, alice, hands_in=False)

    assert "Hand in for the student?" in words(as_bob.get(f"{PAGE}{attempt.pk}/close/"))
    assert "Let the student go on?" in words(as_bob.get(f"{PAGE}{attempt.pk}/reopen/"))
