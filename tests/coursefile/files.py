"""Course files for tests: the smallest course, and what is put into it."""

from courseops.coursefile.findings import Findings
from courseops.coursefile.reading import read

# Three lines: what tests add starts on line 4.
COURSE = """\
course: {slug: c1, code: C 1, title: Course, term: Fall 2020, time_zone: America/New_York, starts: 2020-08-31, ends: 2020-12-18}
tracks: [{slug: full}, {slug: half, without: [project]}]
categories: [{slug: homework, weight: 75}, {slug: project, weight: 25}]
"""

# Line 8 holds the component.
ASSIGNMENT = """\
assignments:
  - slug: hw1
    category: homework
    components:
      - {component}
"""


def with_component(text: str) -> str:
    """Return a course file with one assignment of one component, on line 8."""
    return COURSE + ASSIGNMENT.format(component=text)


def competition(more: str = "") -> str:
    """Return a competition component in flow style, with more keys."""
    keys = "slug: hw1p2, kind: competition, metric: accuracy, id_column: id"
    return f"{{{keys}, target_columns: [label]{', ' if more else ''}{more}}}"


def judge(data: str | bytes) -> tuple[list[str], list[str]]:
    """Return the errors and the warnings that a file called c.yaml deserves."""
    findings = Findings(name="c.yaml")
    read(data, findings=findings)
    errors, warnings = findings.in_order()
    return [str(error) for error in errors], [str(warning) for warning in warnings]


def document(text: str):
    """Return what a valid file says, in normal form."""
    findings = Findings(name="c.yaml")
    found = read(text, findings=findings)
    assert findings.errors == []
    return found
