"""Brings a course's teams in line with a file, all or nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.datafile import DataFileError, Record, line_of, records
from courseops.models import (
    Component,
    Course,
    Enrollment,
    Role,
    Team,
    TeamMember,
    User,
)
from courseops.teams import largest

LONGEST_NAME = 80
# A component's slug, or nothing for the teams of the whole course.
Scope = str
_Teams = dict[tuple[Scope, str], list[str]]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a file did: numbers of teams and of places; ``odd`` are worth a look."""

    teams: int
    places: int
    odd: list[str]


def import_teams(
    *, course: Course, data: bytes, actor: User | None, at: datetime
) -> Outcome:
    """Put each login of the file into the team that it names, and into no other there.

    CSV ``team,login,component``; without a component the team is one of the whole
    course. Whom the file does not name in a component keeps their team in it; a team
    that nobody is left in goes. Raises DataFileError with every problem; nothing is
    written then.
    """
    rows, problems = records(data, required=("team", "login"), optional=("component",))
    reader = _Reader(course)
    for row in rows:
        problems += reader.take(row)
    if problems:
        raise DataFileError(sorted(problems, key=line_of))
    with transaction.atomic():
        _write(course, reader)
        audit.record(
            course=course,
            actor=actor,
            verb="team.import",
            target=course.slug,
            after=_summary(reader.teams),
            at=at,
        )
    return Outcome(
        teams=len(reader.teams),
        places=sum(len(logins) for logins in reader.teams.values()),
        odd=_odd(reader),
    )


@dataclass
class _Reader:
    """Judges line after line against the course."""

    course: Course
    teams: _Teams = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        people = Enrollment.objects.filter(course=self.course).select_related("user")
        self.people = {one.user.login: one for one in people}
        found = Component.objects.filter(course=self.course, archived=False)
        self.components = {one.slug: one for one in found}
        self._line: dict[tuple[Scope, str], int] = {}

    def take(self, row: Record) -> list[str]:
        """Note the place that *row* tells of, or return why it cannot be."""
        problems = self._team_problems(row) + self._person_problems(row)
        scope, login = row["component"], row["login"]
        if scope and scope not in self.components:
            known = ", ".join(self.components) or "none"
            text = f"{scope!r} is no component of the course ({known})"
            problems.append(row.problem("component", text))
        first = self._line.setdefault((scope, login), row.line)
        if login and first != row.line:
            where = f"for {scope}" if scope else "for all components"
            text = f"{login!r} has a team {where} in line {first} already"
            problems.append(row.problem("login", text))
        if not problems:
            self.teams[scope, row["team"]].append(login)
        return problems

    def _team_problems(self, row: Record) -> list[str]:
        if not row["team"]:
            return [row.problem("team", "the name of a team is missing")]
        if len(row["team"]) > LONGEST_NAME:
            text = f"the name is longer than {LONGEST_NAME} characters"
            return [row.problem("team", text)]
        return []

    def _person_problems(self, row: Record) -> list[str]:
        if not row["login"]:
            return [row.problem("login", "the login of a student is missing")]
        person = self.people.get(row["login"])
        if person is None:
            text = f"there is no student {row['login']!r} in {self.course.slug}"
            return [row.problem("login", text)]
        if person.role != Role.STUDENT:
            text = f"{row['login']!r} is {person.get_role_display()}, and no student"
            return [row.problem("login", text)]
        return []


def _write(course: Course, reader: _Reader) -> None:
    by_scope: dict[Scope, list[int]] = defaultdict(list)
    for (scope, _), logins in reader.teams.items():
        by_scope[scope] += [reader.people[login].pk for login in logins]
    for scope, people in by_scope.items():
        component = reader.components[scope] if scope else None
        here = TeamMember.objects.filter(team__course=course, team__component=component)
        here.filter(enrollment__in=people).delete()
    known = {
        (team.component.slug if team.component else "", team.name): team
        for team in Team.objects.filter(course=course).select_related("component")
    }
    places = []
    for (scope, name), logins in reader.teams.items():
        team = known.get((scope, name)) or Team.objects.create(
            course=course,
            component=reader.components[scope] if scope else None,
            name=name,
        )
        places += [
            TeamMember(team=team, enrollment=reader.people[login]) for login in logins
        ]
    TeamMember.objects.bulk_create(places)
    Team.objects.filter(course=course, places=None).delete()


def _odd(reader: _Reader) -> list[str]:
    """Return a sentence for each team that is larger than the course file lets it be."""
    told = []
    for (scope, name), logins in reader.teams.items():
        most = largest(reader.components[scope]) if scope else None
        if most is not None and len(logins) > most:
            told.append(
                f"Team {name} has {len(logins)} members in the file; {scope} is for"
                f" teams of at most {most}."
            )
    return told


def _summary(teams: _Teams) -> dict[str, dict[str, list[str]]]:
    told: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for (scope, name), logins in teams.items():
        told[scope or "all"][name] = sorted(logins)
    return told
