"""Tells the instructors by e-mail what they should look at after a night."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string

from courseops.models import Course, Enrollment, Role, Status
from grading.models import NightExport

logger = logging.getLogger(__name__)


def untouched_logins(night: NightExport) -> list[str]:
    """Return whose grade changed that night though nobody touched it."""
    since = night.manifest.get("since") or {}
    return list(since.get("untouched", []))


def warn_of_untouched(night: NightExport) -> None:
    """Write to the instructors if a grade changed that nobody touched."""
    logins = untouched_logins(night)
    if logins:
        students = Enrollment.objects.filter(
            course=night.course, user__login__in=logins
        ).select_related("user")
        _write(
            night.course,
            subject=f"{night.course.code}: grades changed that nobody touched",
            template="grading/email/untouched.txt",
            context={
                "night": night,
                "students": sorted(students, key=lambda one: one.user.login),
            },
        )


def warn_of_failure(night: NightExport) -> None:
    """Write to the instructors that a night failed, and why; once for that night."""
    if night.manifest.get("tries") == 1:
        _write(
            night.course,
            subject=f"{night.course.code}: the export of the grades failed",
            template="grading/email/night_failed.txt",
            context={"night": night},
        )


def _write(
    course: Course, *, subject: str, template: str, context: dict[str, object]
) -> None:
    """Send one e-mail; one that cannot be sent is logged, for the page says it too."""
    instructors = Enrollment.objects.filter(
        course=course, role=Role.INSTRUCTOR, status=Status.ACTIVE, user__is_active=True
    )
    to = sorted(instructors.values_list("user__email", flat=True))
    if not to:
        return
    text = render_to_string(template, context | {"course": course})
    try:
        send_mail(subject, text, None, to)
    except (OSError, SMTPException) as error:
        logger.warning("The e-mail “%s” was not sent: %s", subject, error)
