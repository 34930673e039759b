"""What hand-ins that people judge say about the teams that share them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from courseops import teams
from courseops.models import Component, Enrollment, User
from courseops.teaming import leftovers
from courseops.teaming.rules import rules_of
from courseops.teaming.work import Change
from projects.models import HandIn


@dataclass(frozen=True, kw_only=True)
class HandIns:
    """The hand-ins of components that share teams (courseops.teaming.work.Work)."""

    components: Sequence[Component]

    def lock(self) -> None:
        """Let nothing of it be handed in until this transaction ends."""
        rows = Component.objects.select_for_update(no_key=True)
        keys = [one.pk for one in self.components]
        list(rows.filter(pk__in=keys).order_by("pk").values_list("pk"))

    def begun(self, people: Collection[Enrollment]) -> set[int]:
        """Return the keys of those of *people* who handed in any of it."""
        made = HandIn.objects.filter(
            component__in=self.components, enrollment__in=people
        )
        return set(made.order_by().values_list("enrollment", flat=True).distinct())

    def check_together(self, people: Collection[Enrollment], *, at: datetime) -> None:
        """Whatever *people* handed in may be one team's: the latest version counts."""

    def settle(
        self, people: Collection[Enrollment], *, actor: User | None, at: datetime
    ) -> Sequence[str]:
        """Nothing follows that is stored."""
        return []


def work_of(home: Component) -> HandIns:
    """Return the hand-ins of all components whose teams are formed at *home*."""
    return HandIns(components=teams.sharing(home))


def settle_if_due(
    component: Component, *, at: datetime, student: Enrollment | None = None
) -> None:
    """Group those in no team where the time for it has come.

    Of all components that share teams with *component*, whose course is read. Whoever
    asks for the team of a *student* calls it first, so that a task of the clock that is
    late changes nothing; for one who has a team there is nothing to do.
    """
    if rules_of(component).grouped_from is None:
        return
    if student is not None:
        found = teams.entrant(component=component, enrollment=student)
        if found.team is not None:
            return
    if leftovers.is_due(component, at=at):
        home = teams.home(component)
        home.course = component.course
        leftovers.group(Change(component=home, work=work_of(home), actor=None, at=at))
