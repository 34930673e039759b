"""``drawreviews``: draws, says what it did, and what is in its way."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.models import Review, ReviewDrawing
from tests.projects.reviewed import classmates, papers_of, report, reviewing


def _run(*args: str) -> str:
    out = StringIO()
    call_command("drawreviews", "ml-f20", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def component(course):
    papers_of(report(course), classmates(course))
    return reviewing(course)


def test_it_draws_and_draws_nothing_more_the_second_time(component):
    dry = _run("paper-review", "--seed", "5", "--dry-run")
    assert not Review.objects.exists()

    first = _run("paper-review", "--seed", "5")
    again = _run("paper-review")

    told = "seed 5: 6 reviewers, 5 papers; 18 reviews added, 0 taken back, 0 kept.\n"
    assert (dry, first) == (f"Would be done: {told}", told)
    assert (
        again
        == "seed 5: 6 reviewers, 5 papers; 0 reviews added, 0 taken back, 18 kept.\n"
    )
    assert ReviewDrawing.objects.get().seed == 5


def test_it_says_what_is_in_its_way(component):
    component.details["reviews"] = 5
    component.save()

    with pytest.raises(CommandError, match=r"4 papers of 5 .* Nobody was drawn\."):
        _run("paper-review", "--seed", "1")
    with pytest.raises(CommandError, match="4 papers of 5"):
        _run("paper-review", "--dry-run")
    with pytest.raises(CommandError, match="report is no peer review"):
        _run("report")
    with pytest.raises(CommandError, match="A seed is from 0"):
        _run("paper-review", "--seed", "-1")
