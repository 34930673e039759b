"""The page on which staff store the metric that they wrote."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leaderboard.metricfiles import TEMPLATE
from leaderboard.models import ShadowRun
from leaderboard.sandbox import selftest
from tests.factories import CompetitionFactory
from tests.leaderboard.handins import solve
from tests.sandbox.asking import body
from tests.sandbox.own import METRIC, SOLUTION, keep, own_competition


@pytest.fixture
def competition(course):
    return own_competition(course)


@pytest.fixture
def metric_page(client, ina, competition):
    """The instructor's browser on the page; sends a file if it is given one."""
    client.force_login(ina.user)
    address = (
        f"/courses/{competition.component.course.slug}"
        f"/competitions/{competition.component.slug}/metric/"
    )

    def ask(source: str | None = None, do: str = "try", more: str = ""):
        if source is None:
            return client.get(address + more)
        file = SimpleUploadedFile("metric.py", source.encode())
        return client.post(address, {"file": file, "do": do, "reason": "why"})

    return ask


def test_it_offers_a_template(metric_page) -> None:
    assert (
        b"".join(metric_page(more="template/").streaming_content)
        == TEMPLATE.read_bytes()
    )


def test_it_shows_the_file_in_use_and_every_version(metric_page, competition) -> None:
    keep(competition)
    solve(competition, SOLUTION)
    keep(competition, TEMPLATE.read_text())

    shown = metric_page().content.decode()

    assert "np.ptp(given)" in shown
    assert "Version 2" in shown
    assert b"".join(metric_page(more="1/").streaming_content) == METRIC.encode()
    assert metric_page(more="3/").status_code == 404


def test_trying_shows_the_scores_and_stores_nothing(metric_page, competition) -> None:
    keep(competition)
    solve(competition, SOLUTION)

    shown = metric_page(METRIC).content.decode()

    assert "0.00000" in shown
    assert "All predictions are the same." in shown
    assert competition.metric_files.count() == 1


def test_an_error_is_shown_with_its_lines(metric_page, competition) -> None:
    keep(competition)
    solve(competition, SOLUTION)

    answer = metric_page(body("return 1 / 0"), do="store")

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "The metric file stopped with an error." in shown
    assert "ZeroDivisionError" in shown
    assert competition.metric_files.count() == 1


def test_the_first_version_waits_for_the_solution(metric_page, competition) -> None:
    answer = metric_page(METRIC, do="store")

    assert answer.status_code == 302
    assert competition.metric_files.get().actor.login == "ina"


def test_a_later_version_is_tried_on_every_file(metric_page, competition) -> None:
    keep(competition)
    solve(competition, SOLUTION)

    answer = metric_page(METRIC.replace("return np", "return 2 * np"), do="store")

    run = ShadowRun.objects.get()
    assert answer.url.endswith(f"/{run.pk}/")
    assert (run.solution.metric_file.version, run.reason) == (2, "why")
    assert run.solution.applied_at is None


def test_without_a_file_it_asks_for_one(metric_page, client) -> None:
    answer = client.post(metric_page().request["PATH_INFO"])

    assert answer.status_code == 422


def test_it_says_why_the_feature_is_off(metric_page, monkeypatch) -> None:
    monkeypatch.setattr(selftest, "unavailable", lambda: "No filter here.")

    shown = metric_page().content.decode()

    assert "Metrics of your own are off on this server" in shown
    assert "No filter here." in shown
    assert "disabled" in shown


def test_a_competition_with_a_metric_of_the_site_has_no_such_page(
    client, ina, course
) -> None:
    competition = CompetitionFactory(component__course=course)
    client.force_login(ina.user)
    address = f"/courses/{course.slug}/competitions/{competition.component.slug}/"

    assert client.get(f"{address}metric/").status_code == 404
    assert "Metric</a>" not in client.get(address).content.decode()
