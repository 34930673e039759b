"""The API of works: hand in, list, download."""

import pytest
import time_machine
from django.test import Client

from courseops.models import ApiToken
from projects.models import HandIn
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import AT, PDF, hand_in, team, work
from tests.projects.pages import file

HERE = "/api/v1/courses/ml-f20/projects/report/hand-ins/"


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def report(course):
    return work(course)


@pytest.fixture
def client_of():
    def make(person) -> Client:
        _, token = ApiToken.objects.create(user=person.user, name="test")
        return Client(headers={"Authorization": f"Token {token}"})

    return make


def test_a_version_is_handed_in_and_read_again(report, alice, client_of):
    client = client_of(alice)

    answer = client.post(
        HERE,
        {
            "file": [file(PDF, "a.pdf"), file(PDF, "b.pdf")],
            "link": ["https://example.org/1", "https://example.org/2"],
            "note": "x",
        },
    )

    told = answer.json()
    assert answer.status_code == 201
    assert (told["number"], told["login"], told["counts"]) == (1, "alice", True)
    assert [one["kind"] for one in told["items"]] == ["pdf", "pdf", "link", "link"]
    got = client.get(told["items"][1]["file_url"])
    assert b"".join(got.streaming_content) == PDF
    assert got.headers["Content-Disposition"] == 'attachment; filename="b.pdf"'
    assert told["items"][2]["file_url"] is None
    assert client.get(HERE).json()["results"] == [told]


def test_what_is_wrong_is_told_reason_by_reason(report, alice, client_of):
    answer = client_of(alice).post(
        HERE, {"file": [file(b"x", "a.pdf"), file(b"x", "b.exe")]}
    )

    told = answer.json()
    assert answer.status_code == 422
    assert told["code"] == "not_taken"
    assert [one["message"][:5] for one in told["reasons"]] == ["a.pdf", "b.exe"]
    assert not HandIn.objects.exists()


def test_classmates_see_nothing_of_each_other_and_staff_all(
    course, report, alice, bob, client_of
):
    mate, eve = EnrollmentFactory.create_batch(2, course=course)
    team(report, "owls", alice, mate)
    hand_in(report, alice)
    item = hand_in(report, eve).items.get()

    shown = [client_of(one).get(HERE).json() for one in (mate, eve, bob)]

    assert [one["count"] for one in shown] == [1, 1, 2]
    address = f"{HERE}{item.handin_id}/items/{item.pk}/"
    assert client_of(mate).get(address).status_code == 404
    assert (
        client_of(mate).get(shown[0]["results"][0]["items"][0]["file_url"]).close()
        is None
    )


def test_staff_hand_nothing_in(report, bob, client_of):
    assert client_of(bob).post(HERE, {"file": file(PDF, "a.pdf")}).status_code == 403


def test_a_body_that_is_no_form_is_refused(report, alice, client_of):
    answer = client_of(alice).post(HERE, "{}", content_type="application/json")

    assert answer.status_code == 415
