"""A metric on files: a solution on the disk, read and prepared as the product does."""

import itertools
from pathlib import Path
from typing import Any

from leaderboard.csvfile import Layout
from leaderboard.metrics.registry import metric_of
from leaderboard.prepared import load
from leaderboard.preparing import write_prepared
from leaderboard.problems import FileRefusedError
from leaderboard.sample import sample_submission
from leaderboard.solutionfile import read_solution
from leaderboard.submissionfile import read_submission

_numbers = itertools.count()


class Judged:
    """A competition's metric and its solution, without a database."""

    def __init__(
        self, folder: Path, metric: str, solution: str, **options: Any
    ) -> None:
        names = solution.splitlines()[0].split(",")
        weight = "weight" if "weight" in names else None
        self.columns = tuple(n for n in names if n not in ("id", "weight", "Usage"))
        self.layout = Layout("id", self.columns, weight, 10_000_000)
        self.metric = metric_of(metric, options, self.columns)
        self.source = folder / f"solution-{next(_numbers)}.csv"
        self.source.write_text(solution)
        rows = read_solution(
            path=self.source,
            layout=self.layout,
            reads=self.metric.reads,
            split=None,
            truth=self.metric.truth,
            one_class=self.metric.one_class,
        )
        self.folder = self.source.with_suffix("")
        write_prepared(
            rows=rows,
            reads=self.metric.reads,
            source=self.source,
            folder=self.folder,
            predicted=self.metric.predicted,
        )
        self.prepared = load(self.folder)

    def score(self, submission: str) -> float:
        """Return the score of a submission's text on all rows."""
        path = self.source.with_name("submission.csv")
        path.write_text(submission)
        found = read_submission(
            path=path, file_name=path.name, layout=self.layout, prepared=self.prepared
        )
        (score,) = self.metric.scores(
            truth=self.prepared.truth,
            predicted=found.values,
            weights=self.prepared.weights,
            parts=[None],
        )
        return score

    def refused(self, submission: str) -> list[str]:
        """Return the messages with which a submission is refused."""
        try:
            self.score(submission)
        except FileRefusedError as refusal:
            return [problem.message for problem in refusal.problems]
        return []

    def sample(self) -> str:
        pieces = sample_submission(
            folder=self.folder, id_column="id", target_columns=self.columns
        )
        return b"".join(pieces).decode()


def refused_solution(
    folder: Path, metric: str, solution: str, **options: Any
) -> list[str]:
    """Return the messages with which a solution is refused, none if it is taken."""
    try:
        Judged(folder, metric, solution, **options)
    except FileRefusedError as refusal:
        return [problem.message for problem in refusal.problems]
    return []
