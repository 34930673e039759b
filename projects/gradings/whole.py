"""All there is to grade in a component."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from courseops import teams
from courseops.asking import is_asked
from courseops.models import Component, Course, Enrollment, Role, Status, Team
from courseops.teams import Entrant, Keys
from projects.accepting import takes_files
from projects.counting import all_versions, counting_version
from projects.gradings.works import Work
from projects.models import Grading, GradingDuty
from projects.rubric import rubric_of


def works(component: Component, course: Course) -> list[Work]:
    """Return what there is to grade in *component*, by the names of teams and students.

    Of active students, and of others who have handed something in or were graded. A
    fixed number of queries.
    """
    people = _students(component, course)
    entrants = teams.entrants(component=component, enrollments=people.keys())
    names = _names(entrants)
    has_files = takes_files(component.kind, component.details)
    versions = all_versions(component, course) if has_files else {}
    given, asked = _gradings(component), _duties(component)
    rubric = rubric_of(component.kind, component.details)
    found = []
    for one in entrants:
        of_one = versions.get(one.members, [])
        work = Work(
            entrant=one,
            members=[people[key] for key in one.members if key in people],
            team=names.get(one.team, "") if one.team else "",
            rubric=rubric,
            takes_files=has_files,
            versions=of_one,
            version=counting_version(of_one),
            graders=_once(x for key in one.members for x in asked.get(key, ())),
            everything=[x for key in one.members for x in given.get(key, ())],
        )
        is_active = any(x.status == Status.ACTIVE for x in work.members)
        if is_active or work.versions or work.everything:
            found.append(work)
    return sorted(found, key=lambda x: (x.title.casefold(), x.first.user.login))


def graders_of(component: Component, members: Keys) -> list[Enrollment]:
    """Return who grades the work of *members*, who hand in as one. One query."""
    asked = _duties(component)
    return _once(one for key in members for one in asked.get(key, ()))


def _students(component: Component, course: Course) -> dict[int, Enrollment]:
    rows = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    rows = rows.select_related("user", "track")
    return {one.pk: one for one in rows if is_asked(component, one)}


def _names(entrants: Sequence[Entrant]) -> dict[int, str]:
    keys = [one.team for one in entrants if one.team is not None]
    return dict(Team.objects.filter(pk__in=keys).values_list("pk", "name"))


def _gradings(component: Component) -> Mapping[int, list[Grading]]:
    found = defaultdict(list)
    for one in Grading.objects.filter(component=component).select_related("grader"):
        found[one.enrollment_id].append(one)
    return found


def _duties(component: Component) -> Mapping[int, list[Enrollment]]:
    """Return who grades what of whom, by the key of the latter."""
    found = defaultdict(list)
    rows = GradingDuty.objects.filter(component=component)
    for one in rows.select_related("grader__user").order_by("grader__user__login"):
        found[one.enrollment_id].append(one.grader)
    return found


def _once(graders: Iterable[Enrollment]) -> list[Enrollment]:
    """Return each grader once: of a new team, several members had some."""
    return list({one.pk: one for one in graders}.values())
