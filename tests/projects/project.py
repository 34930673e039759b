"""A project in three parts whose teams are formed once, and its students."""

from datetime import UTC, datetime

from courseops.models import Category, Component, Course, Enrollment
from tests.factories import CategoryFactory, ComponentFactory, EnrollmentFactory

# Teams form up to the end of 20 September in New York.
OPEN = datetime(2020, 9, 18, 12, tzinfo=UTC)
FORMED = datetime(2020, 9, 21, 3, 59, 59, tzinfo=UTC)
LATER = datetime(2020, 9, 21, 12, tzinfo=UTC)
RULE = {"min": 2, "max": 3, "form_by": "2020-09-20", "leftovers": "random", "seed": 7}


def project(course: Course) -> dict[str, Component]:
    """Make a proposal, a report and a video with the same rule of teams."""
    category = CategoryFactory(course=course, slug="project", title="Project")
    return {
        slug: part(course, category, slug, title, at=number)
        for number, (slug, title) in enumerate(
            [("proposal", "Proposal"), ("report", "Final report"), ("video", "Video")]
        )
    }


def part(
    course: Course, category: Category, slug: str, title: str, *, at: int
) -> Component:
    return ComponentFactory(
        course=course,
        assignment__course=course,
        assignment__category=category,
        assignment__position=at,
        slug=slug,
        title=title,
        kind="rubric",
        cutoffs=None,
        late_policy={"kind": "refuse"},
        details={
            "criteria": [{"slug": "goal", "title": "Goal", "points": 60}],
            "files": {"accept": ["pdf", "zip", "link"], "max_mb": 1},
            "team": dict(RULE),
        },
    )


def students(course: Course, *logins: str) -> dict[str, Enrollment]:
    return {
        login: EnrollmentFactory(course=course, user__login=login) for login in logins
    }
