"""Sends a run to the workers; a message may be lost, the sweep sends it again."""

from courseops import messages

# Not on the queue of submissions, so that a run delays none.
WORK = "leaderboard.shadow"


def send(run_id: int) -> None:
    """Have a worker go on with a run."""
    messages.send(WORK, run_id=run_id)
