"""Attempts that come as a CSV."""

from datetime import UTC, datetime

import pytest

from courseops.datafile import DataFileError
from courseops.models import AuditEvent, Component, Course
from quizzes.models import Attempt
from quizzes.services import Imported, import_attempts
from tests.factories import ComponentFactory

NOW = datetime(2020, 12, 1, tzinfo=UTC)
HEADER = "login,quiz,correct,questions,received_at\n"
ROW = "alice,quiz-1,7,10,2020-09-06T12:00:00Z\n"


@pytest.fixture
def quiz(course: Course) -> Component:
    return ComponentFactory(course=course, slug="quiz-1", kind="quiz", cutoffs=None)


def take(course: Course, text: str | bytes) -> Imported:
    data = text.encode() if isinstance(text, str) else text
    return import_attempts(course=course, data=data, actor=None, at=NOW)


def problems(course: Course, text: str | bytes) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        take(course, text)
    assert not Attempt.objects.exists()
    return caught.value.problems


def test_a_row_becomes_an_attempt(course, quiz, alice):
    done = take(course, HEADER + ROW)

    attempt = Attempt.objects.get()
    assert done == Imported(added=1, replaced=0, unchanged=0)
    assert (attempt.component, attempt.enrollment) == (quiz, alice)
    assert (attempt.correct, attempt.questions) == (7, 10)
    assert attempt.received_at == datetime(2020, 9, 6, 12, tzinfo=UTC)


def test_the_same_file_again_changes_nothing(course, quiz, alice):
    take(course, HEADER + ROW)

    assert take(course, HEADER + ROW) == Imported(added=0, replaced=0, unchanged=1)
    assert Attempt.objects.count() == 1
    assert AuditEvent.objects.count() == 1


def test_the_same_time_replaces(course, quiz, alice):
    take(course, HEADER + ROW)

    done = take(course, HEADER + "alice,quiz-1,9.5,10,2020-09-06T08:00:00.25-04:00\n")

    assert done == Imported(added=0, replaced=1, unchanged=0)
    assert Attempt.objects.get().correct == 9.5


def test_another_time_is_another_attempt(course, quiz, alice):
    take(course, HEADER + ROW + ROW.replace("12:00:00", "12:00:01"))

    assert Attempt.objects.count() == 2


def test_a_row_written_twice_is_one_attempt(course, quiz, alice):
    assert take(course, HEADER + ROW + ROW).added == 1


def test_columns_in_any_order_with_mark_spaces_and_blank_lines(course, quiz, alice):
    text = (
        "\ufeffReceived_At, questions ,correct,quiz,login\r\n\r\n"
        '" 2020-09-06 08:00 ",10, 7 ,"quiz-1", alice \r\n,,,,\r\n'
    )

    take(course, text.encode())

    assert Attempt.objects.get().received_at == datetime(2020, 9, 6, 12, tzinfo=UTC)


def test_staff_and_dropped_students_are_taken(course, quiz, alice, bob):
    alice.status = "dropped"
    alice.save()

    assert take(course, HEADER + ROW + ROW.replace("alice", "bob")).added == 2


def test_every_problem_is_listed_with_its_line_and_column(course, quiz, alice):
    ComponentFactory(course=course, slug="hw1p1", kind="parts", cutoffs=None)
    text = (
        HEADER
        + ROW
        + "Alice,quiz-2,11,10,2020-09-06\n"
        + ",hw1p1,-1,0,2021-01-01T00:00Z\n"
        + "alice,quiz-1,1_0,ten\n"
        + "alice,quiz-1,nan,1e1,2020-09-06T12:00:00Z\n"
    )

    assert problems(course, text) == [
        "line 3, column login: “Alice” is nobody in ml-f20; it is written “alice” there",
        "line 3, column quiz: there is no quiz “quiz-2” in the course (quizzes: quiz-1)",
        "line 3, column correct: 11 is more than 10",
        (
            "line 3, column received_at: “2020-09-06” has no time of day; expected ISO 8601"
            " such as 2020-09-27T18:00:00-04:00 or 2020-09-27T18:00"
        ),
        "line 4, column login: a login is missing",
        "line 4, column quiz: “hw1p1” is of kind parts, no quiz (quizzes: quiz-1)",
        "line 4, column questions: “0” is no whole number from 1 up",
        "line 4, column correct: -1 is below 0",
        (
            "line 4, column received_at: 2021-01-01T00:00Z is later than now,"
            " 2020-12-01T00:00:00Z"
        ),
        "line 5: 4 cells, expected 5",
        "line 6, column questions: “1e1” is no whole number from 1 up",
        "line 6, column correct: “nan” is no finite number; expected one such as 12.5",
    ]


def test_two_results_of_one_attempt_are_refused(course, quiz, alice):
    found = problems(course, HEADER + ROW + ROW.replace("7,10", "8,10"))

    assert found == [
        "line 3, column received_at: line 2 has other numbers for the same attempt"
    ]


def test_a_file_of_other_columns_is_refused(course):
    found = problems(course, "login,quiz,score\na,b,1\n")

    assert found[0] == "line 1: column correct is missing"


def test_the_import_is_recorded_with_its_counts(course, quiz, alice):
    take(course, HEADER + ROW)

    event = AuditEvent.objects.get()
    assert event.verb == "attempts.import"
    assert event.after == {"added": 1, "replaced": 0, "unchanged": 0}


def test_asks_the_same_however_many_rows(
    course, quiz, alice, django_assert_num_queries
):
    text = HEADER + "".join(ROW.replace("12:00", f"12:{m:02}") for m in range(60))

    with django_assert_num_queries(7):
        take(course, text)
