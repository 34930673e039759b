"""Solutions on the disk without a database, and files read against them."""

import itertools
from pathlib import Path

from leaderboard.csvfile import Layout
from leaderboard.metrics.registry import Reads
from leaderboard.prepared import Prepared, load
from leaderboard.preparing import write_prepared
from leaderboard.problems import FileRefusedError
from leaderboard.solutionfile import read_solution
from leaderboard.submissionfile import Reading, read_submission

_numbers = itertools.count()


class Solved:
    """A solution's prepared form and what its competition says of files."""

    def __init__(
        self,
        folder: Path,
        solution: bytes | str,
        *,
        targets: tuple[str, ...] = ("label",),
        reads: Reads = Reads.LABELS,
        weight: str | None = None,
        split: dict[str, object] | None = None,
        max_bytes: int = 10_000_000,
    ) -> None:
        self.folder = folder
        self.layout = Layout("id", targets, weight, max_bytes)
        source = self._write("solution.csv", solution)
        rows = read_solution(path=source, layout=self.layout, reads=reads, split=split)
        prepared = folder / f"prepared-{next(_numbers)}"
        write_prepared(rows=rows, reads=reads, source=source, folder=prepared)
        self.prepared: Prepared = load(prepared)

    def _write(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, content: bytes | str, name: str = "file.csv") -> list[list[object]]:
        """Return a file's columns in the solution's order."""
        predictions = read_submission(
            path=self._write("upload", content),
            file_name=name,
            layout=self.layout,
            prepared=self.prepared,
        )
        return [column.tolist() for column in predictions.values]

    def refused(self, content: bytes | str, name: str = "file.csv") -> list[str]:
        """Return the messages with which a file is refused, none if it is taken."""
        try:
            self.read(content, name)
        except FileRefusedError as refusal:
            return [problem.message for problem in refusal.problems]
        return []

    def reading(self, content: bytes | str) -> Reading:
        """Return a file being read, to ask one of the readers."""
        return Reading(
            path=self._write("upload.csv", content),
            layout=self.layout,
            prepared=self.prepared,
        )
