"""The sentence of a letter holds its numbers, and following them gives the letter."""

from dataclasses import replace

import pytest

from grading.derivation.curve_words import curve_in_words
from grading.derivation.letter import letter_steps
from grading.policy.curves import CurveRule
from tests.grading.policy.curving import RULES, SCALE, curve

CLASS = [90, 80, 70, 60]


def told(value, rule, *, outside=(), track=None):
    """Return the sentences for somebody of CLASS, or for an outsider with *value*."""
    values = [*CLASS, value]
    made = curve(values, rule, outside=[4, *outside], track=track)
    steps = letter_steps(made, 4, value=value, scale=SCALE, curve=rule)
    return " ".join(step.text for step in steps)


def test_the_plain_scale():
    assert told(82.5, None) == "82.5 reaches 80, that is B."


def test_below_every_threshold():
    assert told(-1, None) == "-1 is below every threshold: F."


def test_the_share_of_who_is_better():
    assert told(85, RULES["quantile"]) == (
        "1 of the 4 students on letter basis has more than 85: 1 / 4 = 0.25 is below"
        " 0.3, the share of A."
    )


def test_an_outsider_below_everybody():
    assert told(10, RULES["quantile"]).endswith("the last letter that has one, C.")


def test_standard_deviations():
    rule = replace(RULES["zscore"], per_track=True)

    assert told(75, rule, track=["u"] * 5) == (
        "The students on letter basis of the track have a mean of 75 and a standard"
        " deviation of 11.180339887498949: (75 − 75) / 11.180339887498949 = 0, which"
        " reaches 0, that is B."
    )


def test_no_threshold_is_reached():
    assert told(10, RULES["zscore"]).endswith("which reaches no threshold: F.")


def test_the_straight_line():
    assert told(90, RULES["linear"]) == (
        "The median 75 of the students on letter basis becomes 75 and their maximum 90"
        " becomes 95; on that line 90 is 95. 95 reaches 90, that is A."
    )


def test_points_added():
    assert told(80, RULES["add"]) == (
        "The mean 75 of the students on letter basis becomes 80: 80 + (5) = 85."
        " 85 reaches 80, that is B."
    )


def test_points_added_up_to_the_cap():
    assert "Adding stops at 100, so it is 100." in told(98, RULES["add"])


def test_the_floor_says_so():
    rule = replace(RULES["zscore"], thresholds={"A": 3}, floor=True)

    assert told(81, rule).endswith(
        "A curve never gives less than the plain scale: 81 reaches 80, that is B."
    )


def test_nobody_to_curve_by():
    assert told(81, RULES["zscore"], outside=range(4)).startswith("Nobody is there")


def test_without_a_letter_there_is_nothing_to_tell():
    assert told(float("nan"), RULES["add"]) == ""


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, "By the plain scale."),
        (RULES["quantile"], "better: A below 0.3, B below 0.6 and C below 1."),
        (RULES["zscore"], "the mean: A from 1, B from 0 and C from -1."),
        (RULES["linear"], "median to 75 and the maximum to 95"),
        (RULES["add"], "moved to 80, adding up to 100 at most"),
        (CurveRule(per_track=True), "Each track by itself."),
        (CurveRule(floor=True), "Never worse than by the plain scale."),
    ],
)
def test_a_rule_in_words(rule, words):
    assert words in curve_in_words(rule)
