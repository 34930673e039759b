"""A task that does nothing but tell when it was sent and when it began."""

import os
import time
from pathlib import Path

from courseops.celery import app

NAME = "benchmarks.noop"


@app.task(name=NAME)  # type: ignore[untyped-decorator]
def noop(sent: float) -> None:
    """Write both instants to the file that NOOP_LOG names."""
    with Path(os.environ["NOOP_LOG"]).open("a") as log:
        log.write(f"{sent} {time.time()}\n")
