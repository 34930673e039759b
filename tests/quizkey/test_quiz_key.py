"""A corrected key marks everybody again, after showing who changes."""

import pytest

from courseops.changes import tasks
from courseops.models import AuditEvent, Component
from grading.changing import OutOfDateError
from grading.models import ClassChange, Mark
from quizzes.models import Attempt, Quiz
from tests.quizzes.quizmaking import NUMERIC, TEXT
from tests.quizzes.taken import page, take, words

pytestmark = pytest.mark.django_db

HERE = "/courses/ml-f20/quizzes/quiz-1/questions"
PAGE = f"{HERE}/capital/key/"
NICE = {"credit": "key", "right": ["2"], "reason": "Nice it is"}
BOTH = {**NICE, "right": ["1", "2"]}


def proposed(browser, given=BOTH, address=PAGE) -> ClassChange:
    answer = browser.post(address, given)
    assert answer.status_code == 302, words(answer)
    return ClassChange.objects.latest("pk")


def applied(browser, given=BOTH, address=PAGE) -> ClassChange:
    change = proposed(browser, given, address)
    tasks.apply(change_id=change.pk)
    change.refresh_from_db()
    return change


def scores() -> list[float]:
    rows = Attempt.objects.order_by("enrollment__user__login")
    return list(rows.values_list("correct", flat=True))


def question(place: int = 0) -> dict:
    return Quiz.objects.get().definition["questions"][place]


# --- The preview ------------------------------------------------------------------------


def test_the_preview_shows_who_changes_and_changes_nothing(as_ina, quiz):
    change = proposed(as_ina)

    shown = words(as_ina.get(f"/courses/ml-f20/changes/{change.pk}/"))

    assert "A preview: nothing has changed yet." in shown
    assert "Right was Paris Right would be Paris or Nice" in shown
    assert "Up 3 Down 0 Unchanged 1" in shown
    assert "S-00 s-00 1 of 2 → 2 of 2 50.00 → 100.00 50.00 → 100.00 B → A" in shown
    assert scores() == [1, 1, 1, 2]
    assert "also" not in question()


def test_another_key_takes_it_from_those_who_had_it(as_ina, quiz):
    report = proposed(as_ina, NICE).preview["report"]

    assert report["counts"] == {"up": 3, "down": 1, "same": 0}
    assert report["rows"][-1] == {
        "login": "s-03",
        "name": "S-03",
        "before": [2, 2],
        "after": [1, 2],
    }


def test_a_question_that_is_left_out_makes_the_quiz_shorter(as_ina, quiz):
    report = proposed(as_ina, {**NICE, "right": ["1"], "credit": "nobody"}).preview[
        "report"
    ]

    assert [(one["before"], one["after"]) for one in report["rows"]] == [
        ([1, 2], [1, 1]),
        ([1, 2], [1, 1]),
        ([1, 2], [1, 1]),
        ([2, 2], [1, 1]),
    ]
    assert report["counts"] == {"up": 3, "down": 0, "same": 1}


def test_nothing_to_change_is_said(as_ina, quiz):
    answer = as_ina.post(PAGE, {**NICE, "right": ["1"]})

    assert answer.status_code == 400
    assert "Nothing is changed yet." in words(answer)


def test_without_any_question_that_counts_the_key_is_refused(as_ina, quiz):
    applied(as_ina, {**NICE, "right": ["1"], "credit": "nobody"})

    answer = as_ina.post(
        f"{HERE}/sky/key/", {"credit": "nobody", "right": "true", "reason": "both"}
    )

    assert answer.status_code == 400
    assert "a score needs a question that counts" in words(answer)


# --- Applied ----------------------------------------------------------------------------


def test_applied_it_marks_everybody_again_by_the_new_key(as_ina, quiz):
    change = applied(as_ina)

    assert change.state == "applied"
    assert scores() == [2, 2, 2, 2]
    assert (question()["answer"], question()["also"]) == (1, [2])
    marks = Mark.objects.filter(target="component:quiz-1")
    assert set(marks.values_list("value", flat=True)) == {100}


def test_credit_for_everybody_reaches_who_left_it_empty(as_ina, quiz, course):
    late = course.enrollments.get(user__login="s-00")
    Attempt.objects.get(enrollment=late).answers.all().delete()

    applied(as_ina, {**NICE, "right": ["1"], "credit": "everybody"})

    assert scores() == [1, 2, 2, 2]


