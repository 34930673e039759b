"""What grading reads of results."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.models import Component, Course, Result
from courseops.results import count_results, results
from tests.factories import ComponentFactory, EnrollmentFactory

NOON = datetime(2020, 9, 6, 12, tzinfo=UTC)


@pytest.fixture
def exam(course: Course) -> Component:
    return ComponentFactory(course=course, slug="exam", kind="points", cutoffs=None)


def result(exam: Component, enrollment, at=None) -> Result:
    return Result.objects.create(
        component=exam, enrollment=enrollment, score=41.5, received_at=at
    )


def test_a_result_is_a_row_of_numbers(exam, alice) -> None:
    result(exam, alice, at=NOON + timedelta(milliseconds=300))

    found = results(course=exam.course, until=NOON + timedelta(days=1))

    assert found.component.tolist() == [exam.pk]
    assert found.enrollment.tolist() == [alice.pk]
    assert found.score.tolist() == [41.5]
    assert found.received.tolist() == [NOON.timestamp()]


def test_no_results_are_columns_without_rows(course) -> None:
    found = results(course=course, until=NOON)

    assert found.component.shape == found.received.shape == (0,)


def test_a_result_without_a_time_is_always_known(exam, alice) -> None:
    result(exam, alice)

    found = results(course=exam.course, until=datetime(1990, 1, 1, tzinfo=UTC))

    assert found.received.tolist() == [float("-inf")]


def test_later_results_are_left_out(exam, alice) -> None:
    result(exam, alice, at=NOON + timedelta(seconds=1))

    assert results(course=exam.course, until=NOON).score.size == 0


def test_staff_are_left_out(exam, bob) -> None:
    result(exam, bob)

    assert results(course=exam.course, until=NOON).score.size == 0


def test_only_the_students_asked_for(exam, alice) -> None:
    result(exam, alice)
    result(exam, EnrollmentFactory(course=exam.course))

    found = results(course=exam.course, until=NOON, enrollments=[alice.pk])

    assert found.enrollment.tolist() == [alice.pk]


def test_results_are_counted_by_component(exam, alice, bob) -> None:
    result(exam, alice)
    result(exam, bob)

    assert count_results(course=exam.course) == {exam.pk: 2}
