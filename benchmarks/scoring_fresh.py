"""What a fresh process for each submission costs, as the peers start one (G2, G3).

``python -m benchmarks.scoring_fresh [ROWS]``: the peers' way in a new process with nothing
but its imports, beside ours in a worker that is up, and beside a new process of ours that
has loaded all that a worker loads (for its memory). In turn; CPU time of whole processes,
the most resident memory as the kernel counted it; ratios of one round.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.scored import ours
from benchmarks.scored.files import ROWS, Files
from benchmarks.scored.timing import milliseconds, ratio
from leaderboard.prepared import load

ROUNDS = 5


def main(rows: int) -> None:
    """Measure and print; the goals are behind the ratios."""
    print(f"{rows} rows, shuffled; {ROUNDS} rounds")
    with tempfile.TemporaryDirectory() as folder:
        files = Files(Path(folder), rows)
        solution, path = files.solution(), files.submission(shuffled=True)
        prepared = ours.prepare(solution)
        compare(solution, path, prepared)


def compare(solution: Path, path: Path, folder: Path) -> None:
    """Measure the peers' process beside ours and beside a worker that is up."""
    prepared = load(folder)
    expected = ours.scores(path, prepared)[:2]
    theirs, fresh, warm, their_peak, our_peak = [], [], [], [], []
    for _ in range(ROUNDS):
        seconds, peak = process("peers", solution, path, expected=expected)
        theirs.append(seconds)
        their_peak.append(peak)
        seconds, peak = process("ours", folder, path, expected=expected)
        fresh.append(seconds)
        our_peak.append(peak)
        began = time.process_time()
        ours.scores(path, prepared)
        warm.append(time.process_time() - began)
    print(f"  the peers' process   {milliseconds(theirs)}  {max(their_peak):6.0f} MiB")
    print(f"  our process          {milliseconds(fresh)}  {max(our_peak):6.0f} MiB")
    print(f"  our worker           {milliseconds(warm)}")
    print(f"  peers ÷ our worker    {ratio(theirs, warm)}; goal 20 at least)")
    print(f"  peers ÷ our process   {ratio(theirs, fresh)})")
    print(f"  memory, ours ÷ peers  {ratio(our_peak, their_peak)}; goal 0.5 at most)")


def process(
    name: str, solution: Path, path: Path, *, expected: list[float]
) -> tuple[float, float]:
    """Score once in a new process; return its CPU seconds and its peak in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.scored.{name}", solution, path],
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    *scores, peak = map(float, done.stdout.split())
    assert scores == expected
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, peak


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
