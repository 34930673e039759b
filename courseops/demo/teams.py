"""The teams that students of the demo have formed for homework 3."""

from collections.abc import Mapping
from datetime import datetime

from courseops.models import Enrollment
from courseops.teaming import forming, inviting, merging
from courseops.teaming.work import Change
from leaderboard.models import Competition
from leaderboard.teaming import Entries

SLUG = "hw3p2"
# By name, whoever made the team first; one more would fit into Alice's.
TEAMS = {
    "Night owls": ("alice", "niyer"),
    "Return to sender": ("lkahale", "gmarchetti", "jwashington"),
    "Second class mail": ("dvolkov", "qlefevre"),
    "Stamp of approval": ("kasante",),
}
# Who asks whom to become one team.
ASKS = ("kasante", "Night owls")


def form_teams(
    competition: Competition, places: Mapping[str, Enrollment], *, at: datetime
) -> int:
    """Have the students form teams at the instant *at*; return how many there are."""
    made = {}
    for name, (first, *others) in TEAMS.items():
        leads = _change(competition, places[first], at)
        done = forming.create(change=leads, student=places[first], name=name)
        made[name] = done.team
        invite = inviting.invite(change=leads, student=places[first])
        for other in others:
            joins = _change(competition, places[other], at)
            forming.join(change=joins, student=places[other], token=invite.token)
    login, into = ASKS
    asks = _change(competition, places[login], at)
    merging.ask(change=asks, student=places[login], into=made[into].pk)
    return len(made)


def _change(competition: Competition, who: Enrollment, at: datetime) -> Change:
    return Change(
        component=competition.component,
        work=Entries(competition=competition),
        actor=who.user,
        at=at,
    )
