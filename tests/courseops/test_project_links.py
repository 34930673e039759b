"""How the home page of a course leads to reviews."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.models import Announcement
from tests.factories import ComponentFactory

COURSE = "/courses/ml-f20/"
NOW = datetime(2020, 9, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def see(client, alice, bob):
    """Return the text of the course's home for ``alice`` or ``bob``."""

    def text(who: str) -> str:
        client.force_login({"alice": alice, "bob": bob}[who].user)
        return client.get(COURSE).text

    return text


def test_open_reviews_are_told_on_the_home_page(see, course):
    ComponentFactory(
        course=course,
        slug="paper-review",
        kind="peer_review",
        cutoffs=None,
        on_time=NOW + DAY,
        details={"of": "report", "reviews": 3},
    )

    assert "Reviews due" in see("alice")
    assert "Closes" in see("bob")


def test_announcements_of_work_that_a_track_lacks_are_not_told(see, course, alice):
    component = ComponentFactory(course=course, slug="paper-review", on_time=NOW + DAY)
    Announcement.objects.create(
        course=course, position=0, slug="papers", title="Three", component=component
    )
    told = "Three" in see("alice")
    alice.track = course.tracks.create(
        slug="half", position=0, without=["paper-review"]
    )
    alice.save()

    assert told
    assert "Three" not in see("alice")
    assert "Three" in see("bob")
