"""Which submission a hand-in of code belongs to, and which one counts now.

What counts is told as the competition's page tells it, by public scores; the mark itself
is grading's. A hand-in keeps the submission it named: when another is chosen, or a
better one comes, nothing moves by itself.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from courseops.deadlines import last
from courseops.models import Component, Enrollment
from courseops.uploads.refusals import RefusalError
from leaderboard import choosing
from leaderboard.models import CodeHandIn, Competition, Submission
from leaderboard.selectors.submissions import with_scores
from leaderboard.standings import Scored, best_of

LATEST = "latest"


class Tie(StrEnum):
    """How an entrant's newest code is to what counts now."""

    SELECTED = "selected"
    OTHER = "other"
    UNNAMED = "unnamed"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Tying:
    """What code may be tied to, newest first, and which of it counts, best first.

    ``handin`` is the newest code, None where there is none.
    """

    offered: Sequence[Submission]
    selected: Sequence[int]
    handin: CodeHandIn | None

    @property
    def preset(self) -> int | None:
        """The submission that code is for where its maker names none."""
        return next(iter(self.selected), None)

    @property
    def tie(self) -> Tie:
        return tie_of(self.handin, self.selected)

    @property
    def is_astray(self) -> bool:
        """Whether the newest code belongs to what does not count now."""
        return self.tie == Tie.OTHER and bool(self.selected)


def tie_of(handin: CodeHandIn | None, selected: Collection[int]) -> Tie:
    """Return how *handin*, an entrant's newest code, is to the *selected* submissions."""
    if handin is None:
        return Tie.NONE
    if handin.submission_id is None:
        return Tie.UNNAMED
    return Tie.SELECTED if handin.submission_id in selected else Tie.OTHER


def tying(
    *,
    competition: Competition,
    enrollment: Enrollment,
    component: Component,
    handin: CodeHandIn | None = None,
) -> Tying:
    """Return what *enrollment* may tie code to; *component* has their own deadlines."""
    rows = list(choosing.choosable(competition=competition, enrollment=enrollment))
    return Tying(
        offered=rows,
        selected=selected(
            as_scored(rows), competition=competition, until=last(component)
        ),
        handin=handin,
    )


def as_scored(rows: Iterable[Submission]) -> list[Scored]:
    """Return submissions with a public score as the rule of a standing takes them."""
    return [
        Scored(
            submission_id=row.pk,
            public=score,
            private=score,
            received_at=row.received_at,
            is_chosen=row.is_final_choice,
        )
        for row, score in with_scores(rows)
    ]


def selected(
    scored: Iterable[Scored], *, competition: Competition, until: datetime | None
) -> list[int]:
    """Return which of one entrant's submissions count, best first, by primary key.

    Nothing counts that came after *until*. Several where several are chosen.
    """
    component = competition.component
    found = list(scored)
    chosen = [one for one in found if one.is_chosen]
    if not choosing.is_marked(component):
        chosen = []
    in_time = [
        one for one in chosen or found if until is None or one.received_at <= until
    ]
    if component.selection == LATEST:
        in_time.sort(key=lambda one: (one.received_at, one.submission_id))
        in_time = in_time[-1:]
    best = best_of(in_time, maximize=competition.is_maximized)
    if best is None:
        return []
    others = [one.submission_id for one in chosen if one in in_time and one != best]
    return [best.submission_id, *others]


def named(text: str | None, *, among: Tying) -> Submission | None:
    """Return the submission that a form or a command names.

    None given: the one that counts. Empty: none. Raises RefusalError for what is none
    of those offered.
    """
    if text is None:
        text = str(among.preset or "")
    if not text.strip():
        return None
    found = next((row for row in among.offered if str(row.pk) == text.strip()), None)
    if found is None:
        raise RefusalError(
            "unreadable",
            f"“{text[:40]}” is no scored submission of yours in this competition.",
        )
    return found
