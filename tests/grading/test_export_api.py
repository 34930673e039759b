"""The gradebook's files in the API, for staff."""

import pytest

from tests.grading.nights import NEXT, folder, store

API = "/api/v1/courses/ml-f20/grades"


@pytest.fixture
def get(client, bob):
    client.force_login(bob.user)
    return client.get


@pytest.fixture
def graded(alice, hw1p2, hand_in):
    return hand_in(alice, hw1p2, 0.69)


def test_the_gradebook_comes_in_any_format(get, graded):
    assert get(f"{API}/export/csv/").content.startswith(b"login,name,email")
    assert get(f"{API}/export/xlsx/").content.startswith(b"PK")


def test_final_and_as_of_are_the_command_s(get, graded):
    answer = get(f"{API}/export/json/", {"final": "true", "as_of": "2020-09-10T00:00Z"})

    assert answer.json()["generated_at"] == "2020-09-10T00:00:00Z"


@pytest.mark.parametrize("as_of", ["soon", "2999-01-01T00:00Z"])
def test_what_is_no_instant_of_the_past_is_refused(get, graded, as_of):
    answer = get(f"{API}/export/json/", {"as_of": as_of})

    assert answer.status_code == 400
    assert answer.json()["reasons"][0]["column"] == "as_of"


def test_a_format_that_there_is_not_is_not_found(get, graded):
    assert get(f"{API}/export/ods/").status_code == 404


def test_nights_are_listed_newest_first_with_their_manifests(get, course, graded):
    store(course)
    last = store(course, at=NEXT)

    answer = get(f"{API}/nights/").json()

    assert [night["day"] for night in answer["results"]] == ["2020-10-06", "2020-10-05"]
    assert answer["results"][0] == last.manifest


def test_a_file_of_a_night_is_sent_as_it_was_written(get, course, graded):
    made = store(course)

    answer = get(f"{API}/nights/2020-10-05/grades.json/")

    assert (
        b"".join(answer.streaming_content)
        == (folder(made) / "grades.json").read_bytes()
    )


def test_a_night_that_there_is_not_is_not_found(get, course):
    assert get(f"{API}/nights/2020-10-05/grades.json/").status_code == 404
