"""What answers of students fix in a quiz, whichever way its definition comes."""

import pytest

from courseops.coursefile.quizfile import import_quizzes
from courseops.models import Component, Course
from quizzes.models import Answer, Attempt, Picture
from tests.coursefile.files import COURSE
from tests.coursefile.loading import AT, load, loaded
from tests.factories import EnrollmentFactory

WORK = COURSE + (
    "assignments: [{slug: q, category: homework, components: [{slug: q, kind: quiz}]}]\n"
    "quizzes:\n"
)
SINGLE = "{slug: q1, type: single, prompt: p, choices: [a, b, c], answer: 0}"
MATCHING = "{slug: q1, type: matching, prompt: p, pairs: {a: x, b: y, c: x}}"
MOVED = (
    "3 attempts answered q1; its {} may be reworded, not added, removed or moved:"
    " give it another slug (line 6)"
)


def quiz(*questions: str) -> str:
    return f"  - {{component: q, questions: [{', '.join(questions)}]}}\n"


def answered(question: str, *others: str) -> Course:
    """Load a quiz of *question* and *others*; three attempts answered the first."""
    course = loaded(WORK + quiz(question, *others))
    for _ in range(3):
        attempt = Attempt.objects.create(
            component=Component.objects.get(slug="q"),
            enrollment=EnrollmentFactory(course=course),
            number=1,
            paper=[{"slug": "q1", "order": [2, 1, 0]}],
            started_at=AT,
            questions=1,
        )
        Answer.objects.create(attempt=attempt, question="q1", value=0, saved_at=AT)
    return course


def errors(question: str) -> list[str]:
    """Return what loading the whole file says, the same as importing the quiz."""
    whole = load(WORK + quiz(question))
    course = Course.objects.get(slug="c1")
    alone = import_quizzes(
        course=course, data=quiz(question), file_name="q", actor=None, at=AT
    )
    told = [(one.path, one.message) for one in whole.errors]
    assert [(one.path, one.message) for one in alone.errors] == told
    return [str(error) for error in whole.errors]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "now",
    [
        SINGLE.replace("[a, b, c]", "[A, better, c]").replace("prompt: p", "prompt: P"),
        SINGLE.replace("answer: 0", "answer: 1, also: [2], credit: everybody"),
    ],
    ids=["reworded", "another key"],
)
def test_other_words_and_another_key_are_fine(now):
    answered(SINGLE)

    assert errors(now) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "choices", ["[b, a, c]", "[a, b]", "[a, b, c, d]", "[a, c, d]"]
)
def test_choices_stay_at_their_places(choices):
    answered(SINGLE)

    path = "quizzes[0].questions[0].choices"
    assert errors(SINGLE.replace("[a, b, c]", choices)) == [
        f"{path}: {MOVED.format('choices')}"
    ]


@pytest.mark.django_db
def test_the_type_stays():
    answered(SINGLE)

    assert errors("{slug: q1, type: boolean, prompt: p, answer: true}") == [
        (
            "quizzes[0].questions[0].type: 3 attempts answered q1; its type stays single:"
            " give it another slug (line 6)"
        )
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pairs", "noun"),
    [("{b: x, a: y, c: x}", "left sides"), ("{a: y, b: x, c: x}", "right sides")],
)
def test_the_sides_of_pairs_stay_at_their_places(pairs, noun):
    answered(MATCHING)

    path = "quizzes[0].questions[0].pairs"
    found = errors(MATCHING.replace("{a: x, b: y, c: x}", pairs))
    assert found == [f"{path}: {MOVED.format(noun)}"]


@pytest.mark.django_db
def test_a_question_may_go_into_a_pool():
    answered(SINGLE)

    other = SINGLE.replace("q1", "q2")
    assert errors(f"{{pool: p, take: 1, questions: [{other}, {SINGLE}]}}") == []


@pytest.mark.django_db
def test_removing_an_answered_question_is_a_warning():
    answered(SINGLE, SINGLE.replace("q1", "q2"))

    report = load(WORK + quiz(SINGLE.replace("q1", "q2")))

    assert report.errors == ()
    assert [str(one) for one in report.warnings] == [
        (
            "quizzes[0].questions: q1 is not in the quiz any more; 3 attempts answered it,"
            " and the scores leave it out (line 6)"
        )
    ]


@pytest.mark.django_db
def test_leaving_a_quiz_out_is_a_warning():
    answered(SINGLE)

    report = load(WORK.removesuffix("quizzes:\n"))

    assert [str(one) for one in report.warnings] == [
        (
            "quizzes: q is not among the quizzes any more, and students answered it here;"
            " their scores stay"
        )
    ]


@pytest.mark.django_db
def test_a_picture_that_the_course_lacks_is_a_warning():
    course = loaded(WORK + quiz(SINGLE))
    Picture.objects.create(course=course, name="a.png", content=b"", added_at=AT)

    report = load(
        WORK + quiz(SINGLE.replace("prompt: p", "prompt: '![x](a.png) ![y](b.png)'"))
    )

    assert [str(one) for one in report.warnings] == [
        "quizzes[0].questions[0].prompt: the course has no picture b.png (line 6)"
    ]
