"""Choosing what counts, and handing in code, by API."""

from datetime import timedelta
from io import BytesIO

import pytest

from leaderboard.models import CodeHandIn, Submission
from tests.factories import EnrollmentFactory, ScoreFactory, SolutionFactory
from tests.leaderboard.api.conftest import NOON

HERE = "/api/v1/courses/ml-f20/competitions/hw1p2/"
CHOICE = f"{HERE}choice/"
CODE = f"{HERE}code/"


@pytest.fixture
def competition(competition):
    """A competition with a split, in which one may be chosen to be ranked by."""
    competition.split = {"public": 0.5, "seed": 1}
    competition.limits = {"final_choices": 1}
    competition.save()
    competition.component.code = NOON + timedelta(days=1)
    competition.component.save()
    SolutionFactory(competition=competition, version=2, has_split=True)
    return competition


def scored(competition, enrollment) -> Submission:
    return ScoreFactory(
        submission__competition=competition, submission__enrollment=enrollment
    ).submission


def put(client, *submissions):
    keys = [submission.pk for submission in submissions]
    return client.put(CHOICE, {"submissions": keys}, content_type="application/json")


def test_a_choice_is_made_and_read_back(as_alice, competition, alice):
    one, _ = scored(competition, alice), scored(competition, alice)

    answer = put(as_alice, one)

    assert answer.status_code == 200
    assert answer.json() == as_alice.get(CHOICE).json()
    assert answer.json() == {
        "marks": False,
        "ranks": True,
        "most": 1,
        "closes": "2020-09-27T23:59:59-04:00",
        "closed_because": None,
        "chosen": [one.pk],
        "unless_chosen": one.pk,
    }


def test_a_refused_choice_changes_nothing_and_tells_every_reason(
    as_alice, competition, alice
):
    other = EnrollmentFactory(course=alice.course)

    answer = put(as_alice, scored(competition, alice), scored(competition, other))

    assert answer.status_code == 409
    assert answer.json()["code"] == "choice_refused"
    assert [reason["message"] for reason in answer.json()["reasons"]] == [
        "At most 1 may be chosen; these are 2.",
        "Only own submissions that have a score can be chosen.",
    ]
    assert not Submission.objects.filter(is_final_choice=True).exists()


def test_a_choice_that_stands_says_why(as_alice, competition, alice):
    competition.revealed_at = NOON
    competition.save()

    answer = put(as_alice, scored(competition, alice))

    reason = "The private scores are revealed; what was chosen stands now."
    assert (answer.status_code, answer.json()["message"]) == (409, reason)
    assert as_alice.get(CHOICE).json()["closed_because"] == reason


def code(name="model.py", content=b"print()") -> dict[str, BytesIO]:
    file = BytesIO(content)
    file.name = name
    return {"file": file}


def test_code_is_handed_in_listed_and_read_back(as_alice, competition):
    receipt = as_alice.post(CODE, code())

    kept = CodeHandIn.objects.get()
    assert receipt.status_code == 201
    assert receipt.json()["sha256"] == kept.sha256
    assert receipt.json()["received_at"] == "2020-09-20T12:00:00-04:00"
    assert as_alice.get(CODE).json()["results"] == [receipt.json()]
    read = as_alice.get(receipt.json()["file_url"])
    assert b"".join(read.streaming_content) == b"print()"


def test_others_code_is_not_listed(as_alice, as_bob, competition, alice):
    as_alice.post(CODE, code())
    other = EnrollmentFactory(course=alice.course)
    CodeHandIn.objects.update(enrollment=other)

    assert as_alice.get(CODE).json()["count"] == 0
    assert as_bob.get(CODE).json()["count"] == 1


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({}, 400, "no_file"),
        (code("model.exe"), 400, "unreadable"),
        (code("model.py", b""), 400, "unreadable"),
    ],
)
def test_code_that_is_none_is_not_kept(as_alice, competition, sent, status, told):
    answer = as_alice.post(CODE, sent)

    assert (answer.status_code, answer.json()["code"]) == (status, told)
    assert not CodeHandIn.objects.exists()


def test_where_no_code_is_asked_for_none_is_taken(as_alice, competition):
    competition.component.code = None
    competition.component.save()

    answer = as_alice.post(CODE, code())

    assert (answer.status_code, answer.json()["code"]) == (409, "closed")
