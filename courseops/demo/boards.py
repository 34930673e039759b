"""What makes the demo's leaderboards more than a list: a baseline, a reveal, a day's start."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from courseops.models import Enrollment
from leaderboard import daybreak, moderation, revealing
from leaderboard.models import Competition, State

# By competition: whose entry it is, and what the board calls it.
BASELINES = {
    "hw1p2": ("tom", "Two layers, no tricks"),
    "hw2p2": ("mzhou", "A small ResNet"),
}
REVEALED = "hw1p2"
HIDDEN = ("warm-up", "zwang", "An account for trying out; takes no part.")


def moderate(
    by_slug: Mapping[str, Competition],
    places: Mapping[str, Enrollment],
    *,
    at: datetime,
) -> None:
    """Do what staff did with the boards up to *at*, and note the ranks of this morning."""
    for slug, (login, title) in BASELINES.items():
        entry = by_slug[slug].submissions.get(
            enrollment=places[login], state=State.SCORED
        )
        moderation.make_baseline(
            submission=entry,
            title=title,
            actor=places[login].user,
            at=entry.received_at + timedelta(hours=1),
        )
    slug, login, reason = HIDDEN
    moderation.hide(
        competition=by_slug[slug],
        enrollment=places[login],
        reason=reason,
        actor=places["irene"].user,
        at=at - timedelta(days=3),
    )
    _reveal(by_slug[REVEALED], places["irene"])
    daybreak.note_all(at=at)


def _reveal(competition: Competition, irene: Enrollment) -> None:
    """Show private scores the noon after the last deadline."""
    late = competition.component.late
    if late is None:
        raise ValueError(f"{competition} has no late deadline")
    revealing.reveal(
        competition=competition, actor=irene.user, at=late + timedelta(hours=12)
    )
