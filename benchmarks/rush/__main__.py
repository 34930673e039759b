"""``python -m benchmarks.rush``: 300 students around a deadline, on the whole product.

Starts ``manage.py serve`` with a course, has a process of its own send the uploads and
read the pages (denser and denser up to the deadline), then checks that each accepted
upload is there once, received to the second and scored right, and prints how long
people waited, who used the processor, and how fast the workers were beside what one
warm process can score. ``--minutes 2`` is the short form.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.rush.backlog import drained_after_a_stop
from benchmarks.rush.checks import check, stored
from benchmarks.rush.course import make_course, set_deadline, sign_in
from benchmarks.rush.plan import make_plan, write_bodies
from benchmarks.rush.processes import used
from benchmarks.rush.stacks import running
from benchmarks.rush.summary import Outcome, show
from benchmarks.rush.waiting import until_settled
from tests.stack.product import ROOT, Product, end_with_tests

# Until the first upload: the deadline is set and the sender starts.
_LEAD_SECONDS = 15.0
_LIMIT_FILES = 300
_BESIDE = {"embedded": (), "postgresql": ("postgres", "redis-server")}


def main() -> None:
    """Rush once and print the outcome."""
    asked = _arguments()
    with (
        tempfile.TemporaryDirectory(prefix="rush-") as folder,
        running(asked.stack, Path(folder) / "product") as product,
    ):
        show(rush(product, Path(folder), asked), asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rush")
    parser.add_argument(
        "--stack", choices=("embedded", "postgresql"), default="embedded"
    )
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--uploads", type=int, default=2_000)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--competitions", type=int, default=1)
    parser.add_argument("--rows", type=int, default=10_000, help="of a file")
    parser.add_argument("--reads", type=int, default=3, help="pages read per upload")
    return parser.parse_args()


def rush(product: Product, folder: Path, asked: argparse.Namespace) -> Outcome:
    """Prepare, rush, wait until all is scored, check and measure."""
    plan = make_plan(
        seconds=60 * asked.minutes,
        students=asked.students,
        uploads=asked.uploads,
        competitions=asked.competitions,
        rows=asked.rows,
    )
    (folder / "bodies").mkdir()
    plan.save(folder / "plan.json")
    write_bodies(folder / "bodies", plan)
    _say(f"{len(plan.uploads)} files of {plan.rows} rows written; making the course…")
    make_course(product, plan)
    sign_in(product, folder / "keys.json")
    product.start()
    begin = time.time() + _LEAD_SECONDS
    set_deadline(product, _instant(begin + plan.deadline))
    _say(
        f"the rush begins at {_instant(begin):%H:%M:%S} UTC and lasts {asked.minutes:g} min…"
    )
    with _sending(folder, product.port, begin, asked) as sender:
        time.sleep(max(0.0, begin - time.time()))
        before = used(product, *_BESIDE[asked.stack])
        try:
            sender.wait(timeout=60 * asked.minutes + 300)
        finally:
            sender.kill()
    assert sender.returncode == 0
    sent = json.loads((folder / "sent.json").read_text())
    last = max(one["answered"] for one in sent["requests"] if "number" in one)
    until_settled(product)
    drain = max(0.0, _last_score(product) - last)
    wall = time.time() - begin
    after = used(product, *_BESIDE[asked.stack])
    _say("checking…")
    rows = stored(product)
    noted = check(plan=plan, folder=folder, requests=sent["requests"], rows=rows)
    _say("how fast workers and one process are…")
    limit = _limit(product)
    return Outcome(
        requests=sent["requests"],
        rows=rows,
        noted=noted,
        latest=sent["latest"],
        wall=wall,
        cpu={name: after[name] - before.get(name, 0) for name in after}
        | {"load generator": sent["cpu"]},
        drain=drain,
        limit=limit,
        backlog=drained_after_a_stop(product, folder),
    )


def _sending(
    folder: Path, port: int, begin: float, asked: argparse.Namespace
) -> "subprocess.Popen[bytes]":
    """Start the load generator, which waits for the beginning."""
    command = [sys.executable, "-m", "benchmarks.rush.load"]
    command += [str(folder), str(port), str(begin), str(asked.reads)]
    return subprocess.Popen(command, cwd=ROOT, preexec_fn=end_with_tests)  # noqa: PLW1509


def _last_score(product: Product) -> float:
    return max(row.scored_at or 0.0 for row in stored(product))


def _limit(product: Product) -> Mapping[str, float]:
    """Return what one warm process does, without the product's own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.rush.limit", str(_LIMIT_FILES)],
        cwd=ROOT,
        env=product.environment | {"DJANGO_SETTINGS_MODULE": "courseops.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=600,
    )
    found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)


def _say(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores", flush=True)
    began = time.monotonic()
    main()
    print(f"  all in all {timedelta(seconds=round(time.monotonic() - began))}")
