"""Graders fill rubrics: a draft, finished, opened again; staff settle differences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from courseops import audit
from courseops.models import Component, User
from projects.gradings.works import Work
from projects.models import Grading
from projects.rubric import RubricError


class GradingRefusedError(ValueError):
    """It cannot be done; the text is a sentence that says why."""


class OutdatedError(GradingRefusedError):
    """The grading was changed since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Not saved yet: this grading was changed elsewhere since you opened the"
            " page. What you see is what you typed; save again to put it in place."
        )


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What a grader says of a work, criterion by criterion, and of the whole."""

    by_criterion: Mapping[str, float]
    comments: Mapping[str, str]
    comment: str


def revision(grading: Grading | None) -> str:
    """Name the state of a grading that a page shows."""
    return "" if grading is None else grading.changed_at.isoformat()


@transaction.atomic
def save(
    *,
    component: Component,
    work: Work,
    judged: Judged,
    grader: User,
    based_on: str,
    is_done: bool,
    at: datetime,
) -> Grading:
    """Store *grader*'s own grading of the version that *work* has, finished or a draft.

    *based_on* names the state that it replaces (:func:`revision`). Raises OutdatedError
    where another was stored meanwhile, GradingRefusedError for what cannot be given,
    where a criterion of a finished one is open, and where it is finished already.
    """
    row = _held(component, work, based_on, grader=grader, settles=False)
    if row.done_at is not None:
        raise GradingRefusedError("It is finished. Open it again to change it.")
    before = None if row.points is None else _told(row, work)
    _fill(row, judged, work, is_done=is_done, at=at)
    row.save()
    if is_done:
        _record(row, work, "finish", before=before, after=_told(row, work), by=grader)
    return row


@transaction.atomic
def reopen(
    *, component: Component, work: Work, grader: User, based_on: str, at: datetime
) -> None:
    """Make *grader*'s finished grading a draft: until it is finished it counts for nothing."""
    row = _held(component, work, based_on, grader=grader, settles=False)
    if row.done_at is None:
        raise GradingRefusedError("It is open already.")
    row.done_at, row.changed_at = None, at
    row.save(update_fields=["done_at", "changed_at"])
    _record(row, work, "reopen", before=_told(row, work), after=None, by=grader)


@transaction.atomic
def settle(
    *,
    component: Component,
    work: Work,
    judged: Judged,
    actor: User,
    based_on: str,
    why: str,
    at: datetime,
) -> Grading:
    """Store what counts alone, in place of what graders gave.

    Raises as :func:`save` does, and GradingRefusedError without a reason, where nobody
    has graded yet, and for a grader who has still to judge alone.
    """
    if not work.done or work.is_blind(actor):
        raise GradingRefusedError("There is nothing to settle for you yet.")
    _check_reason(why)
    row = _held(component, work, based_on, settles=True)
    before = _told(row, work) if row.done_at else None
    row.grader = actor
    _fill(row, judged, work, is_done=True, at=at)
    row.save()
    _record(
        row, work, "settle", before=before, after=_told(row, work), why=why, by=actor
    )
    return row


@transaction.atomic
def unsettle(
    *,
    component: Component,
    work: Work,
    actor: User,
    based_on: str,
    why: str,
    at: datetime,
) -> None:
    """Let the graders' mean count again."""
    _check_reason(why)
    row = _held(component, work, based_on, settles=True)
    if row.done_at is None:
        raise GradingRefusedError("It is not settled.")
    row.changed_at = at
    _record(
        row, work, "unsettle", before=_told(row, work), after=None, why=why, by=actor
    )
    row.delete()


def _told(row: Grading, work: Work) -> dict[str, Any]:
    """Return a grading as the record of changes has it."""
    return {
        "version": work.version.number if work.version else None,
        "points": row.points,
        "criteria": row.by_criterion,
        "comments": row.comments,
        "comment": row.comment,
    }


def in_words(state: Mapping[str, Any]) -> str:
    """Put a recorded grading in words."""
    return f"{state['points']:.12g}"


def _held(component: Component, work: Work, based_on: str, **which: Any) -> Grading:
    """Return the stored row, or a new one, having checked that it is the one meant.

    The component is locked, so that two changes follow one another.
    """
    Component.objects.select_for_update(no_key=True).get(pk=component.pk)
    if not work.is_there:
        raise GradingRefusedError("Nothing was handed in yet.")
    rows = Grading.objects.filter(component=component, **which)
    handin = work.version.handin if work.version else None
    if handin is None:
        rows = rows.filter(handin=None, enrollment__in=work.entrant.members)
    else:
        rows = rows.filter(handin=handin)
    found = rows.first()
    if revision(found) != based_on:
        raise OutdatedError
    return found or Grading(
        component=component, enrollment=work.owner, handin=handin, **which
    )


def _fill(
    row: Grading, judged: Judged, work: Work, *, is_done: bool, at: datetime
) -> None:
    rubric = work.rubric
    try:
        row.by_criterion = rubric.checked(judged.by_criterion)
    except RubricError as error:
        raise GradingRefusedError(str(error)) from None
    row.comments = {slug: text for slug, text in judged.comments.items() if text}
    row.comment = judged.comment
    row.points = rubric.total(row.by_criterion)
    if is_done and row.points is None:
        raise GradingRefusedError(_open(work, row))
    row.changed_at = at
    row.done_at = at if is_done else None


def _open(work: Work, row: Grading) -> str:
    """Say which criteria have no points yet."""
    if work.rubric.is_whole:
        return f"Give its {work.rubric.unit} first."
    left = [x.title for x in work.rubric.criteria if x.slug not in row.by_criterion]
    return f"Give points for every criterion first. Open: {', '.join(left)}."


def _check_reason(why: str) -> None:
    if not why.strip():
        raise GradingRefusedError("Give a reason; it is kept with the change.")


def _record(
    row: Grading,
    work: Work,
    act: str,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    why: str = "",
    by: User,
) -> None:
    audit.record(
        course=row.component.course,
        actor=by,
        verb=f"grading.{act}",
        target=target_of(row.component, work),
        before=before,
        after=after,
        why=why,
        at=row.changed_at,
    )


def target_of(component: Component, work: Work) -> str:
    """Name *work* as the record of changes does."""
    return f"{component.slug} of {work.owner.user.login}"
