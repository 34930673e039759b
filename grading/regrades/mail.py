"""Tells by e-mail that something came in a regrade request: a link, never a mark."""

import logging
from collections.abc import Iterable
from functools import partial
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from courseops.models import Enrollment, User
from grading.models import RegradeRequest

logger = logging.getLogger(__name__)


def tell_student(request: RegradeRequest, *, what: str, link: str) -> None:
    """Write to the student that there is *what*, once the transaction is through."""
    _write(request, [request.enrollment.user], what=what, link=link)


def tell_grader(
    request: RegradeRequest, *, what: str, link: str, by: User | None
) -> None:
    """Write to whom the request is assigned, unless it is their own doing."""
    grader: Enrollment | None = request.grader
    if grader is not None and (by is None or grader.user_id != by.pk):
        _write(request, [grader.user], what=what, link=link)


def _write(
    request: RegradeRequest, people: Iterable[User], *, what: str, link: str
) -> None:
    to = [one.email for one in people if one.is_active and one.email]
    if not to:
        return
    component = request.component
    context = {"component": component.display_title, "what": what, "link": link}
    text = render_to_string("grading/regrade_email.txt", context)
    subject = f"{component.course.code}: regrade request, {component.display_title}"
    transaction.on_commit(partial(_send, subject, text, to), robust=True)


def _send(subject: str, text: str, to: list[str]) -> None:
    """Send it; what cannot be sent is logged, for the page says it too."""
    try:
        send_mail(" ".join(subject.split()), text, None, to)
    except (OSError, SMTPException) as error:
        logger.warning("The e-mail “%s” was not sent: %s", subject, error)
