"""Reads the versions of how a competition is scored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from leaderboard.csvfile import Layout
from leaderboard.layouts import layout_of
from leaderboard.models import Competition, RunState, Score, ShadowRun, Solution
from leaderboard.selectors.competitions import solution_in_force

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version with the run that tried it last; ``state`` says in a word how it stands."""

    solution: Solution
    run: ShadowRun | None
    state: str

    @property
    def metric(self) -> str:
        """The metric with its options."""
        options = self.solution.metric_options
        told = f" ({_text(options)})" if options else ""
        return f"{self.solution.metric}{told}"

    @property
    def tone(self) -> str:
        """The tone of the pill that shows the state."""
        return {"in force": "ok", "draft": "info", "refused": "danger"}.get(
            self.state, "neutral"
        )


@dataclass(frozen=True, kw_only=True)
class Drift:
    """What the course file declares and what scores are by, where the two differ."""

    what: str
    declared: str
    in_force: str


def versions(*, competition: Competition) -> Sequence[Version]:
    """Return the newest versions, each with its newest run. Three queries."""
    in_force = solution_in_force(competition=competition)
    runs = ShadowRun.objects.select_related("actor")
    rows = competition.solutions.select_related("metric_file").prefetch_related(
        Prefetch("shadow_runs", runs)
    )
    found = []
    for row in rows[:SHOWN]:
        run = next(iter(row.shadow_runs.all()), None)
        found.append(Version(solution=row, run=run, state=_state(row, run, in_force)))
    return found


def _state(solution: Solution, run: ShadowRun | None, in_force: Solution | None) -> str:
    if solution == in_force:
        return "in force"
    if solution.applied_at is not None:
        return "replaced"
    if not solution.discarded:
        return "draft"
    return "refused" if run and run.state == RunState.FAILED else "discarded"


def drifts(*, competition: Competition, in_force: Solution) -> Sequence[Drift]:
    """Return where the course file declares another way of scoring than counts now."""
    used = layout_of(solution=in_force, competition=competition)
    pairs: list[tuple[str, Any, Any]] = [
        ("Metric", competition.metric, in_force.metric),
        ("Options", competition.metric_options, in_force.metric_options),
        ("Columns", _columns(competition.layout), _columns(used)),
    ]
    return [
        Drift(what=what, declared=_text(declared), in_force=_text(used))
        for what, declared, used in pairs
        if declared != used
    ]


def scores_by_older_scorer(*, competition: Competition, version: str) -> int:
    """Return how many scores another version of the scorer than *version* computed."""
    return (
        Score.objects.filter(submission__competition=competition)
        .exclude(solution=None)
        .exclude(scorer_version=version)
        .count()
    )


def _columns(layout: Layout) -> list[str]:
    weight = layout.weight_column
    return [*layout.submitted_columns, *([weight] if weight else [])]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items()) or "none"
    return ", ".join(value) if isinstance(value, list) else str(value)
