"""Which submission counts (policies.md section 3, point 0)."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grading.policy import selection
from grading.policy.selection import Submissions

rows = st.lists(
    st.tuples(
        st.integers(0, 4),  # student
        st.integers(0, 20),  # received
        st.sampled_from([0.1, 0.2, 0.2 + 1e-10, 0.3]),
        st.booleans(),  # counts
    ),
    max_size=40,
)


def columns(rows):
    table = np.array(
        [(s, t, x, i) for i, (s, t, x, _) in enumerate(rows)], float
    ).reshape(-1, 4)
    unsorted = Submissions(
        student=table[:, 0].astype(np.int64),
        received=table[:, 1],
        raw=table[:, 2],
        reference=table[:, 3].astype(np.int64),
    )
    ordered = selection.sort(unsorted)
    counts = np.array([rows[i][3] for i in ordered.reference], dtype=bool)
    return ordered, counts


def references(submissions, chosen):
    return [None if row < 0 else int(submissions.reference[row]) for row in chosen]


def rule(rows, student, key):
    """Return the chosen row the slow way: the greatest *key* of those that count."""
    mine = [(i, row) for i, row in enumerate(rows) if row[0] == student and row[3]]
    return max(mine, key=key, default=(None,))[0]


@given(rows)
def test_latest_is_the_last_received(rows):
    submissions, counts = columns(rows)

    chosen = selection.latest(submissions, counts, size=5)

    assert references(submissions, chosen) == [
        rule(rows, s, lambda item: (item[1][1], item[0])) for s in range(5)
    ]


@given(rows)
def test_best_is_the_earliest_of_the_equal_best(rows):
    submissions, counts = columns(rows)

    chosen = selection.best(submissions, submissions.raw, counts, size=5, equal=1e-9)

    assert references(submissions, chosen) == [
        rule(rows, s, lambda item: (round(item[1][2], 6), -item[1][1], -item[0]))
        for s in range(5)
    ]


@given(rows, st.randoms(use_true_random=False))
def test_the_order_in_which_rows_arrive_does_not_matter(rows, random):
    submissions, _ = columns(rows)
    order = list(range(len(rows)))
    random.shuffle(order)
    shuffled = Submissions(
        student=submissions.student[order],
        received=submissions.received[order],
        raw=submissions.raw[order],
        reference=submissions.reference[order],
    )

    again = selection.sort(shuffled)

    assert again.reference.tolist() == submissions.reference.tolist()


@given(rows)
def test_count_counts_rows_of_each_student(rows):
    submissions, counts = columns(rows)

    assert selection.count(submissions, counts, size=5).tolist() == [
        sum(1 for row in rows if row[0] == s and row[3]) for s in range(5)
    ]
