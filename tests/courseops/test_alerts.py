"""What staff are told, once, until one of them has seen to it."""

import pytest

from courseops.alerts import open_alerts, raise_alert
from tests.leaderboard.handins import AT

WHAT = {"kind": "worker lost", "target": "submission 7"}


def tell(course, **fields) -> None:
    raise_alert(course=course, text="It broke off.", at=AT, **WHAT, **fields)


def test_the_same_alert_is_raised_once_while_it_is_open(course) -> None:
    tell(course)
    tell(course)

    assert len(open_alerts(course=course)) == 1


@pytest.mark.parametrize("page", ["", "submissions/"])
def test_staff_see_what_is_open_and_put_it_away(client, course, bob, page) -> None:
    tell(course, link="/there/")
    client.force_login(bob.user)
    here = f"/courses/{course.slug}/{page}"
    assert "It broke off." in client.get(here).content.decode()

    alert = open_alerts(course=course).get()
    answer = client.post(
        f"/courses/{course.slug}/alerts/{alert.pk}/close/", {"next": here}
    )

    assert answer.url == here
    assert "It broke off." not in client.get(here).content.decode()
    alert.refresh_from_db()
    assert alert.closed_by == bob.user


def test_what_was_put_away_is_told_again_when_it_happens_again(course, bob) -> None:
    tell(course)
    open_alerts(course=course).update(closed_at=AT)

    tell(course)

    assert len(open_alerts(course=course)) == 1


def test_students_are_told_nothing(client, course, alice) -> None:
    tell(course)
    client.force_login(alice.user)

    assert (
        "It broke off." not in client.get(f"/courses/{course.slug}/").content.decode()
    )
