"""A project of teams, and four students of its course."""

from datetime import datetime

import pytest

from courseops.models import (
    Component,
    Course,
    Enrollment,
    Team,
)
from courseops.teaming.work import Change
from tests.courseops.teaming.papers import AT, Papers, make_team
from tests.factories import ComponentFactory, EnrollmentFactory


@pytest.fixture
def people(course: Course) -> dict[str, Enrollment]:
    return {
        login: EnrollmentFactory(course=course, user__login=login)
        for login in ("ann", "ben", "cleo", "dan")
    }


@pytest.fixture
def project(course: Course) -> Component:
    """A project of teams of two or three, formed by the end of 25 September."""
    return ComponentFactory(
        course=course,
        slug="project",
        title="Project",
        kind="rubric",
        details={"team": {"min": 2, "max": 3, "form_by": "2020-09-25"}},
    )


@pytest.fixture
def papers() -> Papers:
    return Papers()


@pytest.fixture
def change(project: Component, papers: Papers):
    def make(at: datetime = AT, actor=None, why: str = "") -> Change:
        return Change(component=project, work=papers, actor=actor, at=at, why=why)

    return make


@pytest.fixture
def owls_and_crows(people, project) -> tuple[Team, Team]:
    return (
        make_team("owls", people["ann"], component=project),
        make_team("crows", people["ben"], people["cleo"], component=project),
    )
