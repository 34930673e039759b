"""How long scoring again takes from the predictions that were kept (G4).

``python -m benchmarks.scoring_again [ROWS]``: the same submission measured from its file and
from its sidecar, as the worker does but without the database, in turn in one process and
thread after a warm-up. That both give the same scores to the bit is asserted first.
"""

import os
import sys
import tempfile
from pathlib import Path

import django

from benchmarks.scored import ours
from benchmarks.scored.files import ROWS, Files
from benchmarks.scored.timing import in_turn, milliseconds, ratio

ROUNDS = 9
CASES = (
    ("labels, in order", "accuracy", {}, {}),
    ("labels, shuffled", "accuracy", {}, {"shuffled": True}),
    ("label names, text ids", "accuracy", {"target": "names", "ids": "text"}, {}),
    ("labels by macro F1", "f1_macro", {}, {}),
    ("decimals", "rmse", {"target": "numbers"}, {}),
)


def main(rows: int) -> None:
    """Measure and print; the goal is behind the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MEDIA_ROOT"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseops.settings")
        django.setup()
        print(f"{rows} rows; {ROUNDS} rounds, first scoring ÷ scoring again")
        files = Files(Path(folder), rows)
        for number, (title, metric, kind, style) in enumerate(CASES, 1):
            solution = ours.prepare(files.solution(**kind), metric)
            path = files.submission(**kind, **style)
            compare(title, metric, solution, path, number=number)


def compare(title: str, metric: str, folder: Path, path: Path, *, number: int) -> None:
    """Measure one submission from its file and from its sidecar."""
    # What loads the models waits until the site is set up.
    from leaderboard import measuring, sidecarfile, sidecars
    from leaderboard.models import Competition, Solution, Submission

    competition = Competition(
        pk=number, metric=metric, id_column="id", target_columns=["label"]
    )
    solution = Solution(competition=competition, metric=metric, folder=folder.name)
    fresh, kept = (
        Submission(pk=pk, competition=competition, path=path.name, file_name=path.name)
        for pk in (1, 2)
    )

    def scores(submission: Submission) -> list[float]:
        measured = measuring.measure(submission, solution=solution)
        assert (measured.fresh is None) == (submission is kept)
        return [measured.public, measured.private, measured.whole]

    read = measuring.measure(fresh, solution=solution).fresh
    assert read is not None
    sidecars.file_of(kept).parent.mkdir(parents=True)
    size = sidecarfile.write(
        sidecars.file_of(kept),
        sidecarfile.Kept(
            layout=read.layout,
            source=kept.sha256,
            values=read.predictions.values,
            labels=read.predictions.labels,
        ),
    )
    assert scores(fresh) == scores(kept)
    taken = in_turn(
        {"first": lambda: scores(fresh), "again": lambda: scores(kept)}, rounds=ROUNDS
    )
    print(
        f"\n{title} ({path.stat().st_size / 1e6:.1f} MB, sidecar {size / 1e6:.1f} MB)"
    )
    print(f"  first   {milliseconds(taken['first'])}")
    print(f"  again   {milliseconds(taken['again'])}", end="")
    # The time of other metrics is their own (benchmarks.metrics).
    goal = "; goal 30 at least)" if metric == "accuracy" else ")"
    print(f"  {ratio(taken['first'], taken['again'])}{goal}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
