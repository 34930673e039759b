"""Dump → load → dump is a fixed point, and loses nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from courseops.coursefile.dump import dump_course, version_of
from courseops.coursefile.load import load_course
from courseops.coursefile.rebuild import document_of
from courseops.coursefile.writing import written
from courseops.models import Course
from tests.coursefile.files import document
from tests.coursefile.random_files import documents

AT = datetime(2020, 9, 1, tzinfo=UTC)


@given(content=documents())
@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
def test_what_is_written_is_read_back(content):
    first = document(written(content))

    assert document(written(first)) == first


@pytest.mark.django_db
@given(content=documents())
@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
def test_dump_and_load_are_a_fixed_point(content):
    text = written(content)

    load_course(data=text, file_name="c.yaml", at=AT)
    course = Course.objects.get(slug="c1")
    dump = dump_course(course)
    report = load_course(data=dump, file_name="c.yaml", at=AT)

    assert document_of(course) == document(text)
    assert report.changes == []
    assert dump_course(course) == dump
    assert Course.objects.get(slug="c1").policy_version == version_of(
        document_of(course)
    )
