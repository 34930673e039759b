"""Tells staff of what only people can mend; once, until somebody closes it."""

from datetime import datetime

from django.db.models import QuerySet

from courseops.models import Alert, Course, User


def raise_alert(
    *, course: Course, kind: str, target: str, text: str, link: str = "", at: datetime
) -> None:
    """Tell the course's staff; nothing happens while the same alert is open.

    *kind* and *target* name what it is about, *text* says it in sentences, *link* is the
    page to look at.
    """
    Alert.objects.bulk_create(
        [Alert(course=course, kind=kind, target=target, text=text, link=link, at=at)],
        ignore_conflicts=True,
    )


def open_alerts(*, course: Course) -> QuerySet[Alert]:
    """Return what nobody has closed yet, the newest first."""
    return Alert.objects.filter(course=course, closed_at=None)


def close(*, alert: Alert, actor: User, at: datetime) -> None:
    """Take note of an alert; the first one who does is remembered."""
    Alert.objects.filter(pk=alert.pk, closed_at=None).update(
        closed_at=at, closed_by=actor
    )


def settle(*, course: Course, kind: str, target: str, at: datetime) -> None:
    """Close an alert whose cause is gone; nobody had to."""
    Alert.objects.filter(
        course=course, kind=kind, target=target, closed_at=None
    ).update(closed_at=at)
