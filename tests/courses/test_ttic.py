"""TTIC's page: problem sets, exams and a project, and no weights for any of them."""

import csv
import io

import pytest
from django.urls import reverse

from courseops.models import Course
from tests.courses.classroom import Classroom
from tests.factories import EnrollmentFactory

LATER = "2022-12-20T00:00:00Z"

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(tmp_path):
    room = Classroom("ttic-31230-f22", tmp_path)
    room.enrol("ann,,letter", "bob,,letter")
    room.scores("problem-set-1", "ann,90", "bob,60")
    room.scores("problem-set-2", "ann,70")
    room.scores("exam-1", "ann,85")
    return room


def test_marks_are_there_without_weights(room):
    ann = room.grades(as_of=LATER)["ann"]

    assert ann["components"]["problem-set-1"]["mark"] == 90
    assert ann["categories"] == {
        "problem-sets": pytest.approx((90 + 70) / 2),
        "exams": 85,
        "project": None,
    }


def test_without_a_date_nothing_is_missing(room):
    bob = room.grades(as_of=LATER)["bob"]["components"]

    assert bob["problem-set-2"]["state"] == "pending"
    assert bob["exam-1"]["state"] == "pending"
    assert bob["final-project"]["state"] == "pending"


@pytest.mark.parametrize("final", [False, True])
def test_total_and_letter_are_left_empty(room, final):
    for student in room.grades(as_of=LATER, final=final).values():
        told = [student[key] for key in ("total", "final", "letter", "result")]
        assert told == [None] * 4


def test_they_are_empty_in_the_file_for_people_too(room):
    rows = csv.DictReader(io.StringIO(room.exported("csv", as_of=LATER)))

    for row in rows:
        assert [row[key] for key in ("total", "final", "letter", "result")] == [""] * 4


@pytest.fixture
def instructor(room):
    course = Course.objects.get(slug=room.slug)
    return EnrollmentFactory(course=course, role="instructor").user


def test_the_gradebook_tells_where_weights_are_set(room, instructor, client):
    client.force_login(instructor)
    page = client.get(reverse("grading:grades", args=[room.slug]))

    text = " ".join(page.content.decode().split())
    assert page.status_code == 200
    assert "The weights of this course are not set" in text
    assert "Give a <code>weight</code> in the course file to" in text
    assert "Machine problem sets, Exams, Final project" in text
