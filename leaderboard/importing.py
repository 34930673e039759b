"""Takes in scores that were computed elsewhere, all of a file or nothing."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from courseops import audit
from courseops.models import Course, User
from leaderboard import history, ranking
from leaderboard.models import Competition, Score, State, Submission
from leaderboard.resultsfile import ImportedScore, Key, read_results

# Where a score that no worker computed comes from, in place of the scorer's version.
ELSEWHERE = "imported"
_BATCH = 2_000


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How many scores a file added and changed, and how many it found as they were."""

    added: int
    replaced: int
    unchanged: int


@dataclass(frozen=True)
class _Stored:
    """The row that holds a score."""

    submission: int
    score: ImportedScore


@dataclass
class _Plan:
    """What a file asks for."""

    added: list[ImportedScore] = field(default_factory=list)
    changed: list[tuple[_Stored, ImportedScore]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def touched(self) -> Mapping[int, set[int]]:
        """Whose standings change, by competition."""
        found: dict[int, set[int]] = defaultdict(set)
        for score in self.added:
            found[score.competition].add(score.enrollment)
        for stored, score in self.changed:
            found[score.competition] |= {stored.score.enrollment, score.enrollment}
        return found


def import_results(
    *, course: Course, data: bytes, actor: User | None, at: datetime
) -> Outcome:
    """Take the scores of a CSV, each as the score on every split of a submission.

    What the course has under the same key is replaced: ``submission`` in its
    competition, else login, component, time and score together. Standings follow.

    Raises DataFileError with every problem; nothing is written then.
    """
    scores = read_results(data, course=course, now=at)
    with transaction.atomic():
        competitions = Competition.objects.in_bulk(
            {score.competition for score in scores.values()}
        )
        ranking.lock(competitions)
        plan = _plan(scores, _stored(competitions))
        _add(plan, competitions, at=at)
        _change(plan, at=at)
        for key, enrollments in plan.touched.items():
            ranking.write_standings(
                competition=competitions[key], enrollments=enrollments
            )
        if plan.added or plan.changed:
            _record(plan, course=course, actor=actor, at=at)
    return Outcome(
        added=len(plan.added), replaced=len(plan.changed), unchanged=plan.unchanged
    )


def _stored(competitions: Mapping[int, Competition]) -> Mapping[Key, _Stored]:
    """Return what these competitions hold of earlier files."""
    rows = Submission.objects.filter(
        competition__in=competitions, is_imported=True
    ).values_list(
        "pk",
        "competition_id",
        "enrollment_id",
        "received_at",
        "score__public",
        "reference",
    )
    found = {}
    for pk, competition, enrollment, received_at, public, reference in rows:
        score = ImportedScore(
            competition=competition,
            enrollment=enrollment,
            received_at=received_at,
            score=public,
            reference=reference,
        )
        found[score.key] = _Stored(pk, score)
    return found


def _plan(scores: Mapping[Key, ImportedScore], stored: Mapping[Key, _Stored]) -> _Plan:
    plan = _Plan()
    for key, score in scores.items():
        before = stored.get(key)
        if before is None:
            plan.added.append(score)
        elif before.score == score:
            plan.unchanged += 1
        else:
            plan.changed.append((before, score))
    return plan


def _add(plan: _Plan, competitions: Mapping[int, Competition], *, at: datetime) -> None:
    submissions = Submission.objects.bulk_create(
        [
            Submission(
                competition_id=score.competition,
                enrollment_id=score.enrollment,
                state=State.SCORED,
                received_at=score.received_at,
                is_imported=True,
                reference=score.reference,
                finished_at=at,
            )
            for score in plan.added
        ],
        batch_size=_BATCH,
    )
    Score.objects.bulk_create(
        [
            Score(
                submission=submission,
                metric=competitions[score.competition].metric,
                scorer_version=ELSEWHERE,
                public=score.score,
                private=score.score,
                all=score.score,
                scored_at=at,
            )
            for submission, score in zip(submissions, plan.added, strict=True)
        ],
        batch_size=_BATCH,
    )


def _change(plan: _Plan, *, at: datetime) -> None:
    before = Submission.objects.in_bulk([old.submission for old, _ in plan.changed])
    scores = Score.objects.in_bulk(list(before))
    for old, new in plan.changed:
        submission, score = before[old.submission], scores[old.submission]
        if submission.enrollment_id != new.enrollment:
            # The choice was somebody else's.
            submission.is_final_choice = False
        submission.enrollment_id = new.enrollment
        submission.received_at = new.received_at
        submission.finished_at = score.scored_at = at
        score.public = score.private = score.all = new.score
    # Of many rows an UPDATE is one long CASE; an upsert of known rows is much faster.
    Submission.objects.bulk_create(
        before.values(),
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["enrollment", "received_at", "finished_at", "is_final_choice"],
    )
    history.replace(scores=list(scores.values()), at=at)


def _record(plan: _Plan, *, course: Course, actor: User | None, at: datetime) -> None:
    counts = Counter(score.competition for score in plan.added)
    changed = {stored.submission: (stored.score, new) for stored, new in plan.changed}
    audit.record(
        course=course,
        actor=actor,
        verb="import_results",
        target=f"course:{course.slug}",
        before={str(key): _facts(old) for key, (old, _) in changed.items()},
        after={
            "added": {str(key): number for key, number in counts.items()},
            "changed": {str(key): _facts(new) for key, (_, new) in changed.items()},
        },
        at=at,
    )


def _facts(score: ImportedScore) -> dict[str, Any]:
    return {
        "enrollment": score.enrollment,
        "received_at": score.received_at.isoformat(),
        "score": score.score,
    }
