import pytest

from leaderboard.cutoffs import in_order, next_letter, places

CUTOFFS = {"A": 0.72, "B": 0.66, "C": 0.53, "D": 0.30, "F": 0}
DISTANCES = {"A": 7, "B": 10, "C": 15, "D": 20, "F": 30}


def accuracy():
    return in_order(CUTOFFS, marks=None, minimize=False)


def drawn(scores, *, cutoffs=None, minimize=False, is_first=True, following=None):
    return [
        "".join(row.letter for row in rows)
        for rows in places(
            scores,
            cutoffs=cutoffs or accuracy(),
            minimize=minimize,
            is_first=is_first,
            following=following,
        )
    ]


def test_cutoffs_go_from_the_best_letter_to_the_worst_whatever_their_stored_order():
    shuffled = {letter: CUTOFFS[letter] for letter in "FADCB"}

    rows = in_order(shuffled, marks=None, minimize=False)

    assert [(row.letter, row.mark) for row in rows] == [
        ("A", 100),
        ("B", 80),
        ("C", 60),
        ("D", 40),
        ("F", 0),
    ]


def test_cutoffs_of_a_distance_begin_with_the_lowest():
    rows = in_order(DISTANCES, marks=None, minimize=True)

    assert [row.letter for row in rows] == ["A", "B", "C", "D", "F"]


def test_marks_of_the_course_file_replace_the_usual_ones():
    rows = in_order({"A": 1.0, "P": 0.5, "F": 0}, marks={"P": 70}, minimize=False)

    assert [(row.letter, row.mark) for row in rows] == [("A", 100), ("P", 70), ("F", 0)]


def test_cutoffs_that_are_not_posted_are_none():
    assert in_order(None, marks=None, minimize=False) == []


def test_each_line_stands_below_the_scores_that_reach_it():
    assert drawn([0.8, 0.72, 0.6, 0.1]) == ["", "", "AB", "CD", ""]


def test_lines_of_a_distance_stand_below_the_lower_scores():
    cutoffs = in_order(DISTANCES, marks=None, minimize=True)

    assert drawn([6.0, 12.0], cutoffs=cutoffs, minimize=True) == ["", "AB", "CD"]


def test_lines_that_nobody_reaches_stand_on_top():
    assert drawn([0.1]) == ["ABCD", ""]


@pytest.mark.parametrize(
    ("first", "second"), [([0.8, 0.7], [0.6, 0.1]), ([0.8, 0.74], [0.73, 0.1])]
)
def test_a_board_in_two_pages_draws_each_line_once(first, second):
    pages = [
        *drawn(first, following=second[0]),
        *drawn(second, is_first=False),
    ]

    assert sorted("".join(pages)) == ["A", "B", "C", "D"]


def test_the_next_letter_is_the_nearest_one_not_reached():
    ahead = next_letter(0.6, cutoffs=accuracy(), minimize=False)

    assert ahead is not None
    assert ahead.letter == "B"
    assert ahead.gap == pytest.approx(0.06)


def test_the_gap_of_a_distance_is_positive_too():
    cutoffs = in_order(DISTANCES, marks=None, minimize=True)

    ahead = next_letter(12.0, cutoffs=cutoffs, minimize=True)

    assert ahead is not None
    assert (ahead.letter, ahead.gap) == ("B", 2.0)


def test_nothing_is_ahead_of_an_a():
    assert next_letter(0.72, cutoffs=accuracy(), minimize=False) is None
