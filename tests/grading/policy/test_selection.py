"""Which submissions may be graded (policies.md section 3, point 0)."""

from dataclasses import replace

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
        possible=np.full(len(table), np.nan),
        chosen=np.zeros(len(table), dtype=bool),
        reference=table[:, 3].astype(np.int64),
    )
    ordered = selection.sort(unsorted)
    counts = np.array([rows[i][3] for i in ordered.reference], dtype=bool)
    return ordered, counts


def graded(rows, selection_rule, chosen=()):
    """Return, per student, the references of what may be graded."""
    submissions, counts = columns(rows)
    submissions = replace(submissions, chosen=np.isin(submissions.reference, chosen))
    found = selection.may_be_graded(submissions, counts, selection_rule, size=5)
    return [
        sorted(submissions.reference[found & (submissions.student == s)].tolist())
        for s in range(5)
    ]


def counting(rows, student):
    return [(i, row) for i, row in enumerate(rows) if row[0] == student and row[3]]


@given(rows)
def test_latest_is_the_last_received(rows):
    assert graded(rows, "latest") == [
        [max(mine, key=lambda item: (item[1][1], item[0]))[0]] if mine else []
        for mine in (counting(rows, s) for s in range(5))
    ]


@given(rows)
def test_first_is_the_one_received_before_all_others(rows):
    assert graded(rows, "first") == [
        [min(mine, key=lambda item: (item[1][1], item[0]))[0]] if mine else []
        for mine in (counting(rows, s) for s in range(5))
    ]


@given(rows)
def test_best_leaves_all_that_count(rows):
    assert graded(rows, "best") == [[i for i, _ in counting(rows, s)] for s in range(5)]


@given(rows, st.sets(st.integers(0, 39)))
def test_chosen_leaves_what_the_student_chose_else_all(rows, chosen):
    expected = []
    for s in range(5):
        mine = {i for i, row in enumerate(rows) if row[0] == s}
        may = [i for i, _ in counting(rows, s)]
        expected.append([i for i in may if i in chosen] if mine & chosen else may)

    assert graded(rows, "chosen", list(chosen)) == expected


@given(rows, st.randoms(use_true_random=False))
def test_the_order_in_which_rows_arrive_does_not_matter(rows, random):
    submissions, _ = columns(rows)
    order = list(range(len(rows)))
    random.shuffle(order)

    again = selection.sort(submissions.of(np.array(order, dtype=np.int64)))

    assert again.reference.tolist() == submissions.reference.tolist()


@given(rows)
def test_count_counts_rows_of_each_student(rows):
    submissions, counts = columns(rows)

    assert submissions.runs.count(counts, size=5).tolist() == [
        sum(1 for row in rows if row[0] == s and row[3]) for s in range(5)
    ]
