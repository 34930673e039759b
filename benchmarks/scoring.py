"""How long scoring a file takes, next to merely parsing it with pandas.

``python -m benchmarks.scoring [ROWS]`` makes files in a temporary folder (seeded),
checks that the scores are right, and only then measures: every method once per round, in
turn, in one process and thread; the median CPU time (which a busy machine distorts least)
and its ratio to ``pandas.read_csv`` of the same file.
"""

import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd  # noqa: TID253 - this is no web process
import rapidfuzz

from leaderboard.csvfile import Layout
from leaderboard.metrics.registry import METRICS, Reads
from leaderboard.prepared import Prepared, load
from leaderboard.preparing import write_prepared
from leaderboard.problems import FileRefusedError
from leaderboard.solutionfile import read_solution
from leaderboard.submissionfile import read_submission

ROWS = 2_000_000
ROUNDS = 7
LAYOUT = Layout("id", ("label",), None, 1 << 30)
SPLIT = {"public": 0.3, "seed": 785}


def main(rows: int) -> None:
    """Measure and print; the goals are in the last column."""
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, "
        f"pandas {pd.__version__}, rapidfuzz {rapidfuzz.__version__}; {rows} rows, "
        f"{ROUNDS} rounds, medians"
    )
    with tempfile.TemporaryDirectory() as folder:
        for title, goal, name, ids in (
            ("integer ids, in the solution's order", 1.3, "ordered", "integer"),
            ("integer ids, shuffled", 1.6, "shuffled", "integer"),
            ("text ids, shuffled", 4.0, "shuffled", "text"),
        ):
            measure(Path(folder), title, goal=goal, name=name, ids=ids, rows=rows)


def measure(
    folder: Path, title: str, *, goal: float, name: str, ids: str, rows: int
) -> None:
    """Measure one kind of file: scoring it, and refusing it for its last row."""
    prepared = make_solution(folder, ids=ids, rows=rows)
    good, bad, share = make_files(folder, ids=ids, name=name, rows=rows)
    assert score(good, prepared)[2] == share
    assert refusal(bad, prepared).startswith(f"Line {rows + 1}, column `label`")

    taken = timed(
        {
            "pandas.read_csv": lambda: pd.read_csv(good),
            "score": lambda: score(good, prepared),
            "refuse": lambda: refusal(bad, prepared),
        }
    )
    parse, scored, refused = (taken[name] for name in taken)
    size = good.stat().st_size / 1e6
    print(f"\n{title} ({size:.1f} MB)")
    print(f"  pandas.read_csv   {parse * 1e3:8.1f} ms")
    print(f"  score             {scored * 1e3:8.1f} ms", end="")
    print(f"  {scored / parse:5.2f} x read_csv   (goal {goal})")
    print(f"  refuse, last row  {refused * 1e3:8.1f} ms", end="")
    print(f"  {refused / scored:5.2f} x score      (goal 5)")


def labels(rows: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the true labels: ten classes."""
    return np.random.default_rng(11785).integers(0, 10, rows)


def names(ids: str, rows: int) -> "pd.Index[int] | pd.Index[str]":
    """Return the ids in the solution's order."""
    numbers = np.arange(rows)
    return pd.Index(numbers if ids == "integer" else [f"utt-{n:08d}" for n in numbers])


def make_solution(folder: Path, *, ids: str, rows: int) -> Prepared:
    """Write, read and prepare a solution."""
    place = folder / f"prepared-{ids}"
    if not place.exists():
        source = folder / f"solution-{ids}.csv"
        frame = pd.DataFrame({"id": names(ids, rows), "label": labels(rows)})
        frame.to_csv(source, index=False)
        solution = read_solution(
            path=source, layout=LAYOUT, reads=Reads.LABELS, split=SPLIT
        )
        write_prepared(rows=solution, reads=Reads.LABELS, source=source, folder=place)
    return load(place)


def make_files(
    folder: Path, *, ids: str, name: str, rows: int
) -> tuple[Path, Path, float]:
    """Write a valid file and one with a wrong last row; return the share that is right."""
    random = np.random.default_rng(1)
    truth = labels(rows)
    found = np.where(random.random(rows) < 0.7, truth, random.integers(0, 10, rows))
    order = random.permutation(rows) if name == "shuffled" else np.arange(rows)
    good = folder / f"{name}-{ids}.csv"
    frame = pd.DataFrame({"id": names(ids, rows)[order], "label": found[order]})
    frame.to_csv(good, index=False)
    bad = folder / f"{name}-{ids}-bad.csv"
    bad.write_bytes(good.read_bytes().rstrip(b"\n") + b"x\n")
    return good, bad, int(np.count_nonzero(truth == found)) / rows


def score(path: Path, prepared: Prepared) -> list[float]:
    """Score a file as the worker does, without the database."""
    predicted = read_submission(
        path=path, file_name=path.name, layout=LAYOUT, prepared=prepared
    )
    return METRICS["accuracy"].scores(
        truth=prepared.truth, predicted=predicted, parts=prepared.parts()
    )


def refusal(path: Path, prepared: Prepared) -> str:
    """Return the first message with which a file is refused."""
    try:
        score(path, prepared)
    except FileRefusedError as refused:
        return refused.problems[0].message
    raise AssertionError(f"{path} was taken")


def timed(methods: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median CPU seconds of each method, run in turn after a warm-up."""
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    for round_ in range(ROUNDS + 1):
        for name, method in methods.items():
            began = time.process_time()
            method()
            if round_:
                seconds[name].append(time.process_time() - began)
    return {name: statistics.median(values) for name, values in seconds.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
