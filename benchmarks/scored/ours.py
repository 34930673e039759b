"""How the product scores a file: as a worker does, without the database.

``python -m benchmarks.scored.ours PREPARED SUBMISSION`` does it once in a process that has
loaded what a worker loads.
"""

import os
import sys
from pathlib import Path

from benchmarks.scored.peak import peak_mib
from leaderboard.csvfile import Layout
from leaderboard.metrics.registry import metric_of
from leaderboard.prepared import Prepared, load
from leaderboard.preparing import write_prepared
from leaderboard.problems import FileRefusedError
from leaderboard.solutionfile import read_solution
from leaderboard.submissionfile import read_submission

LAYOUT = Layout("id", ("label",), None, 1 << 30)


def prepare(solution: Path, metric: str = "accuracy") -> Path:
    """Prepare a solution beside its file, unless it is there; return its folder."""
    folder = solution.with_suffix("")
    if not folder.exists():
        reads = metric_of(metric, {}, ["label"]).reads
        rows = read_solution(path=solution, layout=LAYOUT, reads=reads, split=None)
        write_prepared(rows=rows, reads=reads, source=solution, folder=folder)
    return folder


def scores(
    submission: Path, prepared: Prepared, metric: str = "accuracy"
) -> list[float]:
    """Return the score on the public rows, the private ones and all."""
    found = read_submission(
        path=submission, file_name=submission.name, layout=LAYOUT, prepared=prepared
    )
    return metric_of(metric, {}, ["label"]).scores(
        truth=prepared.truth, predicted=found.values, parts=prepared.parts()
    )


def refusal(submission: Path, prepared: Prepared) -> list[str]:
    """Return the messages with which a file is refused."""
    try:
        scores(submission, prepared)
    except FileRefusedError as refused:
        return [problem.message for problem in refused.problems]
    raise AssertionError(f"{submission} was taken")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseops.settings")
    django.setup()
    import leaderboard.scoring  # noqa: F401 - what a worker loads

    print(*scores(Path(sys.argv[2]), load(Path(sys.argv[1])))[:2], peak_mib())
