"""A large class as the columns that the gradebook is computed from."""

from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np

from benchmarks.large.classes import AT, LargeClass
from benchmarks.large.stored import loaded_course
from grading import evidence, gradebook
from grading.evidence import Evidence
from grading.policy import when
from grading.policy.book import Gradebook, Students
from grading.policy.component import Facts, top
from grading.policy.plan import ComponentPlan, CoursePlan
from grading.policy.selection import Submissions
from grading.policy.when import Deadlines

INSTANT = datetime.fromtimestamp(AT, UTC)
Columns = tuple[Students, Mapping[str, Submissions], Mapping[str, Deadlines]]


def columns_of(of: LargeClass) -> tuple[CoursePlan, Columns]:
    """Return the course's plan, and what a class handed in and had to hand in."""
    plan = evidence.load(course=loaded_course(), at=INSTANT).plan
    students = Students(
        key=np.arange(of.size),
        login=[of.login(row) for row in range(of.size)],
        name=[""] * of.size,
        email=[""] * of.size,
        track=["t1"] * of.size,
        basis=of.basis,
        status=["active"] * of.size,
    )
    submissions, deadlines = {}, {}
    for _, _, component in plan.components():
        submissions[component.slug] = _submissions(of, component)
        deadlines[component.slug] = when.same_for_all(
            size=of.size,
            early=component.early,
            on_time=component.on_time,
            late=component.late,
        )
    return plan, (students, submissions, deadlines)


def recomputed(plan: CoursePlan, columns: Columns) -> Gradebook:
    """Return the gradebook: the class's best scores, every mark, every letter."""
    students, submissions, deadlines = columns
    size = len(students)
    nobody = np.zeros(size, dtype=np.bool_)
    ranked = np.array([basis != "audit" for basis in students.basis], dtype=np.bool_)
    found = Evidence(
        plan=plan,
        students=students,
        ranked=ranked,
        deadlines=deadlines,
        facts={
            one.slug: Facts(
                submissions=submissions[one.slug],
                waiting=nobody,
                handed_in=nobody,
                excused=nobody,
                code=nobody,
                cap=np.full(size, np.inf),
                override=np.full(size, np.nan),
                top=top(
                    one,
                    submissions[one.slug],
                    deadlines[one.slug],
                    takes_part=ranked,
                ),
                ranked=np.empty(0),
                has_begun=True,
            )
            for _, _, one in plan.components()
        },
        arrivals=np.concatenate([one.received for one in submissions.values()]),
        overrides={},
        letters={},
        waived={},
        published=None,
        is_whole=True,
        as_student=False,
    )
    return gradebook.compute(found, at=INSTANT)


def _submissions(of: LargeClass, component: ComponentPlan) -> Submissions:
    work = of.work[component.slug]
    rows = work.raw.size
    possible = 10.0 if component.kind == "quiz" else component.possible
    return Submissions(
        student=np.repeat(np.arange(of.size), work.raw.shape[1]),
        received=work.received.ravel().astype(np.float64),
        raw=work.raw.ravel(),
        possible=np.full(rows, possible),
        chosen=np.zeros(rows, dtype=np.bool_),
        reference=np.arange(1, rows + 1),
    )
