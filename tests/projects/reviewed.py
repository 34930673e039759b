"""A class that reviews each other's reports: six students, five papers, three each."""

from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from courseops.models import Component, Course, Enrollment
from projects.models import Review
from projects.reviews.assigning import drawn
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.projects.handed_in import hand_in, team, work

DUE = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
OPENS = datetime(2020, 9, 29, 4, tzinfo=UTC)
# While reviews are written.
DURING = datetime(2020, 10, 2, 16, tzinfo=UTC)
ENDS = datetime(2020, 10, 6, 3, 59, 59, tzinfo=UTC)
AFTER = datetime(2020, 10, 7, 12, tzinfo=UTC)
CRITERIA = [
    {"slug": "clear", "title": "Clear", "points": 5, "hints": ["Can it be read?"]},
    {"slug": "new", "title": "New", "points": 5},
]
LOGINS = ("anna", "carl", "dean", "emil", "fern", "gwen")


def reviewing(course: Course, **fields: object) -> Component:
    """Make a component in which the reports of ``report`` are reviewed."""
    given = {
        "course": course,
        "slug": "paper-review",
        "title": "Paper review",
        "kind": "peer_review",
        "released": OPENS,
        "on_time": ENDS,
        "cutoffs": None,
        "late_policy": {"kind": "refuse"},
        "details": {
            "of": "report",
            "reviews": 3,
            "criteria": CRITERIA,
            "mark": "received",
        },
    }
    return ComponentFactory(**given | fields)


def report(course: Course) -> Component:
    return work(course, kind="files", on_time=DUE)


def classmates(course: Course) -> dict[str, Enrollment]:
    return {
        login: EnrollmentFactory(
            course=course,
            user__login=login,
            user__name=f"{login.title()} Of{login}",
            user__email=f"{login}@example.edu",
        )
        for login in LOGINS
    }


def papers_of(of: Component, people: dict[str, Enrollment]) -> None:
    """Hand in a report for everybody; anna and carl are a team, The Owls."""
    team(of, "The Owls", people["anna"], people["carl"])
    for login, one in people.items():
        if login != "carl":
            hand_in(of, one, name=f"{login}-report.pdf")


def draw(component: Component, *, seed: int = 1) -> None:
    drawn(component, seed=seed, everybody=False, actor=None, at=OPENS)


def write(review: Review, clear: float, new: float, **more: object) -> Review:
    """Store a review that is handed in."""
    review.by_criterion = {"clear": clear, "new": new}
    review.points = clear + new
    review.comments = {"clear": f"said by {review.pk}"}
    review.changed_at = review.received_at = DURING
    for name, value in more.items():
        setattr(review, name, value)
    review.save()
    return review


def write_all(component: Component, points: float = 4.0) -> None:
    """Store every review as handed in, with *points* for each criterion."""
    for row in Review.objects.filter(component=component):
        write(row, points, points)


def url_of(component: Component, name: str = "reviews", *more: object) -> str:
    """Return the address of a page of reviewing."""
    where = [component.course.slug, component.slug, *more]
    return reverse(f"projects:{name}", args=where)


def browser(person: Enrollment) -> Client:
    client = Client()
    client.force_login(
        person.user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def assigned_to(reviewer: Enrollment, *, pk: int) -> None:
    """Give a reviewer their own "Paper 1": no paper of anybody's, but a row to ask for."""
    component = reviewing(reviewer.course)
    Review.objects.create(
        pk=pk,
        component=component,
        reviewer=reviewer,
        author=reviewer,
        number=1,
        shown_as=1,
        assigned_at=OPENS,
    )
