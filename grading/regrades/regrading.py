"""Regrade requests: asked by a student, talked about, assigned, opened again.

How one ends is in :mod:`grading.regrades.deciding`. ``link`` is the address of the
request's page for mails.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from courseops import audit
from courseops.models import Component, Enrollment, User
from grading.models import RegradeMessage, RegradeRequest
from grading.policy.asking import LEAST_TEXT, MOST_TEXT
from grading.regrades import mail
from grading.regrades.standing import asking, shown_line

State = RegradeRequest.State
MOST_MESSAGES = 50


class RegradeRefusedError(ValueError):
    """What was asked for cannot be; the text says why."""


@transaction.atomic
def ask(
    *, component: Component, student: Enrollment, text: str, at: datetime
) -> RegradeRequest:
    """Open a request of *student* about the mark of *component* that they see.

    Raises RegradeRefusedError where there is none, its time is over, one is open or it was decided
    and is the same since.
    """
    _check(text)
    # Locked, so that two requests at once follow one another.
    Enrollment.objects.select_for_update(no_key=True).get(pk=student.pk)
    line = shown_line(component=component, student=student, at=at)
    if line is None:
        raise RegradeRefusedError("There is no such mark.")
    if refusal := asking(student=student, line=line, at=at).refusal:
        raise RegradeRefusedError(refusal)
    made = RegradeRequest.objects.create(
        component=component, enrollment=student, opened_at=at, before=line.mark
    )
    RegradeMessage.objects.create(request=made, author=student.user, text=text, at=at)
    record(made, "open", actor=student.user, after={"mark": line.mark}, at=at)
    return made


@transaction.atomic
def write(
    *,
    request: RegradeRequest,
    text: str,
    author: User,
    for_staff: bool,
    link: str,
    at: datetime,
) -> RegradeMessage:
    """Add a message to an open request, and tell the other side of it.

    A note *for_staff* is told to the grader alone. Raises RegradeRefusedError once the request is
    closed, or where its student has written all that fits.
    """
    locked(request)
    if author.pk == request.enrollment.user_id:
        _check_room(request, author)
    made = RegradeMessage.objects.create(
        request=request, author=author, text=text, at=at, for_staff=for_staff
    )
    what = "a new note for staff" if for_staff else "a new message"
    if author.pk != request.enrollment.user_id and not for_staff:
        mail.tell_student(request, what=what, link=link)
    mail.tell_grader(request, what=what, link=link, by=author)
    return made


@transaction.atomic
def withdraw(*, request: RegradeRequest, actor: User, at: datetime) -> None:
    """Take an open request back, as its student does."""
    stored = locked(request)
    stored.state, stored.closed_at, stored.closed_by = State.WITHDRAWN, at, actor
    stored.save(update_fields=["state", "closed_at", "closed_by"])
    record(stored, "withdraw", actor=actor, at=at)


@transaction.atomic
def assign(
    *,
    request: RegradeRequest,
    grader: Enrollment | None,
    actor: User,
    link: str,
    at: datetime,
) -> None:
    """Have *grader* decide an open request; None: nobody in particular."""
    stored = locked(request)
    before = stored.grader
    if grader == before:
        return
    stored.grader = grader
    stored.save(update_fields=["grader"])
    record(
        stored,
        "assign",
        actor=actor,
        before={"grader": before and before.user.login},
        after={"grader": grader and grader.user.login},
        at=at,
    )
    mail.tell_grader(stored, what="work for you", link=link, by=actor)


@transaction.atomic
def reopen(*, request: RegradeRequest, actor: User, link: str, at: datetime) -> None:
    """Open a closed request again. Raises RegradeRefusedError where one is open already."""
    stored = _lock(request)
    others = RegradeRequest.objects.filter(
        component=stored.component, enrollment=stored.enrollment, state=State.OPEN
    )
    if others.exists():
        raise RegradeRefusedError("A request about this mark is open already.")
    before = {"state": stored.state, "reply": stored.reply}
    stored.state, stored.closed_at, stored.closed_by = State.OPEN, None, None
    stored.reply, stored.after = "", None
    stored.save()
    record(stored, "reopen", actor=actor, before=before, at=at)
    mail.tell_student(stored, what="news (it is open again)", link=link)


def locked(request: RegradeRequest) -> RegradeRequest:
    """Return the request as it is stored, locked; raises RegradeRefusedError once it is closed."""
    stored = _lock(request)
    if stored.state != State.OPEN:
        who = f" by {stored.closed_by}" if stored.closed_by else ""
        raise RegradeRefusedError(
            f"This request was closed meanwhile{who}:"
            f" {stored.get_state_display().lower()}."
        )
    return stored


def record(
    request: RegradeRequest,
    verb: str,
    *,
    actor: User,
    at: datetime,
    before: Any = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """Add what was done with a request to the record of changes."""
    audit.record(
        course=request.component.course,
        actor=actor,
        verb=f"regrade.{verb}",
        target=f"{request.component.slug} of {request.enrollment.user.login}",
        before=before,
        after={"request": request.pk, **(after or {})},
        why=why,
        at=at,
    )


def _lock(request: RegradeRequest) -> RegradeRequest:
    RegradeRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    return RegradeRequest.objects.select_related(
        "component__course",
        "component__assignment",
        "enrollment__user",
        "enrollment__course",
        "grader__user",
        "closed_by",
    ).get(pk=request.pk)


def _check_room(request: RegradeRequest, author: User) -> None:
    if request.messages.filter(author=author).count() >= MOST_MESSAGES:
        raise RegradeRefusedError(
            f"You have written {MOST_MESSAGES} messages here; staff decide by them."
        )


def _check(text: str) -> None:
    size = len(text.strip())
    if not LEAST_TEXT <= size <= MOST_TEXT:
        raise RegradeRefusedError(
            f"Say in {LEAST_TEXT} to {MOST_TEXT:,} characters what is wrong and why."
        )
