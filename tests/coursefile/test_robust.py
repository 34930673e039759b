"""Whatever a file holds, reading it ends in a course or in errors, never in a crash."""

from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseops.coursefile.findings import Findings
from courseops.coursefile.reading import read
from courseops.coursefile.writing import written
from tests.coursefile.files import COURSE, judge
from tests.coursefile.random_files import a_document

FILE = Path(__file__).parents[2] / "courses/cmu-11785-f20.yaml"
JUNK = (None, True, -1, 0, 1e308, "", "x", "2020-13-01", "2020-09-27", [], [[]], {}, {"a": 1}, [None], ["a", {}], [1, 2])  # fmt: skip


def spoiled(random: Random, value):
    """Return *value* with some of what it holds replaced, removed, added or repeated."""
    if random.random() < 0.03:
        return random.choice(JUNK)
    if isinstance(value, dict):
        made = {key: spoiled(random, inner) for key, inner in value.items()}
        if made and random.random() < 0.05:
            made.pop(random.choice(list(made)))
        if random.random() < 0.03:
            made[random.choice(["kind", "type", "weight", "slug", "pool", "x"])] = (
                random.choice(JUNK)
            )
        return made
    if isinstance(value, list):
        made = [spoiled(random, inner) for inner in value]
        return made * 2 if random.random() < 0.03 else made
    return value


@given(seed=st.integers(0, 2**32))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_spoiled_values_are_refused_or_read(seed):
    random = Random(seed)
    document = a_document(random)
    sections = {key: spoiled(random, value) for key, value in document.items()}
    text = written(sections | {"x": "no section"})
    findings = Findings(name="c.yaml")

    found = read(text, findings=findings)

    assert found is None
    assert all(
        error.line is not None or error.path == "course" for error in findings.errors
    )


@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 30_000), st.integers(0, 40), st.binary(max_size=6)),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=60, deadline=None)
def test_spoiled_bytes_are_refused_or_read(cuts):
    data = FILE.read_bytes()
    for start, length, instead in cuts:
        data = data[:start] + instead + data[start + length :]
    findings = Findings(name="c.yaml")

    found = read(data, findings=findings)

    assert (found is None) == bool(findings.errors)


def test_meetings_and_lectures_without_a_kind_are_refused_together():
    text = (
        "meetings: [{days: [monday], from: '08:00', to: '09:00'}]\n"
        "schedule: [{slug: l1, date: 2020-09-02, title: One}]\n"
    )

    errors, _ = judge(COURSE + text)

    assert len(errors) == 2
    assert all("kind" in error for error in errors)
