import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from courseops.permissions import Permission, access
from tests.factories import UserFactory


def test_student_views_their_course(alice):
    found = access(
        user=alice.user, course_slug="ml-f20", permission=Permission.VIEW_COURSE
    )

    assert found.enrollment == alice
    assert not found.is_staff


def test_student_without_the_right_is_denied(alice):
    with pytest.raises(PermissionDenied):
        access(user=alice.user, course_slug="ml-f20", permission=Permission.RESCORE)


def test_outsider_cannot_tell_the_course_exists(course, charlie):
    with pytest.raises(Http404):
        access(user=charlie, course_slug="ml-f20", permission=Permission.VIEW_COURSE)


def test_anonymous_cannot_tell_the_course_exists(course):
    with pytest.raises(Http404):
        access(
            user=AnonymousUser(),
            course_slug="ml-f20",
            permission=Permission.VIEW_COURSE,
        )


def test_dropped_student_sees_but_does_not_submit(alice):
    alice.status = "dropped"
    alice.save()

    access(user=alice.user, course_slug="ml-f20", permission=Permission.VIEW_COURSE)
    with pytest.raises(PermissionDenied):
        access(user=alice.user, course_slug="ml-f20", permission=Permission.SUBMIT)


def test_dropped_ta_is_an_outsider(bob):
    bob.status = "dropped"
    bob.save()

    with pytest.raises(Http404):
        access(user=bob.user, course_slug="ml-f20", permission=Permission.VIEW_COURSE)


def test_site_staff_see_every_course(course):
    root = UserFactory(login="root", is_staff=True)

    found = access(
        user=root, course_slug="ml-f20", permission=Permission.VIEW_ALL_GRADES
    )

    assert found.enrollment is None
    assert found.is_staff
