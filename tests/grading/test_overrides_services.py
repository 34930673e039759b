"""Overriding marks and waiving requirements."""

from datetime import UTC, datetime

import pytest

from courseops.models import AuditEvent, Enrollment, Track
from grading.models import Override, Waiver
from grading.services import (
    DecisionRefusedError,
    clear_override,
    remove_waiver,
    set_override,
    waive,
)
from grading.targets import UnknownTargetError, override_targets, waivers_for
from tests.factories import AssignmentFactory, CategoryFactory, ComponentFactory

AT = datetime(2020, 9, 25, 12, tzinfo=UTC)
SCALE = {"B": 80, "A": 90, "F": 0}


@pytest.fixture
def alice(alice: Enrollment) -> Enrollment:
    """In a track without project, in a course with hw1 and project."""
    course = alice.course
    course.letters = {"scale": SCALE}
    course.save()
    hw1 = AssignmentFactory(course=course, slug="hw1", title="Speech")
    ComponentFactory(course=course, assignment=hw1, slug="hw1p1", kind="parts")
    ComponentFactory(
        course=course, assignment=hw1, slug="hw1p2", title="Frames", code=AT
    )
    project = CategoryFactory(course=course, slug="project", position=1)
    paper = AssignmentFactory(course=course, category=project, slug="paper")
    ComponentFactory(course=course, assignment=paper, slug="paper", kind="rubric")
    alice.track = Track.objects.create(
        course=course, slug="11-485", position=0, without=["project"]
    )
    alice.save()
    return alice


def override(student, target, value, *, reason="typo", actor=None):
    return set_override(
        student=student, target=target, value=value, reason=reason, actor=actor, at=AT
    )


def clear(student, target, *, reason="was right") -> bool:
    return clear_override(
        student=student, target=target, reason=reason, actor=None, at=AT
    )


def grant_waiver(student, target, *, reason="was there"):
    waive(student=student, target=target, reason=reason, actor=None, at=AT)


def test_all_that_a_track_has_can_be_overridden(alice):
    assert list(override_targets(alice)) == [
        "total",
        "final",
        "letter",
        "category:homework",
        "assignment:hw1",
        "component:hw1p1",
        "component:hw1p2",
    ]


def test_what_a_track_goes_without_may_be_one_assignment(alice):
    alice.track.without = ["hw1"]
    alice.track.save()

    assert "category:project" in override_targets(alice)
    assert "component:hw1p1" not in override_targets(alice)


@pytest.mark.parametrize(
    ("typed", "kept"), [("92.5", 92.5), (" 0 ", 0.0), ("1e2", 100.0), (".5", 0.5)]
)
def test_a_mark_is_kept_as_a_number(alice, typed, kept):
    assert override(alice, "component:hw1p2", typed) == kept
    assert Override.objects.get().value == kept


@pytest.mark.parametrize(
    "typed", ["", "nan", "inf", "1e999", "-1", "200.5", "1_0", "0x10", "92,5", "٣", "A"]
)
def test_what_is_no_mark_is_refused(alice, typed):
    with pytest.raises(DecisionRefusedError, match="is no mark"):
        override(alice, "total", typed)

    assert not Override.objects.exists()


def test_a_letter_is_one_of_the_course(alice):
    assert override(alice, "letter", "B") == "B"
    with pytest.raises(DecisionRefusedError, match="expected one of A, B, F"):
        override(alice, "letter", "B+")


def test_a_course_without_letters_takes_none(alice):
    alice.course.letters = None

    with pytest.raises(DecisionRefusedError, match="sets no letters"):
        override(alice, "letter", "A")


@pytest.mark.parametrize(
    ("target", "known"),
    [
        ("component:hw9", "There is: component:hw1p1, component:hw1p2"),
        ("assignment:paper", "There is: assignment:hw1"),
        ("category:project", "in track 11-485 has no .* There is: category:homework"),
        ("grade", "There is: total, final, letter, category:homework"),
    ],
)
def test_an_unknown_target_names_what_there_is(alice, target, known):
    with pytest.raises(UnknownTargetError, match=known):
        override(alice, target, "90")


def test_an_override_is_kept_with_who_when_and_why(alice, bob):
    override(alice, "total", "90", reason="agreed", actor=bob.user)

    row = Override.objects.get()
    assert (row.actor, row.at, row.reason) == (bob.user, AT, "agreed")


def test_the_newer_value_replaces_and_the_record_keeps_both(alice):
    override(alice, "total", "90")
    override(alice, "total", "91")

    assert Override.objects.get().value == 91
    event = AuditEvent.objects.first()
    assert (event.verb, event.target) == ("override.set", "total of alice")
    assert (event.before, event.after, event.why) == (90, 91, "typo")


def test_clearing_restores_the_computed_value(alice):
    override(alice, "total", "90")

    assert clear(alice, "total") is True

    assert not Override.objects.exists()
    assert AuditEvent.objects.first().verb == "override.clear"


def test_clearing_what_is_not_overridden_changes_nothing(alice):
    assert clear(alice, "total") is False
    assert not AuditEvent.objects.exists()


def test_an_override_of_work_that_is_gone_can_be_cleared(alice):
    Override.objects.create(
        enrollment=alice, target="component:old", value=1, reason="x", at=AT
    )

    assert clear(alice, "component:old") is True


def test_clearing_an_unknown_target_is_refused(alice):
    with pytest.raises(UnknownTargetError):
        clear(alice, "component:hw9")


def test_a_reason_is_needed(alice):
    for act in (
        lambda: override(alice, "total", "90", reason=" "),
        lambda: clear(alice, "total", reason=""),
        lambda: grant_waiver(alice, "hw1", reason=""),
    ):
        with pytest.raises(DecisionRefusedError, match="Give a reason"):
            act()


def test_assignments_and_asked_for_code_can_be_waived(alice):
    assert waivers_for(alice) == {"hw1": "Speech", "hw1p2/code": "Code of Frames"}


@pytest.mark.parametrize(
    ("target", "known"),
    [
        ("hw9", "There is: hw1, hw1p2/code"),
        ("hw1p1/code", "There is: hw1p2/code"),
        ("paper", "There is: hw1, hw1p2/code"),
    ],
)
def test_only_what_there_is_can_be_waived(alice, target, known):
    with pytest.raises(UnknownTargetError, match=known):
        grant_waiver(alice, target)


def test_a_waiver_is_kept_once_and_can_be_taken_back(alice):
    grant_waiver(alice, "hw1p2/code")
    grant_waiver(alice, "hw1p2/code", reason="shown in class")
    waiver = Waiver.objects.get()
    assert waiver.reason == "shown in class"

    remove_waiver(waiver=waiver, actor=None, at=AT)

    assert not Waiver.objects.exists()
    assert AuditEvent.objects.first().verb == "waiver.remove"
