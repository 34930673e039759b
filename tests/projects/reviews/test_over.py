"""Reviewing is over when the last deadline has passed, or all reviews are in."""

from datetime import timedelta

from courseops.models import Extension
from projects.models import Review
from projects.over import is_over, over_since
from tests.projects.reviewed import (
    AFTER,
    DURING,
    ENDS,
    reviewing,
    write,
)


def test_the_deadline_itself_is_in_time(course, component):
    second = timedelta(seconds=1)

    assert not is_over(component, course=course, at=ENDS)
    assert over_since([component], course=course, at=ENDS + second) == {
        component.pk: ENDS
    }


def test_an_extension_of_one_reviewer_holds_it_open(course, component, people):
    Extension.objects.create(
        component=component, enrollment=people["dean"], days=5, reason="ill", at=DURING
    )

    assert not is_over(component, course=course, at=AFTER)


def test_without_a_deadline_nobody_waits_for_who_dropped_or_is_excused(
    course, component, people
):
    component.on_time = None
    component.save()
    dean, emil = people["dean"], people["emil"]
    for row in Review.objects.exclude(reviewer__in=[dean, emil]):
        write(row, 3, 3)
    assert not is_over(component, course=course, at=AFTER)

    dean.status = "dropped"
    dean.save()
    assert not is_over(component, course=course, at=AFTER)
    Extension.objects.create(
        component=component, enrollment=emil, excused=True, reason="ill", at=DURING
    )

    assert over_since([component], course=course, at=AFTER) == {component.pk: DURING}


def test_what_was_never_drawn_is_not_over(course, component):
    component.on_time = None
    component.save()

    assert not is_over(component, course=course, at=AFTER)


def test_many_take_no_more_queries(course, component, django_assert_num_queries):
    others = [reviewing(course, slug=f"r{n}", on_time=None) for n in range(5)]

    with django_assert_num_queries(2):
        over_since([component, *others], course=course, at=DURING)
