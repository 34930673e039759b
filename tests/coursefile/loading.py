"""Loads course files into the database of a test."""

from datetime import UTC, datetime

from courseops.coursefile.load import Report, load_course
from courseops.models import Course

AT = datetime(2020, 9, 1, 12, tzinfo=UTC)
TWO = """\
assignments:
  - slug: hw1
    title: First
    category: homework
    components:
      - {slug: hw1p1, kind: parts, parts: 10, on_time: 2020-09-27}
      - {slug: hw1p2, kind: competition, metric: accuracy, id_column: id, target_columns: [label], released: 2020-09-06, on_time: 2020-09-27}
  - {slug: essay, category: project, components: [{slug: essay, kind: points, points: 10}]}
schedule: [{slug: l1, kind: lecture, date: 2020-09-02}]
bulletin: [{slug: b1, title: News, until: 2020-10-01, component: hw1p1}]
"""
WITHOUT_P2 = "\n".join(line for line in TWO.split("\n") if "hw1p2" not in line)


def load(text: str, **options) -> Report:
    return load_course(data=text, file_name="c.yaml", at=AT, **options)


def loaded(text: str, **options) -> Course:
    report = load(text, **options)
    assert report.errors == ()
    return Course.objects.get(slug=report.slug)
