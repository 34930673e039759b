"""Reviewers are reminded 48 and 12 hours before their own deadline, once each."""

from datetime import timedelta
from smtplib import SMTPException

from django.core import mail
from django.urls import reverse

from courseops.models import AuditEvent, Extension
from projects.models import Review, ReviewReminder
from projects.reviews import reminding
from projects.tasks import remind_reviewers
from tests.projects.reviewed import (
    AFTER,
    DURING,
    ENDS,
    browser,
    write,
)

TWO_DAYS = ENDS - timedelta(hours=48)


def _logins():
    return sorted(letter.to[0].split("@")[0] for letter in mail.outbox)


def test_each_is_reminded_twice_and_who_is_done_is_not(
    component, people, time_machine, settings
):
    settings.SITE_URL = "https://ops.example"
    for row in Review.objects.filter(reviewer=people["gwen"]):
        write(row, 1, 1)
    write(Review.objects.filter(reviewer=people["anna"]).first(), 2, 2)
    expected = {
        TWO_DAYS - timedelta(seconds=1): 0,
        TWO_DAYS: 5,
        TWO_DAYS + timedelta(minutes=10): 5,
        ENDS - timedelta(hours=12): 10,
        ENDS: 10,
        ENDS + timedelta(seconds=1): 10,
    }

    for at, count in expected.items():
        time_machine.move_to(at, tick=False)
        remind_reviewers()
        assert len(mail.outbox) == count

    assert "gwen" not in _logins()
    letter = next(one for one in mail.outbox if one.to == ["anna@example.edu"])
    assert letter.subject == "11-785: Paper review"
    assert "you have 2 reviews to hand in for Paper review" in letter.body
    assert "They are due on 5 Oct 2020, 23:59 EDT." in letter.body
    assert "https://ops.example/courses/ml-f20/reviews/paper-review/" in letter.body
    assert not any(
        f"of{login}" in letter.body.casefold() for login in people if login != "anna"
    )


def test_an_extension_moves_ones_reminders_and_an_excuse_ends_them(component, people):
    Extension.objects.create(
        component=component, enrollment=people["dean"], days=2, reason="ill", at=DURING
    )
    Extension.objects.create(
        component=component,
        enrollment=people["emil"],
        excused=True,
        reason="ill",
        at=DURING,
    )

    reminding.remind_due(at=TWO_DAYS)
    assert _logins() == ["anna", "carl", "fern", "gwen"]
    reminding.remind_due(at=ENDS)

    assert _logins().count("dean") == 1


def test_a_letter_that_cannot_be_sent_is_tried_again(component, people, monkeypatch):
    def refuse(*args, **options):
        raise SMTPException("no server")

    with monkeypatch.context() as broken:
        broken.setattr(reminding, "send_mail", refuse)
        assert reminding.remind_due(at=TWO_DAYS) == 0
    assert not ReviewReminder.objects.exists()

    assert reminding.remind_due(at=TWO_DAYS) == 6


def test_staff_remind_by_hand_once_an_hour(component, people, bob, time_machine):
    time_machine.move_to(DURING, tick=False)
    staff = browser(bob)
    url = reverse(
        "projects:remind_reviewers", args=[component.course.slug, component.slug]
    )

    first = staff.post(url, follow=True).content.decode()
    again = staff.post(url, follow=True).content.decode()
    time_machine.move_to(DURING + timedelta(hours=1), tick=False)
    staff.post(url)
    time_machine.move_to(AFTER, tick=False)
    late = staff.post(url, follow=True).content.decode()

    assert "6 people reminded" in first
    assert "within the last hour" in again
    assert "Nobody has an open review" in late
    assert len(mail.outbox) == 12
    assert AuditEvent.objects.filter(verb="reviews.remind").count() == 2
