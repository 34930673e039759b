"""Reminds reviewers by e-mail of what they have not handed in."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from courseops import audit
from courseops.deadlines import own_among
from courseops.instants import in_words
from courseops.models import (
    AuditEvent,
    Component,
    Course,
    Enrollment,
    Kind,
    Role,
    Status,
    User,
)
from projects.models import Review, ReviewReminder

logger = logging.getLogger(__name__)

# So long before their deadline reviewers are reminded, once each time.
BEFORE = (timedelta(hours=48), timedelta(hours=12))
BETWEEN = timedelta(hours=1)
VERB = "reviews.remind"


class RemindedError(ValueError):
    """Nobody is reminded; the text is a sentence that says why."""


def remind_due(*, at: datetime) -> int:
    """Remind everybody of whom it is due *at* then; returns how many letters went."""
    components = Component.objects.filter(
        kind=Kind.PEER_REVIEW, archived=False, reviews__received_at=None
    ).select_related("assignment", "course")
    return sum(
        _remind_of(one, at=at)
        for one in components.exclude(reviews=None).distinct()
        if one.released is None or one.released <= at
    )


def remind_now(component: Component, *, actor: User, at: datetime) -> int:
    """Remind everybody with open reviews who can still write them.

    Raises RemindedError where that was done within the hour, or nobody is to be reminded.
    """
    with transaction.atomic():
        Component.objects.select_for_update(no_key=True).get(pk=component.pk)
        last = AuditEvent.objects.filter(
            course=component.course, verb=VERB, target=component.slug
        )
        if last.filter(at__gt=at - BETWEEN).exists():
            raise RemindedError("They were reminded within the last hour.")
        if component.released is not None and at < component.released:
            raise RemindedError("Reviews are not written yet.")
        waiting = _open(component)
        ends = _deadlines(component, waiting)
        to = [
            one for one in waiting if one.pk in ends and not _is_past(ends[one.pk], at)
        ]
        if not to:
            raise RemindedError("Nobody has an open review that can still be written.")
        audit.record(
            course=component.course,
            actor=actor,
            verb=VERB,
            target=component.slug,
            after={"people": len(to)},
            at=at,
        )
    return sum(_write(component, one, waiting[one], ends[one.pk]) for one in to)


def _remind_of(component: Component, *, at: datetime) -> int:
    waiting = _open(component)
    ends = _deadlines(component, waiting)
    return sum(
        _remind_once(component, one, count, ends.get(one.pk), at=at)
        for one, count in waiting.items()
    )


def _remind_once(
    component: Component,
    reviewer: Enrollment,
    count: int,
    end: datetime | None,
    *,
    at: datetime,
) -> bool:
    """Remind of the latest instant that has come, unless that is done."""
    due = [end - before for before in BEFORE if end - before <= at] if end else []
    if not due or end is None or at > end:
        return False
    row, is_new = ReviewReminder.objects.get_or_create(
        component=component,
        reviewer=reviewer,
        deadline=max(due),
        defaults={"at": at},
    )
    if not is_new:
        return False
    if _write(component, reviewer, count, end):
        return True
    # It is tried again.
    row.delete()
    return False


def _open(component: Component) -> Mapping[Enrollment, int]:
    """Return who has how many reviews to hand in still. One query."""
    rows = Review.objects.filter(
        component=component,
        received_at=None,
        reviewer__role=Role.STUDENT,
        reviewer__status=Status.ACTIVE,
        reviewer__user__is_active=True,
    ).select_related("reviewer__user")
    found: defaultdict[Enrollment, int] = defaultdict(int)
    for row in rows.order_by("reviewer__user__login"):
        found[row.reviewer] += 1
    return found


def _deadlines(
    component: Component, waiting: Mapping[Enrollment, int]
) -> Mapping[int, datetime | None]:
    """Return each one's on-time deadline; who is excused is left out. One query."""
    own = own_among(component, course=component.course, enrollments=waiting)
    return {
        key: one.component.on_time for key, one in own.items() if not one.is_excused
    }


def _is_past(end: datetime | None, at: datetime) -> bool:
    return end is not None and at > end


def _write(
    component: Component, reviewer: Enrollment, count: int, end: datetime | None
) -> bool:
    """Send one e-mail; one that cannot be sent is logged."""
    course: Course = component.course
    path = reverse("projects:reviews", args=[course.slug, component.slug])
    context = {
        "course": course,
        "component": component,
        "reviewer": reviewer,
        "count": count,
        "due": end and in_words(end, zone=course.zone),
        "url": f"{settings.SITE_URL}{path}",
    }
    text = render_to_string("projects/email/review_reminder.txt", context)
    subject = f"{course.code}: {component.display_title}"
    to: Sequence[str] = [reviewer.user.email]
    try:
        send_mail(subject, text, None, to)
    except (OSError, SMTPException) as error:
        logger.warning("The e-mail “%s” was not sent: %s", subject, error)
        return False
    return True
