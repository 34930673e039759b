"""The letters of docs/policies.md are those that the rules give."""

import pytest
import yaml

from grading.policy.curves import rule_of
from tests.grading.policy.curving import curve
from tests.grading.test_docs import table


@pytest.mark.parametrize(("document", "letters"), table("| curve | letters |"))
def test_letters_by_a_curve(document, letters):
    scale = {"A": 90, "B": 80, "C": 70, "F": 0}
    rule = rule_of(yaml.safe_load(document.strip("`")))

    made = curve([100, 90, 80, 40], rule, scale=scale)

    assert " ".join(made.letter) == letters
