"""Measures every kept file by a draft, a part at a time.

Only the worker and commands import this module: it loads pandas.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from django.db import DatabaseError, transaction

from leaderboard import claims as leases
from leaderboard import sidecars
from leaderboard.measuring import measure
from leaderboard.models import RunState, ShadowRun, ShadowScore, Solution, Submission
from leaderboard.problems import FileRefusedError
from leaderboard.scoring import sentence
from leaderboard.selectors.competitions import solution_in_force
from leaderboard.shadow import claims, runs
from leaderboard.shadow.claims import Claim
from leaderboard.shadow.scope import to_measure
from leaderboard.solutions import prepare, put_in_force

logger = logging.getLogger(__name__)

_BATCH = 200
# What is measured is written down after at most so long.
_SPAN = timedelta(seconds=2)

Now = Callable[[], datetime]
Found = dict[str, Any]
# The same bytes under the same ending score the same.
_Same = tuple[str, str]


def work(*, run_id: int, now: Now, pauses: Callable[[], bool]) -> RunState | None:
    """Go on with a run until it is through or *pauses* says so, asked now and then.

    Returns how it stands then: READY once every file is measured; APPLIED where the
    competition had no solution yet; QUEUED to be gone on with; FAILED where the draft's
    file cannot be used. None if the run is in other hands. After an exception another
    worker may go on once the lease has run out.
    """
    claim = claims.take(run_id=run_id, at=now())
    if claim is None:
        return None
    run = ShadowRun.objects.select_related(
        "solution__competition__component__course", "actor"
    ).get(pk=run_id)
    with leases.heartbeat(claim, now=now):
        return _Work(claim, run, now=now).go_on(pauses)


class _Work:
    """An attempt at a run."""

    def __init__(self, claim: Claim, run: ShadowRun, *, now: Now) -> None:
        self._claim, self._run, self._now = claim, run, now
        self._solution: Solution = run.solution
        # One object, so that its columns are not asked for with each submission.
        self._competition = self._solution.competition

    def go_on(self, pauses: Callable[[], bool]) -> RunState | None:
        if not self._solution.rows:
            try:
                prepare(solution=self._solution)
            except FileRefusedError as refused:
                reasons = "\n".join(problem.message for problem in refused.problems)
                return self._refuse(reasons)
        if solution_in_force(competition=self._competition) is None:
            return self._put_in_force()
        while waiting := self._waiting():
            for found in self._measure(waiting):
                if not self._keep(found):
                    return None
                if pauses():
                    return self._end(
                        RunState.QUEUED, lease_until=runs.sent(self._now())
                    )
        return self._end(RunState.READY, finished_at=self._now())

    def _end(self, state: RunState, **changes: Any) -> RunState | None:
        return state if self._claim.finish(state=state, **changes) else None

    def _refuse(self, reasons: str) -> RunState | None:
        ended = self._end(RunState.FAILED, error=reasons, finished_at=self._now())
        if ended is not None:
            runs.put_aside(draft=self._solution)
        return ended

    def _put_in_force(self) -> RunState | None:
        """Have the first solution count at once: there is nothing to compare it with."""
        at = self._now()
        with transaction.atomic():
            if not self._claim.finish(state=RunState.APPLIED, finished_at=at):
                return None
            put_in_force(solution=self._solution, actor=self._run.actor, at=at)
        return RunState.APPLIED

    def _waiting(self) -> Sequence[int]:
        every = to_measure(competition=self._competition)
        self._claim.change(of=every.count())
        done = ShadowScore.objects.filter(run=self._run).values("submission")
        rest = every.exclude(pk__in=done).order_by("pk")
        return list(rest.values_list("pk", flat=True))

    def _measure(self, keys: Sequence[int]) -> Iterator[Sequence[ShadowScore]]:
        """Yield what is found for submissions, in parts that take about a span."""
        since = self._now()
        found: list[ShadowScore] = []
        for begin in range(0, len(keys), _BATCH):
            batch = keys[begin : begin + _BATCH]
            submissions = list(Submission.objects.filter(pk__in=batch).order_by("pk"))
            known = self._known(submissions)
            for submission in submissions:
                found.append(self._found(submission, known))
                if self._now() - since >= _SPAN:
                    yield found
                    since, found = self._now(), []
        yield found

    def _found(self, submission: Submission, known: dict[_Same, Found]) -> ShadowScore:
        submission.competition = self._competition
        same = _same(submission)
        result = known.get(same) if same else None
        if result is None:
            result = self._measured(submission)
            if same:
                known[same] = result
        return ShadowScore(run=self._run, submission=submission, **result)

    def _known(self, submissions: Sequence[Submission]) -> dict[_Same, Found]:
        """Return what the run found for files that are the same as one of these."""
        rows = ShadowScore.objects.filter(
            run=self._run, submission__sha256__in={one.sha256 for one in submissions}
        ).select_related("submission")
        return {same: _told(row) for row in rows if (same := _same(row.submission))}

    def _measured(self, submission: Submission) -> Found:
        try:
            measured = measure(submission, solution=self._solution)
        except FileRefusedError as refused:
            return {"reasons": [problem.as_json() for problem in refused.problems]}
        except (OSError, DatabaseError):
            # These may pass by themselves.
            raise
        except Exception as error:
            logger.exception("Submission %s fails in the shadow.", submission.pk)
            return {"error": sentence(error)}
        sidecars.keep(submission=submission, fresh=measured.fresh, at=self._now())
        return {
            "public": measured.public,
            "private": measured.private,
            "all": measured.whole,
        }

    @transaction.atomic
    def _keep(self, found: Sequence[ShadowScore]) -> bool:
        # Whoever gets on has attempts left.
        if not self._claim.change(attempts=0):
            return False
        ShadowScore.objects.bulk_create(found)
        return True


def _told(row: ShadowScore) -> Found:
    names = ("public", "private", "all", "reasons", "error")
    return {name: getattr(row, name) for name in names}


def _same(submission: Submission) -> _Same | None:
    if not submission.sha256:
        return None
    return submission.sha256, PurePath(submission.file_name).suffix.lower()
