"""Granting, replacing and taking back extensions and excuses."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.decisions.extending import (
    ExtensionRefusedError,
    Grant,
    deadlines_with,
    grant_extension,
    remove_extension,
)
from courseops.models import AuditEvent, Component, Enrollment, Extension
from tests.factories import ComponentFactory, EnrollmentFactory

AT = datetime(2020, 9, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def hw1(course) -> Component:
    """Early 16 September, on time the 27th, late 18 October, all at 23:59:59."""
    return ComponentFactory(
        course=course,
        slug="hw1p2",
        early=datetime(2020, 9, 17, 3, 59, 59, tzinfo=UTC),
        on_time=datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC),
        late=datetime(2020, 10, 19, 3, 59, 59, tzinfo=UTC),
    )


def give(component: Component, *students: Enrollment, reason="ill", actor=None, **what):
    return grant_extension(
        component=component,
        students=students,
        grant=Grant(**what),
        reason=reason,
        actor=actor,
        at=AT,
    )


def take_back(component: Component, *students: Enrollment, reason="well again") -> int:
    return remove_extension(
        component=component, students=students, reason=reason, actor=None, at=AT
    )


def test_an_extension_is_kept_with_who_when_and_why(hw1, alice, bob):
    give(hw1, alice, days=2, actor=bob.user)

    row = Extension.objects.get()
    assert (row.enrollment, row.component, row.days) == (alice, hw1, 2)
    assert (row.actor, row.at, row.reason) == (bob.user, AT, "ill")


def test_granting_tells_the_deadlines_that_follow(hw1, alice):
    found = give(hw1, alice, days=2)

    assert found == (hw1.early + 2 * DAY, hw1.on_time + 2 * DAY, hw1.late + 2 * DAY)


def test_the_latest_extension_replaces_the_one_before(hw1, alice):
    give(hw1, alice, days=2)

    give(hw1, alice, until=hw1.on_time + DAY)

    row = Extension.objects.get()
    assert (row.days, row.until) == (None, hw1.on_time + DAY)


def test_an_excuse_replaces_an_extension_and_is_replaced_by_one(hw1, alice):
    give(hw1, alice, days=2)
    give(hw1, alice, excused=True)
    assert Extension.objects.get().excused

    give(hw1, alice, days=1)

    row = Extension.objects.get()
    assert (row.excused, row.days) == (False, 1)


def test_several_get_the_same_at_once(hw1, alice):
    dora = EnrollmentFactory(course=hw1.course, user__login="dora", status="dropped")

    give(hw1, alice, dora, days=2)

    assert Extension.objects.filter(days=2).count() == 2


def test_the_record_of_changes_keeps_what_was_before(hw1, alice):
    give(hw1, alice, days=2)

    give(hw1, alice, excused=True, reason="operation")

    event = AuditEvent.objects.first()
    assert (event.verb, event.target) == ("extension.grant", "hw1p2 of alice")
    assert (event.before, event.after) == ({"days": 2}, {"excused": True})
    assert event.why == "operation"


def test_taking_back_removes_it_and_is_recorded(hw1, alice):
    give(hw1, alice, days=2)

    assert take_back(hw1, alice) == 1

    assert not Extension.objects.exists()
    event = AuditEvent.objects.first()
    assert (event.verb, event.before) == ("extension.remove", {"days": 2})


def test_taking_back_what_nobody_has_changes_nothing(hw1, alice):
    assert take_back(hw1, alice) == 0

    assert not AuditEvent.objects.exists()


def test_instants_one_by_one_are_taken(hw1, alice):
    found = give(hw1, alice, on_time=hw1.on_time + DAY, late=hw1.late)

    assert found == (hw1.early, hw1.on_time + DAY, hw1.late)


def test_a_component_without_dates_can_be_extended_and_moves_nothing(course, alice):
    exam = ComponentFactory(course=course, kind="points", on_time=None, released=None)

    assert give(exam, alice, days=3) == (None, None, None)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"days": -1}, "expected a whole number from 0 to 1000"),
        ({"days": 1001}, "expected a whole number from 0 to 1000"),
        ({"days": 0}, "nothing to grant"),
        ({}, "nothing to grant"),
        ({"days": 1, "excused": True}, "an excuse goes without an extension"),
        ({"days": 1, "until": AT + 9 * DAY}, "either days or an instant"),
        ({"until": datetime(9999, 12, 31, tzinfo=UTC)}, "beyond the calendar"),
    ],
)
def test_what_makes_no_sense_is_refused(hw1, alice, what, reason):
    with pytest.raises(ExtensionRefusedError, match=reason):
        give(hw1, alice, **what)

    assert not Extension.objects.exists()


def test_a_reason_is_needed(hw1, alice):
    with pytest.raises(ExtensionRefusedError, match="give a reason"):
        give(hw1, alice, days=1, reason=" ")
    with pytest.raises(ExtensionRefusedError, match="give a reason"):
        take_back(hw1, alice, reason="")


def test_the_very_deadline_is_no_less_time_and_a_second_before_is(hw1):
    second = timedelta(seconds=1)

    deadlines_with(component=hw1, grant=Grant(until=hw1.on_time))
    with pytest.raises(ExtensionRefusedError, match="before the course's own"):
        deadlines_with(component=hw1, grant=Grant(until=hw1.on_time - second))


def test_deadlines_stay_in_order(hw1):
    with pytest.raises(ExtensionRefusedError, match=r"late deadline .* before"):
        deadlines_with(component=hw1, grant=Grant(on_time=hw1.late + DAY))


def test_a_late_deadline_needs_one_on_time(course):
    exam = ComponentFactory(course=course, kind="points", on_time=None, released=None)

    with pytest.raises(ExtensionRefusedError, match="needs an on-time one"):
        deadlines_with(component=exam, grant=Grant(late=AT))
