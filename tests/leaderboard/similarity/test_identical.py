"""Who handed in the same file, or the same predictions."""

import numpy as np

from leaderboard.similarity.identical import Entry, Identical, identical


def entry(student, submission, file, predictions):
    return Entry(
        student=student,
        submission=submission,
        file=file,
        predictions=predictions.encode(),
    )


def everybody(students=4):
    return ~np.eye(students, dtype=bool)


def test_the_same_file_comes_before_the_same_predictions():
    entries = [
        entry(0, 1, "a", "p"),
        entry(1, 2, "b", "p"),
        entry(2, 3, "c", "q"),
        entry(3, 4, "c", "q"),
    ]

    assert identical(entries, apart=everybody()) == [
        Identical(one=2, other=3, file=True, submissions=[(3, 4)]),
        Identical(one=0, other=1, file=False, submissions=[(1, 2)]),
    ]


def test_a_pair_is_named_once_with_all_that_is_the_same():
    entries = [
        entry(0, 1, "a", "p"),
        entry(0, 2, "b", "q"),
        entry(1, 3, "c", "p"),
        entry(1, 4, "b", "q"),
    ]

    assert identical(entries, apart=everybody()) == [
        Identical(one=0, other=1, file=True, submissions=[(2, 4), (1, 3)])
    ]


def test_members_of_a_team_may_hand_in_the_same():
    apart = everybody()
    apart[0, 1] = apart[1, 0] = False

    entries = [entry(0, 1, "a", "p"), entry(1, 2, "a", "p")]

    assert identical(entries, apart=apart) == []
