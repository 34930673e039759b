"""Limits of a student or of a team, and of files that had to be refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from courseops.models import Enrollment, Team, TeamMember
from courseops.uploads import intake
from courseops.uploads.refusals import RefusalError
from leaderboard import limits, services
from leaderboard.models import Submission
from tests.factories import (
    CompetitionFactory,
    EnrollmentFactory,
    SolutionFactory,
    SubmissionFactory,
)
from tests.leaderboard.pages import now, page, send, url

NOON = datetime(2020, 9, 20, 16, tzinfo=UTC)
GOOD = b"id,label\n1,0\n2,1\n"
BAD = b"id,prediction\n1,0\n"
# Each holds a connection, of which PostgreSQL has a hundred for every test there is.
AT_ONCE = 16


@pytest.fixture
def competition(course):
    """An open competition in which teams hand in together."""
    found = CompetitionFactory(
        component__course=course,
        component__slug="hw1p2",
        component__details={"team": {"max": 3}},
    )
    SolutionFactory(competition=found)
    return found


@pytest.fixture
def mate(competition, alice) -> Enrollment:
    """Who hands in with Alice."""
    found = EnrollmentFactory(course=alice.course, user__login="zoe")
    team = Team.objects.create(
        course=alice.course, component=competition.component, name="A"
    )
    for member in (alice, found):
        TeamMember.objects.create(team=team, enrollment=member)
    return found


@pytest.fixture
def hand_in(tmp_path, competition, alice):
    """Return a function that hands in as the page does and tells what became of it."""

    def accept(content=GOOD, *, who=None, at=NOON, name="predictions.csv") -> str:
        source = tmp_path / name
        source.write_bytes(content)
        try:
            with intake.staging(source, max_bytes=competition.max_bytes) as staged:
                return services.accept(
                    competition=competition,
                    enrollment=who or alice,
                    staged=staged,
                    at=at,
                ).state
        except RefusalError as refused:
            return refused.code

    return accept


def refused_before(competition, enrollment, *minutes) -> None:
    for past in minutes:
        SubmissionFactory(
            competition=competition,
            enrollment=enrollment,
            state="refused",
            received_at=NOON - timedelta(minutes=past),
        )


# --- A team shares its limits -----------------------------------------------------


@pytest.mark.parametrize("limit", ["daily", "monthly", "total", "concurrent"])
def test_what_a_mate_handed_in_counts(hand_in, competition, mate, limit):
    competition.limits = {limit: 1}

    answers = [hand_in(who=mate), hand_in()]

    assert answers == ["queued", f"{limit}_limit"]


def test_a_team_is_told_that_it_shares(competition, alice, mate):
    competition.limits = {"total": 1}
    SubmissionFactory(competition=competition, enrollment=mate)

    quota = limits.quota(competition=competition, enrollment=alice, at=NOON)

    assert (quota.members, quota.total.left) == (2, 0)
    with pytest.raises(RefusalError, match="Your team has reached the limit of 1"):
        limits.check(quota, zone=competition.component.course.zone)


def test_who_is_in_another_team_counts_by_themselves(hand_in, competition, mate, bob):
    competition.limits = {"total": 1}

    assert [hand_in(), hand_in(who=bob)] == ["queued", "queued"]


# --- Refused files ----------------------------------------------------------------


def test_the_limit_of_refused_files_holds_an_hour(
    settings, hand_in, competition, alice
):
    settings.REFUSED_PER_HOUR = 2
    refused_before(competition, alice, 59)
    answers = [hand_in(BAD), hand_in(BAD), hand_in(GOOD)]

    again = NOON + timedelta(minutes=1)
    answers += [hand_in(at=again - timedelta(seconds=1)), hand_in(at=again)]

    assert answers == [
        "refused",
        "refused_limit",
        "refused_limit",
        "refused_limit",
        "queued",
    ]


def test_the_refusal_tells_from_when_on(settings, competition, alice):
    settings.REFUSED_PER_HOUR = 2
    refused_before(competition, alice, 50, 40, 30)

    quota = limits.quota(competition=competition, enrollment=alice, at=NOON)

    with pytest.raises(RefusalError) as caught:
        limits.check(quota, zone=competition.component.course.zone)
    assert caught.value.status == 429
    assert caught.value.retry_at == NOON + timedelta(minutes=20)
    assert caught.value.message == (
        "You have handed in 2 files within an hour that had to be refused, and more are"
        " not taken for now. See what was wrong with them first. The next is taken from"
        " 20 Sep 2020, 12:20:00 EDT on."
    )


def test_a_mates_refused_files_count(settings, hand_in, competition, mate):
    settings.REFUSED_PER_HOUR = 1

    assert [hand_in(BAD, who=mate), hand_in()] == ["refused", "refused_limit"]


def test_other_competitions_files_do_not(settings, hand_in, competition, alice):
    settings.REFUSED_PER_HOUR = 1
    other = CompetitionFactory(component__course=alice.course)
    refused_before(other, alice, 5)

    assert hand_in() == "queued"


@pytest.mark.parametrize("state", ["failed", "cancelled", "scored"])
def test_only_refused_files_count(settings, hand_in, competition, alice, state):
    settings.REFUSED_PER_HOUR = 1
    refused_before(competition, alice, 5)
    Submission.objects.update(state=state)

    assert hand_in() == "queued"


def test_without_the_limit_any_number_is_taken(settings, hand_in, competition, alice):
    settings.REFUSED_PER_HOUR = 0
    refused_before(competition, alice, *range(1, 30))

    assert hand_in() == "queued"


def test_the_page_says_so_before_and_after(settings, as_user, competition, alice):
    settings.REFUSED_PER_HOUR = 2
    browser = as_user(alice)

    before, near, after = (
        page(browser.get(url("competition"))),
        *(page(send(browser, content=BAD)) for _ in range(2)),
    )

    assert "refused within" not in before
    assert (
        '1 file refused within the hour: <span class="strong">after 1 more</span>'
        " no more are taken for a while"
    ) in near
    assert "2 were refused within an hour; the next is taken" in after


def test_the_quota_of_the_page_asks_again_at_midnight(as_user, competition, alice):
    competition.limits = {"daily": 2}
    competition.save()
    SubmissionFactory(competition=competition, enrollment=alice, received_at=now())

    shown = page(as_user(alice).get(url("competition")))

    assert 'hx-select="#quota"' in shown
    assert 'hx-trigger="load delay:' in shown


# --- All at once ------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("content", "in_pairs", "answer", "most"),
    [
        (GOOD, False, "daily_limit", 10),
        (GOOD, True, "daily_limit", 10),
        (BAD, True, "refused_limit", 3),
    ],
    ids=["a student", "a team", "a team's refused files"],
)
def test_limits_hold_against_fifty_uploads_at_once(
    settings, hand_in, competition, alice, mate, content, in_pairs, answer, most
):
    settings.REFUSED_PER_HOUR = 3
    competition.limits = {"daily": 10}
    competition.save()

    def upload(number: int) -> str:
        who = mate if in_pairs and number % 2 else alice
        at = NOON + timedelta(seconds=number % 3)
        try:
            return hand_in(content, who=who, at=at, name=f"{number}.csv")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(upload, range(50)))

    assert answers.count(answer) == 50 - most
    assert Submission.objects.count() == most
