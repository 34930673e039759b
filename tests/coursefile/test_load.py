"""Loading: all or nothing, idempotent, and without losing what rests on a course."""

from datetime import UTC, date, datetime

import pytest

from courseops.coursefile.dump import dump_course
from courseops.coursefile.load import Report, load_course
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
from tests.coursefile.files import COURSE, competition, with_component
from tests.factories import EnrollmentFactory, SubmissionFactory

AT = datetime(2020, 9, 1, 12, tzinfo=UTC)
TWO = """\
assignments:
  - slug: hw1
    title: First
    category: homework
    components:
      - {slug: hw1p1, kind: parts, parts: 10, on_time: 2020-09-27}
      - {slug: hw1p2, kind: competition, metric: accuracy, id_column: id, target_columns: [label], released: 2020-09-06, on_time: 2020-09-27}
  - {slug: essay, category: project, components: [{slug: essay, kind: points, points: 10}]}
schedule: [{slug: l1, kind: lecture, date: 2020-09-02}]
bulletin: [{slug: b1, title: News, until: 2020-10-01, component: hw1p1}]
"""
WITHOUT_P2 = "\n".join(line for line in TWO.split("\n") if "hw1p2" not in line)


def load(text: str, **options) -> Report:
    return load_course(data=text, file_name="c.yaml", at=AT, **options)


def loaded(text: str, **options) -> Course:
    report = load(text, **options)
    assert report.errors == ()
    return Course.objects.get(slug=report.slug)


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


def submit(slug: str, count: int) -> None:
    competition = Competition.objects.get(component__slug=slug)
    enrollment = EnrollmentFactory(course=Course.objects.get())
    for _ in range(count):
        SubmissionFactory(competition=competition, enrollment=enrollment)


@pytest.mark.django_db
def test_facts_are_kept_while_a_component_changes():
    loaded(COURSE + TWO)
    submit("hw1p2", 2)
    key = Component.objects.get(slug="hw1p2").pk

    loaded(
        (COURSE + TWO)
        .replace("metric: accuracy", "metric: rmse")
        .replace("2020-09-06", "2020-09-07")
    )

    component = Component.objects.get(slug="hw1p2")
    assert component.pk == key
    assert component.competition.metric == "rmse"
    assert component.competition.submissions.count() == 2


@pytest.mark.django_db
def test_a_metric_that_changes_under_scores_is_warned_of():
    loaded(COURSE + TWO)
    submit("hw1p2", 1)

    report = load((COURSE + TWO).replace("metric: accuracy", "metric: rmse"))

    assert [str(warning) for warning in report.warnings] == [
        (
            "assignments[0].components[1].metric: changes, and what was scored keeps its score"
            " until it is scored again (line 10)"
        )
    ]


@pytest.mark.django_db
def test_a_component_with_submissions_is_not_removed():
    loaded(COURSE + TWO)
    submit("hw1p2", 2)

    report = load(COURSE + WITHOUT_P2)

    assert [str(error) for error in report.errors] == [
        (
            "assignments: component hw1p2 is not in the file and has 2 submissions;"
            " --archive hides it instead (line 4)"
        )
    ]
    assert Component.objects.filter(slug="hw1p2", archived=False).exists()


@pytest.mark.django_db
def test_archive_hides_a_component_and_a_later_file_brings_it_back():
    course = loaded(COURSE + TWO)
    submit("hw1p2", 1)

    loaded(COURSE + WITHOUT_P2, archive=True)
    hidden = dump_course(course)
    again = load(COURSE + WITHOUT_P2)
    loaded(COURSE + TWO)

    assert "hw1p2" not in hidden
    assert again.changes == []
    component = Component.objects.get(slug="hw1p2")
    assert not component.archived
    assert component.competition.submissions.count() == 1


