"""The product's rules on facts in memory: no database but for the course's plan."""

import io
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import yaml
from django.core.management import call_command

from courseops.models import Course
from grading import evidence, gradebook
from grading.evidence import Evidence
from grading.policy import selection, when
from grading.policy.book import Gradebook, Students
from grading.policy.component import Facts, top
from grading.policy.plan import ComponentPlan, CoursePlan
from grading.policy.selection import Submissions

END = datetime(2021, 6, 1, tzinfo=UTC)


def plan_of(folder: Path, document: dict) -> CoursePlan:
    """Return the plan of a course file, loaded into the database."""
    path = folder / "course.yaml"
    path.write_text(yaml.safe_dump(document, sort_keys=False))
    call_command("loadcourse", str(path), stdout=io.StringIO(), stderr=io.StringIO())
    course = Course.objects.get(slug=document["course"]["slug"])
    return evidence.load(course=course, at=END).plan


def book_of(plan: CoursePlan, facts: dict, *, at: datetime = END) -> Gradebook:
    """Return the gradebook of students on letter basis; nothing is decided by staff."""
    logins = sorted(one["login"] for one in facts["roster"])
    size = len(logins)
    nobody = np.zeros(size, dtype=np.bool_)
    found, deadlines = {}, {}
    for _, _, one in plan.components():
        rows = _submissions(one, facts, logins)
        deadlines[one.slug] = when.same_for_all(
            size=size, early=one.early, on_time=one.on_time, late=one.late
        )
        found[one.slug] = Facts(
            submissions=rows,
            waiting=nobody,
            handed_in=nobody,
            excused=nobody,
            code=~nobody,
            cap=np.full(size, np.inf),
            override=np.full(size, np.nan),
            top=top(one, rows, deadlines[one.slug], takes_part=~nobody),
            ranked=np.empty(0),
            has_begun=len(rows) > 0,
        )
    people = Students(
        key=np.arange(size), login=logins, name=logins, email=logins,
        track=["t1"] * size, basis=["letter"] * size, status=["active"] * size,
    )  # fmt: skip
    return gradebook.compute(
        Evidence(
            plan=plan, students=people, ranked=~nobody, deadlines=deadlines, facts=found,
            arrivals=np.empty(0), overrides={}, letters={}, waived={}, published=None,
            is_whole=True, as_student=False,
        ),
        at=at,
    )  # fmt: skip


def _submissions(one: ComponentPlan, facts: dict, logins: list[str]) -> Submissions:
    kind = "submissions" if one.kind == "competition" else "results"
    rows = [row for row in facts[kind] if row["component"] == one.slug]
    received = [row["received_at"] for row in rows]
    return selection.sort(
        Submissions(
            student=np.array([logins.index(row["login"]) for row in rows], np.int64),
            received=np.array(
                [-np.inf if at is None else at for at in received], float
            ),
            raw=np.array([row["score"] for row in rows], float),
            possible=np.full(len(rows), one.possible),
            chosen=np.zeros(len(rows), dtype=np.bool_),
            reference=np.arange(len(rows)),
        )
    )
