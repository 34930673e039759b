"""What the navigation of a course offers to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from courseops.asking import is_asked
from courseops.models import Component, Course, Kind
from courseops.permissions import Access, Permission


@dataclass(frozen=True, kw_only=True)
class Link:
    """One entry; ``current`` is ``page``, ``true`` (a page below it) or empty.

    ``below`` is an address elsewhere whose pages belong to this entry too.
    """

    url: str
    label: str
    icon: str
    below: str = ""
    current: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Entries under a common title; the first group has none."""

    title: str
    links: Sequence[Link]


# Kinds whose components have pages of their own.
_PAGES = {
    Kind.COMPETITION: "leaderboard:competition",
    Kind.QUIZ: "quizzes:quiz",
    Kind.PEER_REVIEW: "projects:reviews",
}
# Kinds that people judge, whose page is that of a work.
_WORK = {Kind.FILES, Kind.RUBRIC}


def component_url(*, course: Course, component: Component) -> str:
    """Return the address of a component's page: some kinds have their own."""
    name = _PAGES.get(Kind(component.kind), "component")
    if component.kind in _WORK:
        name = "projects:work"
    return reverse(name, args=[course.slug, component.slug])


def has_work_page(component: Component) -> bool:
    """Tell whether *component* is work that people judge, with a page for handing in.

    Points are, where files are handed in for them, or students earn them together.
    """
    if component.kind == Kind.POINTS:
        return "files" in component.details or "team" in component.details
    return component.kind in _WORK


def groups_for(*, access: Access, path: str, at: datetime) -> list[Group]:
    """Return the navigation as *access* may use it, the link to *path* marked.

    Students see competitions from their release on, quizzes, hand-ins and participation
    where the course has some; staff see all. One query.
    """
    slug = access.course.slug
    home = Link(url=reverse("course", args=[slug]), label="Home", icon="home")
    work = _work(access)
    links = [home, *_grades(access), *_quizzes(access, work), *_hand_ins(access, work)]
    groups = [Group(title="", links=[*links, *_participation(access, work)])]
    if staff := _staff(access):
        groups.append(Group(title="Staff", links=staff))
    if competitions := _competitions(access, work, at):
        groups.append(Group(title="Competitions", links=competitions))
    return _mark_current(groups, home=home.url, path=path)


def _grades(access: Access) -> list[Link]:
    if access.allows(Permission.VIEW_OWN_GRADES):
        label, below = "My grades", "grading:regrades"
    elif access.allows(Permission.VIEW_ALL_GRADES):
        label, below = "Grades", "scores"
    else:
        return []
    url = reverse("grading:grades", args=[access.course.slug])
    root = reverse(below, args=[access.course.slug])
    return [Link(url=url, label=label, icon="grades", below=root)]


def _staff(access: Access) -> list[Link]:
    slug = access.course.slug
    links = []
    if access.allows(Permission.VIEW_ALL_SUBMISSIONS):
        url = reverse("leaderboard:monitor", args=[slug])
        links.append(Link(url=url, label="Submissions", icon="inbox"))
    if access.allows(Permission.VIEW_ROSTER):
        url = reverse("roster", args=[slug])
        links.append(Link(url=url, label="Roster", icon="users"))
    if access.allows(Permission.VIEW_ALL_GRADES):
        url = reverse("grading:exports", args=[slug])
        links.append(Link(url=url, label="Exports", icon="download"))
        url = reverse("grading:curve_studio", args=[slug])
        links.append(Link(url=url, label="Curve", icon="scale"))
    if access.allows(Permission.GRANT_EXTENSIONS):
        url = reverse("extensions", args=[slug])
        links.append(Link(url=url, label="Extensions", icon="calendar"))
    if access.allows(Permission.DECIDE_REGRADES):
        url = reverse("grading:regrades", args=[slug])
        links.append(Link(url=url, label="Regrades", icon="flag"))
    if access.allows(Permission.VIEW_ALL_GRADES):
        url = reverse("changes:changes", args=[slug])
        links.append(Link(url=url, label="Changes", icon="list"))
    return links


def _work(access: Access) -> list[Component]:
    """Return what has pages of its own, in the order of the course."""
    found = Component.objects.filter(
        Q(kind__in=[*_PAGES, *_WORK, Kind.ATTENDANCE])
        | Q(details__has_any_keys=["on_call", "team", "files"]),
        course=access.course,
        archived=False,
        assignment__archived=False,
        assignment__category__archived=False,
    )
    found = found.select_related("assignment__category")
    return list(found.order_by("assignment__position", "position"))


def _quizzes(access: Access, work: Sequence[Component]) -> list[Link]:
    if not access.is_staff and all(one.kind != Kind.QUIZ for one in work):
        return []
    url = reverse("quizzes:list", args=[access.course.slug])
    return [Link(url=url, label="Quizzes", icon="quiz")]


def _hand_ins(access: Access, work: Sequence[Component]) -> list[Link]:
    asked = (one for one in work if is_asked(one, access.enrollment))
    if not any(has_work_page(one) or one.kind == Kind.PEER_REVIEW for one in asked):
        return []
    slug = access.course.slug
    url = reverse("projects:overview", args=[slug])
    reviews = f"{reverse('course', args=[slug])}reviews/"
    return [Link(url=url, label="Hand-ins", icon="upload", below=reviews)]


def _participation(access: Access, work: Sequence[Component]) -> list[Link]:
    slug = access.course.slug
    own = [one for one in work if is_asked(one, access.enrollment)]
    links = []
    if any(one.kind == Kind.ATTENDANCE for one in own):
        url = reverse("participation:attendance", args=[slug])
        links.append(Link(url=url, label="Attendance", icon="check"))
    if any(one.details.get("on_call") is not None for one in own):
        url = reverse("participation:on_call", args=[slug])
        links.append(Link(url=url, label="On-call lectures", icon="megaphone"))
    if access.course.study_groups is not None:
        url = reverse("participation:study_groups", args=[slug])
        links.append(Link(url=url, label="Study groups", icon="peers"))
    return links


def _competitions(
    access: Access, work: Sequence[Component], at: datetime
) -> list[Link]:
    return [
        Link(
            url=component_url(course=access.course, component=one),
            label=one.display_title,
            icon="trophy",
            below=reverse("component", args=[access.course.slug, one.slug]),
        )
        for one in work
        if one.kind == Kind.COMPETITION and _is_seen(one, access, at)
    ]


def _is_seen(component: Component, access: Access, at: datetime) -> bool:
    """Tell whether the navigation has a component already: from its release on."""
    is_released = component.released is None or component.released <= at
    return access.is_staff or is_released


def _mark_current(groups: list[Group], *, home: str, path: str) -> list[Group]:
    """Mark the link that is *path*, else the longest one that *path* lies below."""
    links = [link for group in groups for link in group.links]
    roots = {link.url: link for link in links if link.url != home}
    roots |= {link.below: link for link in links if link.below}
    below = [root for root in roots if path.startswith(root)]
    urls = [link.url for link in links]
    current = path if path in urls else ""
    if not current and below:
        current = roots[max(below, key=len)].url
    word = "page" if current == path else "true"

    def marked(link: Link) -> Link:
        return replace(link, current=word) if link.url == current else link

    return [Group(title=g.title, links=[marked(x) for x in g.links]) for g in groups]
