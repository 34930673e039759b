"""A section changed from a page is the section of the course file."""

import hashlib

import pytest

from courseops.coursefile.changing import RefusedSectionsError, change_sections
from courseops.coursefile.dump import dump_course
from courseops.models import AuditEvent, Course
from tests.coursefile.files import COURSE
from tests.coursefile.loading import AT, TWO, loaded

LETTERS = "letters: {scale: {A: 90, B: 80, F: 0}, pass_at: B}\n"
CURVE = {"method": "quantile", "shares": {"A": 0.4, "B": 1}, "floor": "scale"}

pytestmark = pytest.mark.django_db


def change(course, **sections):
    lines = change_sections(
        course=course, sections=sections, actor=None, why="too strict", at=AT
    )
    course.refresh_from_db()
    return lines


def test_the_section_and_the_policy_version_follow():
    course = loaded(COURSE + LETTERS + TWO)

    lines = change(course, curve=CURVE)

    digest = hashlib.sha256(dump_course(course).encode()).hexdigest()
    assert lines == ["curve: added"]
    assert course.curve["shares"] == {"A": 0.4, "B": 1}
    assert course.policy_version == digest[:12]


def test_what_was_changed_loads_as_it_is():
    course = loaded(COURSE + LETTERS + TWO)
    change(course, curve=CURVE)

    version = course.policy_version

    assert loaded(dump_course(course)).policy_version == version


def test_a_section_can_be_taken_away():
    course = loaded(COURSE + LETTERS + TWO)
    version = course.policy_version
    change(course, curve=CURVE)

    change(course, curve=None)

    assert course.curve is None
    assert course.policy_version == version


def test_the_change_is_recorded_with_before_after_and_why():
    course = loaded(COURSE + LETTERS + TWO)
    change(course, curve=CURVE)

    event = AuditEvent.objects.get(verb="course.change")

    assert (event.before, event.why) == ({}, "too strict")
    assert event.after["curve"]["method"] == "quantile"


def test_the_same_again_is_no_change():
    course = loaded(COURSE + LETTERS + TWO)
    change(course, curve=CURVE)

    assert change(course, curve=CURVE) == []
    assert AuditEvent.objects.filter(verb="course.change").count() == 1


def test_what_the_file_refuses_changes_nothing():
    course = loaded(COURSE + LETTERS + TWO)

    with pytest.raises(RefusedSectionsError, match="the last share"):
        change(course, curve={"method": "quantile", "shares": {"A": 0.4, "B": 0.9}})
    assert Course.objects.get(pk=course.pk).curve is None
