import pytest

from courseops.rules_text import sentences


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (None, "Nothing counts after the deadline."),
        ({"kind": "refuse"}, "Nothing counts after the deadline."),
        ({"kind": "slack_or_late", "late_factor": 0.8}, "counts × 0.8 as late"),
        ({"kind": "slack_or_late"}, "counts × 0.9 as late"),
        ({"kind": "free_days", "per_extra_day": 0.25}, "each further day costs 25%"),
        (
            {"kind": "percent_per_day", "per_day": 0.1, "max_days": 3},
            "costs 10% of the possible mark, for at most 3 days.",
        ),
        (
            {"kind": "percent_per_day", "per_day": 0.1, "of": "mark", "floor": 40},
            "costs 10% of the mark, never below 40 for lateness alone.",
        ),
        ({"kind": "none"}, "costs nothing"),
    ],
)
def test_each_late_policy_is_told_with_its_numbers(policy, told):
    (sentence,) = sentences(late_policy=policy, has_early=False, bonus=None)

    assert told in sentence


@pytest.mark.parametrize("kind", ["refuse", "slack_or_late", "none"])
def test_an_early_deadline_is_told_with_its_factor(kind):
    told = sentences(
        late_policy={"kind": kind, "early_factor": 0.85}, has_early=True, bonus=None
    )

    assert "multiplied by 0.85" in told[1]


def test_a_bonus_is_told():
    told = sentences(late_policy=None, has_early=False, bonus=5.0)

    assert "earns 5 points on top of 100" in told[1]
