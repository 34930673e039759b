"""The ranks with which a course's day began."""

from datetime import UTC, date, datetime, timedelta

import pytest

from leaderboard import daybreak
from leaderboard.models import Standing
from leaderboard.ranking import write_standings
from tests.factories import CompetitionFactory, ScoreFactory
from tests.leaderboard.standing import baseline, hide, student, team

# The course's day begins at midnight in New York.
DAY = date(2020, 9, 21)
MIDNIGHT = datetime(2020, 9, 21, 4, tzinfo=UTC)
AT = MIDNIGHT + timedelta(minutes=5)


@pytest.fixture
def competition(course):
    return CompetitionFactory(component__course=course, component__slug="hw1p2")


@pytest.fixture
def three(course):
    return [student(course, name) for name in ("ann", "ben", "cat")]


def hand_in(competition, who, score, *, hours=-1.0):
    """Have somebody score, so many hours after midnight."""
    made = ScoreFactory(
        submission__competition=competition,
        submission__enrollment=who,
        submission__received_at=MIDNIGHT + timedelta(hours=hours),
        public=score,
        private=score,
        all=score,
    ).submission
    write_standings(competition=competition, enrollments=[who.pk])
    return made


def noted(competition):
    rows = Standing.objects.filter(competition=competition, day=DAY)
    return {row.enrollment.user.login: row.day_rank for row in rows}


def test_equal_scores_share_the_rank_of_the_morning(competition, three):
    for who, score in zip(three, [0.7, 0.9, 0.7], strict=True):
        hand_in(competition, who, score)

    assert daybreak.note_all(at=AT) == 1

    assert noted(competition) == {"ann": 2, "ben": 1, "cat": 2}


@pytest.mark.parametrize("direction", ["maximize", "minimize"])
def test_whenever_it_is_noted_it_is_as_the_day_began(competition, three, direction):
    competition.direction = direction
    competition.save()
    better, worse = (0.9, 0.1) if direction == "maximize" else (0.1, 0.9)
    ann, ben, cat = three
    hand_in(competition, ann, better)
    hand_in(competition, ben, worse)
    hand_in(competition, ben, 0.5, hours=-0.5)
    hand_in(competition, ben, better, hours=3)
    hand_in(competition, cat, better, hours=5)

    daybreak.note_all(at=AT + timedelta(hours=9))

    assert noted(competition) == {"ann": 1, "ben": 2, "cat": None}


def test_the_first_note_of_a_day_stands(competition, three):
    ann, ben, _ = three
    hand_in(competition, ann, 0.5)
    daybreak.note_all(at=AT)
    hand_in(competition, ben, 0.9)

    assert daybreak.note_all(at=AT + timedelta(hours=1)) == 0

    assert noted(competition) == {"ann": 1}


def test_a_new_score_keeps_the_rank_of_the_morning(competition, three):
    hand_in(competition, three[0], 0.5)
    daybreak.note_all(at=AT)

    hand_in(competition, three[0], 0.9, hours=2)

    assert noted(competition) == {"ann": 1}


def test_who_has_no_rank_has_none_of_the_morning(competition, three, course):
    for who, score in zip(three, [0.9, 0.8, 0.7], strict=True):
        hand_in(competition, who, score)
    hand_in(competition, student(course, "tom", role="ta"), 0.99)
    baseline(competition, "All zeros", 0.85)
    hide(competition, three[0])

    daybreak.note_all(at=AT)

    assert noted(competition) == {"ann": None, "ben": 1, "cat": 2, "tom": None}


def test_a_team_has_what_its_members_had_handed_in(competition, three):
    ann, ben, cat = three
    team(competition, "The Trees", ann, ben)
    hand_in(competition, ben, 0.8)
    hand_in(competition, cat, 0.7)
    hand_in(competition, ann, 0.9, hours=1)

    daybreak.note_all(at=AT)

    assert noted(competition) == {"ann": 1, "cat": 2}


def test_where_nobody_had_a_rank_nothing_is_noted(competition, three):
    hand_in(competition, three[0], 0.9, hours=1)

    assert daybreak.note_all(at=AT) == 0
    assert noted(competition) == {}


def test_a_course_that_has_ended_is_left_alone(competition, three):
    course = competition.component.course
    course.ends = DAY - timedelta(days=1)
    course.save()
    hand_in(competition, three[0], 0.9)

    assert daybreak.note_all(at=AT) == 0
