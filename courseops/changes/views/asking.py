"""Who asks for a change, and which."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from courseops.changes.proposing import permission_for
from courseops.changes.rescore import ACTION
from courseops.models import Component, User
from courseops.permissions import Access, Permission, access
from grading.models import ClassChange


def staff(request: HttpRequest, course: str, permission: Permission) -> Access:
    """Return the asker's standing; Http404 for outsiders, PermissionDenied without it."""
    return access(user=request.user, course_slug=course, permission=permission)


def actor(request: HttpRequest) -> User | None:
    """Return who is to be recorded."""
    return request.user if isinstance(request.user, User) else None


def component_of(found: Access, slug: str) -> Component:
    """Return a component in sight, or raise Http404."""
    component = (
        Component.objects.filter(course=found.course, slug=slug, archived=False)
        .select_related("assignment")
        .first()
    )
    if component is None:
        raise Http404("No such component")
    return component


def change_of(found: Access, pk: int) -> ClassChange:
    """Return a change of the asker's course, or raise Http404."""
    # Who changes is long in a large class, and not asked for by who polls.
    changes = ClassChange.objects.select_related("course", "actor").defer(
        "preview", "outcome"
    )
    return get_object_or_404(changes, course=found.course, pk=pk)


def change_to_apply(request: HttpRequest, course: str, pk: int) -> ClassChange:
    """Return a change that the asker may apply or discard.

    Raises Http404 for outsiders and unknown changes, PermissionDenied without the right.
    """
    found = staff(request, course, Permission.VIEW_ALL_GRADES)
    change = change_of(found, pk)
    staff(request, course, permission_for(change.action))
    if change.action == ACTION:
        raise Http404("A run is decided about on its own page")
    return change
