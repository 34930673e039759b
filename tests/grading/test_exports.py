"""The gradebook as files."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from courseops.models import Track
from tests.factories import AssignmentFactory, ComponentFactory, EnrollmentFactory
from tests.grading.instants import JUST_AFTER, LATER


def export(course, *options):
    """Run the command and return what it writes to standard output."""
    out = io.StringIO()
    call_command(
        "exportgrades", course.slug, *options, stdout=out, stderr=io.StringIO()
    )
    return out.getvalue()


def as_json(course, *options):
    return json.loads(export(course, "--format", "json", *options))


def as_rows(course, *options):
    return list(
        csv.DictReader(
            io.StringIO(export(course, "--format", "csv", *options), newline="")
        )
    )


@pytest.fixture
def graded(course, alice, hw1p2, hand_in):
    """Alice with 0.69, in time."""
    course.policy_version = "5f0c2a9be114"
    course.letters = {"scale": {"A": 93, "A-": 90, "B": 80, "F": 0}, "pass_at": "B"}
    course.slack = {"days": 7}
    course.save()
    return hand_in(alice, hw1p2, 0.69)


def test_json_has_the_keys_of_the_course_file_in_their_order(course, graded):
    text = export(course, "--format", "json")
    book = json.loads(text)
    student = book["students"][0]

    assert list(book) == [
        "course",
        "generated_at",
        "policy_version",
        "curve",
        "students",
    ]
    assert list(student) == [
        *("login", "track", "basis", "status", "components", "assignments"),
        *("categories", "total", "final", "letter", "result", "slack_left", "unmet"),
    ]
    assert list(student["components"]["hw1p2"]) == [
        *("state", "mark", "raw", "window", "days_late", "slack_used"),
        *("early_met", "bonus", "factors", "submission"),
    ]
    assert book["curve"] == {"published_at": None, "stale": False}
    assert (book["course"], book["policy_version"]) == ("ml-f20", "5f0c2a9be114")


def test_json_gives_numbers_in_full_precision(course, graded, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.7002)

    mark = as_json(course)["students"][0]["total"]

    assert mark == pytest.approx(80 + 20 * (0.7002 - 0.66) / 0.06, abs=1e-12)


def test_the_same_facts_give_the_same_bytes(course, graded):
    assert export(course, "--format", "json", "--explain") == export(
        course, "--format", "json", "--explain"
    )


def test_generated_at_is_the_last_arrival(course, graded, hw1p2):
    hw1p2.component.on_time = None
    hw1p2.component.save()

    assert as_json(course)["generated_at"] == "2020-09-20T12:00:00Z"


def test_generated_at_is_the_second_after_the_last_deadline(course, graded):
    assert as_json(course)["generated_at"] == "2020-09-28T04:00:00Z"


def test_generated_at_is_null_while_nothing_happened(course, alice):
    assert as_json(course)["generated_at"] is None


def test_generated_at_as_of_is_that_instant(course, graded):
    at = "2020-09-21T00:00:00-04:00"

    assert as_json(course, "--as-of", at)["generated_at"] == "2020-09-21T04:00:00Z"


def test_as_of_its_own_generated_at_an_export_is_the_same(course, graded):
    now = export(course, "--format", "json")
    instant = json.loads(now)["generated_at"]

    assert export(course, "--format", "json", "--as-of", instant) == now


def test_letters_follow_the_total_and_with_final_the_final(course, graded):
    AssignmentFactory(course=course, slug="hw2")
    ComponentFactory(course=course, slug="hw2p1", kind="parts", on_time=LATER)

    assert as_json(course)["students"][0]["letter"] == "A-"
    assert as_json(course, "--final")["students"][0]["letter"] == "F"


def test_slack_left_is_the_budget_and_null_without_slack(course, graded):
    assert as_json(course)["students"][0]["slack_left"] == 7

    course.slack = None
    course.save()

    assert as_json(course)["students"][0]["slack_left"] is None


def test_results_of_other_bases_wait_for_the_end_of_term(course, graded):
    EnrollmentFactory(course=course, user__login="max", basis="pass_fail")
    EnrollmentFactory(course=course, user__login="zoe", basis="audit")

    assert [s["result"] for s in as_json(course)["students"]] == ["A-", None, None]
    assert [s["result"] for s in as_json(course, "--final")["students"]] == [
        "A-",
        "F",
        "AU",
    ]


def test_completion_decides_pass_fail_and_audit_and_lists_what_is_unmet(
    course, graded, hw1p2, hand_in
):
    course.completion = {"pass_fail": ["homework"], "audit": ["homework"]}
    course.save()
    late = EnrollmentFactory(course=course, user__login="max", basis="audit")
    hand_in(late, hw1p2, 0.1, at=JUST_AFTER)
    EnrollmentFactory(course=course, user__login="zoe", basis="audit")

    shown = as_json(course, "--final")["students"]

    assert [(s["result"], s["unmet"]) for s in shown] == [
        ("A-", []),
        ("AU", []),
        ("NC", ["hw1"]),
    ]


def test_a_component_of_another_track_is_absent(course, graded):
    track = Track.objects.create(
        course=course, slug="11-485", position=0, without=["homework"]
    )
    EnrollmentFactory(course=course, user__login="zoe", track=track)

    shown = as_json(course)["students"][1]

    assert (shown["components"], shown["assignments"], shown["categories"]) == (
        {},
        {"hw1": None},
        {"homework": None},
    )


def test_csv_has_the_columns_of_the_course_file(course, graded):
    assert list(as_rows(course)[0]) == [
        *("login", "name", "email", "track", "basis", "status", "component:hw1p2"),
        *("assignment:hw1", "category:homework", "total", "final", "letter", "result"),
        *("slack_left", "unmet"),
    ]


def test_csv_rounds_marks_to_two_decimals(course, graded):
    row = as_rows(course)[0]

    assert (row["component:hw1p2"], row["total"], row["slack_left"]) == (
        "90.00",
        "90.00",
        "7",
    )


def test_csv_leaves_pending_cells_empty(course, graded):
    row = as_rows(course, "--as-of", "2020-09-10T00:00:00Z")[0]

    assert (row["component:hw1p2"], row["total"]) == ("", "")


@pytest.mark.parametrize(
    "name", ["=1+1", "+cmd", "-1+1", "@sum", "\t=1+1", "\r=1+1", "\n=1+1", "%x", "|x"]
)
def test_csv_keeps_names_from_running_as_formulas(course, hw1p2, name):
    EnrollmentFactory(course=course, user__name=name)

    assert as_rows(course)[0]["name"].startswith("'")


def test_csv_separates_what_is_unmet_by_spaces(course, alice):
    for slug in ("quiz-0", "quiz-1"):
        item = AssignmentFactory(course=course, slug=slug, required=True)
        ComponentFactory(course=course, assignment=item, slug=slug, kind="quiz")

    assert as_rows(course)[0]["unmet"] == "quiz-0 quiz-1"


def test_out_writes_the_file_and_says_so(course, graded, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    path = folder / "grades.json"
    out = io.StringIO()

    call_command(
        "exportgrades", course.slug, "--format", "json", "--out", str(path), stdout=out
    )

    assert path.read_text() == export(course, "--format", "json")
    assert out.getvalue() == (
        f"Exported the grades of 1 student of ml-f20 to {path}.\n"
    )
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["ml-f20", "--format", "ods"], "There is no format “ods”. Known: xlsx, csv,"),
        (["nope", "--format", "json"], "There is no course “nope”. Courses: ml-f20."),
        (["ml-f20", "--format", "json", "--as-of", "soon"], "“soon” has no time of"),
        (["ml-f20", "--format", "csv", "--explain"], "--explain goes with --format"),
        (
            ["ml-f20", "--format", "json", "--out", "/nowhere/x.json"],
            "Cannot write /nowhere/x.json: No such file or directory.",
        ),
    ],
)
def test_bad_input_is_refused_with_the_reason(course, options, message):
    with pytest.raises(CommandError, match=message.replace(".", r"\.")):
        call_command("exportgrades", *options)


def test_an_instant_later_than_now_is_refused(course):
    soon = (datetime.now(UTC) + timedelta(days=1)).isoformat()

    with pytest.raises(CommandError, match="is later than now"):
        call_command("exportgrades", course.slug, "--format", "json", "--as-of", soon)
