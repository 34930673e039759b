"""How a regrade request ends: the mark is kept, or changed and the request with it."""

from datetime import datetime

from django.db import models, transaction

from courseops.cells import NUMBER
from courseops.models import Result, User
from courseops.scores.entering import enter_scores
from courseops.scores.kinds import refusal
from grading import services
from grading.models import RegradeRequest
from grading.policy.asking import MOST_TEXT
from grading.regrades import mail
from grading.regrades.regrading import RegradeRefusedError, locked, record
from grading.regrades.standing import is_same, shown_line

State = RegradeRequest.State


class How(models.TextChoices):
    """What staff do about the mark."""

    KEEP = "keep", "Keep the mark"
    SET = "set", "Set the mark"
    SCORE = "score", "Enter another result"
    ELSEWHERE = "elsewhere", "It was changed elsewhere"


@transaction.atomic
def decide(
    *,
    request: RegradeRequest,
    how: str,
    value: str,
    reply: str,
    actor: User,
    link: str,
    at: datetime,
) -> RegradeRequest:
    """Close an open request with *reply*, having changed the mark as *how* says.

    *value* is the mark to set, or the result in what the component counts. Raises RegradeRefusedError
    once the request is closed, without a reply, for a value that there cannot be, and
    where the mark of a change would be what it was.
    """
    stored = locked(request)
    reply = reply.strip()
    if not 0 < len(reply) <= MOST_TEXT:
        raise RegradeRefusedError("Say what you decided and why: the student reads it.")
    try:
        _change(stored, how, value, why=reply, actor=actor, at=at)
    except ValueError as error:
        raise RegradeRefusedError(f"{str(error).removesuffix('.')}.") from error
    line = shown_line(component=stored.component, student=stored.enrollment, at=at)
    after = line.mark if line else None
    if how != How.KEEP and is_same(after, stored.before):
        raise RegradeRefusedError(_still(stored, how, line.state if line else ""))
    stored.state = State.KEPT if how == How.KEEP else State.CHANGED
    stored.reply, stored.after = reply, after
    stored.closed_at, stored.closed_by = at, actor
    stored.save()
    verb = "keep" if how == How.KEEP else "change"
    marks = {"before": {"mark": stored.before}, "after": {"mark": after}}
    record(stored, verb, actor=actor, why=reply, at=at, **marks)
    mail.tell_student(stored, what="a decision", link=link)
    return stored


def preview(
    *,
    request: RegradeRequest,
    how: str,
    value: str,
    reply: str,
    actor: User,
    at: datetime,
) -> float | None:
    """Return what the mark would be, having undone it. Raises as :func:`decide` does."""
    with transaction.atomic():
        after = decide(
            request=request,
            how=how,
            value=value,
            reply=reply or "preview",
            actor=actor,
            link="",
            at=at,
        ).after
        transaction.set_rollback(True)
    return after


def _change(
    stored: RegradeRequest,
    how: str,
    value: str,
    *,
    why: str,
    actor: User,
    at: datetime,
) -> None:
    reason = f"Regrade request {stored.pk}: {why}"
    if how == How.SET:
        services.set_override(
            student=stored.enrollment,
            target=f"component:{stored.component.slug}",
            value=value,
            reason=reason,
            actor=actor,
            at=at,
        )
    elif how == How.SCORE:
        _enter(stored, value, why=reason, actor=actor, at=at)


def _enter(
    stored: RegradeRequest, value: str, *, why: str, actor: User, at: datetime
) -> None:
    component, student = stored.component, stored.enrollment
    if reason := refusal(component):
        raise RegradeRefusedError(reason)
    if not NUMBER.fullmatch(value.strip()):
        raise RegradeRefusedError(f"“{value}” is no number")
    enter_scores(
        component=component,
        scores={student: float(value)},
        received_at=_received(stored, at=at),
        actor=actor,
        at=at,
        why=why,
    )


def _received(stored: RegradeRequest, *, at: datetime) -> datetime | None:
    """Return when the work came: what is late stays late."""
    known = Result.objects.filter(
        component=stored.component, enrollment=stored.enrollment
    ).first()
    if known is not None:
        return known.received_at
    line = shown_line(component=stored.component, student=stored.enrollment, at=at)
    return line.received_at if line else None


def _still(stored: RegradeRequest, how: str, state: str) -> str:
    mark = "–" if stored.before is None else f"{stored.before:.12g}"
    if how == How.ELSEWHERE:
        return f"The mark is still {mark}: change it first, or keep it."
    if how == How.SCORE and state == "overridden":
        return f"The mark would stay {mark}: an override is set. Set the mark instead."
    return f"The mark would be what it was, {mark}: keep it instead."
