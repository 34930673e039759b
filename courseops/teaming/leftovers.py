"""Those in no team are put together: at random, once students form teams no more.

Left are active students who are graded, whose track has the work, and who are in no
team. Who handed in alone by then stays alone, and so does whom staff put into no team.
Whoever comes later is put into a team at the next run, as if they had been there. A run
changes nothing where there is nothing to do; so whoever needs the teams runs it first,
and it does not matter how late the clock's task is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from courseops import deadlines, teams
from courseops.asking import is_asked
from courseops.models import (
    Basis,
    Component,
    Enrollment,
    Role,
    Status,
    Team,
    TeamMember,
)
from courseops.teaming import ground, grouping, names
from courseops.teaming.rules import rules_of
from courseops.teaming.work import Change


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """Who comes where: into teams there are, and into new ones with these names.

    ``left`` are those for whom the rule has no place, ``begun`` those who handed in
    alone. All by login.
    """

    joins: Sequence[tuple[Team, Sequence[Enrollment]]] = ()
    groups: Sequence[tuple[str, Sequence[Enrollment]]] = ()
    left: Sequence[Enrollment] = ()
    begun: Sequence[Enrollment] = ()

    @property
    def seated(self) -> Sequence[Enrollment]:
        """Who comes into a team."""
        both = (*self.joins, *self.groups)
        return [one for _, people in both for one in people]


def is_due(component: Component, *, at: datetime) -> bool:
    """Tell whether the rest is to be grouped by itself *at* that instant.

    After the date until which students form teams, and before the end of all work for
    which the teams are. None or two queries.
    """
    since = rules_of(component).grouped_from
    if since is None or at <= since or component.archived:
        return False
    ends = deadlines.ends(teams.sharing(component), course=component.course).values()
    return any(end is None or at <= end for end in ends)


def grouped(components: QuerySet[Component]) -> QuerySet[Component]:
    """Return those of *components* of which the course file says so."""
    rows = components.filter(archived=False, details__team__leftovers="random")
    return rows.select_related("course", "assignment__category")


def planned(change: Change) -> Grouping:
    """Return who would come where now. A fixed number of queries."""
    component = change.component
    by_login = {one.user.login: one for one in _alone(component)}
    if not by_login:
        return Grouping()
    begun = set(change.work.begun(by_login.values()))
    free = [login for login, one in by_login.items() if one.pk not in begun]
    sizes = _sizes(component)
    rules = rules_of(component)
    plan = grouping.group(
        free,
        {team.name: size for team, size in sizes.items()},
        least=rules.smallest,
        most=rules.largest,
        seed=f"{rules.seed}:{component.slug}",
    )
    called = names.of_groups(len(plan.groups), component=component)
    return Grouping(
        joins=[
            (team, _people(plan.joins[team.name], by_login))
            for team in sizes
            if team.name in plan.joins
        ],
        groups=[
            (name, _people(logins, by_login))
            for name, logins in zip(called, plan.groups, strict=True)
        ],
        left=_people(plan.left, by_login),
        begun=[one for _, one in sorted(by_login.items()) if one.pk in begun],
    )


def group(change: Change) -> Grouping:
    """Put those in no team together; returns who came where.

    Nothing is locked or written where nobody comes anywhere.
    """
    found = planned(change)
    return _group(change) if found.seated else found


@transaction.atomic
def _group(change: Change) -> Grouping:
    ground.lock(change)
    ground.hold(change, _students(change.component))
    # Anew: nobody hands in or changes teams any more.
    done = planned(change)
    if not done.seated:
        return done
    before = {team.name: ground.members(team) for team, _ in done.joins}
    made = [(ground.make(change, name), people) for name, people in done.groups]
    TeamMember.objects.bulk_create(
        TeamMember(team=team, enrollment=one, grouped_at=change.at)
        for team, people in (*done.joins, *made)
        for one in people
    )
    after = {name: ground.named(people) for name, people in done.groups}
    for team, people in done.joins:
        after[team.name] = ground.named([*before[team.name], *people])
    was = {name: ground.named(people) for name, people in before.items()}
    ground.record_all(change, "group", before=was, after=after)
    mates = [one for people in before.values() for one in people]
    change.work.settle([*mates, *done.seated], actor=change.actor, at=change.at)
    return done


def _students(component: Component) -> Sequence[Enrollment]:
    """Return the active students of the class who are graded."""
    rows = Enrollment.objects.filter(
        course=component.course_id, role=Role.STUDENT, status=Status.ACTIVE
    )
    return list(rows.exclude(basis=Basis.AUDIT).select_related("user", "track"))


def _alone(component: Component) -> Sequence[Enrollment]:
    """Return whom the grouping may put into a team of *component*."""
    sharing = teams.sharing(component)
    apart = set(component.working_alone.values_list("enrollment", flat=True))
    asked = {
        one.pk: one
        for one in _students(component)
        if one.pk not in apart and any(is_asked(work, one) for work in sharing)
    }
    found = teams.entrants(component=component, enrollments=list(asked))
    return [asked[one.first] for one in found if one.team is None]


def _sizes(component: Component) -> Mapping[Team, int]:
    """Return how many are in each team that students may form here, by name."""
    active = Count("places", Q(places__enrollment__status=Status.ACTIVE))
    rows = ground.formed(component).annotate(size=active).filter(size__gt=0)
    return {team: team.size for team in sorted(rows, key=lambda team: team.name)}


def _people(
    logins: Collection[str], by_login: Mapping[str, Enrollment]
) -> Sequence[Enrollment]:
    return [by_login[login] for login in sorted(logins)]
