"""Handing in after the formation date is for the team that one is put into."""

import pytest

from projects import handing_in
from tests.courseops.teaming.papers import teams
from tests.projects.project import LATER, OPEN, project, students


@pytest.fixture
def send(course):
    """Hand a link in as Ann, of whom there is only Ben beside."""
    report = project(course)["report"]
    ann = students(course, "ann", "ben")["ann"]

    def sending(at) -> None:
        handing_in.hand_in(
            component=report,
            enrollment=ann,
            staged=[],
            links=["https://example.org/report"],
            actor=None,
            at=at,
            now=at,
        )

    return sending


def test_who_hands_in_after_the_date_is_put_into_a_team_first(send):
    send(LATER)

    assert teams() == {"Group 1": ["ann", "ben"]}


def test_who_has_handed_in_alone_goes_on_alone(send):
    send(OPEN)
    send(LATER)

    assert teams() == {}
