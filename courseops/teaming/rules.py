"""How large teams of a component may be, and until when students form them."""

from dataclasses import dataclass
from datetime import datetime

from courseops import written_times
from courseops.instants import in_words
from courseops.models import Component
from courseops.teaming.refusals import TeamRefusedError
from courseops.teams import largest


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the course file says of a component's teams (``team``).

    ``closes`` is the last instant at which students change teams: ``form_by``, else the
    last deadline of the class; None is no end. ``grouped_from``: those in no team are
    put together after that instant (``leftovers: random``); None: they stay alone.
    """

    smallest: int
    largest: int
    closes: datetime | None
    grouped_from: datetime | None
    seed: int

    def is_over(self, at: datetime) -> bool:
        """Tell whether teams stand as they are *at* that instant."""
        return self.closes is not None and at > self.closes


def rules_of(component: Component) -> Rules:
    """Return the rules of *component*; its course is read."""
    given = component.details.get("team") or {}
    form_by = None
    if "form_by" in given:
        form_by = written_times.instant(
            given["form_by"], deadline=True, zone=component.course.zone
        )
    return Rules(
        smallest=int(given.get("min", 1)),
        largest=largest(component),
        closes=form_by or component.late or component.on_time,
        grouped_from=form_by if given.get("leftovers") == "random" else None,
        seed=int(given.get("seed", 0)),
    )


def check_open(component: Component, *, at: datetime) -> None:
    """Raise TeamRefusedError unless students may change teams *at* that instant."""
    rules, title = rules_of(component), component.display_title
    if rules.largest == 1:
        raise TeamRefusedError(f"Everybody hands in alone for {title}.")
    if component.archived:
        raise TeamRefusedError(f"{title} is closed for good.")
    if rules.closes is not None and at > rules.closes:
        then = in_words(rules.closes, zone=component.course.zone)
        raise TeamRefusedError(
            f"Teams could be changed until {then}. Ask the staff if yours is wrong."
        )


def check_size(component: Component, size: int) -> None:
    """Raise TeamRefusedError for more members than a team may have."""
    most = largest(component)
    if size > most:
        raise TeamRefusedError(
            f"That would be a team of {size}; a team has at most {most} members here."
        )
