"""Makes the files of the demo's submissions and the rows that scoring them writes.

The scores and the reasons come from the product's own readers and metrics.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import numpy as np
from django.conf import settings

from courseops.demo.brokenfiles import broken_submission
from courseops.demo.histories import Try, dice
from courseops.demo.puzzles import Puzzle, file_text
from courseops.models import Enrollment
from courseops.uploads.head import HEAD_BYTES
from leaderboard.csvfile import check_head
from leaderboard.measuring import measure
from leaderboard.models import Competition, Score, Solution, State, Submission
from leaderboard.problems import FileRefusedError, Problem
from leaderboard.results import SCORER_VERSION, out_of_attempts

FILE_NAMES = (
    "submission.csv", "submission.csv", "predictions.csv", "preds_v{n}.csv",
    "submission_{n}.csv", "run-{n}.csv", "final.csv", "final_final.csv", "out.csv",
    "ensemble_{n}.csv", "test_predictions ({n}).csv", "epoch{n}0.csv",
)  # fmt: skip
NOTES = (
    "baseline", "2 layers", "4 layers, dropout 0.2", "batch norm", "cosine schedule",
    "longer context", "label smoothing 0.1", "more augmentation", "wider, lr 3e-4",
    "mean of three seeds", "just a test", "fixed the shuffle", "focal loss",
)  # fmt: skip
WORKER = "courseops@demo"
# What went another way than the file's own: the n-th submission of a competition.
ODDITIES = {
    ("hw1p2", 31): State.CANCELLED,
    ("hw2p2", 57): State.CANCELLED,
    ("hw2p2", 91): State.FAILED,
}


class Room:
    """The hand-ins of a class to one competition, made one after the other."""

    def __init__(self, *, competition: Competition, puzzle: Puzzle, seed: int) -> None:
        self._competition = competition
        self._solution = Solution.objects.in_force().get(competition=competition)
        self._slug = competition.component.slug
        self._puzzle = puzzle
        self._seed = seed
        self._rng = np.random.default_rng([seed, *self._slug.encode()])
        self._dice = dice(seed, self._slug)
        self._count = 0
        self._folder = Path("submissions") / str(competition.pk)
        (Path(settings.MEDIA_ROOT) / self._folder).mkdir(parents=True, exist_ok=True)

    def hand_in(
        self, place: Enrollment, attempt: Try
    ) -> tuple[Submission, Score | None]:
        """Write the file of one attempt; return its row and its score, unsaved."""
        self._count += 1
        submission = self._received(place, attempt)
        oddity = ODDITIES.get((self._slug, self._count))
        if attempt.score is not None and oddity is not None:
            _go_another_way(submission, oddity)
            return submission, None
        problems = check_head(
            head=submission.file.read_bytes()[:HEAD_BYTES],
            file_name=submission.file_name,
            layout=self._competition.layout,
        )
        if problems:
            submission.enqueued_at = None
            submission.finished_at = submission.received_at
            return _refused(submission, problems), None
        scored_at = self._worked_on(submission)
        try:
            measured = measure(submission, solution=self._solution)
        except FileRefusedError as refused:
            return _refused(submission, refused.problems), None
        submission.state = State.SCORED
        return submission, Score(
            submission=submission,
            solution=measured.solution,
            metric=measured.metric,
            scorer_version=SCORER_VERSION,
            public=measured.public,
            private=measured.private,
            all=measured.whole,
            scored_at=scored_at,
        )

    def _received(self, place: Enrollment, attempt: Try) -> Submission:
        content = self._content(attempt).encode()
        name = sha256(f"{self._seed}/{self._slug}/{self._count}".encode()).hexdigest()
        submission = Submission(
            competition=self._competition,
            enrollment=place,
            received_at=attempt.at,
            enqueued_at=attempt.at,
            path=str(self._folder / f"{name[:32]}.csv"),
            file_name=self._dice.choice(FILE_NAMES).format(n=self._dice.randint(2, 9)),
            sha256=sha256(content).hexdigest(),
            size=len(content),
            note=self._dice.choice(NOTES) if self._dice.random() < 0.4 else "",
        )
        submission.file.write_bytes(content)
        return submission

    def _content(self, attempt: Try) -> str:
        if attempt.score is not None:
            values = self._puzzle.answer(self._rng, attempt.score)
            return file_text(self._puzzle, values)
        values = list(self._puzzle.truth)
        self._rng.shuffle(values)
        return broken_submission(self._rng, self._puzzle, values)

    def _worked_on(self, submission: Submission) -> datetime:
        """Have a worker take it and be done within seconds; return when."""
        waited = 0.2 + self._dice.expovariate(1 / 1.2)
        took = 0.1 + self._dice.expovariate(1 / 0.4)
        started = submission.received_at + timedelta(seconds=waited)
        submission.attempts = 1
        submission.worker = WORKER
        submission.started_at = started
        submission.finished_at = done = started + timedelta(seconds=took)
        return done


def _refused(submission: Submission, problems: Sequence[Problem]) -> Submission:
    submission.state = State.REFUSED
    submission.reasons = [problem.as_json() for problem in problems]
    return submission


def _go_another_way(submission: Submission, state: str) -> None:
    submission.state = state
    submission.finished_at = submission.received_at + timedelta(seconds=41)
    if state == State.FAILED:
        submission.attempts = 3
        submission.worker = WORKER
        submission.started_at = submission.received_at + timedelta(seconds=32)
        submission.error = out_of_attempts()
