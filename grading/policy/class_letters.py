"""The letters of a whole class: who is judged among whom (policies.md section 8)."""

from collections.abc import Mapping

import numpy as np

from grading.policy.book import Students
from grading.policy.columns import Bools, Floats
from grading.policy.curves import Curved, CurveRule, curved


def population(students: Students) -> Bools:
    """Tell who the curve looks at: active students on letter basis."""
    return np.array(
        [
            basis == "letter" and status == "active"
            for basis, status in zip(students.basis, students.status, strict=True)
        ],
        dtype=np.bool_,
    )


def without_auditors(values: Floats, students: Students) -> Floats:
    """Return the values that get a letter: NaN for auditors, who have none."""
    audits = np.array([basis == "audit" for basis in students.basis], dtype=np.bool_)
    return np.where(audits, np.nan, values)


def class_letters(
    values: Floats,
    students: Students,
    *,
    scale: Mapping[str, float],
    curve: CurveRule | None,
) -> Curved:
    """Return the letters of everybody with a value but auditors, and why."""
    return curved(
        without_auditors(values, students),
        scale=scale,
        curve=curve,
        population=population(students),
        track=students.track,
    )
