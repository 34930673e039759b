"""What the tests of the competition pages share: addresses, uploads, rows to show."""

import re
from datetime import UTC, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from leaderboard.models import Competition, Standing, Submission
from tests.factories import ScoreFactory, SubmissionFactory

GOOD = b"id,label\n1,0\n2,1\n"
HTMX = {"HX-Request": "true"}
# Told apart from every other number of a page by their first digits.
PRIVATE_NUMBERS = {"private": 0.24681, "all": 0.35792}


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def url(name, *more, course="ml-f20", component="hw1p2") -> str:
    """An address of a competition."""
    return reverse(f"leaderboard:{name}", args=[course, component, *more])


def course_url(name, *more, course="ml-f20") -> str:
    """An address of a course."""
    return reverse(f"leaderboard:{name}", args=[course, *more])


def page(response) -> str:
    """What a page holds, each run of white space as one space."""
    return re.sub(r"\s+", " ", response.content.decode())


def send(browser, content=GOOD, name="predictions.csv", htmx=False, **fields):
    """Upload a file as the form does, with scripts or without."""
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return browser.post(
        url("upload"), {"file": file, **fields}, headers=HTMX if htmx else {}
    )


def scored(competition, enrollment, **changes) -> Submission:
    """A submission with the public score 0.61 and telling private ones."""
    return ScoreFactory(
        submission__competition=competition,
        submission__enrollment=enrollment,
        submission__received_at=now() - timedelta(hours=1),
        submission__state="scored",
        **{"public": 0.61} | PRIVATE_NUMBERS | changes,
    ).submission


def stand(
    competition: Competition,
    enrollment,
    score: float,
    *,
    submission: Submission | None = None,
    entries: int = 1,
) -> Standing:
    """Put somebody on the board."""
    submission = submission or SubmissionFactory(
        competition=competition,
        enrollment=enrollment,
        state="scored",
        received_at=now() - timedelta(hours=2),
    )
    return Standing.objects.create(
        competition=competition,
        enrollment=enrollment,
        submission=submission,
        public=score,
        achieved_at=submission.received_at,
        entries=entries,
    )
