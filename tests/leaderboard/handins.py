"""Competitions with a solution and hand-ins on the disk, as scoring meets them."""

import uuid
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from leaderboard.models import Competition, Solution, Submission
from leaderboard.scoring import score_submission
from leaderboard.solutions import Stored, set_solution
from tests.factories import SubmissionFactory

AT = datetime(2020, 9, 20, 12, tzinfo=UTC)
SOLUTION = "id,label\n1,0\n2,1\n3,0\n4,1\n"
RIGHT = SOLUTION
HALF_RIGHT = "id,label\n1,0\n2,1\n3,9\n4,9\n"
BROKEN = "id,label\n1,0\n2,x\n3,0\n4,1\n"


def solve(competition: Competition, content: str = SOLUTION) -> Stored:
    """Make *content* the competition's solution."""
    file = Path(settings.MEDIA_ROOT) / "given" / f"{uuid.uuid4().hex}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    return set_solution(competition=competition, file=file, actor=None, at=AT)


def solution_of(competition: Competition) -> Solution:
    return competition.solutions.get()


def hand_in(competition: Competition, content: str, **fields: object) -> Submission:
    """Store a file and its queued row, received at AT unless told otherwise."""
    place = f"submissions/{uuid.uuid4().hex}.csv"
    path = Path(settings.MEDIA_ROOT) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    given = {
        "competition": competition,
        "path": place,
        "sha256": sha256(content.encode()).hexdigest(),
        "received_at": AT,
    }
    return SubmissionFactory(**given | fields)


def score(submission: Submission, *, at: datetime = AT) -> Submission:
    """Let a worker score a submission; return its row as it is then."""
    score_submission(submission_id=submission.pk, worker="worker-1", now=lambda: at)
    submission.refresh_from_db()
    return submission


def later(**span: float) -> datetime:
    return AT + timedelta(**span)