@pytest.mark.django_db
def test_what_holds_an_archived_component_is_hidden_with_it():
    loaded(COURSE + TWO)
    submit("hw1p2", 1)
    only_project = COURSE.replace("{slug: homework, weight: 75}, ", "") + (
        "assignments: [{slug: essay, category: project, components: [{slug: essay, kind:"
        " points, points: 10}]}]\n"
    )

    loaded(only_project, archive=True)

    assert Assignment.objects.get(slug="hw1").archived
    assert Category.objects.get(slug="homework").archived


@pytest.mark.django_db
def test_a_competition_with_submissions_stays_one():
    loaded(COURSE + with_component(competition()).removeprefix(COURSE))
    submit("hw1p2", 1)

    report = load(with_component("{slug: hw1p2, kind: parts, parts: 3}"))

    assert [str(error) for error in report.errors] == [
        (
            "assignments[0].components[0].kind: hw1p2 is a competition with 1 submission;"
            " it cannot become parts (line 8)"
        )
    ]


@pytest.mark.django_db
def test_a_competition_without_submissions_may_become_something_else():
    loaded(with_component(competition()))

    loaded(with_component("{slug: hw1p2, kind: parts, parts: 3}"))

    assert not Competition.objects.exists()
    assert Component.objects.get().details == {"parts": 3}


@pytest.mark.django_db
def test_a_track_with_students_is_not_removed():
    course = loaded(COURSE)
    EnrollmentFactory(course=course, track=Track.objects.get(slug="full"))

    report = load(COURSE.replace("{slug: full}, ", ""))

    assert [str(error) for error in report.errors] == [
        "tracks: track full is not in the file and has 1 enrolment; move those first (line 2)"
    ]


@pytest.mark.django_db
def test_the_whole_course_moves_to_another_start():
    text = (COURSE + TWO).replace("on_time: 2020-09-27}", "on_time: 2020-11-01 12:00}")

    course = loaded(text, starts=date(2021, 8, 30))

    # 52 weeks later, at the same time by the clock: in winter time then, in summer time now.
    assert (course.starts, course.ends) == (date(2021, 8, 30), date(2021, 12, 17))
    component = Component.objects.get(slug="hw1p1")
    assert component.on_time == datetime(2021, 10, 31, 16, 0, 59, tzinfo=UTC)
    assert ScheduleEntry.objects.get().date == date(2021, 9, 1)
    assert Announcement.objects.get().until == datetime(
        2021, 10, 1, 3, 59, 59, tzinfo=UTC
    )


@pytest.mark.django_db
def test_dates_inside_components_move_too():
    text = COURSE + (
        "assignments: [{slug: a, category: homework, components: [{slug: a, kind: attendance,"
        " sessions: [2020-09-02]}, {slug: b, kind: points, points: 1, team: {max: 2,"
        " form_by: 2020-09-03}}]}]\n"
    )

    loaded(text, starts=date(2020, 9, 7))

    assert Component.objects.get(slug="a").details["sessions"] == ["2020-09-09"]
    assert Component.objects.get(slug="b").details["team"]["form_by"] == "2020-09-10"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "starts", "error"),
    [
        (COURSE, date(2021, 8, 31), "course.starts: 2020-08-31 is a Monday, and 2021-08-31 a Tuesday; a course moves by whole weeks (line 1)"),
        (COURSE.replace(", starts: 2020-08-31", ""), date(2021, 8, 30), "course.starts: is needed for the course to be moved to another start (line 1)"),
        (with_component("{slug: a, kind: points, points: 1, on_time: 2020-09-13 02:30}"), date(2021, 3, 1), "assignments[0].components[0].on_time: 2021-03-14 02:30:59 does not exist in America/New_York: the clocks are put forward over it; give a time before or after the change (line 8)"),
    ],
)  # fmt: skip
def test_a_start_that_does_not_fit_is_refused(text, starts, error):
    report = load(text, starts=starts)

    assert [str(one) for one in report.errors] == [error]
    assert not Course.objects.exists()


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
