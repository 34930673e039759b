"""Six students whose reports are reviewed, and the reviews drawn for them."""

import pytest

from courseops.models import Component, Course, Enrollment
from tests.projects.reviewed import classmates, draw, papers_of, report, reviewing


@pytest.fixture
def of(course: Course) -> Component:
    return report(course)


@pytest.fixture
def component(course: Course, of: Component) -> Component:
    return reviewing(course)


@pytest.fixture
def authors(course: Course, of: Component) -> dict[str, Enrollment]:
    """All have handed in; nobody reviews yet."""
    found = classmates(course)
    papers_of(of, found)
    return found


@pytest.fixture
def people(
    component: Component, authors: dict[str, Enrollment]
) -> dict[str, Enrollment]:
    """All have handed in, and have three papers to review."""
    draw(component)
    return authors
