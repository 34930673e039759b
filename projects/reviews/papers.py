"""The papers that peers review: what counts of the component under review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courseops import teams
from courseops.models import Component, Enrollment, Kind, Status
from projects.counting import all_versions, counting_version
from projects.models import HandIn


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A version that counts, with everybody whose it is, by login.

    ``author`` is whom rows name for all of them: the first who is in the course still.
    """

    members: Sequence[Enrollment]
    handin: HandIn

    @property
    def author(self) -> Enrollment:
        return next(one for one in self.members if is_here(one))


def is_here(enrollment: Enrollment) -> bool:
    """Tell whether this is a student of the course, still."""
    return enrollment.is_student and enrollment.status == Status.ACTIVE


def reviewed(component: Component) -> Component:
    """Return what is reviewed in *component*, whose course is read. One query."""
    found = Component.objects.select_related("assignment__category").get(
        course=component.course, slug=component.details["of"]
    )
    found.course = component.course
    return found


def is_reviewed(component: Component) -> bool:
    """Tell whether students review what is handed in for *component*. One query."""
    reviews = Component.objects.filter(
        course=component.course, kind=Kind.PEER_REVIEW, archived=False
    )
    return reviews.filter(details__of=component.slug).exists()


def papers(of: Component) -> list[Paper]:
    """Return the papers of a component that is reviewed, by their authors' logins.

    A fixed number of queries.
    """
    counting = {
        members: version.handin
        for members, found in all_versions(of, of.course).items()
        if (version := counting_version(found)) and version.counts
    }
    people = {
        one.pk: one for one in teams.people({one for keys in counting for one in keys})
    }
    found = [
        Paper(members=[people[one] for one in keys], handin=handin)
        for keys, handin in counting.items()
    ]
    here = [one for one in found if any(map(is_here, one.members))]
    return sorted(here, key=lambda one: one.author.user.login)


def by_member(found: Sequence[Paper]) -> Mapping[int, int]:
    """Return which of the papers is whose: its place, by the keys of all members."""
    return {one.pk: at for at, paper in enumerate(found) for one in paper.members}
