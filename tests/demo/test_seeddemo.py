"""``manage.py seeddemo`` on an empty site, on its own, and on somebody else's."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from courseops.demo.seed import seed
from courseops.models import User
from leaderboard.models import Submission
from projects.models import Grading, HandInItem, Review
from tests.factories import CourseFactory


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


def test_the_first_run_tells_its_steps_and_leaves_the_sign_ins_and_the_second_changes_nothing(
    db, tmp_path, django_assert_num_queries
):
    first, second = StringIO(), StringIO()

    call_command("seeddemo", stdout=first)
    with django_assert_num_queries(1):
        call_command("seeddemo", stdout=second)

    assert "64 people" in first.getvalue()
    assert "alice@" in (tmp_path / "demo-sign-ins.txt").read_text()
    assert "already there" in second.getvalue()


def test_a_site_with_a_course_is_left_alone(db):
    CourseFactory()

    with pytest.raises(CommandError, match="already holds"):
        call_command("seeddemo", stdout=StringIO())

    assert User.objects.count() == 0


def test_the_same_instant_gives_the_same_course(db):
    def facts() -> list[Any]:
        columns = ("enrollment__user__login", "received_at", "sha256", "state")
        with transaction.atomic():
            seed(at=datetime(2026, 7, 8, 9, 10, 11, tzinfo=UTC), say=lambda line: None)
            found = [
                *Submission.objects.order_by("id").values_list(*columns),
                *HandInItem.objects.order_by("id").values_list("sha256", "url"),
                *Grading.objects.order_by("id").values_list("points", "comments"),
                *Review.objects.order_by("id").values_list("number", "points"),
            ]
            transaction.set_rollback(True)
        return found

    assert facts() == facts()
