from datetime import UTC, datetime

import pytest

from courseops.models import AuditEvent
from leaderboard.nicknames import NicknameError, set_nickname
from tests.factories import EnrollmentFactory

AT = datetime(2020, 9, 20, 12, tzinfo=UTC)


def test_nickname_replaces_the_name(alice):
    set_nickname(enrollment=alice, nickname="Gradient Rider", at=AT)

    alice.refresh_from_db()
    assert alice.public_name == "Gradient Rider"


def test_empty_nickname_brings_the_name_back(alice):
    set_nickname(enrollment=alice, nickname="Rider", at=AT)
    set_nickname(enrollment=alice, nickname="  ", at=AT)

    alice.refresh_from_db()
    assert alice.public_name == "Alice Ash"


def test_spaces_are_tidied(alice):
    kept = set_nickname(enrollment=alice, nickname="  deep \t  sea ", at=AT)

    assert kept == "deep sea"


@pytest.mark.parametrize(
    ("nickname", "why"),
    [
        ("x", "2 to 40 characters"),
        ("x" * 41, "this has 41"),
        ("<b>bold</b>", "U\\+003C"),
        ("a\u202eb", "U\\+202E"),
        ("a\u200bb", "U\\+200B"),
        ("...", "one letter or digit"),
    ],
)
def test_unreadable_nicknames_are_refused(alice, nickname, why):
    with pytest.raises(NicknameError, match=why):
        set_nickname(enrollment=alice, nickname=nickname, at=AT)

    alice.refresh_from_db()
    assert alice.nickname == ""


@pytest.mark.parametrize(
    "taken", ["dan", "DAN DOGWOOD", "deep\u00a0thought", "\uff24\uff21\uff2e"]
)
def test_names_of_others_in_the_course_are_refused(alice, course, taken):
    EnrollmentFactory(
        course=course,
        user__login="dan",
        user__name="Dan Dogwood",
        nickname="Deep Thought",
    )

    with pytest.raises(NicknameError, match="Somebody in this course"):
        set_nickname(enrollment=alice, nickname=taken, at=AT)


def test_the_name_of_somebody_in_another_course_is_free(alice, charlie):
    kept = set_nickname(enrollment=alice, nickname="Charlie Cedar", at=AT)

    assert kept == "Charlie Cedar"


def test_keeping_ones_own_nickname_changes_nothing(alice):
    set_nickname(enrollment=alice, nickname="Rider", at=AT)
    set_nickname(enrollment=alice, nickname="Rider", at=AT)

    assert AuditEvent.objects.filter(verb="nickname").count() == 1
