"""The name that a student wants on the leaderboard."""

from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import Course, Enrollment
from courseops.shown_names import fault, normalise

SHORTEST, LONGEST = 2, 40


class NicknameError(Exception):
    """The name cannot be used; the message says why, to the student."""


def check(nickname: str) -> None:
    """Raise NicknameError if a normalised nickname is no readable name."""
    wrong = fault(nickname, called="A nickname", shortest=SHORTEST, longest=LONGEST)
    if wrong:
        raise NicknameError(wrong)


def _names_taken(enrollment: Enrollment) -> set[str]:
    others = (
        Enrollment.objects.filter(course_id=enrollment.course_id)
        .exclude(pk=enrollment.pk)
        .values_list("nickname", "user__name", "user__login")
    )
    return {normalise(name).casefold() for names in others for name in names if name}


def set_nickname(*, enrollment: Enrollment, nickname: str, at: datetime) -> str:
    """Show *enrollment* on leaderboards as *nickname*; empty means the real name.

    Returns the name as kept. Raises NicknameError where it is no readable name, or is
    already the nickname, name or login of somebody else in the course.
    """
    nickname = normalise(nickname)
    if nickname:
        check(nickname)
    with transaction.atomic():
        # Two students asking for one name at once are judged one after the other.
        course = Course.objects.select_for_update().get(pk=enrollment.course_id)
        if nickname and nickname.casefold() in _names_taken(enrollment):
            raise NicknameError("Somebody in this course has that name already.")
        before = enrollment.nickname
        if nickname != before:
            enrollment.nickname = nickname
            enrollment.save(update_fields=["nickname"])
            audit.record(
                course=course,
                actor=enrollment.user,
                verb="nickname",
                target=f"enrollment:{enrollment.user.login}",
                before=before,
                after=nickname,
                at=at,
            )
    return nickname
