"""Runs a command as a shell does, and a course in Berlin to run them on."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

COURSE = """
course: {slug: ws25, code: W, title: "Größe, =1+1", time_zone: Europe/Berlin, term: W}
tracks:
  - {slug: ms, bases: [letter, pass_fail, audit]}
  - {slug: bs, bases: [letter], without: [project]}
slack: {days: 5, strategy: optimal}
letters: {scale: {A: 90, B: 75, C: 50, F: 0}, pass_at: C}
curve: {method: zscore, thresholds: {A: 0.5, B: -0.5}, floor: scale}
categories:
  - {slug: hw, title: Homework, weight: 60}
  - {slug: quiz, title: Quizzes, weight: 10, keep_best: 1}
  - {slug: project, title: Project, weight: 30}
  - {slug: extra, title: Extra, extra_credit: 4}
assignments:
  - slug: hw1
    category: hw
    components:
      - {slug: hw1a, kind: parts, parts: 7, on_time: 2025-10-26}
      - slug: hw1b
        kind: competition
        metric: levenshtein
        id_column: id
        target_columns: [text]
        early: 2025-10-20
        on_time: 2025-10-25 18:00
        late: 2025-11-08
        code: 2025-11-01
        cutoffs: {A: 4.5, B: 6, C: 9.25, D: 15, F: 30}
        bonus: 5
        late_policy: {kind: slack_or_late, late_factor: 0.8, early_factor: 0.95}
  - slug: hw2
    category: hw
    components:
      - slug: hw2
        kind: competition
        metric: accuracy
        id_column: id
        target_columns: [y]
        on_time: 2025-12-15
        cutoffs: {A: 0.9, F: 0.1}
        selection: latest
        late_policy: {kind: percent_per_day, per_day: 0.15, floor: 30, max_days: 4}
  - {slug: q1, category: quiz, components: [{slug: q1, kind: quiz, on_time: 2025-11-01}]}
  - {slug: q2, category: quiz, components: [{slug: q2, kind: quiz, on_time: 2025-11-08}]}
  - slug: report
    category: project
    components:
      - slug: report
        kind: rubric
        team: {min: 1, max: 3}
        criteria: [{slug: a, title: A, points: 5}, {slug: b, title: B, points: 7.5}]
        on_time: 2026-01-20
  - slug: rank
    category: extra
    components:
      - slug: rank
        kind: tiers
        points: 4
        tiers: [{share: 0.5, points: 4}, {share: 1, points: 1}]
"""
ROSTER = """login,name,email,track,basis,role,status
Zoë,Zoë,zoe@x.org,ms,letter,student,active
007,Bond,bond@x.org,bs,letter,student,active
7,Seven,seven@x.org,ms,pass_fail,student,active
1e5,=HYPERLINK(1),e5@x.org,bs,letter,student,active
ann@x.edu,"Lee, Ann",ann@x.edu,ms,audit,student,active
日本,日本,nihon@x.org,bs,letter,student,dropped
tom,Tom,tom@x.org,,,ta,active
"""


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit code, and what it wrote where."""

    code: int
    out: bytes
    err: str


def run(*words: object) -> Outcome:
    """Run ``manage.py WORDS``; what is no CommandError fails the test."""
    out, err = io.BytesIO(), io.StringIO()
    stream = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    name, *rest = map(str, words)
    try:
        call_command(name, *rest, stdout=stream, stderr=err)
    except CommandError as error:
        err.write(str(error))
        return Outcome(error.returncode, out.getvalue(), err.getvalue())
    return Outcome(0, out.getvalue(), err.getvalue())


def done(*words: object) -> str:
    """Run a command that succeeds and return what it printed."""
    outcome = run(*words)
    assert outcome.code == 0, outcome.err
    return outcome.out.decode()


def export(*options: str) -> dict[str, Any]:
    """Return the JSON export of the course."""
    return json.loads(done("exportgrades", "ws25", "--format=json", *options))


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """Return a new file of *folder*."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def loaded(folder: Path) -> str:
    """Load the course and its roster; return its slug."""
    done("loadcourse", written(folder, "ws25.yaml", COURSE))
    done("importroster", "ws25", written(folder, "roster.csv", ROSTER))
    return "ws25"
