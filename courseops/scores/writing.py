"""Writes the scores of a plan as the product's own CSV."""

import csv
import io

from courseops.scores.planning import Plan


def written(plan: Plan) -> str:
    """Return a CSV that makes the same changes as the file of *plan*."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["login", "score", "received_at"])
    for change in plan.changes:
        after = change.after
        received = after.received_at if after else None
        writer.writerow(
            [
                change.login,
                repr(after.score) if after else "",
                received.isoformat() if received else "",
            ]
        )
    return text.getvalue()
