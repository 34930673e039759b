"""Results are shown by hand, after asking once more."""

import pytest
from django.core.management import CommandError, call_command

from courseops.models import AuditEvent
from tests.quizzes.quizmaking import DAY, NOON, make_quiz
from tests.quizzes.taken import take, words

pytestmark = pytest.mark.django_db

PAGE = "/courses/ml-f20/quizzes/quiz-1/reveal/"


@pytest.fixture
def quiz(course):
    return make_quiz(course, reveal="by_hand")


@pytest.fixture
def as_ina(client, ina):
    client.force_login(ina.user)
    return client


def test_the_page_names_who_can_still_answer(as_ina, quiz, alice, time_machine):
    time_machine.move_to(NOON, tick=False)

    assert "1 student can still answer" in words(as_ina.get(PAGE))

    time_machine.move_to(NOON + 2 * DAY, tick=False)
    assert "can still answer" not in words(as_ina.get(PAGE))


def test_who_has_used_every_attempt_cannot_answer_any_more(
    as_ina, quiz, alice, time_machine
):
    take(quiz, alice)
    time_machine.move_to(NOON + DAY / 24, tick=False)

    assert "can still answer" not in words(as_ina.get(PAGE))


def test_results_are_shown_for_good_and_it_is_recorded(as_ina, quiz, ina):
    as_ina.post(PAGE)
    quiz.refresh_from_db()
    first = quiz.revealed_at
    again = as_ina.post(PAGE, follow=True)

    quiz.refresh_from_db()
    assert quiz.revealed_at == first is not None
    assert AuditEvent.objects.get(verb="quiz.reveal").actor == ina.user
    assert "The results were shown already." in words(again)


def test_a_quiz_that_shows_results_by_itself_says_so(as_ina, course):
    make_quiz(course, reveal="at_once")

    assert "each of their own attempt, once it is handed in" in words(as_ina.get(PAGE))


# --- The command ------------------------------------------------------------------------


def test_the_command_shows_the_results_of_a_quiz(quiz, alice, capsys):
    for told in ("revealed", "revealed already"):
        call_command("reveal", "ml-f20", "quiz-1")

        assert f"quiz-1: results are {told};" in capsys.readouterr().out
    quiz.refresh_from_db()
    assert quiz.revealed_at is not None


def test_the_command_refuses_what_hides_nothing(quiz):
    quiz.delete()

    with pytest.raises(CommandError, match="no quiz with questions"):
        call_command("reveal", "ml-f20", "quiz-1")


def test_a_quiz_that_asks_nothing_has_nothing_to_show(as_ina, course):
    make_quiz(course, slug="empty", questions=[])

    page = as_ina.get("/courses/ml-f20/quizzes/empty/")

    assert "Show results" not in page.content.decode()
    assert as_ina.get("/courses/ml-f20/quizzes/empty/reveal/").status_code == 404
