"""Every file in courses/: it loads without a word, comes back, and its pages open."""

from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from django.urls import reverse

from courseops.coursefile.dump import dump_course
from courseops.coursefile.load import load_course
from courseops.models import Component, Course
from tests.courses.classroom import FOLDER
from tests.factories import EnrollmentFactory

FILES = sorted(FOLDER.glob("*.yaml"))
AT = datetime(2022, 9, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def course(request):
    path = request.param
    report = load_course(data=path.read_bytes(), file_name=path.name, at=AT)
    assert (report.errors, report.warnings) == ((), [])
    return Course.objects.get(slug=path.stem)


def test_all_four_are_there():
    assert [path.stem for path in FILES] == [
        "cmu-11785-f20",
        "gatech-cs7643-f21",
        "northwestern-cs396-f20",
        "ttic-31230-f22",
    ]


def test_what_is_written_back_loads_and_changes_nothing(course):
    first = dump_course(course)

    report = load_course(data=first, file_name="dumped.yaml", at=AT)

    assert (report.errors, report.warnings, report.changes) == ((), [], [])
    assert dump_course(course) == first


@pytest.mark.parametrize("role", ["student", "instructor"])
def test_its_pages_open(course, role, client):
    track = course.tracks.first()
    person = EnrollmentFactory(course=course, role=role, track=track).user
    client.force_login(person)
    addresses = [
        reverse("course", args=[course.slug]),
        reverse("grading:grades", args=[course.slug]),
        *(
            reverse("component", args=[course.slug, slug])
            for slug in Component.objects.filter(course=course).values_list(
                "slug", flat=True
            )
        ),
    ]

    for address in addresses:
        page = client.get(address, follow=True)
        assert page.status_code == HTTPStatus.OK, address
