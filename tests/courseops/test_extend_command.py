"""Extensions, excuses and caps by command."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courseops.models import Component, Extension, SlackCap, Team, TeamMember
from tests.factories import ComponentFactory, EnrollmentFactory


@pytest.fixture
def hw1(course) -> Component:
    course.slack = {"days": 7}
    course.save()
    return ComponentFactory(
        course=course,
        slug="hw1p2",
        early=datetime(2020, 9, 17, 3, 59, 59, tzinfo=UTC),
        on_time=datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC),
        late_policy={"kind": "slack_or_late"},
    )


def extend(*arguments: str, login: str = "alice", reason: str = "ill") -> str:
    out = StringIO()
    call_command(
        "extend", "ml-f20", "hw1p2", login, *arguments, reason=reason, stdout=out
    )
    return out.getvalue()


def test_an_extension_by_days_says_where_the_deadlines_are(hw1, alice):
    said = extend("--days", "2")

    assert Extension.objects.get().days == 2
    assert said.startswith(
        "alice: extension of hw1p2 (early 18 Sep 2020, 23:59:59 EDT,"
        " on time 29 Sep 2020, 23:59:59 EDT);"
    )


def test_an_instant_without_an_offset_is_course_time(hw1, alice):
    extend("--until", "2020-10-01T12:00:00")

    assert Extension.objects.get().until == datetime(2020, 10, 1, 16, tzinfo=UTC)


def test_an_instant_may_lie_in_the_future(hw1, alice):
    extend("--until", "2199-10-01T12:00:00Z")

    assert Extension.objects.get().until == datetime(2199, 10, 1, 12, tzinfo=UTC)


def test_an_excuse_is_told(hw1, alice):
    assert extend("--excuse").startswith("alice: excused from hw1p2;")
    assert Extension.objects.get().excused


def test_no_days_remove_the_extension(hw1, alice):
    extend("--excuse")

    assert extend("--days", "0").startswith("alice: 1 extension of hw1p2 removed;")
    assert not Extension.objects.exists()


def test_no_days_where_there_is_no_extension_are_fine(hw1, alice):
    assert extend("--days", "0").startswith("alice: had no extension of hw1p2;")


def test_a_dropped_auditor_can_be_extended(hw1):
    EnrollmentFactory(
        course=hw1.course, user__login="dora", status="dropped", basis="audit"
    )

    extend("--days", "1", login="dora")

    assert Extension.objects.get().enrollment.user.login == "dora"


def test_the_team_gets_what_its_member_gets(hw1, alice):
    dora = EnrollmentFactory(course=hw1.course, user__login="dora")
    team = Team.objects.create(course=hw1.course, component=hw1, name="tigers")
    for one in (alice, dora):
        TeamMember.objects.create(team=team, enrollment=one)

    said = extend("--days", "1", "--team")

    assert said.startswith("alice, dora: ")
    assert Extension.objects.filter(days=1).count() == 2


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((), "Give one of"),
        (("--days", "1", "--excuse"), "Give one of"),
        (("--days", "two"), "no number of days"),
        (("--days", "-2"), "expected a whole number from 0"),
        (("--until", "2020-10-01"), "has no time of day"),
        (("--until", "2020-09-01T12:00"), "before the course's own"),
    ],
)
def test_bad_input_is_refused_with_its_reason(hw1, alice, arguments, problem):
    with pytest.raises(CommandError, match=problem):
        extend(*arguments)

    assert not Extension.objects.exists()


def test_a_reason_is_needed(hw1, alice):
    with pytest.raises(CommandError, match="give a reason"):
        extend("--days", "1", reason="")


def test_an_unknown_component_names_those_that_there_are(hw1, alice):
    with pytest.raises(CommandError, match="Components: hw1p2"):
        call_command("extend", "ml-f20", "hw9", "alice", days="1", reason="x")


def test_staff_are_not_extended(hw1, bob):
    with pytest.raises(CommandError, match="no student “bob”"):
        extend("--days", "1", login="bob")


def test_a_cap_is_set_by_command_at_any_time(hw1, alice):
    out = StringIO()

    call_command("capslack", "ml-f20", "hw1p2", "alice", "2", stdout=out)

    assert SlackCap.objects.get().days == 2
    assert out.getvalue().startswith("alice: hw1p2 takes at most 2 slack days;")


@pytest.mark.parametrize("days", ["two", "1.5", "1_0", "9" * 12])
def test_a_cap_that_is_no_number_is_refused(hw1, alice, days):
    with pytest.raises(CommandError, match="no number of days"):
        call_command("capslack", "ml-f20", "hw1p2", "alice", days)


def test_marks_are_recorded_anew(hw1, alice):
    before = datetime.now(UTC) - timedelta(seconds=1)

    extend("--excuse")

    hw1.course.refresh_from_db()
    assert hw1.course.recording.at > before
