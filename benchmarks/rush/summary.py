"""Prints the outcome of a rush."""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.rush.checks import Row
from benchmarks.rush.plan import SLOW_SECONDS

_KINDS = (
    "upload by page",
    "upload by API",
    "competition page",
    "submission page",
    "leaderboard page",
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was measured; times in seconds."""

    requests: Sequence[Mapping[str, Any]]
    rows: Sequence[Row]
    noted: Mapping[str, float]
    latest: float
    wall: float
    cpu: Mapping[str, float]
    drain: float
    limit: Mapping[str, float]
    backlog: Mapping[str, float]


def show(outcome: Outcome, asked: argparse.Namespace) -> None:
    """Print everything that RESULTS.md tells."""
    statuses = Counter(one["status"] for one in outcome.requests if "number" in one)
    print(
        f"\n{asked.stack}: {asked.students} students, {asked.uploads} uploads in "
        f"{asked.minutes:g} min, {asked.competitions} competition(s), files of "
        f"{asked.rows} rows, {asked.reads} pages read per upload"
    )
    print(
        f"  {statuses[201]} of {sum(statuses.values())} uploads accepted, each there"
        " once, scored right, received to the second"
    )
    if len(statuses) > 1:
        print(f"  other answers: {dict(statuses)}")
    print(
        f"  received in a later second than sent: {outcome.noted['later_second']:.0f},"
        f" at most {outcome.noted['lag_max']:.0f} s later"
    )
    print(
        f"  {outcome.noted['slow']:.0f} through lines that took {SLOW_SECONDS:g} s:"
        f" noted at most {outcome.noted['slow_lag_max']:.0f} s after they began"
    )
    _show_waiting(outcome)
    _show_scoring(outcome)
    _show_processor(outcome)


def _show_waiting(outcome: Outcome) -> None:
    print(f"  {'':18}{'number':>8}{'p50':>9}{'p95':>9}{'p99':>9}{'worst':>9}  ms")
    groups = {
        kind: [one for one in outcome.requests if one["kind"] == kind]
        for kind in _KINDS
    }
    for kind, requests in groups.items():
        _line(kind, [one["answered"] - one["begun"] for one in requests])
    failed = Counter(
        f"{one['kind']} {one['status']}"
        for one in outcome.requests
        if one["status"] not in (200, 201)
    )
    if failed:
        print(f"  failed: {dict(failed)}")
    waited = [row.scored_at - row.received_at for row in outcome.rows if row.scored_at]
    _line("upload to score*", waited)
    print("  * from the whole second in which it was received")


def _line(kind: str, seconds: Sequence[float]) -> None:
    if seconds:
        found = np.percentile(np.array(seconds) * 1e3, [50, 95, 99, 100])
        shown = "".join(f"{value:9.0f}" for value in found)
        print(f"  {kind:18}{len(seconds):8}{shown}")


def _show_scoring(outcome: Outcome) -> None:
    limit = outcome.limit["files"] / outcome.limit["seconds"]
    backlog = outcome.backlog["files"] / outcome.backlog["seconds"]
    print(f"  drained {outcome.drain:.1f} s after the last upload was answered")
    print(
        f"  one warm process, reading and measuring alone: {limit:.0f} files/s"
        f" ({1e3 * outcome.limit['cpu'] / outcome.limit['files']:.1f} ms CPU a file)"
    )
    print(
        f"  the workers, all {outcome.backlog['files']:.0f} waiting at once:"
        f" {backlog:.0f} files/s, {backlog / limit:.2f} x one process"
        f" ({1e3 * outcome.backlog['cpu'] / outcome.backlog['files']:.1f} ms CPU a file)"
    )


def _show_processor(outcome: Outcome) -> None:
    shares = ", ".join(
        f"{name} {100 * seconds / outcome.wall:.0f} %"
        for name, seconds in sorted(outcome.cpu.items(), key=lambda one: -one[1])
        if seconds / outcome.wall > 0.002
    )
    print(f"  processor, of one core: {shares}")
    print(
        f"  the load generator was at most {1e3 * outcome.latest:.0f} ms behind its plan"
    )
