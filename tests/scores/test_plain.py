"""Scores that come as login,score[,received_at]."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courseops.models import AuditEvent, Component, Result
from courseops.scores.changes import What
from tests.factories import ComponentFactory, CourseFactory, EnrollmentFactory
from tests.scores.loading import problems, scores, take, whats


def of_kind(course, kind: str, **details) -> Component:
    return ComponentFactory(
        course=course, slug="work", kind=kind, cutoffs=None, details=details
    )


def test_a_row_becomes_a_result_that_is_on_time(exam, alice):
    take(exam, "login,score\nalice,41.5\n")

    result = Result.objects.get()
    assert (result.component, result.enrollment) == (exam, alice)
    assert (result.score, result.received_at) == (41.5, None)


def test_a_time_without_an_offset_is_course_time(exam):
    take(exam, "login,score,received_at\nalice,41,2020-09-27T18:00:00.9\n")

    assert Result.objects.get().received_at == datetime(2020, 9, 27, 22, tzinfo=UTC)


def test_an_empty_time_is_none(exam):
    take(exam, "login,score,received_at\nalice,41,\n")

    assert Result.objects.get().received_at is None


def test_who_is_not_in_the_file_keeps_theirs(exam):
    take(exam, "login,score\nalice,41\n")
    take(exam, "login,score\ncarol,12\n")

    assert scores(exam) == {"alice": 41, "carol": 12}


def test_importing_again_replaces(exam):
    take(exam, "login,score,received_at\nalice,41,2020-09-27T18:00Z\n")

    plan = take(exam, "login,score\nalice,42\n")

    assert whats(plan) == {"alice": What.REPLACED}
    assert Result.objects.get().received_at is None
    assert scores(exam) == {"alice": 42}


def test_the_same_file_again_changes_nothing(exam):
    text = "login,score,received_at\nalice,41,2020-09-27T18:00Z\n"
    take(exam, text)

    assert whats(take(exam, text)) == {"alice": What.UNCHANGED}
    assert AuditEvent.objects.count() == 1


def test_an_empty_score_clears(exam):
    take(exam, "login,score\nalice,41\ncarol,12\n")

    plan = take(exam, "login,score\nalice,\n")

    assert whats(plan) == {"alice": What.CLEARED}
    assert scores(exam) == {"carol": 12}


def test_nothing_to_clear_is_no_change(exam):
    assert whats(take(exam, "login,score\nalice,\n")) == {"alice": What.UNCHANGED}


@pytest.mark.parametrize(
    "text",
    [
        "\ufefflogin,score\r\nalice,41\r\n",
        'login,score\n"alice","41"\n',
        " Login , SCORE \n\n  alice ,  41  \n\n,\n",
        "score,login\n41,alice",
        "login,score\nalice,4.1e1\n",
    ],
)
def test_ways_of_writing_the_same(exam, text):
    take(exam, text)

    assert scores(exam) == {"alice": 41}


def test_every_problem_is_listed_with_its_line_and_column(exam, bob):
    text = (
        "login,score,received_at\n"
        "alice,60.5,2020-09-27T18:00Z\n"
        "Alice,-1,2020-09-27\n"
        "bob,1_0,2020-12-01T00:00:01Z\n"
        ",nan,\n"
        "alice,inf\n"
        "carol,5,\n"
        "carol,5,\n"
        "dave,0x10,\n"
    )

    assert problems(exam, text) == [
        "line 2, column score: 60.5 is more than 60",
        "line 3, column login: “Alice” is nobody in ml-f20; it is written “alice” there",
        (
            "line 3, column received_at: “2020-09-27” has no time of day; expected ISO"
            " 8601 such as 2020-09-27T18:00:00-04:00 or 2020-09-27T18:00"
        ),
        "line 3, column score: -1 is below 0",
        "line 4, column login: “bob” is no student of ml-f20 but TA",
        (
            "line 4, column received_at: 2020-12-01T00:00:01Z is later than now,"
            " 2020-12-01T00:00:00Z"
        ),
        "line 4, column score: “1_0” is no finite number; expected one such as 12.5",
        "line 5, column login: a login is missing",
        "line 5, column score: “nan” is no finite number; expected one such as 12.5",
        "line 6: 2 cells, expected 3",
        "line 8, column login: “carol” stands in line 7 already",
        "line 9, column login: “dave” is nobody in ml-f20",
        "line 9, column score: “0x10” is no finite number; expected one such as 12.5",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "The file is empty."),
        (b"login;score\nalice;1\n", "The columns are not separated by commas."),
        (b"login,points\nalice,1\n", "line 1: column score is missing"),
        ("login,score\n".encode("utf-16"), "The file is UTF-16."),
        (b"login,score\nalice,\xff\n", "line 2: byte 0xff is not UTF-8."),
        (b'login,score\n"alice,1\n', "line 2: not readable as CSV"),
    ],
)
def test_what_cannot_be_read_is_refused(exam, data, problem):
    assert problems(exam, data)[0].startswith(problem)


@pytest.mark.parametrize(
    ("kind", "details", "most"),
    [
        ("parts", {"parts": 10}, "10"),
        ("points", {"points": 7.5}, "7.5"),
        ("rubric", {"criteria": [{"points": 5}, {"points": 4.5}]}, "9.5"),
        ("files", {"graded": "percent"}, "100"),
        ("attendance", {"sessions": ["2020-09-02"]}, "100"),
    ],
)
def test_a_score_goes_up_to_the_maximum_of_its_kind(course, alice, kind, details, most):
    work = of_kind(course, kind, **details)

    take(work, f"login,score\nalice,{most}\n")

    assert scores(work) == {"alice": float(most)}
    assert problems(work, "login,score\nalice,100.001\n") == [
        f"line 2, column score: 100.001 is more than {most}"
    ]


def test_any_finite_number_can_be_ranked(course, alice):
    work = of_kind(course, "tiers", points=4, tiers=[])

    take(work, "login,score\nalice,-1234.5\n")

    assert scores(work) == {"alice": -1234.5}


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("competition", "work is a competition: importresults takes its scores."),
        ("quiz", "work is a quiz: importattempts takes its attempts."),
        ("peer_review", "work is a peer review: its marks come from the reviews."),
    ],
)
def test_other_kinds_are_refused_with_the_way_to_go(course, alice, kind, reason):
    work = of_kind(course, kind)

    assert problems(work, "login,score\nalice,1\n") == [reason]


def test_dropped_students_and_auditors_are_taken(exam, alice):
    alice.status, alice.basis = "dropped", "audit"
    alice.save()

    take(exam, "login,score\nalice,41\n")

    assert scores(exam) == {"alice": 41}


def test_the_import_is_recorded_with_counts_and_scores(exam):
    take(exam, "login,score\nalice,41\n")
    take(exam, "login,score,received_at\nalice,,\ncarol,12,2020-09-27T18:00Z\n")

    event = AuditEvent.objects.first()
    assert (event.verb, event.target) == ("scores.import", "component:exam-1")
    assert event.before == {
        "scores": {"alice": {"score": 41, "received_at": None}, "carol": None}
    }
    assert event.after == {
        "format": "CSV",
        "counts": {"added": 1, "replaced": 0, "cleared": 1, "unchanged": 0},
        "scores": {
            "alice": None,
            "carol": {"score": 12, "received_at": "2020-09-27T18:00:00Z"},
        },
    }


def test_asks_the_same_however_many_students(exam, django_assert_num_queries):
    def rows(count: int) -> str:
        return "login,score\n" + "".join(f"p{n},{n % 60}\n" for n in range(count))

    for number in range(60):
        EnrollmentFactory(course=exam.course, user__login=f"p{number}")
    with django_assert_num_queries(8):
        take(exam, rows(2))
    with django_assert_num_queries(8):
        take(exam, rows(60))


class AnyScore(TestCase):
    """What is written as a number is stored to the last bit."""

    @given(st.floats(min_value=0, max_value=60))
    def test_a_score_keeps_its_precision(self, score):
        course = CourseFactory()
        if not course.enrollments.exists():
            EnrollmentFactory(course=course, user__login="alice")
        exam = of_kind(course, "points", points=60)

        take(exam, f"login,score\nalice,{score!r}\n")

        assert scores(exam) == {"alice": score}
        exam.delete()
