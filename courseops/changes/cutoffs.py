"""The cutoffs of a competition: as they are tried, drafted, posted and were posted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from courseops import audit
from courseops.models import Announcement, AuditEvent, Component, User
from grading.models import CutoffDraft
from grading.policy import cutoffs as policy
from grading.policy.columns import Floats

# The part of the class at or above each letter, where nothing is posted or drafted.
SHARES = {"A": 0.3, "B": 0.6, "C": 0.8, "D": 0.95, "F": 1.0}
_CUTOFF_VERBS = ("class.cutoffs", "course.load")


@dataclass(frozen=True, kw_only=True)
class Band:
    """How many scores lie at a letter's cutoff or above, below the next better one."""

    letter: str
    mark: float | None
    count: int
    share: float


@dataclass(frozen=True, kw_only=True)
class Posting:
    """A table that was put in force."""

    event: AuditEvent
    table: Sequence[tuple[str, float]]


def letters_of(component: Component) -> list[str]:
    """Return the letters that a table of this component may have, the best first."""
    worth = {**policy.DEFAULT_MARKS, **(component.marks or {})}
    return sorted(worth, key=lambda letter: -worth[letter])


def proposed(scores: Floats, *, maximize: bool) -> dict[str, float]:
    """Return a table that splits the class by SHARES; of equal scores, none.

    For a class that has no scores there is nothing to propose.
    """
    if not len(scores):
        return {}
    sign = 1 if maximize else -1
    good = sign * scores
    table = {
        letter: float(f"{sign * float(np.quantile(good, 1 - share)):.4g}")
        for letter, share in SHARES.items()
    }
    return {} if policy.problems(table, maximize=maximize) else table


def bands(
    scores: Floats,
    cutoffs: Mapping[str, float],
    *,
    component: Component,
    maximize: bool,
) -> list[Band]:
    """Return the scores of each letter, the best first, and what is below them all."""
    table = policy.table(cutoffs, maximize=maximize, letter_marks=component.marks)
    rungs = policy.rungs(scores, table)
    size = max(len(scores), 1)
    found = [
        (letter, mark, int((rungs == place).sum()))
        for place, (letter, mark) in enumerate(
            zip(table.letters, table.marks, strict=True)
        )
    ]
    below = ("below", None, int((rungs < 0).sum()))
    return [
        Band(letter=letter, mark=mark, count=count, share=count / size)
        for letter, mark, count in [*reversed(found), below]
        if mark is not None or count
    ]


@transaction.atomic
def save_draft(
    *,
    component: Component,
    cutoffs: Mapping[str, float],
    actor: User | None,
    at: datetime,
) -> CutoffDraft:
    """Keep a table that is not posted yet, in place of the last one."""
    old = CutoffDraft.objects.filter(component=component).first()
    draft, _ = CutoffDraft.objects.update_or_create(
        component=component,
        defaults={"cutoffs": dict(cutoffs), "actor": actor, "at": at},
    )
    audit.record(
        course=component.course,
        actor=actor,
        verb="cutoffs.draft",
        target=f"component:{component.slug}",
        before=old and old.cutoffs,
        after=draft.cutoffs,
        at=at,
    )
    return draft


def edits(
    component: Component, cutoffs: Mapping[str, float], *, title: str, text: str
) -> dict[str, Any]:
    """Return the posting as edits of the course file, with *title* as announcement."""
    made: dict[str, Any] = {
        "components": {component.slug: {"cutoffs": dict(cutoffs)}},
    }
    if title:
        said = text or ", ".join(f"{x} {score:.12g}" for x, score in cutoffs.items())
        made["bulletin"] = {
            _free_slug(component): {
                "title": title,
                "text": said,
                "component": component.slug,
            }
        }
    return made


def postings(component: Component) -> list[Posting]:
    """Return the tables that the record knows of, the newest first."""
    return list(_postings(component))


def _postings(component: Component) -> Iterator[Posting]:
    events = AuditEvent.objects.filter(
        course=component.course_id, verb__in=_CUTOFF_VERBS
    ).select_related("actor")
    for event in events:
        before = _recorded(event.before, component.slug)
        after = _recorded(event.after, component.slug)
        if after is not None and after != before:
            worst = sorted(after.items(), key=lambda pair: _rank(pair[0], component))
            yield Posting(event=event, table=worst)


def _rank(letter: str, component: Component) -> int:
    known = letters_of(component)
    return known.index(letter) if letter in known else len(known)


def _recorded(state: Any, slug: str) -> dict[str, float] | None:
    """Return the component's cutoffs in a recorded state: edits, or file sections."""
    if not isinstance(state, dict):
        return None
    for name, component in state.get("components", {}).items():
        if name == slug:
            return _table(component)
    for assignment in state.get("assignments", []):
        for component in assignment.get("components", []):
            if component.get("slug") == slug:
                return _table(component)
    return None


def _table(component: Mapping[str, Any]) -> dict[str, float] | None:
    return component.get("cutoffs")


def _free_slug(component: Component) -> str:
    taken = set(
        Announcement.objects.filter(course=component.course_id).values_list(
            "slug", flat=True
        )
    )
    names = (f"cutoffs-{n}-{component.slug}"[:80] for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
