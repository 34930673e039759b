"""The metrics that a course file may name: titles, directions and options.

The list of course-file.md. What computes them is in :mod:`leaderboard.metrics.registry`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

Direction = Literal["maximize", "minimize"]
# A metric that staff wrote as a Python file.
CUSTOM = "custom"


@dataclass(frozen=True, kw_only=True)
class WholeNumber:
    """An option that has to be given: a whole number, at least 1."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option that may be given, or has to be if ``required``: one of ``words``."""

    words: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a course file needs to know about a metric.

    ``direction`` tells which scores are better unless the course file overrides it;
    None asks the course file for it. A ``weighted`` metric needs the solution's weight
    column; no other takes one, but one that ``may_weigh``. With ``one_column`` there is
    no meaning to several target columns.
    """

    name: str
    title: str
    direction: Direction | None
    options: Mapping[str, WholeNumber | Choice] = field(
        default_factory=lambda: MappingProxyType({})
    )
    weighted: bool = False
    may_weigh: bool = False
    one_column: bool = False


def _up(name: str, title: str, **options: WholeNumber | Choice) -> Entry:
    return Entry(name=name, title=title, direction="maximize", options=options)


def _single(name: str, title: str, **options: WholeNumber | Choice) -> Entry:
    return replace(_up(name, title, **options), one_column=True)


def _down(name: str, title: str) -> Entry:
    return Entry(name=name, title=title, direction="minimize")


CATALOGUE: Mapping[str, Entry] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            _up("accuracy", "Accuracy"),
            _single("balanced_accuracy", "Balanced accuracy"),
            _single("f1_macro", "F1, mean over classes"),
            _single("f1_micro", "F1 over all rows"),
            _single("f1_weighted", "F1, classes weighted by size"),
            _single("precision", "Precision"),
            _single("recall", "Recall"),
            _up("top_k_accuracy", "Top-k accuracy", k=WholeNumber()),
            _up("roc_auc", "Area under the ROC curve"),
            _up("average_precision", "Average precision"),
            _single("map_at_k", "Mean average precision at k", k=WholeNumber()),
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
            _single("kappa", "Cohen's kappa"),
            _single("kappa_quadratic", "Quadratic weighted kappa"),
            _down("levenshtein", "Mean edit distance"),
            _down("levenshtein_normalised", "Mean normalised edit distance"),
            _down("cer", "Character error rate"),
            _down("wer", "Word error rate"),
            Entry(
                name="eer",
                title="Equal error rate",
                direction="minimize",
                one_column=True,
            ),
            Entry(
                name=CUSTOM,
                title="A metric of the course's own",
                direction=None,
                options={
                    "reads": Choice(words=("labels", "numbers", "texts"), required=True)
                },
                may_weigh=True,
            ),
        )
    }
)
