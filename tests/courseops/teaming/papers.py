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

AT = datetime(2020, 9, 20, 12, tzinfo=UTC)


@dataclass
class Papers:
    """Hand-ins on paper: whose are there, who may not write together, who was settled."""

    begun: set[Enrollment] = field(default_factory=set)
    too_many: bool = False
    settled: list[str] = field(default_factory=list)

    def lock(self) -> None:
        pass

    def has_begun(self, people: Collection[Enrollment]) -> bool:
        return not self.begun.isdisjoint(people)

    def check_together(self, people: Collection[Enrollment], *, at: datetime) -> None:
        if self.too_many:
            raise TeamRefusedError("Together you have written too much.")

    def settle(
        self, people: Collection[Enrollment], *, actor: object, at: datetime
    ) -> Sequence[str]:
        self.settled = sorted(one.user.login for one in people)
        return ["The papers are sorted."]


def make_team(name: str, *people: Enrollment, component: Component | None) -> Team:
    team = Team.objects.create(course=people[0].course, component=component, name=name)
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
