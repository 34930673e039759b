"""What a submission's target columns hold for each metric, where names do not tell it."""

from collections.abc import Mapping

_SCORES = "any number, higher where 1 is likelier; only the order counts"
_EACH_COLUMN = "Each target column is scored by itself; the score is their mean."
_CONSTANT = "Where all predictions are the same there is no correlation: such a file is refused."

# For one target column.
ONE_COLUMN: Mapping[str, str] = {
    "top_k_accuracy": (
        "Each row holds your guesses with spaces between, the best first; what comes "
        "after the first k does not count."
    ),
    "map_at_k": (
        "Each row holds your guesses with spaces between, the best first; what comes "
        "after the first k does not count, nor does a guess given a second time."
    ),
    "roc_auc": f"Each row holds a score: {_SCORES}.",
    "average_precision": f"Each row holds a score: {_SCORES}.",
    "log_loss": "Each row holds the probability of 1: a number from 0 to 1.",
    "rmsle": "Every prediction must be above −1.",
    "pearson": _CONSTANT,
    "spearman": _CONSTANT,
    "kappa_quadratic": (
        "Labels are integers. i and j are places in the sorted list of all labels that "
        "occur, in the truth or in your file."
    ),
    "wer": "Words are what stands between spaces.",
    "eer": (
        "Each row holds a score: any number, higher where the two are rather the same; "
        "only the order counts."
    ),
}

# For several target columns.
SEVERAL_COLUMNS: Mapping[str, str] = {
    "accuracy": "A row is right if all its target columns are.",
    "top_k_accuracy": (
        "Each target column holds your score for one class; the highest k of a row are "
        "your guesses. Of equal scores the column further right goes first."
    ),
    "roc_auc": (
        f"Each target column holds the scores of one class: {_SCORES}. The score is the "
        "mean of the columns' areas."
    ),
    "average_precision": (
        f"Each target column holds the scores of one class: {_SCORES}. The score is the "
        "mean of the columns' precisions."
    ),
    "log_loss": (
        "Each target column holds the probability of one class, from 0 to 1; those of a "
        "row add up to 1 (within 0.001)."
    ),
    "rmse": _EACH_COLUMN,
    "rmsle": f"Every prediction must be above −1. {_EACH_COLUMN}",
    "mae": _EACH_COLUMN,
    "weighted_mae": _EACH_COLUMN,
    "r2": _EACH_COLUMN,
    "pearson": f"{_EACH_COLUMN} {_CONSTANT}",
    "spearman": f"{_EACH_COLUMN} {_CONSTANT}",
    "levenshtein": "The edits of a row's target columns add up.",
    "levenshtein_normalised": "A row has the mean of its target columns.",
    "cer": "All target columns count together.",
    "wer": "Words are what stands between spaces. All target columns count together.",
}


def expectation(name: str, *, columns: int) -> str:
    """Return what the files of metric *name* hold, empty where that is plain."""
    return (SEVERAL_COLUMNS if columns > 1 else ONE_COLUMN).get(name, "")
