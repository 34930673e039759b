"""How soon the embedded queue starts a task, next to Redis; and that nothing is lost.

``python -m benchmarks.queue [SUBMISSIONS]`` sends tasks that do nothing, 20 ms apart, and
prints the median time until they begin on both queues. Then as many submissions as are
asked for wait in a served site whose workers are killed half-way: each must be scored,
once. Where no redis-server is installed the comparison says so.
"""

import os
import platform
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from benchmarks.served.course import make_course
from benchmarks.served.site import Site, free_port, migrated, wait_until

TASKS = 200
APART_SECONDS = 0.02
SUBMISSIONS = 1_000
GOAL = 3.0
SEND = """
import time
from courseops.celery import app
with app.connection_for_write() as connection:
    for _ in range({number}):
        app.send_task(
            "benchmarks.noop", args=[time.time()], queue="noop", connection=connection)
        time.sleep({apart})
"""
HAND_IN = """
from pathlib import Path
from django.conf import settings
from courseops import clock
from courseops.models import Enrollment
from leaderboard.models import Competition, Submission
competition, ada = Competition.objects.get(), Enrollment.objects.get()
Path(settings.MEDIA_ROOT).mkdir(exist_ok=True)
Path(settings.MEDIA_ROOT, "all.csv").write_text(
    "id,label\\n" + "".join(f"{{n}},{{n % 7}}\\n" for n in range(10)))
Submission.objects.bulk_create(
    Submission(competition=competition, enrollment=ada, received_at=clock.now(),
        path="all.csv", file_name="all.csv", turn=turn) for turn in range({number}))
"""
STATES = """
from django.db.models import Count
from leaderboard.models import Score, Submission
print(dict(Submission.objects.order_by().values_list("state").annotate(Count("pk"))),
      Submission.objects.filter(attempts__gt=1).count(), Score.objects.count())
"""


def main(submissions: int) -> None:
    """Measure and print."""
    print(
        f"Python {platform.python_version()}; {TASKS} tasks {APART_SECONDS * 1e3:g} ms apart"
    )
    embedded = latency({})
    port = free_port()
    redis = shutil.which("redis-server")
    if redis is None:
        print(
            f"embedded queue {embedded * 1e3:6.1f} ms; no redis-server to compare with"
        )
    else:
        server = subprocess.Popen(
            [redis, "--port", str(port), "--save", "", "--bind", "127.0.0.1"],
            stdout=subprocess.DEVNULL,
        )
        try:
            theirs = latency({"REDIS_URL": f"redis://127.0.0.1:{port}/0"})
        finally:
            server.kill()
            server.wait()
        print(
            f"Redis          {theirs * 1e3:6.1f} ms\n"
            f"embedded queue {embedded * 1e3:6.1f} ms {embedded / theirs:6.2f} x,"
            f" goal {GOAL:g} x"
        )
    print(survive(submissions))


def latency(environment: dict[str, str]) -> float:
    """Return the median seconds from sending a task to its first line."""
    with migrated(**environment) as site:
        site.environment["NOOP_LOG"] = str(site.folder / "noop.log")
        with site.running(
            sys.executable, "manage.py", "serve", "--port", str(site.port)
        ):
            wait_until(site.answers)
            worker = (sys.executable, "-m", "celery", "-A", "benchmarks.served.noop")
            listen = ("worker", "-Q", "noop", "--concurrency", "2", "--pool", "prefork")
            with site.running(*worker, *listen):
                send(site, 1)
                wait_until(lambda: len(told(site)) == 1)
                send(site, TASKS)
                wait_until(lambda: len(told(site)) == TASKS + 1)
        return statistics.median(told(site)[1:])


def send(site: Site, number: int) -> None:
    """Send tasks, a little apart."""
    site.python(SEND.format(number=number, apart=APART_SECONDS))


def told(site: Site) -> list[float]:
    """Return how many seconds each task took to begin, in order."""
    log = Path(site.environment["NOOP_LOG"])
    lines = log.read_text().splitlines() if log.exists() else []
    return [float(began) - float(sent) for sent, began in map(str.split, lines)]


def survive(submissions: int) -> str:
    """Kill the workers half-way through *submissions*; return what became of them."""
    with migrated() as site:
        make_course(site, rows=10)
        site.python(HAND_IN.format(number=submissions))
        began = time.perf_counter()
        with site.running(
            sys.executable, "manage.py", "serve", "--port", str(site.port)
        ):
            wait_until(lambda: scored(site) >= submissions // 2)
            before = scored(site)
            kill_workers(site)
            wait_until(lambda: scored(site) == submissions)
        took = time.perf_counter() - began
        return (
            f"workers killed after {before} of {submissions} submissions:"
            f" {site.python(STATES).strip()} (states, tried twice, scores)"
            f" after {took:.0f} s"
        )


def scored(site: Site) -> int:
    """Return how many submissions are scored."""
    with closing(
        sqlite3.connect(site.folder / "courseops.sqlite3", timeout=20)
    ) as rows:
        query = "SELECT count(*) FROM leaderboard_submission WHERE state = 'scored'"
        return int(rows.execute(query).fetchone()[0])


def kill_workers(site: Site) -> None:
    """Kill the worker and its pool at once."""
    mark = f"VAR_DIR={site.folder}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            if b"celery" in command and mark in (process / "environ").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            continue


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SUBMISSIONS)
