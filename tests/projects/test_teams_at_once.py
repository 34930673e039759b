"""Everybody comes at the moment when the rest is due: it is put together once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courseops.models import AuditEvent, Course, TeamMember
from projects.teaming import settle_if_due
from tests.projects.project import LATER, project, students

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_rest_is_put_together_once_however_many_come(course: Course):
    parts = project(course)
    people = students(course, "ann", "ben", "cleo", "dan", "eve")
    report = parts["report"]

    def come(student) -> None:
        try:
            settle_if_due(report, at=LATER, student=student)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as threads:
        list(threads.map(come, people.values()))

    assert AuditEvent.objects.filter(verb="team.group").count() == 1
    seats = TeamMember.objects.values_list("enrollment", flat=True)
    assert sorted(seats) == sorted(one.pk for one in people.values())
