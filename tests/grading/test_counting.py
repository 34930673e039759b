"""Which results of a category count right now, in words and cells."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from courseops.models import Component, Enrollment, Extension
from grading import gradebook
from grading.counting import Counting, counting
from quizzes.models import Attempt, Quiz
from tests.factories import AssignmentFactory, CategoryFactory, ComponentFactory

AT = datetime(2020, 10, 1, 12, tzinfo=UTC)
STANDING = reverse("grading:category_standing", args=["ml-f20", "quizzes"])


@pytest.fixture
def quizzes(course) -> list[Component]:
    """Quiz 0 is required and weighs nothing; of five more the best three count."""
    category = CategoryFactory(
        course=course, slug="quizzes", title="Quizzes", keep_best=3
    )
    return [quiz(category, number) for number in range(6)]


def quiz(category, number: int) -> Component:
    assignment = AssignmentFactory(
        course=category.course,
        category=category,
        slug=f"quiz-{number}",
        title=f"Quiz {number}",
        position=number,
        weight=0 if number == 0 else 1,
        required=number == 0,
    )
    return ComponentFactory(
        course=category.course,
        assignment=assignment,
        slug=f"quiz-{number}",
        title="",
        kind="quiz",
        cutoffs=None,
        released=None,
        on_time=AT + timedelta(days=100),
    )


def take(student: Enrollment, component: Component, correct: int) -> None:
    Attempt.objects.create(
        component=component,
        enrollment=student,
        received_at=AT - timedelta(days=1),
        correct=correct,
        questions=10,
    )


def standing(student: Enrollment, *, as_student: bool = False) -> Counting:
    book = gradebook.load(
        course=student.course, at=AT, enrollment=student, as_student=as_student
    )
    (category,) = [one for one in book.plan.categories if one.slug == "quizzes"]
    return counting(book, category, 0)


def states(student: Enrollment) -> list[str]:
    return [cell.state for cell in standing(student).cells]


def test_while_few_are_taken_all_count_and_the_rest_is_to_come(alice, quizzes):
    take(alice, quizzes[1], 7)
    take(alice, quizzes[2], 0)

    found = standing(alice)

    assert states(alice) == [
        "open",
        "counts",
        "counts",
        "to_come",
        "to_come",
        "to_come",
    ]
    assert found.sentences == [
        "At the end of the term the best 3 of 5 count.",
        "All 2 results so far count.",
        "3 are still to come.",
        "Quiz 0 is required and carries no weight: not handed in yet.",
    ]


def test_what_is_dropped_is_told_with_what_would_beat_it(alice, quizzes):
    for component, correct in zip(quizzes[1:], (7, 2, 9, 8), strict=False):
        take(alice, component, correct)
    take(alice, quizzes[0], 10)

    found = standing(alice)

    assert states(alice) == ["done", "counts", "dropped", "counts", "counts", "to_come"]
    assert found.sentences[1:] == [
        "Of 4 results so far 3 count; dropped: Quiz 2.",
        "1 is still to come.",
        "A dropped one would count if it beat 70, the lowest mark that counts (Quiz 1).",
        "Quiz 0 is required and carries no weight: handed in.",
    ]


def test_what_is_excused_leaves_the_pool(alice, quizzes):
    Extension.objects.create(
        component=quizzes[4], enrollment=alice, excused=True, reason="ill", at=AT
    )

    found = standing(alice)

    assert found.cells[4].state == "excused"
    assert found.sentences[0] == "Quiz 4 is excused and left out, so 4 remain."
    assert found.sentences[1] == "At the end of the term the best 3 of 4 count."


def test_an_excused_required_quiz_is_told(alice, quizzes):
    Extension.objects.create(
        component=quizzes[0], enrollment=alice, excused=True, reason="ill", at=AT
    )

    assert standing(alice).sentences[-1].endswith("carries no weight: excused.")


def test_a_result_that_the_student_does_not_see_yet_is_told_apart(alice, quizzes):
    question = {"slug": "q", "type": "boolean", "prompt": "?", "answer": True}
    definition = {"reveal": "by_hand", "questions": [question]}
    Quiz.objects.create(component=quizzes[1], definition=definition)
    take(alice, quizzes[1], 7)

    found = standing(alice, as_student=True)

    assert found.cells[1].concealed
    assert found.cells[1].mark is None
    assert found.sentences[1:4] == [
        "Nothing counts yet.",
        "1 is not shown yet.",
        "4 are still to come.",
    ]


def test_drops_by_points_name_no_single_mark(alice, quizzes):
    category = quizzes[0].assignment.category
    category.weighting = "points"
    category.save()
    for component in quizzes:
        component.assignment.points = 10
        component.assignment.save()
    for component, correct in zip(quizzes[1:], (7, 2, 9, 8), strict=False):
        take(alice, component, correct)

    assert "no single mark" in standing(alice).sentences[3]


def test_the_part_is_shown_on_my_grades_and_by_its_own_address(client, alice, quizzes):
    client.force_login(alice.user)

    for url in (STANDING, reverse("grading:grades", args=["ml-f20"])):
        text = client.get(url).text
        assert "the best 3 of 5 count" in text

    part = client.get(STANDING, HTTP_HX_REQUEST="true").text
    assert part.startswith('<div class="counting">')


def test_staff_name_a_student(client, bob, alice, quizzes):
    client.force_login(bob.user)

    assert client.get(STANDING).status_code == 404
    assert client.get(STANDING, {"student": "alice"}).status_code == 200


def test_a_category_that_there_is_not_is_not_found(client, alice, quizzes):
    client.force_login(alice.user)

    url = reverse("grading:category_standing", args=["ml-f20", "nothing"])
    assert client.get(url).status_code == 404


def test_more_quizzes_ask_no_more_often(
    client, alice, quizzes, django_assert_max_num_queries
):
    client.force_login(alice.user)
    for number in range(6, 12):
        quiz(quizzes[0].assignment.category, number)

    with django_assert_max_num_queries(26):
        client.get(STANDING, HTTP_HX_REQUEST="true")
