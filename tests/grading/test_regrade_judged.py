"""Regrades of work that graders judged: late stays late, corrected gradings count."""

import pytest

from courseops.models import Result
from grading.regrades.regrading import RegradeRefusedError
from projects.gradings.showing import show
from projects.models import Grading
from tests.grading.judging import DAY, DUE, grade, hand_in, report
from tests.grading.regrades import asked, decided

__all__ = ["report"]

LATE = DUE + 1.5 * DAY
SHOWN = DUE + 9 * DAY


@pytest.fixture
def late(report, alice, bob):
    """Alice's report: a day late, graded 48 of 60, shown to students."""
    report.course.slack = {"days": 1}
    report.course.save()
    report.late_policy = {"kind": "free_days", "per_extra_day": 0.25}
    report.save()
    grade(hand_in(report, alice, LATE), 48)
    show(component=report, actor=bob.user, at=SHOWN)
    return report


def test_gradings_are_asked_about_once_they_are_shown(report, alice):
    grade(hand_in(report, alice), 48)

    with pytest.raises(RegradeRefusedError, match="no mark to ask about"):
        asked(report, alice, at=SHOWN)


def test_points_that_are_entered_are_as_late_as_the_hand_in(late, alice, bob):
    request = asked(late, alice, at=SHOWN)
    assert request.before == pytest.approx(60)

    request = decided(request, bob, how="score", value="60", at=SHOWN + DAY)

    assert request.after == pytest.approx(75)
    assert Result.objects.get().received_at == LATE


def test_a_corrected_grading_closes_the_request(late, alice, bob):
    request = asked(late, alice, at=SHOWN)
    Grading.objects.update(points=60)

    request = decided(request, bob, how="elsewhere", at=SHOWN + DAY)

    assert (request.state, request.after) == ("changed", pytest.approx(75))
