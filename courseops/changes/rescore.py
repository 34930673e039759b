"""Scoring everything again as a class change: what a shadow run found is its edit.

The parameters of the change are the slug of the ``component``, the ``run`` and the
scores that were ``seen``; with a ``title`` it is announced on the course page.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from courseops.coursefile.editing import edit_course
from courseops.coursefile.scoring import settle_other_scoring
from courseops.models import Course
from grading import changing
from grading.changing import Edit, Edited, OutOfDateError
from grading.models import ClassChange
from leaderboard import drafts, ranking
from leaderboard.models import Score, ShadowRun, Solution
from leaderboard.selectors.competitions import has_split, solution_in_force
from leaderboard.shadow import applying, runs
from leaderboard.shadow import report as reporting
from leaderboard.shadow.scope import measured

ACTION = "rescore"
# So long a preview may take.
_A_WHILE = timedelta(minutes=5)
State = ClassChange.State
_Parameters = Mapping[str, Any]


def propose(*, run: ShadowRun, at: datetime) -> ClassChange:
    """Store what applying a run that is ready would change; earlier previews go.

    ``solution.competition.component.course`` is read.
    """
    put_aside(run=run, at=at)
    component = run.solution.competition.component
    parameters = {"component": component.slug, "run": run.pk, "seen": _seen(run)}
    return changing.propose(
        course=component.course,
        action=ACTION,
        parameters=parameters,
        edit=edit(parameters),
        reason=run.reason,
        actor=run.actor,
        at=at,
    )


def change_of(run: ShadowRun) -> ClassChange | None:
    """Return the change that shows what a run does, without the long parts; or None."""
    return (
        ClassChange.objects.filter(action=ACTION, parameters__run=run.pk)
        .exclude(state=State.DISCARDED)
        .defer("preview", "outcome")
        .first()
    )


def without_preview(*, at: datetime) -> list[ShadowRun]:
    """Return the runs that were measured a while before *at* and not previewed since."""
    waiting = runs.ready().filter(finished_at__lt=at - _A_WHILE)
    return [run for run in waiting if change_of(run) is None]


def announce(*, change: ClassChange, title: str, text: str) -> None:
    """Have the course page tell of it once it is applied; no *title*, no announcement."""
    change.parameters = {**change.parameters, "title": title, "text": text}
    change.save(update_fields=["parameters"])


def put_aside(*, run: ShadowRun, at: datetime) -> None:
    """Discard what was previewed of a run. Raises NotPossibleError if it is on its way."""
    open_ = ClassChange.objects.filter(action=ACTION, parameters__run=run.pk).exclude(
        state__in=(State.APPLIED, State.DISCARDED)
    )
    for change in open_:
        changing.discard(change=change, at=at)


def edit(parameters: _Parameters) -> Edit:
    """Return what applies a run, for :mod:`grading.changing`."""

    def apply(course: Course, at: datetime) -> Edited:
        run = ShadowRun.objects.select_related(
            "solution__competition__component__assignment"
        ).get(pk=parameters["run"], competition__component__course=course)
        run.solution.competition.component.course = course
        return _applied(run, parameters, at=at)

    return apply


def _applied(run: ShadowRun, parameters: _Parameters, *, at: datetime) -> Edited:
    competition = run.solution.competition
    ranking.lock([competition.pk])
    if _seen(run) != parameters["seen"]:
        raise OutOfDateError("Scores were changed since the preview. Preview it again.")
    old = solution_in_force(competition=competition)
    maximize = competition.is_maximized
    counts = reporting.counts(run=run, maximize=maximize)
    before = reporting.board(competition=competition)
    queued = applying.apply(run=run, at=at)
    after = reporting.board(competition=competition)
    course = competition.component.course
    warnings = _announced(course, run, parameters)
    settle_other_scoring(course, parameters["component"], at=at)
    return Edited(
        changes=_lines(old, run.solution),
        warnings=warnings,
        before=old and drafts.facts(old),
        after=drafts.facts(run.solution),
        report={
            "counts": counts,
            "queued": queued,
            "maximize": maximize,
            "has_split": has_split(competition=competition),
            "rows": reporting.compare(before=before, after=after),
        },
    )


def changed_scores(report: Mapping[str, Any]) -> int:
    """Return how many submissions a report finds with another score than before."""
    stay = ("same", "still")
    return sum(number for turn, number in report["counts"].items() if turn not in stay)


def _announced(course: Course, run: ShadowRun, parameters: _Parameters) -> list[str]:
    title = parameters.get("title")
    if not title:
        return []
    slug = parameters["component"]
    entry = {"title": title, "text": parameters["text"], "component": slug}
    made = edit_course(
        course=course, edits={"bulletin": {f"rescored-{run.pk}-{slug}"[:80]: entry}}
    )
    return list(made.warnings)


def _lines(old: Solution | None, new: Solution) -> list[str]:
    """Say what counts before and after, a line each."""
    was = {} if old is None else drafts.facts(old)
    return [
        f"{name.replace('_', ' ')}: {was.get(name, 'none')} → {value}"
        for name, value in drafts.facts(new).items()
        if was.get(name) != value
    ]


def _seen(run: ShadowRun) -> dict[str, Any]:
    """Return what a preview rests on: what is in force, and the scores it replaces."""
    in_force = solution_in_force(competition=run.solution.competition)
    scores = Score.objects.filter(submission__in=measured(run=run).values("submission"))
    found = scores.aggregate(number=Count("pk"), newest=Max("scored_at"))
    return {
        "in_force": in_force and in_force.pk,
        "scores": found["number"],
        "newest": found["newest"] and found["newest"].isoformat(),
        "measured": measured(run=run).count(),
    }


@transaction.atomic
def discard(*, run: ShadowRun, at: datetime) -> None:
    """Put a run, its draft and its preview aside for good.

    Raises NotPossibleError of either kind once it is on its way.
    """
    put_aside(run=run, at=at)
    runs.discard(run=run, at=at)


@transaction.atomic
def repeat(*, run: ShadowRun, at: datetime, send: runs.Send) -> None:
    """Measure what came meanwhile and preview anew; raises what :func:`discard` does."""
    put_aside(run=run, at=at)
    runs.repeat(run=run, at=at, send=send)
