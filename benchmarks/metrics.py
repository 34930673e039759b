"""How long the metrics take next to the libraries that are their oracles.

``python -m benchmarks.metrics [ROWS]`` makes random data (seeded), asserts that both sides
give the same score to 1e-9, and only then measures: every method once per round, in turn,
in one process and thread, after a warm-up. Printed are the medians of the CPU time, and
median, least and most of the ratios of the rounds.
"""

import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import rapidfuzz
import sklearn  # noqa: TID253 - this is no web process
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist
from sklearn import metrics as peers  # noqa: TID253 - this is no web process

from leaderboard.metrics.registry import metric_of

ROWS = 1_000_000
PAIRS = 2_000
ROUNDS = 9
Method = Callable[[], float]


class Race(NamedTuple):
    """Ours against a library's way; *goal* is how many times faster, or slower, we are."""

    title: str
    ours: Method
    theirs: Method
    goal: str
    is_bound: bool = False


def main(rows: int) -> None:
    """Measure and print; the goals are in the last column."""
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, "
        f"scikit-learn {sklearn.__version__}, rapidfuzz {rapidfuzz.__version__}; "
        f"{ROUNDS} rounds, medians of CPU time"
    )
    print(f"\n{rows} rows, scikit-learn ÷ ours")
    for race in (*of_labels(rows), *of_scores(rows)):
        run(race)
    print(
        f"\n{PAIRS} pairs of texts of 50 to 500 characters, ours ÷ rapidfuzz's cpdist"
    )
    for share in (0.1, 0.4):
        for race in of_texts(share):
            run(race)


def score(name: str, truth: np.ndarray, predicted: np.ndarray) -> Method:
    """Return a method that computes a metric as the worker does."""
    metric = metric_of(name, {}, ["target"])
    return lambda: metric.scores(truth=[truth], predicted=[predicted], parts=[None])[0]


def of_labels(rows: int) -> list[Race]:
    """Ten classes, four in five rows right; the truth as a prepared solution has it."""
    random = np.random.default_rng(1)
    truth = random.integers(0, 10, rows)
    found = np.where(random.random(rows) < 0.8, truth, random.integers(0, 10, rows))
    kept = truth.astype(np.uint8)
    return [
        Race(
            "accuracy",
            score("accuracy", kept, found),
            lambda: peers.accuracy_score(truth, found),
            "20",
        ),
        Race(
            "f1_macro",
            score("f1_macro", kept, found),
            lambda: peers.f1_score(truth, found, average="macro"),
            "30",
        ),
    ]


def of_scores(rows: int) -> list[Race]:
    """Scores of two overlapping classes with ties (four decimals), and without."""
    random = np.random.default_rng(2)
    truth = random.integers(0, 2, rows)
    exact = random.normal(size=rows) + truth
    kept, chances = truth.astype(float), 1 / (1 + np.exp(-exact))
    races = [
        Race(
            "log_loss",
            score("log_loss", kept, chances),
            lambda: peers.log_loss(truth, y_proba=chances),
            "8",
        )
    ]
    for title, found in (("ties", np.round(exact, 4)), ("no ties", exact)):
        races.append(
            Race(
                f"roc_auc, {title}",
                score("roc_auc", kept, found),
                lambda found=found: peers.roc_auc_score(truth, found),
                "4",
            )
        )
    return races


def of_texts(share: float) -> list[Race]:
    """Random texts of letters and blanks, *share* of the characters replaced."""
    random = np.random.default_rng(3)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz    "))
    true, found = [], []
    for length in random.integers(50, 501, PAIRS):
        text = random.choice(letters, length)
        true.append("".join(text))
        edited = np.where(
            random.random(length) < share, random.choice(letters, length), text
        )
        found.append("".join(edited))
    columns = np.array(true, object), np.array(found, object)
    return [
        Race(
            f"cer, {share:.0%} replaced",
            score("cer", *columns),
            lambda: error_rate(true, found),
            "1.2",
            is_bound=True,
        ),
        Race(
            f"wer, {share:.0%} replaced",
            score("wer", *columns),
            lambda: error_rate(list(map(str.split, true)), list(map(str.split, found))),
            "1.2",
            is_bound=True,
        ),
    ]


def error_rate(true: list, found: list) -> float:
    """Return edits ÷ length, the edits by one call of rapidfuzz on one thread."""
    edits = cpdist(
        true, found, scorer=Levenshtein.distance, dtype=np.int64, workers=1
    ).sum()
    return int(edits) / sum(map(len, true))


def run(race: Race) -> None:
    """Check, measure and print one race."""
    assert abs(race.ours() - race.theirs()) < 1e-9, race.title
    taken = timed({"ours": race.ours, "theirs": race.theirs})
    pairs = zip(taken["ours"], taken["theirs"], strict=True)
    ratios = [mine / other if race.is_bound else other / mine for mine, other in pairs]
    print(
        f"  {race.title:<22}{statistics.median(taken['theirs']) * 1e3:8.2f} ms theirs"
        f"{statistics.median(taken['ours']) * 1e3:8.2f} ms ours"
        f"{statistics.median(ratios):8.2f} × ({min(ratios):.2f} to {max(ratios):.2f}; "
        f"goal {'at most' if race.is_bound else 'at least'} {race.goal})"
    )


def timed(methods: Mapping[str, Method]) -> dict[str, list[float]]:
    """Return the CPU seconds of each round of each method, run in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    for round_ in range(ROUNDS + 1):
        for name, method in methods.items():
            began = time.process_time()
            method()
            if round_:
                seconds[name].append(time.process_time() - began)
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
