"""Hand-ins on paper, of which a project's teams are made."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from courseops.models import (
    Component,
    Enrollment,
    Team,
    TeamMember,
)
from courseops.teaming.refusals import TeamRefusedError
from courseops.teams import shares_teams

AT = datetime(2020, 9, 20, 12, tzinfo=UTC)


@dataclass
class Papers:
    """Hand-ins on paper: whose are there, who may not write together, who was settled."""

    written: set[Enrollment] = field(default_factory=set)
    too_many: bool = False
    settled: list[str] = field(default_factory=list)

    def lock(self) -> None:
        pass

    def begun(self, people: Collection[Enrollment]) -> set[int]:
        return {one.pk for one in self.written.intersection(people)}

    def check_together(self, people: Collection[Enrollment], *, at: datetime) -> None:
        if self.too_many:
            raise TeamRefusedError("Together you have written too much.")

    def settle(
        self, people: Collection[Enrollment], *, actor: object, at: datetime
    ) -> Sequence[str]:
        self.settled = sorted(one.user.login for one in people)
        return ["The papers are sorted."]


def make_team(name: str, *people: Enrollment, component: Component | None) -> Team:
    team = Team.objects.create(
        course=people[0].course,
        component=component,
        name=name,
        is_shared=component is not None and shares_teams(component),
    )
    for one in people:
        TeamMember.objects.create(team=team, enrollment=one)
    return team


def teams() -> dict[str, list[str]]:
    """Who is in which team, by its name."""
    rows = TeamMember.objects.order_by("enrollment__user__login")
    found: dict[str, list[str]] = {}
    for name, login in rows.values_list("team__name", "enrollment__user__login"):
        found.setdefault(name, []).append(login)
    return found
