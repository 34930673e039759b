"""A page explains a metric as its competition uses it."""

from leaderboard.metrics.catalogue import CATALOGUE
from leaderboard.metrics.expectations import ONE_COLUMN, SEVERAL_COLUMNS
from leaderboard.metrics.explanations import explain


def test_the_options_stand_in_the_formula() -> None:
    guesses = explain("top_k_accuracy", options={"k": 5}, columns=1)
    weighted = explain("weighted_mae", options={"normalise": "weights"}, columns=1)

    assert guesses.formula.endswith(", k = 5")
    assert weighted.formula == "Σ weight × |prediction − truth| ÷ Σ weights"


def test_what_a_file_holds_depends_on_its_columns() -> None:
    one, several = (
        explain("log_loss", options={}, columns=columns).file for columns in (1, 3)
    )

    assert one == "Each row holds the probability of 1: a number from 0 to 1."
    assert several.startswith("Each target column holds the probability of one class")


def test_a_plain_file_needs_no_words() -> None:
    assert explain("accuracy", options={}, columns=1).file == ""


def test_files_of_several_columns_are_explained_where_there_may_be_any() -> None:
    several = {name for name, entry in CATALOGUE.items() if not entry.one_column}

    assert set(SEVERAL_COLUMNS) == several - {"custom"}
    assert set(ONE_COLUMN) <= set(CATALOGUE)
