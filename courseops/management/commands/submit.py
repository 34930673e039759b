"""Hand in a file for somebody, the browser's way."""

import os
import socket
import time
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.instants import in_words
from courseops.management.arguments import (
    competition_called,
    course_called,
    past_instant,
)
from courseops.management.recorded import marks_current
from courseops.models import Course, Enrollment
from courseops.permissions import Permission, permissions_of
from courseops.uploads import intake
from courseops.uploads.refusals import RefusalError
from leaderboard import services
from leaderboard.models import OPEN_STATES, Competition, Score, State, Submission

_LOOK_SECONDS = 0.1
_WAIT_SECONDS = 60.0
# Stored, but without a score: not the file's fault, so not "bad input".
_NO_SCORE = 2


class Command(BaseCommand):
    """``submit COURSE COMPONENT LOGIN FILE [--at INSTANT] [--score-here]``."""

    help = "Hand in a file for somebody, wait for its score and print it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("login")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--at", metavar="INSTANT", help="as if it had been received then"
        )
        parser.add_argument(
            "--score-here",
            action="store_true",
            help="score in this process; no worker is needed",
        )
        parser.add_argument(
            "--wait",
            type=float,
            default=_WAIT_SECONDS,
            metavar="SECONDS",
            help="how long to wait until a worker begins (default %(default)g)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_called(options["course"])
        competition = competition_called(options["component"], course=course)
        enrollment = _participant_called(options["login"], course=course)
        now = clock.now()
        at = past_instant(options["at"], course=course, now=now) or now
        submission = _hand_in(
            options["file"],
            competition=competition,
            enrollment=enrollment,
            at=at,
            send=not options["score_here"],
        )
        if submission.state == State.QUEUED:
            if options["score_here"]:
                _score(submission)
            _wait(submission, patience=options["wait"])
        _raise_without_score(submission)
        marks_current(course, clock.now())
        self.stdout.write(_sentence(submission))


def _participant_called(login: str, *, course: Course) -> Enrollment:
    """Return who may submit under this login; raises CommandError for all others."""
    found = (
        Enrollment.objects.filter(course=course, user__login=login)
        .select_related("user")
        .first()
    )
    if found is None:
        raise CommandError(f"There is no “{login}” in {course.slug}.")
    if Permission.SUBMIT not in permissions_of(found.user, found):
        raise CommandError(
            f"{login} may not submit in {course.slug}: {found.role}, {found.status}."
        )
    return found


def _hand_in(
    file: Path,
    *,
    competition: Competition,
    enrollment: Enrollment,
    at: datetime,
    send: bool,
) -> Submission:
    try:
        with intake.staging(file, max_bytes=competition.max_bytes) as staged:
            return services.accept(
                competition=competition,
                enrollment=enrollment,
                staged=staged,
                at=at,
                send=send,
            )
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}.") from error
    except RefusalError as refusal:
        raise CommandError(f"{refusal.message} Nothing was stored.") from refusal


def _score(submission: Submission) -> None:
    # It loads pandas, which a command that only waits does without.
    from leaderboard.scoring import score_submission  # noqa: PLC0415

    score_submission(
        submission_id=submission.pk,
        worker=f"submit on {socket.gethostname()}:{os.getpid()}",
        now=clock.now,
    )


def _wait(submission: Submission, *, patience: float) -> None:
    """Return once the submission is settled; raise CommandError if nobody begins."""
    began = time.monotonic()
    while True:
        submission.refresh_from_db()
        waited = time.monotonic() - began
        if submission.state not in OPEN_STATES:
            return
        if submission.state == State.QUEUED and waited >= patience:
            raise CommandError(
                f"Submission {submission.pk} is stored and queued, but no worker has"
                f" begun it within {patience:g} s. It will be scored once one runs:"
                " start everything with `python manage.py serve`, or a worker alone"
                " with `celery -A courseops worker -Q scoring,grading -B`.",
                returncode=_NO_SCORE,
            )
        if waited >= patience + 2 * settings.CELERY_TASK_TIME_LIMIT:
            raise CommandError(
                f"Submission {submission.pk} is still being scored by"
                f" {submission.worker} after {waited:.0f} s; look at it again later.",
                returncode=_NO_SCORE,
            )
        time.sleep(_LOOK_SECONDS)


def _raise_without_score(submission: Submission) -> None:
    if submission.state == State.REFUSED:
        reasons = "\n".join(reason["message"] for reason in submission.reasons)
        raise CommandError(
            f"{reasons}\nSubmission {submission.pk} is refused; the file is kept and"
            " costs no attempt."
        )
    if submission.state != State.SCORED:
        raise CommandError(
            f"Submission {submission.pk} is {submission.state}. {submission.error}",
            returncode=_NO_SCORE,
        )


def _sentence(submission: Submission) -> str:
    score = Score.objects.select_related("solution").get(submission=submission)
    if score.solution is not None and score.solution.has_split:
        told = ", ".join(
            f"{part} {_number(value)}"
            for part, value in (
                ("public", score.public),
                ("private", score.private),
                ("all", score.all),
            )
        )
    else:
        told = _number(score.public)
    component = submission.competition.component
    received = in_words(submission.received_at, zone=component.course.zone)
    return (
        f"{submission.enrollment.user.login}, {component.slug}: score {told}"
        f" (submission {submission.pk}, received {received},"
        f" SHA-256 {submission.sha256})."
    )


def _number(score: float) -> str:
    """Return a score as boards show it; in full where that is not all of it."""
    short = f"{score:.5f}"
    return short if float(short) == score else f"{short} = {score!r}"
