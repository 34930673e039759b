"""A student enters the code of the day."""

from datetime import timedelta

import pytest

from courseops.models import AuditEvent, Component, Enrollment
from participation import codes, guesses
from participation.checkin import (
    CheckInRefusedError,
    TooManyGuessesError,
    check_in,
)
from participation.models import Presence, SessionCode
from tests.participation.conftest import NOW, SESSIONS, was

MINUTE = timedelta(minutes=1)


@pytest.fixture
def code(attendance: Component) -> SessionCode:
    """Today's code, open for ten minutes."""
    return codes.open_code(
        component=attendance,
        session=SESSIONS[2],
        opens_at=NOW,
        minutes=10,
        actor=None,
        at=NOW,
    )


def refusal(student: Enrollment, text: str, *, at=NOW) -> str:
    with pytest.raises(CheckInRefusedError) as refused:
        check_in(student=student, text=text, at=at)
    return str(refused.value)


def test_a_code_has_no_letters_that_look_alike(code: SessionCode):
    assert len(code.code) == codes.LENGTH
    assert not set(code.code) & set("0OQ1IL2Z5S8BUVDG")


def test_who_enters_the_code_is_present_from_the_moment_it_arrived(
    code: SessionCode, alice: Enrollment
):
    check_in(student=alice, text=code.code, at=NOW + MINUTE)

    found = Presence.objects.get()
    assert (found.enrollment, found.session) == (alice, SESSIONS[2])
    assert (found.state, found.source) == ("present", "code")
    assert found.received_at == NOW + MINUTE


def test_case_spaces_and_hyphens_do_not_matter(code: SessionCode, alice: Enrollment):
    typed = f" {code.code[:2].lower()}-{code.code[2:].lower()} "

    assert check_in(student=alice, text=typed, at=NOW).session == SESSIONS[2]


def test_the_last_second_of_a_code_is_inside(code: SessionCode, alice: Enrollment):
    check_in(student=alice, text=code.code, at=NOW + 10 * MINUTE)

    assert Presence.objects.count() == 1


def test_an_expired_code_says_until_when_it_counted(
    code: SessionCode, alice: Enrollment
):
    late = NOW + 10 * MINUTE + timedelta(seconds=1)

    assert "it counted until 14 Sep 2020, 12:10:00 EDT" in refusal(
        alice, code.code, at=late
    )
    assert not Presence.objects.exists()


def test_a_code_to_come_says_from_when_it_counts(code: SessionCode, alice: Enrollment):
    assert refusal(alice, code.code, at=NOW - MINUTE) == (
        "This code counts from 14 Sep 2020, 12:00 EDT on."
    )


def test_a_closed_code_counts_no_more(code: SessionCode, alice: Enrollment):
    codes.close_code(code=code, actor=None, at=NOW + MINUTE)

    assert "expired" in refusal(alice, code.code, at=NOW + MINUTE)


def test_a_new_code_ends_the_old_one(
    code: SessionCode, attendance: Component, alice: Enrollment
):
    codes.open_code(
        component=attendance,
        session=SESSIONS[2],
        opens_at=NOW,
        minutes=5,
        actor=None,
        at=NOW,
    )

    assert "no code of this course" in refusal(alice, code.code)


def test_entered_twice_it_counts_once(code: SessionCode, alice: Enrollment):
    check_in(student=alice, text=code.code, at=NOW)

    assert "You are in already for Mon 14 Sep 2020" in refusal(
        alice, code.code, at=NOW + MINUTE
    )
    assert Presence.objects.get().received_at == NOW


def test_who_is_excused_has_nothing_to_enter(
    code: SessionCode, attendance: Component, alice: Enrollment
):
    was(alice, attendance, SESSIONS[2], state="excused", source="staff")

    assert "You are excused" in refusal(alice, code.code)


def test_the_code_of_another_course_is_none_here(code: SessionCode, charlie):
    assert "no code of this course" in refusal(charlie.enrollments.get(), code.code)


def test_after_ten_wrong_codes_none_is_looked_at(code: SessionCode, alice: Enrollment):
    for _ in range(guesses.MOST):
        refusal(alice, "WRONG")

    with pytest.raises(TooManyGuessesError, match="Wait 10 minutes"):
        check_in(student=alice, text=code.code, at=NOW)


def test_right_codes_are_no_guesses(code: SessionCode, alice: Enrollment):
    check_in(student=alice, text=code.code, at=NOW)
    for _ in range(guesses.MOST + 2):
        assert "already" in refusal(alice, code.code)


def test_a_second_student_has_guesses_of_their_own(
    code: SessionCode, alice: Enrollment, bob: Enrollment
):
    for _ in range(guesses.MOST):
        refusal(alice, "WRONG")

    assert "no code of this course" in refusal(bob, "WRONG")


def test_guesses_are_forgotten_after_their_minutes(
    code: SessionCode, alice: Enrollment, settings, time_machine
):
    # A server has a clock of its own, which no test moves.
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {"default": memory}
    for _ in range(guesses.MOST + 1):
        refusal(alice, "WRONG")
    time_machine.shift(timedelta(minutes=guesses.WITHIN_MINUTES, seconds=1))

    assert "no code of this course" in refusal(alice, "WRONG")


def test_opening_and_closing_is_recorded_without_the_code(code: SessionCode):
    codes.close_code(code=code, actor=None, at=NOW)
    codes.close_code(code=code, actor=None, at=NOW + MINUTE)

    told = AuditEvent.objects.order_by("pk").values_list("verb", "after")
    assert [verb for verb, _ in told] == ["attendance.open", "attendance.close"]
    assert code.code not in str(list(told))
