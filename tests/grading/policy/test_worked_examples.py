"""The worked examples of docs/policies.md, by the product and by the plain loop."""

import pytest

from tests.reference.small import (
    WAYS,
    a_class,
    a_competition,
    a_course,
    handed_in,
    second,
)

EARLY = second("2020-09-16 23:59:59")
ON_TIME = second("2020-09-27 23:59:59")
DAY = 24 * 3600

# Submissions (score, seconds around the deadline), slack left, chosen, days, mark.
ROWS = [
    ([(0.69, EARLY - ON_TIME)], 7, "on_time", 0, 90),
    ([(0.76, EARLY - ON_TIME)], 7, "on_time", 0, 102.5),
    ([(0.80, 0)], 7, "on_time", 0, 94.5),
    ([(0.30, EARLY - ON_TIME), (0.66, 2 * DAY)], 7, "slack", 2, 80),
    ([(0.69, EARLY - ON_TIME), (0.72, 8 * DAY)], 7, "on_time", 0, 90),
    ([(0.66, EARLY - ON_TIME), (0.72, 8 * DAY)], 7, "late", 0, 90),
    ([(0.00, EARLY - ON_TIME), (0.72, 1)], 0, "late", 0, 90),
    ([(0.00, EARLY - ON_TIME), (0.72, 1)], 1, "slack", 1, 100),
    ([(0.15, EARLY - ON_TIME)], 7, "on_time", 0, 20),
    ([], 7, "none", 0, 0),
]


@pytest.mark.django_db
@pytest.mark.parametrize("graded", WAYS)
@pytest.mark.parametrize(("submissions", "slack", "window", "days", "mark"), ROWS)
def test_worked_example(tmp_path, graded, submissions, slack, window, days, mark):
    document = a_course(
        a_competition(
            early="2020-09-16", on_time="2020-09-27", late="2020-10-18", bonus=5,
            late_policy={"kind": "slack_or_late"},
        ),
        slack={"days": slack},
    )  # fmt: skip
    work = [
        handed_in("alice", "hw", ON_TIME + after, score) for score, after in submissions
    ]
    top = handed_in("bob", "hw", ON_TIME, 0.80)

    students = graded(
        tmp_path, document, a_class("alice", "bob", submissions=[*work, top])
    )

    found = students["alice"]["components"]["hw"]
    assert (found["window"], found["slack_used"]) == (window, days)
    assert found["mark"] == pytest.approx(mark, abs=1e-9)
