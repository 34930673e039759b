"""Which score stands on the board."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leaderboard.standings import Scored, best_of, privately_best_of

START = datetime(2020, 9, 1, tzinfo=UTC)


def scored(
    number: int,
    public: float,
    minutes: int = 0,
    *,
    private: float = 0.5,
    chosen: bool = False,
) -> Scored:
    return Scored(
        submission_id=number,
        public=public,
        private=private,
        is_chosen=chosen,
        received_at=START + timedelta(minutes=minutes),
    )


def test_nobody_stands_without_a_score() -> None:
    assert best_of([], maximize=True) is None


def test_the_highest_score_stands_where_higher_is_better() -> None:
    entries = [scored(1, 0.4), scored(2, 0.6), scored(3, 0.5)]

    assert best_of(entries, maximize=True) == entries[1]


def test_the_lowest_score_stands_where_lower_is_better() -> None:
    entries = [scored(1, 0.4), scored(2, 0.6), scored(3, 0.5)]

    assert best_of(entries, maximize=False) == entries[0]


def test_of_equal_scores_the_earliest_stands() -> None:
    entries = [scored(3, 0.5, 2), scored(2, 0.5, 1), scored(1, 0.5, 3)]

    assert best_of(entries, maximize=True) == entries[1]


def test_of_equal_scores_of_one_second_the_first_given_stands() -> None:
    entries = [scored(2, 0.5), scored(1, 0.5)]

    assert best_of(entries, maximize=True) == entries[1]


@given(st.lists(st.floats(0, 1), min_size=1), st.booleans())
def test_no_score_is_better_than_the_one_that_stands(scores, maximize) -> None:
    entries = [scored(number, value) for number, value in enumerate(scores)]

    best = best_of(entries, maximize=maximize)

    assert best is not None
    assert best.public == (max(scores) if maximize else min(scores))


def test_without_a_choice_the_public_best_is_ranked_privately() -> None:
    entries = [scored(1, 0.4, private=0.9), scored(2, 0.6, private=0.1)]

    assert privately_best_of(entries, maximize=True) == entries[1]


def test_of_what_is_chosen_the_private_best_is_ranked() -> None:
    entries = [
        scored(1, 0.4, private=0.9, chosen=True),
        scored(2, 0.6, private=0.1, chosen=True),
        scored(3, 0.5, private=1.0),
    ]

    assert privately_best_of(entries, maximize=True) == entries[0]
