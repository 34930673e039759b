"""The gradebook as Canvas imports it."""

import csv
import io

import pytest
from django.core.management import call_command

from courseops.models import Enrollment, Track
from grading import exports, gradebook
from tests.factories import AssignmentFactory, ComponentFactory, EnrollmentFactory
from tests.grading.instants import LATER


def text(course):
    book = gradebook.load(course=course, at=LATER)
    return exports.render(
        book, format="canvas", as_of=None, final=False, explain=False
    ).decode()


def lines(course):
    return list(csv.reader(io.StringIO(text(course), newline="")))


@pytest.fixture
def graded(alice, hw1p2, hand_in):
    return hand_in(alice, hw1p2, 0.69)


def test_it_has_the_header_of_canvas_and_a_line_of_points(course, graded):
    header, points, *_ = text(course).splitlines()

    assert header == "Student,ID,SIS User ID,SIS Login ID,Section,HW1"
    assert points == "    Points Possible,,,,,100.00"


def test_a_student_is_named_by_login_with_the_assignment_s_mark(course, graded):
    assert lines(course)[2] == ["Alice Ash", "", "", "alice", "", "90.00"]


def test_the_section_is_the_track(course, alice, hw1p2):
    alice.track = Track.objects.create(course=course, slug="11-785", position=0)
    alice.save()

    assert lines(course)[2][4] == "11-785"


def test_what_is_pending_is_left_as_it_is_there(course, alice, hw1p2):
    hw1p2.component.on_time = None
    hw1p2.component.save()

    assert lines(course)[2][5] == ""


def test_dropped_students_are_not_sent(course, alice, hw1p2):
    EnrollmentFactory(course=course, user__login="dora", status="dropped")

    assert [line[3] for line in lines(course)[2:]] == ["alice"]


@pytest.mark.parametrize("title", ["HW1", " hw1", "Quiz (2020)", "Section", "Notes"])
def test_a_title_that_canvas_would_take_for_another_column_is_made_clear(
    course, alice, hw1p2, title
):
    other = AssignmentFactory(course=course, slug="x", title=title)
    ComponentFactory(course=course, assignment=other, slug="x", kind="points")

    assert lines(course)[0][6] == f"{title} [x]"


@pytest.mark.parametrize("title", ["Current Score", "The final points of it"])
def test_a_title_that_canvas_would_pass_over_gives_way_to_the_slug(
    course, alice, hw1p2, title
):
    other = AssignmentFactory(course=course, slug="x", title=title)
    ComponentFactory(course=course, assignment=other, slug="x", kind="points")

    assert lines(course)[0][6] == "x"


@pytest.mark.parametrize("title", ["Quiz 1 (retake)", "Final project", "Points"])
def test_an_ordinary_title_stays_as_it_is(course, alice, hw1p2, title):
    other = AssignmentFactory(course=course, slug="x", title=title)
    ComponentFactory(course=course, assignment=other, slug="x", kind="points")

    assert lines(course)[0][6] == title


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-1+1", "@sum", "\t=1", "\r=1"])
def test_a_name_does_not_run_as_a_formula(course, hw1p2, name):
    EnrollmentFactory(course=course, user__name=name)

    assert lines(course)[2][0].startswith("'")


def test_a_title_does_not_run_as_a_formula(course, alice):
    item = AssignmentFactory(course=course, slug="x", title="\t=1+1")
    ComponentFactory(course=course, assignment=item, slug="x", kind="points")

    assert lines(course)[0][5].startswith("'")


def test_it_is_a_roster_too(course, graded, tmp_path):
    file = tmp_path / "canvas.csv"
    file.write_text(text(course))

    call_command("importroster", course.slug, str(file), stdout=io.StringIO())

    assert Enrollment.objects.get(course=course).user.name == "Alice Ash"
