"""A made-up class as large as wanted: one course of 45 components, seeded numbers."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from benchmarks.loop.course import Json, resolved

COMPETITIONS, QUIZZES, PARTS, POINTS = 10, 14, 10, 11
EACH = 60
DAY = 86_400
SEED = 11785
START = datetime(2020, 9, 6)  # noqa: DTZ001 - local times, as in a course file
CUTOFFS = {"A": 0.72, "B": 0.66, "C": 0.53, "D": 0.30, "F": 0}
AT = int(datetime(2021, 6, 1, tzinfo=UTC).timestamp())


def document() -> Json:
    """Return the course file: homeworks with two parts, quizzes, a project."""
    return {
        "course": {
            "slug": "large", "code": "L", "title": "Large", "term": "Any",
            "time_zone": "America/New_York",
        },
        "tracks": [{"slug": "t1"}],
        "completion": {"pass_fail": ["quizzes", "homework"]},
        "slack": {"days": 7},
        "letters": {
            "scale": {"A": 90, "B": 80, "C": 70, "D": 60, "F": 0}, "pass_at": "B",
        },
        "curve": {
            "method": "quantile", "shares": {"A": 0.3, "B": 0.6, "C": 0.9, "F": 1},
        },
        "categories": [
            {"slug": "quizzes", "weight": 24, "keep_best": 12},
            {"slug": "homework", "weight": 51},
            {"slug": "project", "weight": 25, "weighting": "points"},
        ],
        "assignments": [
            *(_homework(number) for number in range(COMPETITIONS)),
            *(_work("quizzes", {"slug": f"quiz{number}", "kind": "quiz"}, number)
              for number in range(QUIZZES)),
            *(_work("project", {"slug": f"item{number}", "kind": "points", "points": 10}, number)
              for number in range(POINTS)),
        ],
    }  # fmt: skip


def _homework(number: int) -> Json:
    due = START + timedelta(days=9 * number + 21)
    return {
        "slug": f"hw{number}",
        "category": "homework",
        "components": [
            {"slug": f"hw{number}p1", "kind": "parts", "parts": 10, "on_time": f"{due:%Y-%m-%d}"},
            {
                "slug": f"hw{number}p2", "kind": "competition", "metric": "accuracy",
                "id_column": "id", "target_columns": ["label"], "cutoffs": CUTOFFS,
                "bonus": 5, "early": f"{due - timedelta(days=9):%Y-%m-%d}",
                "on_time": f"{due:%Y-%m-%d}", "late": f"{due + timedelta(days=12):%Y-%m-%d}",
                "late_policy": {"kind": "slack_or_late"},
            },
        ],
    }  # fmt: skip


def _work(category: str, component: Json, number: int) -> Json:
    due = START + timedelta(days=8 * number)
    dated = component | {"on_time": f"{due:%Y-%m-%d}"}
    return {"slug": component["slug"], "category": category, "components": [dated]}


@dataclass(frozen=True, kw_only=True)
class Received:
    """What came in for one component: a row per student, its columns in time order."""

    received: NDArray[np.int64]
    raw: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class LargeClass:
    """A class of *size* students and all that they handed in, by component."""

    size: int
    course: Json
    work: dict[str, Received]
    basis: list[str]

    def login(self, row: int) -> str:
        """Return a student's login; they sort as the rows do."""
        return f"s{row:07d}"


def made(size: int) -> LargeClass:
    """Return the class of that size, the same each time."""
    random = np.random.default_rng(SEED)
    course = resolved(document())
    skill = random.normal(0, 0.06, (size, 1))
    work = {}
    for component in course["components"]:
        due = component["on_time"]
        if component["kind"] == "competition":
            days = np.clip(random.normal(-4, 4.5, (size, EACH)), -18, 14)
            better = 0.6 + skill + 0.006 * days + random.normal(0, 0.05, (size, EACH))
            received = np.sort((due + days * DAY).astype(np.int64), axis=1)
            raw = np.round(np.clip(better, 0, 1), 5)
        else:
            received = np.full((size, 1), due - DAY)
            raw = random.integers(0, 11, (size, 1)).astype(np.float64)
        work[component["slug"]] = Received(received=received, raw=raw)
    basis = random.choice(["letter", "pass_fail", "audit"], size, p=[0.85, 0.1, 0.05])
    return LargeClass(size=size, course=course, work=work, basis=basis.tolist())


def as_facts(of: LargeClass, rows: range) -> Json:
    """Return the facts of some of the students, as the plain loop takes them."""
    facts: Json = {"submissions": [], "attempts": [], "results": []}
    facts["roster"] = [
        {
            "login": of.login(row), "track": "t1", "basis": of.basis[row],
            "role": "student", "status": "active",
        }
        for row in rows
    ]  # fmt: skip
    for component in of.course["components"]:
        _add(facts, of, component, rows)
    return facts


def _add(facts: Json, of: LargeClass, component: Json, rows: range) -> None:
    slug, kind = component["slug"], component["kind"]
    work = of.work[slug]
    for row in rows:
        login = of.login(row)
        place = row * work.raw.shape[1]
        pairs = zip(work.received[row].tolist(), work.raw[row].tolist(), strict=True)
        for number, (received, raw) in enumerate(pairs):
            if kind == "competition":
                facts["submissions"].append(
                    {
                        "login": login, "component": slug, "received_at": received,
                        "score": raw, "submission": f"{place + number + 1:010d}",
                    }
                )  # fmt: skip
            elif kind == "quiz":
                facts["attempts"].append(
                    {
                        "login": login, "quiz": slug, "received_at": received,
                        "correct": raw, "questions": 10,
                    }
                )  # fmt: skip
            else:
                facts["results"].append(
                    {
                        "login": login, "component": slug, "received_at": received,
                        "score": raw,
                    }
                )  # fmt: skip
