"""A student enters the code of the day."""

from datetime import datetime

from courseops.instants import in_words
from courseops.models import Enrollment
from participation import guesses
from participation.codes import is_open, normalised
from participation.models import Presence, SessionCode


class CheckInRefusedError(ValueError):
    """Nobody was checked in; the text is a sentence that says why."""


class TooManyGuessesError(CheckInRefusedError):
    """Too many wrong codes; the next ones are not looked at."""


def check_in(*, student: Enrollment, text: str, at: datetime) -> Presence:
    """Note that *student* is in the session whose code *text* is.

    *at* is when the code arrived. Entered twice at once it counts once. Raises
    CheckInRefusedError for a code that does not count then, and where it is known
    already that the student is there or excused.
    """
    typed = normalised(text)
    if not typed:
        raise CheckInRefusedError("Type the code that is shown in class.")
    if not guesses.count(student):
        raise TooManyGuessesError(
            f"Too many wrong codes. Wait {guesses.WITHIN_MINUTES} minutes, or ask the"
            " staff to note that you are here."
        )
    code = _called(typed, student)
    if code is None:
        raise CheckInRefusedError("That is no code of this course. Look at it again.")
    guesses.take_back(student)
    _check_open(code, student, at)
    found, is_new = Presence.objects.get_or_create(
        component=code.component,
        enrollment=student,
        session=code.session,
        defaults={"source": Presence.Source.CODE, "received_at": at},
    )
    if not is_new:
        raise CheckInRefusedError(_known(found, student))
    return found


def _called(typed: str, student: Enrollment) -> SessionCode | None:
    found = SessionCode.objects.filter(
        component__course_id=student.course_id,
        component__archived=False,
        code=typed,
    )
    return found.select_related("component__assignment").first()


def _check_open(code: SessionCode, student: Enrollment, at: datetime) -> None:
    zone = student.course.zone
    if is_open(code, at=at):
        return
    if at < code.opens_at <= code.expires_at:
        then = in_words(code.opens_at, zone=zone)
        raise CheckInRefusedError(f"This code counts from {then} on.")
    then = in_words(code.expires_at, zone=zone, seconds=True)
    raise CheckInRefusedError(
        f"This code has expired: it counted until {then}. Ask the staff if you were"
        " there in time."
    )


def _known(found: Presence, student: Enrollment) -> str:
    day = f"{found.session:%a} {found.session.day} {found.session:%b %Y}"
    if found.state == Presence.State.EXCUSED:
        return f"You are excused from {day}; there is nothing to enter."
    then = in_words(found.received_at, zone=student.course.zone)
    return f"You are in already for {day}: it was noted {then}."
