"""Which files are kept as a competition's metric."""

from hashlib import sha256

import pytest

from courseops.models import AuditEvent
from leaderboard.metricfiles import MAX_BYTES, TEMPLATE, MetricFileError, store
from tests.factories import CompetitionFactory
from tests.leaderboard.handins import AT, solve
from tests.sandbox.asking import body
from tests.sandbox.own import METRIC, SOLUTION, keep, own_competition


@pytest.fixture
def competition(course):
    return own_competition(course)


def refused(competition, content: bytes) -> MetricFileError:
    with pytest.raises(MetricFileError) as caught:
        store(competition=competition, content=content, actor=None, at=AT)
    return caught.value


def test_each_version_is_kept(competition, ina) -> None:
    keep(competition)

    found, _ = store(
        competition=competition,
        content=TEMPLATE.read_bytes(),
        actor=ina.user,
        at=AT,
    )

    assert (found.version, found.actor, found.created_at) == (2, ina.user, AT)
    assert found.file.read_bytes() == TEMPLATE.read_bytes()
    assert found.sha256 == sha256(TEMPLATE.read_bytes()).hexdigest()
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor) == ("set_metric_file", ina.user)
    assert event.after == {"version": 2, "sha256": found.sha256}


def test_a_byte_order_mark_is_no_part_of_the_program(competition) -> None:
    stored, _ = store(
        competition=competition,
        content=b"\xef\xbb\xbf" + METRIC.encode(),
        actor=None,
        at=AT,
    )

    assert solve(competition, SOLUTION).solution.metric_file == stored


def test_it_is_tried_on_the_sample_submission_and_on_the_truth(competition) -> None:
    keep(competition)
    solve(competition, SOLUTION)

    _, tried = store(
        competition=competition,
        content=body("print('hello')", "return predictions['y'].sum()").encode(),
        actor=None,
        at=AT,
    )

    assert tried is not None
    assert tried.sample.scores == [0.0, 0.0, 0.0]
    assert tried.truth.scores == [10.0, 10.0, 10.0]
    assert tried.sample.details == "hello\n"


def test_one_that_refuses_the_sample_submission_is_kept(competition) -> None:
    keep(competition)
    solve(competition, SOLUTION)

    _, tried = store(
        competition=competition, content=METRIC.encode(), actor=None, at=AT
    )

    assert tried is not None
    assert tried.sample.refused == "All predictions are the same."


def test_one_that_fails_on_the_sample_submission_is_not(competition) -> None:
    keep(competition)
    solve(competition, SOLUTION)

    error = refused(competition, body("return truth['x'][0]").encode())

    assert str(error) == "The metric file stopped with an error."
    assert error.details.endswith("KeyError: 'x'")
    assert competition.metric_files.count() == 1


def test_one_that_gives_the_truth_no_score_is_not(competition) -> None:
    keep(competition)
    solve(competition, SOLUTION)

    error = refused(
        competition,
        body("return 1 / (truth['y'] != predictions['y']).any().item()").encode(),
    )

    assert str(error) == (
        "The truth itself gets no score. The metric file stopped with an error."
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"x" * (MAX_BYTES + 1), "The file has 65,537 bytes; a metric may have 65,536."),
        (b"x = 1\ny = '\xe9'\n", "Line 2 is not UTF-8; save it as UTF-8."),
        (b"x = 1\0", "The file is not text: it holds a NUL character."),
        (b"def score(:\n", "Line 1 of the metric file is not Python: invalid syntax."),
        (b"x = 1\n", "The metric file defines no function `score`."),
        (b"import scipy\n", "The metric file stopped with an error."),
    ],
)  # fmt: skip
def test_what_is_no_metric_is_refused(competition, content: bytes, told: str) -> None:
    assert str(refused(competition, content)) == told
    assert not competition.metric_files.exists()


def test_a_competition_with_a_metric_of_the_site_takes_none(course) -> None:
    error = refused(CompetitionFactory(component__course=course), METRIC.encode())

    assert "The competition's metric is accuracy." in str(error)
