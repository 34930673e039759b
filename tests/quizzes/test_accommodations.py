"""More time and more attempts: what holds, and what giving it changes."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.models import AuditEvent, Component
from quizzes.accommodating import AccommodationRefusedError, accommodate, take_back
from quizzes.accommodations import Allowance, effective, effective_for
from quizzes.models import Accommodation, Attempt, Quiz
from tests.factories import ComponentFactory, EnrollmentFactory

AT = datetime(2020, 9, 12, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SINGLE = {"slug": "q", "type": "boolean", "prompt": "?", "answer": True}


def quiz(course, slug: str, *, minutes: float | None = 60) -> Component:
    component = ComponentFactory(course=course, slug=slug, kind="quiz", cutoffs=None)
    definition = {"time_limit_min": minutes, "questions": [SINGLE]}
    Quiz.objects.create(component=component, definition=definition)
    return component


@pytest.fixture
def quiz_1(course) -> Component:
    """An hour long."""
    return quiz(course, "quiz-1")


def give(component, *students, reason="a letter of the office", at=AT, **what) -> int:
    return accommodate(
        course=students[0].course,
        component=component,
        students=students,
        allowance=Allowance(**what),
        reason=reason,
        actor=None,
        at=at,
    )


def take(component, *students, at=AT) -> int:
    return take_back(
        course=students[0].course,
        component=component,
        students=students,
        reason="no longer needed",
        actor=None,
        at=at,
    )


def begun(component, student, *, ago: timedelta, lasts=60 * MINUTE) -> Attempt:
    started = AT - ago
    return Attempt.objects.create(
        component=component,
        enrollment=student,
        number=1,
        started_at=started,
        ends_at=started + lasts,
        questions=1,
    )


def end_of(attempt: Attempt) -> datetime | None:
    attempt.refresh_from_db()
    return attempt.ends_at


def test_without_an_accommodation_a_student_has_what_everybody_has(quiz_1, alice):
    found = effective(component=quiz_1, enrollment=alice)

    assert not found
    assert found.limit(60) == 60 * MINUTE
    assert found.attempts(2) == 2


def test_the_time_limit_is_multiplied_before_minutes_are_added(quiz_1, alice):
    give(None, alice, time_factor=1.5, extra_min=10, extra_attempts=1)

    found = effective(component=quiz_1, enrollment=alice)

    assert found.limit(60) == 100 * MINUTE
    assert found.attempts(1) == 2


def test_more_time_sets_no_limit_where_there_is_none():
    assert Allowance(time_factor=2).limit(None) is None


def test_what_is_given_for_a_quiz_replaces_what_is_given_for_every_one(
    course, quiz_1, alice
):
    quiz_2 = quiz(course, "quiz-2")
    give(None, alice, time_factor=2, extra_attempts=1)
    give(quiz_1, alice, extra_min=5)

    assert effective(component=quiz_1, enrollment=alice) == Allowance(extra_min=5)
    assert effective(component=quiz_2, enrollment=alice).time_factor == 2


def test_giving_again_replaces(quiz_1, alice):
    give(None, alice, time_factor=2)
    give(None, alice, time_factor=1.5)

    assert Accommodation.objects.get().time_factor == 1.5


def test_who_has_something_is_read_for_the_whole_course_at_once(
    course, quiz_1, alice, django_assert_num_queries
):
    dora = EnrollmentFactory(course=course, user__login="dora")
    give(None, alice, dora, time_factor=2)
    give(quiz_1, dora, extra_min=5)

    with django_assert_num_queries(1):
        found = effective_for(component=quiz_1)

    assert found == {
        alice.pk: Allowance(time_factor=2),
        dora.pk: Allowance(extra_min=5),
    }


def test_a_running_attempt_ends_by_the_new_limit(quiz_1, alice):
    attempt = begun(quiz_1, alice, ago=50 * MINUTE)

    moved = give(None, alice, time_factor=1.5)

    assert moved == 1
    assert end_of(attempt) == AT + 40 * MINUTE


def test_a_running_attempt_follows_what_its_own_quiz_was_given(quiz_1, alice):
    give(quiz_1, alice, extra_min=5)
    attempt = begun(quiz_1, alice, ago=50 * MINUTE, lasts=65 * MINUTE)

    give(None, alice, time_factor=2)

    assert end_of(attempt) == AT + 15 * MINUTE


def test_an_attempt_whose_time_is_over_stays_over(quiz_1, alice):
    attempt = begun(quiz_1, alice, ago=61 * MINUTE)

    assert give(None, alice, time_factor=2) == 0
    assert end_of(attempt) == AT - MINUTE


def test_an_attempt_without_a_time_limit_gets_none(course, alice):
    attempt = begun(quiz(course, "open", minutes=None), alice, ago=MINUTE)
    Attempt.objects.update(ends_at=None)

    give(None, alice, time_factor=2)

    assert end_of(attempt) is None


def test_taking_back_ends_no_attempt_in_the_past(quiz_1, alice):
    give(None, alice, time_factor=2)
    attempt = begun(quiz_1, alice, ago=90 * MINUTE, lasts=120 * MINUTE)

    assert take(None, alice) == 1
    assert end_of(attempt) == AT
    assert not effective(component=quiz_1, enrollment=alice)


def test_taking_back_leaves_others_and_other_quizzes_alone(course, quiz_1, alice):
    dora = EnrollmentFactory(course=course, user__login="dora")
    give(None, alice, dora, time_factor=2)
    give(quiz_1, alice, extra_min=5)

    take(None, alice)

    assert set(effective_for(component=quiz_1)) == {alice.pk, dora.pk}


def test_taking_back_nothing_is_told(quiz_1, alice):
    assert take(quiz_1, alice) == 0
    assert not AuditEvent.objects.exists()


def test_the_record_keeps_before_after_and_why(quiz_1, alice):
    give(quiz_1, alice, time_factor=2)
    give(quiz_1, alice, time_factor=1.5, reason="by agreement")

    event = AuditEvent.objects.filter(verb="accommodation.grant").latest("pk")
    assert event.target == "quiz-1 of alice"
    assert event.before["time_factor"] == 2
    assert event.after["time_factor"] == 1.5
    assert event.why == "by agreement"


@pytest.mark.parametrize(
    "what",
    [
        {"time_factor": 0.5},
        {"time_factor": 11},
        {"time_factor": float("nan")},
        {"extra_min": -1},
        {"extra_min": float("inf")},
        {"extra_attempts": 101},
        {},
    ],
)
def test_what_takes_time_away_or_gives_nothing_is_refused(alice, what):
    with pytest.raises(AccommodationRefusedError):
        give(None, alice, **what)

    assert not Accommodation.objects.exists()


def test_without_a_reason_nothing_is_given(alice):
    with pytest.raises(AccommodationRefusedError, match="give a reason"):
        give(None, alice, time_factor=2, reason="  ")


def test_one_quiz_can_be_taken_out_of_what_holds_in_every_one(quiz_1, alice):
    give(None, alice, time_factor=2)
    give(quiz_1, alice)

    assert effective(component=quiz_1, enrollment=alice).limit(60) == 60 * MINUTE
