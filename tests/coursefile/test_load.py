"""Loading: all or nothing, idempotent, and without losing what rests on a course."""

from datetime import UTC, datetime

import pytest

from courseops.coursefile.dump import dump_course
from courseops.models import (
    Announcement,
    Assignment,
    AuditEvent,
    Category,
    Component,
    Course,
    ScheduleEntry,
    Track,
)
from leaderboard.models import Competition
from tests.coursefile.files import COURSE
from tests.coursefile.loading import AT, TWO, WITHOUT_P2, load, loaded


@pytest.mark.django_db
def test_a_new_course_is_created():
    report = load(COURSE + TWO)

    assert (report.slug, report.created, report.errors) == ("c1", True, ())
    component = Component.objects.get(slug="hw1p2")
    assert component.on_time == datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
    assert component.released == datetime(2020, 9, 6, 4, tzinfo=UTC)
    assert component.competition.metric == "accuracy"
    assert [one.slug for one in Component.objects.all()] == ["hw1p1", "hw1p2", "essay"]


@pytest.mark.django_db
def test_defaults_are_stored_written_out_and_dumped_left_out():
    course = loaded(
        COURSE
        + "slack: {days: 7}\n"
        + "assignments: [{slug: a, category: homework, components: [{slug: p, kind: points,"
        + " points: 5, late_policy: {kind: slack_or_late}, team: {max: 3}}]}]\n"
    )

    component = Component.objects.get(slug="p")
    assert course.slack == {"days": 7, "strategy": "chronological", "unit": "24h"}
    assert component.late_policy == {
        "kind": "slack_or_late",
        "late_factor": 0.9,
        "early_factor": 0.9,
    }
    assert component.details["team"] == {"min": 1, "max": 3}
    assert Track.objects.get(slug="half").bases == ["letter", "pass_fail", "audit"]
    dump = dump_course(course)
    assert "slack: {days: 7}\n" in dump
    assert "late_policy: {kind: slack_or_late}" in dump


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing():
    course = loaded(COURSE + TWO)
    rows = list(Component.objects.values())

    report = load(COURSE + TWO)

    assert report.changes == []
    assert not report.created
    assert list(Component.objects.values()) == rows
    assert Course.objects.get().policy_version == course.policy_version
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_another_way_of_writing_the_same_changes_nothing():
    loaded(COURSE + TWO)

    report = load(
        "# A comment\n"
        + COURSE.replace("weight: 75", "weight: 75.0")
        + TWO.replace(
            "on_time: 2020-09-27}", "on_time: 2020-09-27 23:59:59, weight: 1}"
        )
    )

    assert report.changes == []


@pytest.mark.django_db
def test_a_change_is_told_recorded_and_versioned():
    before = loaded(COURSE + TWO)

    report = load((COURSE + TWO).replace("title: First", "title: Second"))

    assert report.changes == ["assignments.hw1.title: First → Second"]
    after = Course.objects.get()
    assert after.policy_version != before.policy_version
    event = AuditEvent.objects.first()
    assert (event.verb, event.target, event.at) == ("course.load", "course:c1", AT)
    assert list(event.after) == ["assignments"]
    assert event.before["assignments"][0]["title"] == "First"
    assert event.after["assignments"][0]["title"] == "Second"


@pytest.mark.django_db
def test_every_kind_of_change_is_told():
    loaded(COURSE + TWO)

    report = load(
        COURSE.replace("{slug: full}", "{slug: full, units: 12}").replace(
            "term: Fall 2020", "term: Fall 2021"
        )
        + TWO.replace("points: 10", "points: 10, weight: 2").replace(
            "{slug: l1, kind: lecture, date: 2020-09-02}", "{slug: l2, kind: lecture}"
        )
        + "slack: {days: 3}\n"
    )

    assert report.changes == [
        "course.term: Fall 2020 → Fall 2021",
        "tracks.full.units: added (12)",
        "assignments.essay.components.essay.weight: added (2)",
        "schedule.l1: removed",
        "schedule.l2: added",
        "slack: added",
    ]


@pytest.mark.django_db
def test_another_order_is_a_change():
    loaded(COURSE + TWO)
    lines = (COURSE + TWO).split("\n")
    first, second = lines[8], lines[9]

    report = load((COURSE + TWO).replace(f"{first}\n{second}", f"{second}\n{first}"))

    assert report.changes == ["assignments.hw1.components: in another order"]
    assert list(Component.objects.values_list("slug", flat=True)) == [
        "hw1p2",
        "hw1p1",
        "essay",
    ]


@pytest.mark.django_db
def test_a_bad_file_changes_nothing():
    loaded(COURSE + TWO)

    report = load(
        (COURSE + TWO)
        .replace("points: 10", "points: ten")
        .replace("title: Course", "title: New")
    )

    assert [str(error) for error in report.errors] == [
        'assignments[1].components[0].points: expected a number, got "ten" (line 11)'
    ]
    assert (report.slug, report.changes) == (None, ())
    assert Course.objects.get().title == "Course"


@pytest.mark.django_db
def test_a_dry_run_tells_the_same_changes_and_makes_none():
    loaded(COURSE + TWO)
    text = COURSE + WITHOUT_P2.replace("title: First", "title: Second")
    before = list(Component.objects.values())

    dry = load(text, dry_run=True)

    assert list(Component.objects.values()) == before
    assert Assignment.objects.get(slug="hw1").title == "First"
    assert AuditEvent.objects.count() == 1
    assert dry.changes == load(text).changes
    assert dry.changes == [
        "assignments.hw1.title: First → Second",
        "assignments.hw1.components.hw1p2: removed",
    ]


@pytest.mark.django_db
def test_a_dry_run_of_a_new_course_creates_none():
    report = load(COURSE, dry_run=True)

    assert report.created
    assert not Course.objects.exists()


@pytest.mark.django_db
def test_what_is_gone_from_the_file_is_removed():
    loaded(COURSE + TWO)

    loaded(
        COURSE.replace(", {slug: project, weight: 25}", "").replace(
            ", without: [project]", ""
        )
    )

    assert not Component.objects.exists()
    assert not Assignment.objects.exists()
    assert not Competition.objects.exists()
    assert not ScheduleEntry.objects.exists()
    assert not Announcement.objects.exists()
    assert [one.slug for one in Category.objects.all()] == ["homework"]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [2, 40])
def test_the_number_of_queries_does_not_grow(size, django_assert_max_num_queries):
    def text(title: str) -> str:
        parts = "".join(
            f"  - {{slug: hw{n}, title: {title}, category: homework, components: [{{slug: hw{n}p1,"
            f" title: {title}, kind: parts, parts: 3}}, {{slug: hw{n}p2, kind: competition, metric:"
            f" accuracy, id_column: {title}, target_columns: [y]}}]}}\n"
            for n in range(size)
        )
        return f"{COURSE}assignments:\n{parts}"

    with django_assert_max_num_queries(60):
        loaded(text("old"))
    with django_assert_max_num_queries(60):
        loaded(text("new"))
