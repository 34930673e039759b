"""Changes for the whole class: tried out first, then applied as one transaction.

What the change is, the caller says: an :data:`Edit` changes the course's rules. This
module shows what follows from it for whom, and applies it by a task. A worker that is
killed leaves nothing behind but a change that can be applied again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from courseops import audit
from courseops.models import Course, Enrollment, Role, User
from grading import gradebook, recording
from grading.effects import effects
from grading.models import ClassChange

State = ClassChange.State
# A change in these states may be queued: a message may have been lost, a worker killed.
TO_APPLY = (State.PREVIEWED, State.QUEUED, State.RUNNING, State.FAILED)
TO_DISCARD = (State.PREVIEWED, State.FAILED)


@dataclass(frozen=True, kw_only=True)
class Edited:
    """What an edit did: a line for each key, and their values before and after.

    ``report`` is what else there is to show of it, as JSON.
    """

    changes: list[str]
    warnings: list[str] = field(default_factory=list)
    before: Any = None
    after: Any = None
    report: Any = None


# Changes a course's rules as of an instant.
Edit = Callable[[Course, datetime], Edited]
Progress = Callable[[int], None]


class NotPossibleError(ValueError):
    """A change cannot be applied (again) or discarded; the message says why."""


class OutOfDateError(ValueError):
    """The course's rules are others than those that the preview was made with."""


def preview(*, course: Course, edit: Edit, at: datetime) -> dict[str, Any]:
    """Return what *edit* would change, having undone it.

    The effects (:func:`grading.effects.effects`) with ``rules``, a line for each key,
    ``warnings``, the edit's ``report`` and the ``policy_version`` it starts from. What
    *edit* raises passes through.
    """
    with transaction.atomic():
        fresh = Course.objects.select_for_update().get(pk=course.pk)
        version = fresh.policy_version
        found, edited = _changed(fresh, edit, at=at)
        transaction.set_rollback(True)
    return _shown(found, edited, version)


def propose(
    *,
    course: Course,
    action: str,
    parameters: dict[str, Any],
    edit: Edit,
    reason: str,
    actor: User | None,
    at: datetime,
) -> ClassChange:
    """Store a change with its preview; nothing of the course changes yet."""
    return ClassChange.objects.create(
        course=course,
        action=action,
        parameters=parameters,
        reason=reason,
        preview=preview(course=course, edit=edit, at=at),
        actor=actor,
        at=at,
    )


@transaction.atomic
def queue(*, change: ClassChange, send: Callable[[int], None]) -> None:
    """Have a worker apply the change, once this transaction is through.

    A second message for the same change does no harm. Raises NotPossibleError for what
    is applied or discarded.
    """
    stored = ClassChange.objects.select_for_update().get(pk=change.pk)
    if stored.state not in TO_APPLY:
        raise NotPossibleError(f"It is {stored.get_state_display().lower()} already.")
    stored.state, stored.error, stored.done = State.QUEUED, "", 0
    stored.of = _students(stored.course).count()
    stored.save(update_fields=["state", "error", "done", "of"])
    transaction.on_commit(lambda: send(stored.pk))


@transaction.atomic
def discard(*, change: ClassChange, at: datetime) -> None:
    """Put a change aside for good. Raises NotPossibleError once it is on its way."""
    stored = ClassChange.objects.select_for_update().get(pk=change.pk)
    if stored.state not in TO_DISCARD:
        raise NotPossibleError(f"It is {stored.get_state_display().lower()} already.")
    stored.state, stored.finished_at = State.DISCARDED, at
    stored.save(update_fields=["state", "finished_at"])


def apply(
    *,
    change_id: int,
    edit_of: Callable[[ClassChange], Edit],
    progress: Progress,
    at: datetime,
) -> bool:
    """Apply a change: its rules, the marks, the record of it, all or nothing.

    *progress* is told how many students' marks are done. Returns whether this call
    applied it: not if it is applied or discarded already. A failure is stored with its
    reason, and raised.
    """
    waiting = ClassChange.objects.filter(pk=change_id, state__in=TO_APPLY)
    if not waiting.update(state=State.RUNNING):
        return False
    try:
        return _apply(change_id, edit_of=edit_of, progress=progress, at=at)
    except Exception as error:
        # In its own transaction: that of the change is undone.
        running = ClassChange.objects.filter(pk=change_id, state=State.RUNNING)
        running.update(state=State.FAILED, error=_reason(error), finished_at=at)
        raise


@transaction.atomic
def _apply(
    change_id: int,
    *,
    edit_of: Callable[[ClassChange], Edit],
    progress: Progress,
    at: datetime,
) -> bool:
    # Another worker with the same message waits here, and finds it applied.
    change = ClassChange.objects.select_for_update().get(pk=change_id)
    if change.state != State.RUNNING:
        return False
    course = Course.objects.select_for_update().get(pk=change.course_id)
    if course.policy_version != (change.preview or {}).get("policy_version"):
        raise OutOfDateError(
            "The rules of the course were changed since the preview. Preview it again."
        )
    found, edited = _changed(course, edit_of(change), at=at)
    recording.record(course=course, at=at, progress=progress)
    change.outcome = _shown(found, edited, course.policy_version)
    change.state, change.finished_at = State.APPLIED, at
    change.of = change.done = _students(course).count()
    change.save()
    _record(change, edited, students=found["students"], at=at)
    return True


def _shown(found: dict[str, Any], edited: Edited, version: str) -> dict[str, Any]:
    return {
        **found,
        "rules": edited.changes,
        "warnings": edited.warnings,
        "report": edited.report,
        "policy_version": version,
    }


def _changed(
    course: Course, edit: Edit, *, at: datetime
) -> tuple[dict[str, Any], Edited]:
    before = gradebook.load(course=course, at=at)
    edited = edit(course, at)
    return effects(before, gradebook.load(course=course, at=at)), edited


def _record(
    change: ClassChange, edited: Edited, *, students: int, at: datetime
) -> None:
    slug = change.parameters.get("component")
    audit.record(
        course=change.course,
        actor=change.actor,
        verb=f"class.{change.action}",
        target=f"component:{slug}" if slug else f"course:{change.course.slug}",
        before=edited.before,
        after={**edited.after, "students changed": students},
        why=change.reason,
        at=at,
    )


def _students(course: Course) -> Any:
    return Enrollment.objects.filter(course=course, role=Role.STUDENT)


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