def test_the_course_has_another_version_and_its_record_an_entry(
    as_ina, quiz, course, ina
):
    applied(as_ina)

    version = course.policy_version
    course.refresh_from_db()
    event = AuditEvent.objects.get(verb="class.quiz_key")
    assert course.policy_version != version
    assert (event.actor, event.why) == (ina.user, "Nice it is")
    assert event.target == "component:quiz-1"
    assert event.before == {"questions": {"capital": {"also": None}}}
    assert event.after == {
        "questions": {"capital": {"also": [2]}},
        "students changed": 3,
    }
    assert "Answer key corrected" in page(as_ina.get("/courses/ml-f20/changes/"))


def test_applied_once_more_it_changes_nothing(as_ina, quiz):
    change = applied(as_ina)
    tasks.apply(change_id=change.pk)

    assert AuditEvent.objects.filter(verb="class.quiz_key").count() == 1


def test_a_key_that_changed_meanwhile_makes_the_preview_out_of_date(as_ina, quiz):
    old = proposed(as_ina, NICE)
    applied(as_ina)

    with pytest.raises(OutOfDateError):
        tasks.apply(change_id=old.pk)

    assert scores() == [2, 2, 2, 2]


def test_the_same_correction_is_previewed_anew_on_other_edits(as_ina, quiz):
    old = proposed(as_ina, NICE)
    applied(
        as_ina,
        {"credit": "everybody", "right": "true", "reason": "it was grey"},
        f"{HERE}/sky/key/",
    )

    as_ina.post(f"/courses/ml-f20/changes/{old.pk}/preview/")
    tasks.apply(change_id=ClassChange.objects.latest("pk").pk)

    assert question()["answer"] == 2
    assert question(1)["credit"] == "everybody"


def test_a_correction_of_a_question_that_is_gone_says_so(as_ina, quiz):
    old = proposed(as_ina)
    quiz.definition["questions"] = quiz.definition["questions"][1:]
    quiz.save()

    answer = as_ina.post(f"/courses/ml-f20/changes/{old.pk}/preview/", follow=True)

    assert "The course would not take it any more" in words(answer)


def test_the_mark_of_a_student_follows_with_its_steps(as_ina, quiz, course, client):
    applied(as_ina)
    quiz.refresh_from_db()

    student = course.enrollments.get(user__login="s-00")
    client.force_login(student.user)
    shown = words(client.get("/courses/ml-f20/grades/components/quiz-1/"))

    assert "2 of 2" in shown
    assert "key" not in shown.lower()


# --- Each type --------------------------------------------------------------------------


@pytest.fixture
def other(quiz, course, time_machine):
    """Let one more student take a quiz of one question of another type."""

    def ask(definition: dict, value) -> None:
        quiz.definition["questions"] = [definition]
        quiz.save()
        Attempt.objects.all().delete()
        take(
            quiz,
            course.enrollments.get(user__login="s-00"),
            **{definition["slug"]: value},
        )

    return ask


@pytest.mark.parametrize(
    ("definition", "value", "given", "told"),
    [
        (NUMERIC, "3", {"answer": "pi"}, "“pi” is not a number."),
        (TEXT, "x", {"answers": ""}, "answers or pattern is required"),
    ],
    ids=["by the form", "by the course file"],
)
def test_what_is_no_key_is_refused_with_the_reason(
    as_ina, other, definition, value, given, told
):
    other(definition, value)

    answer = as_ina.post(
        f"{HERE}/{definition['slug']}/key/",
        {"credit": "key", "reason": "mistaken", **given},
    )

    assert answer.status_code == 400
    assert told in words(answer)
    assert not ClassChange.objects.exists()


def test_an_answer_of_students_becomes_right(as_ina, other):
    other(NUMERIC, "22")
    given = {"credit": "key", "answer": "3.14", "accept": ["22"], "reason": "mistaken"}

    applied(as_ina, given, f"{HERE}/pi/key/")

    assert scores() == [1]
    assert (question()["answer"], question()["also"]) == (3.14, [22])


def test_an_order_can_only_be_right_for_everybody_or_left_out(as_ina, other):
    ordering = {
        "slug": "steps",
        "type": "ordering",
        "prompt": "Put in order",
        "items": ["a", "b"],
    }
    other(ordering, [1, 0])
    address = f"{HERE}/steps/key/"

    assert "answers are kept by it" in words(as_ina.get(address))
    applied(as_ina, {"credit": "everybody", "reason": "unclear"}, address)

    assert scores() == [1]


def test_an_unknown_question_is_not_found(as_ina, quiz):
    assert as_ina.get(f"{HERE}/river/key/").status_code == 404


def test_the_key_of_an_archived_quiz_stays(as_ina, quiz):
    Component.objects.update(archived=True)

    assert as_ina.get(PAGE).status_code == 404
