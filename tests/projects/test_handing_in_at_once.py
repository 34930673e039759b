"""Members of a team who hand in at the same moment hand in two whole versions."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courseops.uploads import intake
from projects.counting import versions
from projects.handing_in import hand_in
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import AT, PDF, team, work

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once_are_two_versions(course, tmp_path):
    report = work(course)
    members = EnrollmentFactory.create_batch(3, course=course)
    team(report, "owls", *members)
    source = tmp_path / "report.pdf"
    source.write_bytes(PDF)

    def come(student) -> None:
        try:
            with (
                intake.staging(source, max_bytes=1000) as one,
                intake.staging(source, max_bytes=1000) as two,
            ):
                hand_in(
                    component=report,
                    enrollment=student,
                    staged=[one, two],
                    actor=student.user,
                    at=AT,
                    now=AT,
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=3) as threads:
        list(threads.map(come, members))

    found = versions(report, members)
    assert [one.number for one in found] == [1, 2, 3]
    assert [one.counts for one in found] == [False, False, True]
    assert {len(one.handin.items.all()) for one in found} == {2}
    assert {one.handin.enrollment for one in found} == set(members)
