"""What one warm process scores in a second, of the files of the rush.

``python -m benchmarks.rush.limit MOST`` runs in the product's environment and prints
the files, the CPU seconds of reading and measuring alone, and the rows in a file.
"""

import json
import sys
import time


def main(most: int) -> None:
    """Measure up to so many submissions from their files, none from what was kept."""
    import django

    django.setup()
    from leaderboard.metrics.registry import metric_of
    from leaderboard.models import Competition, State, Submission
    from leaderboard.prepared import load
    from leaderboard.selectors.competitions import solution_in_force
    from leaderboard.submissionfile import read_submission

    competition = Competition.objects.order_by("pk")[0]
    solution = solution_in_force(competition=competition)
    assert solution is not None
    prepared = load(solution.path)
    metric = metric_of(solution.metric, solution.metric_options, ["label"])
    rows = list(
        Submission.objects.filter(competition=competition, state=State.SCORED)[:most]
    )

    def measure(row: Submission) -> None:
        found = read_submission(
            path=row.file,
            file_name=row.file_name,
            layout=competition.layout,
            prepared=prepared,
        )
        metric.scores(
            truth=prepared.truth,
            predicted=found.values,
            weights=prepared.weights,
            parts=prepared.parts(),
        )

    for row in rows[:20]:
        measure(row)
    began, cpu = time.perf_counter(), time.process_time()
    for row in rows:
        measure(row)
    print(
        json.dumps(
            {
                "files": len(rows),
                "seconds": time.perf_counter() - began,
                "cpu": time.process_time() - cpu,
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
