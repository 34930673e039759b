"""The metrics that a course file may name: titles, directions and options.

The list of course-file.md. What computes them is registered elsewhere; a course may
name a metric before anything computes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Direction = Literal["maximize", "minimize"]


@dataclass(frozen=True, kw_only=True)
class WholeNumber:
    """An option that has to be given: a whole number, at least 1."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option that may be given: one of ``words``."""

    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a course file needs to know about a metric.

    ``direction`` tells which scores are better unless the course file overrides it.
    A ``weighted`` metric needs the solution's weight column; no other takes one.
    """

    name: str
    title: str
    direction: Direction
    options: Mapping[str, WholeNumber | Choice] = field(
        default_factory=lambda: MappingProxyType({})
    )
    weighted: bool = False


def _up(name: str, title: str, **options: WholeNumber | Choice) -> Entry:
    return Entry(name=name, title=title, direction="maximize", options=options)


def _down(name: str, title: str) -> Entry:
    return Entry(name=name, title=title, direction="minimize")


CATALOGUE: Mapping[str, Entry] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            _up("accuracy", "Accuracy"),
            _up("balanced_accuracy", "Balanced accuracy"),
            _up("f1_macro", "F1, mean over classes"),
            _up("f1_micro", "F1 over all rows"),
            _up("f1_weighted", "F1, classes weighted by size"),
            _up("precision", "Precision"),
            _up("recall", "Recall"),
            _up("top_k_accuracy", "Top-k accuracy", k=WholeNumber()),
            _up("roc_auc", "Area under the ROC curve"),
            _up("average_precision", "Average precision"),
            _up("map_at_k", "Mean average precision at k", k=WholeNumber()),
            _down("log_loss", "Log loss"),
            _down("rmse", "Root mean squared error"),
            _down("rmsle", "Root mean squared logarithmic error"),
            _down("mae", "Mean absolute error"),
            Entry(
                name="weighted_mae",
                title="Weighted mean absolute error",
                direction="minimize",
                options={"normalise": Choice(words=("weights",))},
                weighted=True,
            ),
            _up("r2", "Coefficient of determination"),
            _up("pearson", "Pearson correlation"),
            _up("spearman", "Spearman rank correlation"),
            _up("kappa", "Cohen's kappa"),
            _up("kappa_quadratic", "Quadratic weighted kappa"),
            _down("levenshtein", "Mean edit distance"),
            _down("levenshtein_normalised", "Mean normalised edit distance"),
            _down("cer", "Character error rate"),
            _down("wer", "Word error rate"),
            _down("eer", "Equal error rate"),
        )
    }
)
