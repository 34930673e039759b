"""A course with one competition and one student, to hand in to."""

from pathlib import Path

from benchmarks.served.site import Site

HERE = "/api/v1/courses/bench/competitions/p/"
COURSE = """
course: {slug: bench, code: B, title: Benchmark, term: Now, time_zone: UTC}
tracks: [{slug: regular, bases: [letter]}]
categories: [{slug: homework, weight: 100}]
assignments:
  - slug: a
    category: homework
    components:
      - {slug: p, kind: competition, metric: accuracy, id_column: id, target_columns: [label]}
"""
ROSTER = """login,name,email,track,basis,role,status
ada,Ada,ada@example.edu,regular,letter,student,active
"""
TOKEN = """
from courseops.models import ApiToken, User
print(ApiToken.objects.create(user=User.objects.get(login="ada"), name="benchmark")[1])
"""


def make_course(site: Site, *, rows: int) -> str:
    """Load the course, with *rows* rows to predict; return the student's API token."""
    files = {
        "course.yaml": COURSE,
        "roster.csv": ROSTER,
        "solution.csv": "id,label\n" + "".join(f"{n},{n % 7}\n" for n in range(rows)),
    }
    for name, content in files.items():
        (site.folder / name).write_text(content)
    path = {name: str(Path(site.folder) / name) for name in files}
    site.manage("loadcourse", path["course.yaml"])
    site.manage("importroster", "bench", path["roster.csv"])
    site.manage("setsolution", "bench", "p", path["solution.csv"])
    return site.python(TOKEN).strip().splitlines()[-1]
