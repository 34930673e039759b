"""What tests of grading start from: the rubric of sixty points, and who fills it."""

from datetime import UTC, datetime
from pathlib import Path

import yaml

from courseops.models import Component, Course, User
from projects.gradings.filling import Judged, revision, save
from projects.gradings.whole import works
from projects.gradings.works import Work
from projects.models import Grading
from tests.factories import ComponentFactory

COURSES = Path(__file__).parents[2] / "courses"
AT = datetime(2020, 9, 29, 12, tzinfo=UTC)
# As many points as each criterion has, in the order of the rubric.
SIXTY = (5, 5, 5, 10, 5, 10, 5, 5, 10)


def components_of(course: str) -> dict[str, dict]:
    """Return the components of a shipped course by slug, each with its assignment."""
    document = yaml.safe_load((COURSES / f"{course}.yaml").read_text())
    return {
        part["slug"]: part | {"assignment": assignment}
        for assignment in document["assignments"]
        for part in assignment["components"]
    }


def sixty_points(course: Course, **details: object) -> Component:
    """Make the Georgia Tech project report, handed in as files by teams of up to five."""
    shipped = components_of("gatech-cs7643-f21")["project"]
    return ComponentFactory(
        course=course,
        slug="project",
        title="Project report",
        kind="rubric",
        cutoffs=None,
        late_policy={"kind": "refuse"},
        details={key: shipped[key] for key in ("criteria", "files", "team")} | details,
    )


def talk(course: Course) -> Component:
    """Make something that is graded in points without any files."""
    return ComponentFactory(
        course=course, slug="talk", title="Talk", kind="points", cutoffs=None
    )


def work_of(component: Component, login: str) -> Work:
    """Return the work as it is stored now."""
    return next(
        one
        for one in works(component, component.course)
        if login in {x.user.login for x in one.members}
    )


def judged(work: Work, *points: float, comment: str = "") -> Judged:
    """Give *points* for the first criteria."""
    slugs = [one.slug for one in work.rubric.criteria]
    return Judged(
        by_criterion=dict(zip(slugs, points, strict=False)),
        comments={},
        comment=comment,
    )


def give(
    component: Component,
    login: str,
    grader: User,
    *points: float,
    at: datetime = AT,
    is_done: bool = True,
) -> Grading:
    """Let *grader* grade the version that counts."""
    work = work_of(component, login)
    return save(
        component=component,
        work=work,
        judged=judged(work, *points),
        grader=grader,
        based_on=revision(work.by(grader)),
        is_done=is_done,
        at=at,
    )
