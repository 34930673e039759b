"""What each metric measures and how it is computed, for the students it judges."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from leaderboard.metrics.expectations import expectation


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One sentence on what a metric says, and its formula in plain signs.

    ``file`` tells what a submission holds, where that is not plain.
    """

    meaning: str
    formula: str
    file: str = ""


def _of(meaning: str, formula: str) -> Explanation:
    return Explanation(meaning=meaning, formula=formula)


EXPLANATIONS: Mapping[str, Explanation] = {
    "accuracy": _of("The share of rows whose label is right.", "right rows ÷ all rows"),
    "balanced_accuracy": _of(
        "The share of right rows within each true class, averaged over the classes, so "
        "that a rare class weighs as much as a common one.",
        "mean over classes of (right rows of the class ÷ rows of the class)",
    ),
    "f1_macro": _of(
        "Precision and recall of each class in one number, averaged over the classes.",
        "mean over classes of 2·TP ÷ (2·TP + FP + FN)",
    ),
    "f1_micro": _of(
        "Precision and recall in one number, counted over all rows together.",
        "2·ΣTP ÷ (2·ΣTP + ΣFP + ΣFN)",
    ),
    "f1_weighted": _of(
        "Precision and recall of each class in one number, averaged by how often the "
        "class occurs.",
        "Σ rows of class × F1 of class ÷ all rows",
    ),
    "precision": _of(
        "Of the rows predicted as a class, the share that is of it, averaged over the "
        "classes.",
        "mean over classes of TP ÷ (TP + FP)",
    ),
    "recall": _of(
        "Of the rows of a class, the share predicted as it, averaged over the classes.",
        "mean over classes of TP ÷ (TP + FN)",
    ),
    "top_k_accuracy": _of(
        "The share of rows whose true label is among your k best guesses.",
        "rows with the true label in the first k ÷ all rows",
    ),
    "roc_auc": _of(
        "How likely a random positive row is scored above a random negative one; 0.5 is "
        "chance.",
        "P(score of a positive > score of a negative) + ½ P(equal)",
    ),
    "average_precision": _of(
        "The area under the curve of precision against recall.",
        "Σ (Rₙ − Rₙ₋₁) · Pₙ",
    ),
    "map_at_k": _of(
        "How early the right answers stand in your list of k, averaged over the rows.",
        "mean over rows of Σ P(i)·rel(i) ÷ min(k, relevant)",
    ),
    "log_loss": _of(
        "How surprised your probabilities are by the truth; being sure and wrong costs "
        "most.",
        "− mean of ln(probability of the true class)",
    ),
    "rmse": _of(
        "The typical size of an error; large errors weigh more.",
        "√ mean of (prediction − truth)²",
    ),
    "rmsle": _of(
        "The typical relative error; too low costs more than too high.",
        "√ mean of (ln(1 + prediction) − ln(1 + truth))²",
    ),
    "mae": _of("The mean size of an error.", "mean of |prediction − truth|"),
    "weighted_mae": _of(
        "The mean size of an error, each row by its weight.",
        "mean of weight × |prediction − truth|",
    ),
    "r2": _of(
        "The share of the variance that you explain; 0 is as good as always saying the "
        "mean.",
        "1 − Σ(truth − prediction)² ÷ Σ(truth − mean)²",
    ),
    "pearson": _of(
        "How close predictions and truth lie to a straight line.",
        "cov(prediction, truth) ÷ (sd · sd)",
    ),
    "spearman": _of(
        "How well the order of your predictions agrees with the order of the truth.",
        "Pearson correlation of the ranks",
    ),
    "kappa": _of(
        "Agreement beyond what chance would give; 0 is chance.",
        "(pₒ − pₑ) ÷ (1 − pₑ)",
    ),
    "kappa_quadratic": _of(
        "Agreement beyond chance, where an answer further off costs by the square of "
        "the distance.",
        "1 − Σ (i − j)² · observed ÷ Σ (i − j)² · expected by chance",
    ),
    "levenshtein": _of(
        "How many characters must be inserted, deleted or replaced to turn your text "
        "into the true one, averaged over the rows. Nothing is stripped.",
        "mean over rows of edits(prediction, truth)",
    ),
    "levenshtein_normalised": _of(
        "The edits from your text to the true one, relative to the longer of the two, "
        "averaged over the rows.",
        "mean over rows of edits ÷ length of the longer",
    ),
    "cer": _of(
        "The character edits over the whole test set, relative to the true characters.",
        "Σ character edits ÷ Σ true characters",
    ),
    "wer": _of(
        "The word edits over the whole test set, relative to the true words.",
        "Σ word edits ÷ Σ true words",
    ),
    "eer": _of(
        "The error at the threshold where as many impostors are taken as true pairs are "
        "turned away.",
        "false acceptance rate = false rejection rate",
    ),
    "custom": _of(
        "The course's staff wrote this metric; ask them what it rewards.",
        "score(truth, predictions)",
    ),
}
_DIVIDED_BY_WEIGHTS = "Σ weight × |prediction − truth| ÷ Σ weights"


def explain(name: str, *, options: Mapping[str, Any], columns: int) -> Explanation:
    """Explain a metric as a competition with that many target *columns* uses it."""
    found = EXPLANATIONS[name]
    formula = found.formula
    if options.get("normalise") == "weights":
        formula = _DIVIDED_BY_WEIGHTS
    if "k" in options:
        formula = f"{formula}, k = {options['k']}"
    return replace(found, formula=formula, file=expectation(name, columns=columns))
