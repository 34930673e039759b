"""Private scores are shown to students once an instructor says so."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from courseops.models import AuditEvent, Extension
from leaderboard import revealing
from leaderboard.selectors.facts import scoring_facts
from tests.factories import UserFactory
from tests.leaderboard.pages import PRIVATE_NUMBERS, now, page, scored, url

NUMBERS = [f"{value:.5f}" for value in PRIVATE_NUMBERS.values()]


def reveal(competition):
    return revealing.reveal(competition=competition, actor=None, at=now())


def test_an_instructor_reveals_after_asking_once_more(as_user, competition, ina):
    browser = as_user(ina)
    asked = page(browser.get(url("reveal")))

    told = page(browser.post(url("reveal"), follow=True))

    assert "It cannot be taken back" in asked
    assert "Students see the private scores from now on." in told
    competition.refresh_from_db()
    assert competition.revealed_at is not None
    assert AuditEvent.objects.get(verb="scores.reveal").actor == ina.user


def test_revealing_twice_keeps_the_first_time(competition):
    assert reveal(competition)
    first = competition.revealed_at

    assert not reveal(competition)

    competition.refresh_from_db()
    assert competition.revealed_at == first


def test_students_see_private_scores_on_their_pages(as_user, competition, alice):
    submission = scored(competition, alice)
    browser = as_user(alice)
    hidden = page(browser.get(url("submission", submission.pk)))
    hidden += page(browser.get(url("competition")))

    reveal(competition)

    one = page(browser.get(url("submission", submission.pk)))
    listed = page(browser.get(url("competition")))
    assert not any(number in hidden for number in NUMBERS)
    assert all(number in one for number in NUMBERS)
    assert "staff only" not in one
    assert f"private {NUMBERS[0]}" in listed


def test_students_see_private_scores_in_the_api(as_user, competition, alice):
    submission = scored(competition, alice)
    browser = as_user(alice)
    listed = f"/api/v1{url('submissions')}"
    one = f"{listed}{submission.pk}/"
    assert browser.get(one).json()["scores"] is None

    reveal(competition)

    expected = {"public": 0.61, **PRIVATE_NUMBERS}
    assert browser.get(one).json()["scores"] == expected
    assert browser.get(listed).json()["results"][0]["scores"] == expected


def test_others_submissions_stay_hidden(as_user, competition, alice):
    submission = scored(competition, alice)
    reveal(competition)
    eve = UserFactory(login="eve")
    alice.course.enrollments.create(user=eve)

    assert as_user(eve).get(url("submission", submission.pk)).status_code == 404


def test_grading_hears_of_it(course, competition):
    before = scoring_facts(course=course)[competition.pk].revealed

    reveal(competition)

    assert (before, scoring_facts(course=course)[competition.pk].revealed) == (
        False,
        True,
    )


def set_for(competition, at):
    competition.reveal_at = at
    competition.save()


def test_the_time_of_the_course_file_reveals(competition):
    set_for(competition, now())

    revealed = revealing.reveal_due(at=now())

    assert revealed == [competition]
    competition.refresh_from_db()
    assert competition.revealed_at is not None
    event = AuditEvent.objects.get(verb="scores.reveal")
    assert (event.actor, event.target) == (None, "hw1p2")


def test_nothing_is_revealed_before_its_time_or_twice(competition):
    at = now()
    set_for(competition, at + timedelta(seconds=1))

    found = [
        revealing.reveal_due(at=at + timedelta(seconds=later)) for later in (0, 1, 2)
    ]

    assert found == [[], [competition], []]


def test_the_page_tells_when_private_scores_are_shown(as_user, competition, alice):
    set_for(competition, datetime(2030, 1, 2, 5, tzinfo=UTC))
    told = "Private scores are shown from 2 Jan 2030, 00:00 EST on."

    before = text(page(as_user(alice).get(url("competition"))))
    reveal(competition)
    after = text(page(as_user(alice).get(url("competition"))))

    assert told in before
    assert told not in after


def test_an_instructor_may_reveal_earlier(as_user, competition, ina):
    set_for(competition, now() + timedelta(days=1))
    browser = as_user(ina)

    asked = text(page(browser.get(url("reveal"))))
    browser.post(url("reveal"))

    assert "Without this they are shown from" in asked
    competition.refresh_from_db()
    assert competition.revealed_at < competition.reveal_at


@pytest.mark.parametrize(("days", "names_her"), [(1, True), (-1, False)])
def test_the_page_names_whose_work_still_counts(
    as_user, competition, alice, ina, days, names_her
):
    competition.component.on_time = now() - timedelta(days=9)
    competition.component.save()
    Extension.objects.create(
        component=competition.component,
        enrollment=alice,
        until=now() + timedelta(days=days),
        at=now(),
    )

    shown = page(as_user(ina).get(url("reveal")))

    assert ("Alice Ash" in shown) == names_her


def text(html) -> str:
    """What a page says, without its elements."""
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize("words", ["revealed", "revealed already"])
def test_the_command_tells_what_it_did(competition, capsys, words):
    if words == "revealed already":
        reveal(competition)

    call_command("reveal", "ml-f20", "hw1p2")

    assert f"hw1p2: private scores are {words};" in capsys.readouterr().out
