"""What staff see of how the questions did, and on whose attempts it rests."""

import csv
import io

import pytest

from quizzes.distribution import distribution
from quizzes.questions import question_of
from quizzes.roll import roll
from quizzes.sample import sample
from tests.factories import EnrollmentFactory
from tests.quizzes.quizmaking import (
    BOOLEAN,
    DAY,
    MULTIPLE,
    NOON,
    NUMERIC,
    SINGLE,
    TEXT,
    make_quiz,
    start,
)
from tests.quizzes.taken import page, students, take, words

pytestmark = pytest.mark.django_db

PAGE = "/courses/ml-f20/quizzes/quiz-1/statistics/"
FILE = "/courses/ml-f20/quizzes/quiz-1/statistics.csv"


@pytest.fixture
def quiz(course):
    return make_quiz(course, questions=[SINGLE, TEXT, BOOLEAN])


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob.user)
    return client


def taken(quiz, at=NOON + 2 * DAY):
    course = quiz.component.course
    return sample(quiz=quiz, seats=roll(quiz=quiz, course=course, at=at))


# --- Whose attempts ---------------------------------------------------------------------


def test_auditors_staff_and_who_left_take_no_part(quiz, course, alice, bob):
    take(quiz, alice, capital=1)
    take(quiz, bob, capital=1)
    take(quiz, EnrollmentFactory(course=course, basis="audit"), capital=1)
    take(quiz, EnrollmentFactory(course=course, status="dropped"), capital=1)
    take(quiz, EnrollmentFactory(course=course, basis="pass_fail"), capital=0)

    assert taken(quiz).values["capital"] == [1, 0]


def test_an_attempt_takes_part_once_it_is_over(quiz, alice):
    take(quiz, alice, hands_in=False, capital=1)

    assert len(taken(quiz, at=NOON)) == 0
    assert len(taken(quiz)) == 1


@pytest.mark.parametrize(("keep", "value"), [("best", 1), ("first", 0), ("last", 2)])
def test_of_several_attempts_the_one_that_counts_takes_part(course, alice, keep, value):
    quiz = make_quiz(course, questions=[SINGLE], attempts={"count": 3, "keep": keep})
    for hour, chosen in enumerate((0, 1, 2)):
        take(quiz, alice, at=NOON + hour * DAY / 24, capital=chosen)

    assert taken(quiz).values["capital"] == [value]


def test_time_taken_ends_with_the_hand_in(quiz, alice):
    take(quiz, alice)

    assert taken(quiz).minutes.tolist() == [10]


def test_credit_for_everybody_is_right_without_an_answer(course, alice):
    quiz = make_quiz(course, questions=[{**SINGLE, "credit": "everybody"}, BOOLEAN])
    take(quiz, alice)

    assert taken(quiz).sheet.right.tolist() == [[True, False]]


def test_an_answer_that_the_question_takes_no_more_is_left_out(quiz, alice):
    take(quiz, alice, capital=2)
    quiz.definition["questions"][0] = {**SINGLE, "choices": ["Lyon", "Paris"]}

    assert taken(quiz).values["capital"] == [None]


# --- What was answered ------------------------------------------------------------------


def listed(question: dict, values: list) -> list[list[tuple]]:
    found = distribution(question_of(question), values)
    return [[(r.label, r.count, r.is_right) for r in t.rows] for t in found.tables]


def test_every_choice_is_listed_with_its_number():
    assert listed(SINGLE, [1, 1, 0, None]) == [
        [("Lyon", 1, False), ("Paris", 2, True), ("Nice", 0, False)]
    ]


def test_choices_together_are_counted_as_well():
    assert listed(MULTIPLE, [[0, 2], [0, 2], [0]])[1] == [
        ("2; 5", 2, True),
        ("2", 1, False),
    ]


def test_texts_are_counted_as_they_are_compared():
    assert listed(TEXT, ["Jane  Austen", "jane austen", "Bronte"]) == [
        [("Jane Austen", 2, True), ("Bronte", 1, False)]
    ]


def test_numbers_are_counted_by_their_value():
    assert listed(NUMERIC, ["3.14", "3.140", "pi"]) == [
        [("3.14", 2, True), ("pi", 1, False)]
    ]


def test_an_order_is_told_place_by_place():
    ordering = {
        "slug": "o",
        "type": "ordering",
        "prompt": "p",
        "items": ["a", "b", "c"],
    }

    assert listed(ordering, [[0, 2, 1], [0, 1, 2]])[0] == [
        ("1. a", 2, True),
        ("2. b", 1, True),
        ("3. c", 1, True),
    ]


def test_matches_are_told_pair_by_pair():
    matching = {
        "slug": "m",
        "type": "matching",
        "prompt": "p",
        "pairs": [["a", "1"], ["b", "2"]],
    }

    assert listed(matching, [[0, 0], [0, None]]) == [
        [("a → 1", 2, True), ("b → 1", 1, False)]
    ]


# --- The page ---------------------------------------------------------------------------


def test_a_question_that_nobody_got_right_is_flagged(as_bob, quiz, course):
    for student in students(course, 3):
        take(quiz, student, capital=0)

    shown = words(as_bob.get(PAGE))

    assert "Nobody got it right: look at the key." in shown
    assert "More than half left it empty." in shown


def test_a_key_that_the_better_half_misses_is_flagged(as_bob, quiz, course):
    for student, good in zip(
        students(course, 4), (True, True, False, False), strict=True
    ):
        take(
            quiz,
            student,
            capital=1 - good,
            author="Jane Austen" if good else "",
            sky=good,
        )

    shown = words(as_bob.get(PAGE))

    assert "Those who did well otherwise got it wrong" in shown


def test_what_cannot_be_told_says_why(as_bob, quiz, alice):
    take(quiz, alice, capital=1)

    assert "fewer than 3 attempts" in words(as_bob.get(PAGE))


def test_before_anybody_has_handed_in_the_page_says_so(as_bob, quiz):
    assert "Nothing to count yet" in words(as_bob.get(PAGE))


def test_only_who_may_change_the_class_is_led_to_the_key(
    client, as_bob, quiz, alice, ina
):
    take(quiz, alice, capital=1)
    link = "/courses/ml-f20/quizzes/quiz-1/questions/capital/key/"

    assert link not in page(as_bob.get(PAGE))
    client.force_login(ina.user)
    assert link in page(client.get(PAGE))


def test_the_page_asks_as_much_of_a_large_class(
    as_bob, quiz, course, django_assert_max_num_queries
):
    first, *others = students(course, 6)
    take(quiz, first, capital=1)
    as_bob.get(PAGE)
    with django_assert_max_num_queries(30) as few:
        as_bob.get(PAGE)
    for student in others:
        take(quiz, student, capital=1)

    with django_assert_max_num_queries(len(few)):
        as_bob.get(PAGE)


def test_the_file_has_a_line_for_each_question(as_bob, quiz, alice):
    take(quiz, alice, capital=1, author="=1+1")

    rows = list(csv.DictReader(io.StringIO(as_bob.get(FILE).content.decode())))

    assert [(row["question"], row["right_share"]) for row in rows] == [
        ("capital", "1.0"),
        ("author", "0.0"),
        ("sky", "0.0"),
    ]
    assert rows[1]["commonest_answer"] == "'=1+1"
    assert rows[0]["discrimination"] == ""


def test_an_open_attempt_is_not_counted_on_the_page(as_bob, quiz, alice, time_machine):
    time_machine.move_to(NOON, tick=False)
    start(quiz, alice)

    assert "0 attempts" in words(as_bob.get(PAGE))
