"""The methods of policies.md section 8 by hand-worked numbers."""

import numpy as np
import pytest

from grading.policy.curves import CurveRule, letters_by, rule_of
from tests.grading.policy.curving import RULES, SCALE, curve, letters_of

NAN = float("nan")


def test_without_a_curve_the_plain_scale_holds():
    assert letters_of([95, 80, 79.9, 10, NAN], None) == "ABCF."


def test_letters_by_is_a_list_of_letters():
    letters = letters_by(
        np.array([95.0, NAN]),
        scale=SCALE,
        curve=None,
        population=np.array([True, True]),
        track=[None, None],
    )

    assert letters == ["A", None]


def test_quantile_counts_who_is_strictly_better():
    # percentiles 0, .1, .2, .3 …: three tenths are A, as the fourth's 0.3 is no less.
    values = [99, 98, 97, 96, 95, 94, 93, 92, 91, 90]

    assert letters_of(values, RULES["quantile"]) == "AAABBBCCCC"


def test_quantile_gives_equal_totals_the_better_letter_of_the_tie():
    values = [99, 98, 90, 90, 90, 90, 50, 40, 30, 20]

    assert letters_of(values, RULES["quantile"]) == "AAAAAACCCC"


def test_quantile_shares_are_met_only_from_below_by_over_1e_12():
    rule = CurveRule(method="quantile", shares={"A": 1 / 3, "B": 1})

    # 1/3 of three is 0.333…: the second student's percentile is the share itself.
    assert letters_of([3, 2, 1], rule) == "ABB"


def test_quantile_reads_the_order_of_the_shares_off_their_values():
    lost = CurveRule(method="quantile", shares={"C": 1, "A": 0.3, "B": 0.6})

    assert letters_of(range(10), lost) == letters_of(range(10), RULES["quantile"])


def test_quantile_judges_an_outsider_without_counting_them():
    # Of four, two are better than 85: 0.5 is below B's 0.6; among five it were 0.4.
    rule = CurveRule(method="quantile", shares={"A": 0.45, "B": 0.6, "C": 1})

    assert letters_of([95, 90, 80, 70, 85], rule, outside=[4])[4] == "B"


def test_quantile_gives_an_outsider_below_everybody_the_last_share():
    assert letters_of([95, 90, 10], RULES["quantile"], outside=[2])[2] == "C"


def test_zscore_measures_in_population_deviations_from_the_mean():
    # mean 80, population sd 10: z = 1, 0, -1 reach their thresholds exactly.
    made = curve([90, 90, 70, 70, 80, 55], RULES["zscore"], outside=[4, 5])

    assert made.z.tolist() == [1, 1, -1, -1, 0, -2.5]
    assert "".join(made.letter) == "AACCBF"


def test_zscore_puts_everybody_at_0_without_any_spread():
    assert letters_of([50, 50, 50, 99], RULES["zscore"], outside=[3]) == "BBBB"


def test_zscore_takes_noise_of_1e_9_for_no_spread():
    assert letters_of([50, 50 + 1e-10, 50], RULES["zscore"]) == "BBB"


def test_linear_takes_the_median_and_the_maximum_to_their_places():
    # median (60 + 70) / 2 = 65 → 75, maximum 75 → 95: two points per point.
    made = curve([75, 70, 60, 40], RULES["linear"])

    assert made.points.tolist() == pytest.approx([95, 85, 65, 25], abs=1e-9)
    assert "".join(made.letter) == "ABDF"


def test_linear_is_not_capped():
    made = curve([80, 60, 40, 100], RULES["linear"], outside=[3])

    assert made.points[3] == pytest.approx(115)


def test_linear_shifts_where_the_median_is_the_maximum():
    made = curve([70, 70, 70, 60], RULES["linear"])

    assert made.points.tolist() == [95, 95, 95, 85]


def test_add_moves_the_mean():
    made = curve([90, 60, 60], RULES["add"])

    assert made.points.tolist() == [100, 70, 70]


def test_add_stops_at_the_cap_and_takes_nobody_down_to_it():
    made = curve([98, 40, 104], RULES["add"], outside=[2])

    assert made.points.tolist() == [100, 51, 104]


def test_add_takes_away_without_a_cap_where_the_mean_is_above():
    made = curve([120, 60], CurveRule(method="add", mean_to=80, cap=70))

    assert made.points.tolist() == [110, 50]


def test_the_floor_keeps_the_letter_of_the_plain_scale():
    rule = CurveRule(method="quantile", shares={"A": 0.5, "B": 1}, floor=True)
    made = curve([99, 98, 97, 50], rule)

    assert "".join(made.letter) == "AAAB"
    assert made.floored.tolist() == [False, False, True, False]


def test_each_track_can_be_a_population_by_itself():
    rule = CurveRule(method="quantile", shares={"A": 0.5, "B": 1}, per_track=True)

    assert letters_of([90, 80, 70, 60], rule, track=["u", "u", "g", "g"]) == "ABAB"


def test_an_outsider_is_judged_among_their_own_track():
    rule = CurveRule(method="quantile", shares={"A": 0.5, "B": 1}, per_track=True)
    tracks = ["u", "u", "g", "g", "g"]

    assert letters_of([90, 80, 70, 60, 75], rule, track=tracks, outside=[4])[4] == "A"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_an_empty_population_leaves_the_plain_scale(rule):
    made = curve([95, 20], rule, outside=[0, 1])

    assert "".join(made.letter) == "AF"
    assert made.by_plain.all()


def test_one_of_an_empty_track_is_judged_by_the_plain_scale():
    rule = CurveRule(method="linear", median_to=50, max_to=60, per_track=True)

    assert letters_of([95, 95], rule, track=["u", "g"], outside=[1]) == "DA"


@pytest.mark.parametrize(
    ("method", "letter"),
    [("scale", "F"), ("quantile", "A"), ("zscore", "B"), ("linear", "A"), ("add", "B")],
)
def test_a_population_of_one(method, letter):
    assert letters_of([50], RULES[method]) == letter


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_without_a_total_there_is_no_letter(rule):
    assert letters_of([95, NAN, 60], rule)[1] == "."


def test_a_population_member_without_a_total_is_not_counted():
    rule = CurveRule(method="quantile", shares={"A": 0.4, "B": 1})

    assert letters_of([95, 90, NAN, NAN], rule) == "AB.."


def test_a_course_file_is_read_as_a_rule():
    document = {"method": "add", "mean_to": 78, "per_track": True, "floor": "scale"}

    assert rule_of(document) == CurveRule(
        method="add", mean_to=78, per_track=True, floor=True
    )


def test_a_course_file_without_a_curve_has_no_rule():
    assert rule_of(None) is None
