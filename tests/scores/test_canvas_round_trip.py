"""What is exported for Canvas changes nothing when it comes back."""

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courseops.models import Component, Course, Extension, Result
from quizzes.models import Attempt
from tests.factories import AssignmentFactory, ComponentFactory, EnrollmentFactory

PAST = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
AHEAD = datetime(2099, 1, 1, tzinfo=UTC)


def work(course: Course, slug: str, **fields) -> Component:
    """A component of 60 points, in an assignment of its own unless told."""
    if "assignment" not in fields:
        fields["assignment"] = AssignmentFactory(
            course=course, slug=slug, title=slug.title()
        )
    given = {
        "kind": "points",
        "details": {"points": 60},
        "on_time": PAST,
        "cutoffs": None,
    }
    return ComponentFactory(course=course, slug=slug, **(given | fields))


@pytest.fixture
def course_of_all(course: Course, alice) -> Course:
    """Alice has a mark in every state; carol has handed in nothing."""
    EnrollmentFactory(course=course, user__login="carol")
    scored = work(course, "exam")
    late = work(
        course,
        "essay",
        kind="files",
        details={"graded": "percent"},
        late_policy={"kind": "percent_per_day", "per_day": 0.1},
    )
    excused, overridden = work(course, "lab"), work(course, "talk")
    work(course, "ahead", on_time=AHEAD)
    two = AssignmentFactory(course=course, slug="two", title="Points (2)")
    parts = work(course, "one", assignment=two), work(course, "other", assignment=two)
    quiz = work(course, "quiz", kind="quiz", details={})
    for component in (scored, overridden, parts[0]):
        Result.objects.create(component=component, enrollment=alice, score=41)
    Result.objects.create(
        component=late,
        enrollment=alice,
        score=77.7,
        received_at=PAST.replace(day=30),
    )
    Extension.objects.create(
        component=excused, enrollment=alice, excused=True, at=PAST, reason="ill"
    )
    Attempt.objects.create(
        component=quiz, enrollment=alice, received_at=PAST, correct=2, questions=3
    )
    call_command(
        "override", "ml-f20", "alice", "assignment:talk", "95.456", reason="as agreed"
    )
    return course


def stored() -> list[list[tuple]]:
    return [list(of.objects.order_by("pk").values_list()) for of in (Result, Attempt)]


def through_canvas(text: str) -> str:
    """The export as Canvas gives it back: with its own numbers, posting and totals."""
    header, points, *students = csv.reader(io.StringIO(text))
    header[5:] = [f"{title} ({n})" for n, title in enumerate(header[5:], 100)]
    back = io.StringIO()
    writer = csv.writer(back)
    writer.writerow([*header, "Current Score"])
    writer.writerow([""] * 5 + ["Manual Posting"] * (len(header) - 5) + [""])
    writer.writerow([*points, "(read only)"])
    for number, row in enumerate(students):
        writer.writerow([row[0], number, *row[2:], "50.00"])
    return "\ufeff" + back.getvalue()


@pytest.mark.parametrize("options", [[], ["--final"]])
@pytest.mark.parametrize("way", [str, through_canvas])
def test_no_component_changes(course_of_all, way, options, tmp_path: Path, capsys):
    before = stored()
    file = tmp_path / "canvas.csv"
    call_command(
        "exportgrades", "ml-f20", "--format", "canvas", "--out", str(file), *options
    )
    file.write_text(way(file.read_text()))
    capsys.readouterr()

    for slug in Component.objects.values_list("slug", flat=True):
        call_command("importscores", "ml-f20", slug, str(file))

    assert stored() == before
    told = re.findall(r"(\d+) (?:added|replaced|cleared)", capsys.readouterr().out)
    assert set(told) == {"0"}


def test_a_mark_of_another_scale_that_canvas_changed_is_refused(
    course_of_all, tmp_path: Path
):
    file = tmp_path / "canvas.csv"
    call_command("exportgrades", "ml-f20", "--format", "canvas", "--out", str(file))
    file.write_text(file.read_text().replace("68.33", "70.00"))

    with pytest.raises(CommandError, match="the maximum is 100 there, and 60 in exam"):
        call_command("importscores", "ml-f20", "exam", str(file))


def test_canvas_takes_the_file_by_its_own_rules(course_of_all, tmp_path: Path):
    file = tmp_path / "canvas.csv"
    call_command("exportgrades", "ml-f20", "--format", "canvas", "--out", str(file))
    header, points, *students = csv.reader(io.StringIO(file.read_text()))

    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert points[0] == "    Points Possible"
    # Digits in brackets would be Canvas's own number of an assignment.
    assert not [title for title in header if re.search(r"\s\(\d+\)\Z", title)]
    assert {len(row) for row in students} == {len(header)}
    marks = {cell for row in students for cell in row[5:]}
    assert all(re.fullmatch(r"\d+\.\d\d|EX|", cell) for cell in marks)
    assert {"EX", "", "0.00", "68.33", "66.67", "95.46"} <= marks
