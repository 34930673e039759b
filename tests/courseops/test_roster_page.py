"""The roster's page: who is on it, and how it is narrowed."""

import pytest

from courseops.models import Track
from tests.factories import (
    EnrollmentFactory,
)

ROSTER = "/courses/ml-f20/roster/"


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob.user)
    return client


@pytest.fixture
def people(course, alice):
    EnrollmentFactory(course=course, user__login="dora", user__name="Dora Dale")
    EnrollmentFactory(
        course=course, user__login="emil", user__name="Émil Elm", status="dropped"
    )


def listed(response) -> list[str]:
    return [person.user.login for person in response.context["page"]]


def test_the_roster_is_in_the_order_of_names(as_bob, people):
    assert listed(as_bob.get(ROSTER)) == ["alice", "bob", "dora", "emil"]


@pytest.mark.parametrize(
    ("query", "logins"),
    [
        ("search=dale", ["dora"]),
        ("search=DORA@example", ["dora"]),
        ("role=ta", ["bob"]),
        ("status=dropped", ["emil"]),
        ("role=student&status=active", ["alice", "dora"]),
        ("search=nobody", []),
    ],
)
def test_the_roster_can_be_narrowed(as_bob, people, query, logins):
    assert listed(as_bob.get(f"{ROSTER}?{query}")) == logins


def test_the_roster_can_be_narrowed_to_a_track(as_bob, alice, people):
    alice.track = Track.objects.create(course=alice.course, slug="11-485", position=0)
    alice.save()

    assert listed(as_bob.get(f"{ROSTER}?track=11-485")) == ["alice"]


def test_a_filter_that_makes_no_sense_shows_everybody(as_bob, people):
    assert len(listed(as_bob.get(f"{ROSTER}?role=wizard"))) == 4


def test_htmx_gets_the_table_alone(as_bob, people):
    response = as_bob.get(ROSTER, headers={"HX-Request": "true"})

    assert "<html" not in response.text
    assert "Dora Dale" in response.text


def test_the_roster_asks_the_same_however_many_people(
    as_bob, course, django_assert_num_queries
):
    with django_assert_num_queries(9):
        as_bob.get(ROSTER)
    EnrollmentFactory.create_batch(120, course=course)
    with django_assert_num_queries(9):
        response = as_bob.get(ROSTER)
    assert "Page 1 of 2" in response.text
