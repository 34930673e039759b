"""Class changes as edits of the course file: proposed, and made by the worker.

The parameters of a change are the ``edits`` and, where it is about one, the slug of the
``component``.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from courseops.changes import dispatch, quizkey, rescore
from courseops.coursefile.editing import Edits, edit_course
from courseops.models import Component, Course, User
from courseops.permissions import Permission
from grading import changing
from grading.changing import Edit, Edited
from grading.models import ClassChange

CUTOFFS = "cutoffs"
TITLES: Mapping[str, str] = {
    CUTOFFS: "Cutoffs",
    "dates": "Dates",
    "lateness": "Lateness and bonus",
    "weights": "Weights",
    rescore.ACTION: "Everything scored again",
    quizkey.ACTION: "Answer key",
}

_PERMISSIONS: Mapping[str, Permission] = {
    CUTOFFS: Permission.POST_CUTOFFS,
    rescore.ACTION: Permission.SET_SOLUTION,
}


def permission_for(action: str) -> Permission:
    """Return the right that applying a change of this kind takes."""
    return _PERMISSIONS.get(action, Permission.CHANGE_CLASS)


def edit_by(edits: Edits) -> Edit:
    """Return what makes *edits* to a course, for :mod:`grading.changing`."""

    def edit(course: Course, at: datetime) -> Edited:
        made = edit_course(course=course, edits=edits)
        return Edited(
            changes=list(made.changes),
            warnings=list(made.warnings),
            before=made.before,
            after=made.after,
        )

    return edit


def edit_of(change: ClassChange) -> Edit:
    """Return what makes a stored change."""
    if change.action == rescore.ACTION:
        return rescore.edit(change.parameters)
    if change.action == quizkey.ACTION:
        return quizkey.edit(change.parameters)
    return edit_by(change.parameters["edits"])


def propose(
    *,
    course: Course,
    action: str,
    edits: Edits,
    component: Component | None,
    reason: str,
    actor: User | None,
    at: datetime,
) -> ClassChange:
    """Store a change with its preview.

    Raises RefusedSectionsError for what the course file would be refused for.
    """
    parameters: dict[str, Any] = {"edits": edits}
    if component is not None:
        parameters["component"] = component.slug
    return changing.propose(
        course=course,
        action=action,
        parameters=parameters,
        edit=edit_by(edits),
        reason=reason,
        actor=actor,
        at=at,
    )


def preview_again(
    *, change: ClassChange, actor: User | None, at: datetime
) -> ClassChange:
    """Propose the same change anew, against the course as it is now."""
    return changing.propose(
        course=change.course,
        action=change.action,
        parameters=change.parameters,
        edit=edit_of(change),
        reason=change.reason,
        actor=actor,
        at=at,
    )


def send_to_worker(change: ClassChange) -> None:
    """Queue the change. Raises NotPossibleError for what is applied or discarded."""
    changing.queue(change=change, send=dispatch.send)
