"""The page of a quiz: its lines, its rules, moving and copying and deleting."""

import pytest

from courseops.models import AuditEvent, Course
from courseops.quizeditor.views.desk import MEANWHILE
from quizzes.models import Quiz
from tests.factories import ComponentFactory
from tests.quizeditor.conftest import answer, at, post, slugs, version
from tests.quizzes.quizmaking import QUESTIONS

ORDER = ["capital", "primes", "pi", "author", "sky"]


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_each_question_is_told_in_short(tia, quiz, alice):
    answer(quiz, alice, "primes", [0])

    page = text(tia.get(at("edit")))

    assert "1. Which is the capital of France?" in page
    assert "Single choice · Paris · " in page
    assert "2; 5" in page
    assert "answered in 1 attempt<" in page
    assert "each student gets 5" in page


def test_the_window_is_told_with_the_zone_and_where_it_is_set(client, quiz, ina):
    client.force_login(ina.user)

    page = text(client.get(at("edit")))

    assert "5 Sep 2020, 08:00 EDT" in page
    assert "?action=dates&amp;component=quiz-1" in page


def test_a_quiz_without_questions_starts_empty(tia, course):
    ComponentFactory(course=course, slug="quiz-1", kind="quiz", cutoffs=None)

    assert "No questions yet" in text(tia.get(at("edit")))
    assert post(tia, at("edit"), count="2", keep="last").status_code == 302
    assert Quiz.objects.get().definition["attempts"] == {"count": 2, "keep": "last"}


def test_what_makes_little_sense_is_told(tia, quiz):
    questions = [QUESTIONS[1] | {"answer": [0, 1, 2], "prompt": "![x](gone.png)"}]
    Quiz.objects.update(definition={"questions": questions})

    page = text(tia.get(at("edit")))

    assert "primes, answer: every choice is right" in page
    assert "primes, prompt: the course has no picture gone.png" in page


def test_a_component_of_another_kind_has_no_editor(tia, course):
    ComponentFactory(course=course, slug="quiz-1", kind="points")

    assert tia.get(at("edit")).status_code == 404


RULES = {
    "time_limit_min": "45",
    "count": "2",
    "keep": "last",
    "reveal": "at_once",
    "shuffle": "on",
}


def test_rules_are_saved_and_recorded(tia, quiz, bob):
    assert post(tia, at("edit"), **RULES).status_code == 302

    quiz.refresh_from_db()
    assert quiz.definition["time_limit_min"] == 45
    assert quiz.definition["attempts"] == {"count": 2, "keep": "last"}
    assert (quiz.definition["shuffle"], quiz.definition["reveal"]) == (True, "at_once")
    event = AuditEvent.objects.get()
    assert (event.verb, event.target) == ("quiz.edit", "component:quiz-1")
    assert event.actor == bob.user
    assert Course.objects.get().policy_version


def test_the_same_rules_again_change_and_record_nothing(tia, quiz):
    post(tia, at("edit"), **RULES)
    post(tia, at("edit"), **RULES)

    assert AuditEvent.objects.count() == 1


def test_every_wrong_rule_stands_beside_its_field(tia, quiz):
    wrong = RULES | {"time_limit_min": "1h", "count": "0"}

    answered = post(tia, at("edit"), **wrong)

    assert answered.status_code == 422
    page = text(answered)
    assert "expected a number, got &quot;1h&quot;" in page
    assert "0 is not at least 1" in page
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(("role", "kept"), [("ta", "best"), ("instructor", "last")])
def test_once_taken_what_changes_marks_is_the_instructors(
    client, quiz, alice, bob, ina, role, kept
):
    answer(quiz, alice, "sky", True)
    client.force_login((bob if role == "ta" else ina).user)

    post(client, at("edit"), **RULES)

    quiz.refresh_from_db()
    shown = "after_window" if role == "ta" else "at_once"
    assert quiz.definition["attempts"] == {"count": 2, "keep": kept}
    assert quiz.definition["reveal"] == shown


def test_questions_move_without_scripts(tia, quiz):
    post(tia, at("move_question", "primes", "up"))
    post(tia, at("move_question", "sky", "down"))

    assert slugs() == ["primes", "capital", "pi", "author", "sky"]
    assert tia.post(at("move_question", "sky", "away")).status_code == 404


def test_a_copy_stands_behind_its_question(tia, quiz):
    post(tia, at("duplicate", "pi"))

    assert slugs() == ["capital", "primes", "pi", "pi-2", "author", "sky"]


def test_deleting_asks_first(tia, quiz):
    assert "Delete pi?" in text(tia.get(at("delete", "pi")))
    assert slugs() == ORDER

    post(tia, at("delete", "pi"))

    assert "pi" not in slugs()


def test_deleting_what_was_answered_is_the_instructors(client, quiz, alice, bob, ina):
    answer(quiz, alice, "pi", "3.14")
    client.force_login(bob.user)

    assert "Only an instructor" in text(client.get(at("delete", "pi")))
    assert post(client, at("delete", "pi")).status_code == 403
    client.force_login(ina.user)
    post(client, at("delete", "pi"))

    assert "pi" not in slugs()


def test_deleting_the_last_question_that_counts_is_refused(tia, quiz):
    questions = [QUESTIONS[0], QUESTIONS[1] | {"credit": "nobody"}]
    Quiz.objects.update(definition={"questions": questions})

    answered = tia.post(at("delete", "capital"), {"based_on": version()}, follow=True)

    assert "a score needs a question that counts" in text(answered)
    assert slugs() == ["capital", "primes"]


def test_a_move_of_an_outdated_page_is_refused_and_told(tia, quiz):
    before = version()
    post(tia, at("move_question", "pi", "up"))

    answered = tia.post(at("delete", "sky"), {"based_on": before}, follow=True)

    assert MEANWHILE in text(answered)
    assert "sky" in slugs()


def test_as_many_queries_for_many_questions(tia, quiz, django_assert_max_num_queries):
    many = [QUESTIONS[0] | {"slug": f"q{n}"} for n in range(40)]
    with django_assert_max_num_queries(16) as few:
        tia.get(at("edit"))
    Quiz.objects.update(definition={"questions": many})

    with django_assert_max_num_queries(len(few)):
        tia.get(at("edit"))
