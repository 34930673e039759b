"""Drafts that are tried in the shadow, by a worker in this process."""

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings

from courseops.changes import rescore
from courseops.changes.proposing import edit_of
from grading import changing
from grading.models import ClassChange
from leaderboard.models import Competition, RunState, ShadowRun
from leaderboard.shadow import runs
from leaderboard.shadow.running import work
from leaderboard.solutions import store_draft
from tests.leaderboard.handins import later

# When drafts are stored, tried and applied.
TRIED = later(hours=1)


def nobody(run_id: int) -> None:
    """Send a run to no worker."""


def begin(competition: Competition, content: str, *, at: datetime = TRIED) -> ShadowRun:
    """Begin to try *content* as the solution."""
    file = Path(settings.MEDIA_ROOT) / "given" / f"{uuid.uuid4().hex}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    draft, _ = store_draft(competition=competition, file=file, at=at)
    return runs.begin(solution=draft, reason="typo", actor=None, at=at, send=nobody)


def go_on(
    run: ShadowRun, *, pauses: bool = False, at: datetime = TRIED
) -> RunState | None:
    """Do what a worker does with a run, all of it or one part."""
    state = work(run_id=run.pk, now=lambda: at, pauses=lambda: pauses)
    run.refresh_from_db()
    return state


def tried(competition: Competition, content: str) -> ShadowRun:
    """Return a run over everything by *content*, measured and not applied."""
    run = begin(competition, content)
    assert go_on(run) == RunState.READY
    return run


def preview(run: ShadowRun) -> ClassChange:
    return rescore.propose(run=runs.ready().get(pk=run.pk), at=TRIED)


def apply(change: ClassChange, *, at: datetime = TRIED) -> ClassChange:
    """Apply what was previewed, as the worker does."""
    changing.apply(
        change_id=change.pk, edit_of=edit_of, progress=lambda done: None, at=at
    )
    change.refresh_from_db()
    return change
