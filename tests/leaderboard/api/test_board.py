"""The API's view of a competition and of its leaderboard."""

from datetime import UTC, datetime
from io import BytesIO

from leaderboard import revealing
from leaderboard.models import Standing
from tests.factories import (
    EnrollmentFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.leaderboard.standing import stand

NOON = datetime(2020, 9, 20, 16, tzinfo=UTC)
HERE = "/api/v1/courses/ml-f20/competitions/hw1p2/"


def test_competition_tells_what_may_be_handed_in(as_alice, competition):
    competition.limits = {"daily": 3}
    competition.split = {"public": 0.3, "seed": 11785}
    competition.save()
    competition.solutions.update(has_split=True)
    file = BytesIO(b"id,label\n1,0\n2,1\n")
    file.name = "predictions.csv"
    as_alice.post(f"{HERE}submissions/", {"file": file})

    answer = as_alice.get(HERE)

    shown = answer.json()
    assert shown["is_open"] is True
    assert shown["closed_because"] is None
    assert shown["on_time"] == "2020-09-27T23:59:59-04:00"
    assert shown["time_zone"] == "America/New_York"
    assert shown["cutoffs"]["A"] == 0.72
    assert shown["direction"] == "maximize"
    assert shown["public_part"] == "30 %"
    assert shown["max_bytes"] == 100_000_000
    assert shown["quota"]["left"] == 2
    assert shown["quota"]["daily"] == {
        "limit": 3,
        "used": 1,
        "left": 2,
        "resets_at": "2020-09-21T00:00:00-04:00",
    }
    assert b"11785" not in answer.content


def test_closed_competition_tells_why(as_alice, competition):
    competition.component.released = datetime(2020, 10, 1, 4, tzinfo=UTC)
    competition.component.save()

    shown = as_alice.get(HERE).json()

    assert shown["is_open"] is False
    assert "opens on 1 Oct 2020, 00:00 EDT" in shown["closed_because"]


def test_site_staff_without_a_place_have_no_quota(competition, client_of):
    root = client_of(UserFactory(login="root", is_staff=True))

    assert root.get(HERE).json()["quota"] is None


def _stand(competition, enrollment, public: float, day: int) -> None:
    submission = SubmissionFactory(
        competition=competition, enrollment=enrollment, state="scored"
    )
    Standing.objects.create(
        competition=competition,
        enrollment=enrollment,
        submission=submission,
        public=public,
        achieved_at=datetime(2020, 9, day, tzinfo=UTC),
        entries=1,
    )


def test_leaderboard_ranks_by_public_score_and_hides_logins(
    as_alice, alice, bob, competition
):
    carol = EnrollmentFactory(
        course=alice.course, user__login="carol", user__name="Carol C", nickname="Ace"
    )
    _stand(competition, alice, 0.5, 2)
    _stand(competition, carol, 0.5, 1)
    _stand(competition, bob, 0.9, 3)

    board = as_alice.get(f"{HERE}leaderboard/").json()

    assert [(e["rank"], e["name"], e["score"]) for e in board["entries"]] == [
        (None, "Bob Birch", 0.9),
        (1, "Ace", 0.5),
        (1, "Alice Ash", 0.5),
    ]
    assert board["own"]["name"] == "Alice Ash"
    assert {entry["login"] for entry in board["entries"]} == {None}


def test_leaderboard_has_a_fixed_number_of_queries(
    as_bob, competition, django_assert_num_queries
):
    for number in range(10):
        student = EnrollmentFactory(course=competition.component.course)
        _stand(competition, student, number / 10, 1)

    # Two for the token, then course, place, competition, my team, baselines, page, my
    # line, who has no rank (three), how many stand there, whether the day's ranks are known.
    with django_assert_num_queries(14):
        board = as_bob.get(f"{HERE}leaderboard/").json()

    assert len(board["entries"]) == 10
    assert board["entries"][0]["login"] is not None


def test_leaderboard_is_walked_by_its_links(as_alice, alice, competition, monkeypatch):
    monkeypatch.setattr("leaderboard.selectors.pages.PAGE_SIZE", 2)
    for number in range(4):
        student = EnrollmentFactory(course=alice.course)
        _stand(competition, student, 0.9 - number / 10, 1)
    _stand(competition, alice, 0.1, 1)

    first = as_alice.get(f"{HERE}leaderboard/").json()
    second = as_alice.get(first["next"]).json()
    back = as_alice.get(second["previous"]).json()
    mine = as_alice.get(f"{HERE}leaderboard/?me=true").json()

    assert [entry["rank"] for entry in second["entries"]] == [3, 4]
    assert first["previous"] is None
    assert back["entries"] == first["entries"]
    assert [entry["rank"] for entry in mine["entries"]] == [4, 5]
    assert (second["page"], second["pages"], second["own"]["rank"]) == (2, 3, 5)


def test_a_cursor_that_is_none_is_refused(as_alice, competition):
    answer = as_alice.get(f"{HERE}leaderboard/?cursor=nonsense")

    assert answer.status_code == 400


def test_the_private_leaderboard_opens_with_the_reveal(as_alice, alice, competition):
    competition.solutions.update(has_split=True)
    stand(competition, alice, 0.5, private=0.25)
    before = as_alice.get(f"{HERE}leaderboard/private/")

    revealing.reveal(competition=competition, actor=None, at=NOON)

    shown = as_alice.get(f"{HERE}leaderboard/private/").json()
    assert before.status_code == 403
    assert shown["lines"] == [shown["own"]]
    assert shown["own"]["entry"]["score"] == 0.25
    assert shown["own"]["public"] == {"rank": 1, "score": 0.5}
    assert (shown["own"]["moved"], shown["own"]["is_chosen"]) == (0, False)
