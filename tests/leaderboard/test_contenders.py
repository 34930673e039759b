"""Which scores may be somebody's best, told as the scores come and change."""

import pytest

from courseops.models import Course
from leaderboard import contenders, rescoring, sidecars
from leaderboard.contenders import Held
from leaderboard.models import Competition, Score, State, Submission
from leaderboard.restanding import restand
from tests.coursefile.files import COURSE
from tests.coursefile.loading import TWO, loaded
from tests.factories import EnrollmentFactory
from tests.leaderboard.handins import (
    AT,
    BROKEN,
    HALF_RIGHT,
    RIGHT,
    hand_in,
    later,
    score,
    solve,
)
from tests.leaderboard.test_importing import LINE, load

TEXT = COURSE + TWO
WRONG = "id,label\n1,9\n2,9\n3,9\n4,9\n"


def found(*rows, maximize=True):
    held = [Held(place, second, scores, True) for place, (second, *scores) in enumerate(rows)]  # fmt: skip
    return contenders.contenders(held, maximize=maximize)


def flags(**where) -> list[bool]:
    rows = Submission.objects.filter(**where).order_by("received_at", "pk")
    return list(rows.values_list("may_be_best", flat=True))


@pytest.fixture
def plain(competition):
    """A competition without a split, with a solution of four rows."""
    competition.split = None
    competition.save()
    solve(competition)
    return competition


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([], set()),
        ([(1, 0.5, 0.5, 0.5), (2, 0.6, 0.6, 0.6)], {0, 1}),
        ([(1, 0.6, 0.6, 0.6), (2, 0.5, 0.5, 0.5)], {0}),
        ([(1, 0.6, 0.6, 0.6), (2, 0.6, 0.6, 0.6)], {0}),
        ([(1, 0.6, 0.6, 0.6), (1, 0.5, 0.5, 0.5)], {0, 1}),
        ([(2, 0.5, 0.5, 0.5), (1, 0.6, 0.6, 0.6)], {1}),
        ([(1, 0.6, 0.4, 0.5), (2, 0.5, 0.5, 0.5)], {0, 1}),
        ([(1, 0.6, 0.4, 0.5), (2, 0.4, 0.6, 0.5), (3, 0.5, 0.5, 0.5)], {0, 1, 2}),
        ([(1, 0.6, 0.4, 0.5), (2, 0.4, 0.6, 0.5), (3, 0.4, 0.5, 0.4)], {0, 1}),
        ([(1, float("nan"), 1, 1), (2, 0, 0, 0)], {0, 1}),
    ],
)
def test_one_before_outdoes_what_is_no_better_on_any_split(rows, kept):
    assert found(*rows) == kept


def test_where_less_is_better_the_greater_score_is_outdone():
    assert found((1, 3, 3, 3), (2, 4, 4, 4), (3, 2, 2, 2), maximize=False) == {0, 2}


def test_scores_that_come_out_of_order_are_flagged_by_their_arrival(plain, alice):
    half = hand_in(plain, HALF_RIGHT, enrollment=alice, received_at=later(hours=1))
    right = hand_in(plain, RIGHT, enrollment=alice, received_at=AT)

    score(half)
    assert flags() == [True, True]
    score(right)

    assert flags() == [True, False]


def test_nobody_outdoes_somebody_else(plain, alice, bob):
    score(hand_in(plain, RIGHT, enrollment=alice))
    score(hand_in(plain, WRONG, enrollment=bob, received_at=later(hours=1)))

    assert flags() == [True, True]


def test_what_waits_to_be_scored_again_outdoes_nothing(plain, alice):
    best = score(hand_in(plain, RIGHT, enrollment=alice))
    score(hand_in(plain, HALF_RIGHT, enrollment=alice, received_at=later(hours=1)))
    assert flags() == [True, False]

    rescoring.rescore(submissions=[best], actor=None, at=later(hours=2))

    assert flags() == [True, True]


def forget_predictions(submission: Submission) -> None:
    """Have the file read anew, as once its predictions had to make room."""
    sidecars.file_of(submission).unlink()


@pytest.mark.parametrize("content", [WRONG, BROKEN], ids=["worse", "refused"])
def test_scored_again_to_less_it_outdoes_less(plain, alice, content):
    best = score(hand_in(plain, RIGHT, enrollment=alice))
    score(hand_in(plain, HALF_RIGHT, enrollment=alice, received_at=later(hours=1)))
    best.file.write_text(content)
    forget_predictions(best)

    rescoring.rescore(submissions=[best], actor=None, at=later(hours=2))
    score(best)

    assert flags(state=State.SCORED) == [True] * Score.objects.count()


def test_a_new_solution_lets_everything_count_until_it_is_scored(plain, alice):
    scored = [
        score(hand_in(plain, RIGHT, enrollment=alice, received_at=later(hours=n)))
        for n in range(2)
    ]
    load(plain.component.course, LINE.replace("0.5,", "0.1,").replace("T08", "T23"))
    assert flags() == [True, False, False]

    solve(plain)
    assert flags() == [True, True, True]
    for one in scored:
        score(one)

    assert flags() == [True, False, False]


def test_imported_again_with_another_score_or_time(course, competition, alice):
    later_line = LINE.replace("T08", "T09").replace("r1", "r2")
    load(course, LINE, later_line)
    assert flags() == [True, False]

    load(course, later_line.replace("0.5", "0.6"))
    assert flags() == [True, True]

    load(course, later_line.replace("0.5", "0.6").replace("T09", "T07"))
    assert flags() == [True, False]


def test_an_import_for_somebody_else_frees_what_it_outdid(
    course, competition, alice, bob
):
    later_line = LINE.replace("T08", "T09").replace("r1", "r2")
    load(course, LINE, later_line)

    load(course, LINE.replace("alice", "bob"))

    assert flags() == [True, True]


def test_a_direction_that_the_course_file_turns_turns_the_flags(db):
    loaded(TEXT)
    alice = EnrollmentFactory(course=Course.objects.get(), user__login="alice")
    load(alice.course, LINE, LINE.replace("T08", "T09").replace("0.5,r1", "0.6,r2"))
    assert flags() == [True, True]

    loaded(TEXT.replace("accuracy,", "accuracy, direction: minimize,"))

    assert flags() == [True, False]


def test_a_direction_is_read_anew(course, competition, alice):
    load(course, LINE, LINE.replace("T08", "T09").replace("0.5,r1", "0.6,r2"))
    assert flags() == [True, True]
    Competition.objects.update(direction="minimize")

    restand(competition=competition.pk)

    assert flags() == [True, False]
