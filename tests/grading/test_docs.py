"""The numbers of docs/policies.md are those that the rules give."""

import re
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from grading import derivation
from grading.policy import cutoffs, drops, extra, late, weights, when
from grading.policy.bonus import bonus
from grading.policy.columns import State
from grading.policy.plan import Bonus

TEXT = (Path(settings.BASE_DIR) / "docs" / "policies.md").read_text()
HW1 = {"A": 0.72, "B": 0.66, "C": 0.53, "D": 0.30, "F": 0}


def table(header):
    """Return the rows of the table below *header*, as lists of cells."""
    rows = []
    for line in TEXT.split(header, 1)[1].splitlines()[2:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    assert rows
    return rows


@pytest.mark.parametrize(("after", "days"), table("| after the deadline | days late |"))
def test_days_late(after, days):
    seconds = float(after.removesuffix(" s"))

    assert when.days_late(np.array([seconds]), np.array([0.0]))[0] == int(days)


@pytest.mark.parametrize(("score", "mark"), table("| score | mark |"))
def test_marks_by_cutoffs(score, mark):
    known = cutoffs.table(HW1, maximize=True)

    assert cutoffs.marks(np.array([float(score)]), known)[0] == pytest.approx(
        float(mark), abs=1e-9
    )


@pytest.mark.parametrize(
    ("score", "mark"), table("| on-time score | mark with bonus |")
)
def test_bonus(score, mark):
    known = cutoffs.table(HW1, maximize=True)
    raw = np.array([float(score)])

    with_bonus = cutoffs.marks(raw, known) + bonus(raw, known, top=0.80, most=5.0)

    assert with_bonus[0] == pytest.approx(float(mark), abs=1e-9)


@pytest.mark.parametrize(
    ("candidate", "worth", "days"), table("| candidate | worth | slack days |")[1:]
)
def test_late_candidates(candidate, worth, days):
    value = late.late_mark(
        late.LateRule(kind="slack_or_late"),
        mark=np.array([100.0]),
        days=np.array([2.0]),
        slack=np.array([float(days)]),
    )

    assert value[0] == float(worth)


@pytest.mark.parametrize(
    ("earned", "drop", "left"), table("| earned of points | dropped | left |")
)
def test_drops_by_points(earned, drop, left):
    pairs = [tuple(map(float, pair.split("/"))) for pair in earned.split(", ")]
    marks = [np.array([100 * got / of]) for got, of in pairs]
    kept = drops.keep_highest_share(
        marks,
        [np.array([True])] * len(pairs),
        [of for _, of in pairs],
        np.array([len(pairs) - int(drop)]),
    )[:, 0]

    sums = np.array(pairs)[kept].sum(axis=0)

    assert sums.tolist() == list(map(float, left.split("/")))


@pytest.mark.parametrize(
    ("base", "points", "mark", "cap", "after"),
    table("| base | points | mark | cap | after |"),
)
def test_extra_credit(base, points, mark, cap, after):
    limit = when.NEVER if cap == "none" else float(cap)

    earned = extra.add(
        np.array([float(base)]),
        np.array([float(mark)]),
        Bonus(points=float(points), cap=limit),
    )

    assert earned.after[0] == float(after)


@pytest.mark.parametrize(
    ("formula", "value"), re.findall(r"(\([\d.×+ ]+\) / \d+) = ([\d.]+\d)", TEXT)
)
def test_formulas(formula, value):
    above, below = formula.split(" / ")
    terms = [tuple(map(float, t.split("×"))) for t in above.strip("()").split("+")]

    mean = weights.weighted_mean(
        [np.array([mark]) for _, mark in terms],
        [weight for weight, _ in terms],
        [np.array([True])] * len(terms),
        size=1,
    )[0]

    assert sum(weight for weight, _ in terms) == float(below)
    assert mean == pytest.approx(float(value), abs=1e-9)


def test_every_state_is_named():
    for state in State:
        assert f"`{state.name.lower()}`" in TEXT


def test_every_rule_of_a_step_is_named():
    folder = Path(derivation.__file__).parent
    source = "\n".join(path.read_text() for path in folder.glob("*.py"))
    rules = set(re.findall(r'rule="(\w+)"', source)) | {"weights", "points"}

    assert not [rule for rule in rules if f"`{rule}`" not in TEXT]


@pytest.mark.parametrize("command", ["regrade", "explain", "exportgrades"])
def test_every_command_is_named(command):
    assert f"`{command}" in TEXT
