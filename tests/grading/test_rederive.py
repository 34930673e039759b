"""Every mark of the demo course follows from its own printed explanation."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from courseops.demo.seed import seed
from tests.grading import byhand
from tests.reference.campaign import case
from tests.reference.product import written
from tests.reference.rows import Rows

# In one process, so that the course is seeded once.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("rederive")]
AT = datetime(2026, 3, 4, 18, 30, 12, tzinfo=UTC)
BUDGET = 7
COMMAND = ("exportgrades", "ml-demo", "--format", "json", "--explain")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """Seed once for this module, in a transaction that each test reads."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(
            MEDIA_ROOT=tmp_path_factory.mktemp("media"), PASSWORD_HASHERS=quick
        ),
        transaction.atomic(),
    ):
        seed(at=AT, say=lambda line: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def students(demo) -> list[dict[str, Any]]:
    """The students as exported when the demo was made, each with the steps."""
    out = io.StringIO()
    call_command(*COMMAND, "--as-of", AT.isoformat(), stdout=out, stderr=io.StringIO())
    return list(json.loads(out.getvalue())["students"])


def test_every_mark_follows_from_its_steps(students):
    assert [line for form in students for line in byhand.wrong(form)] == []


def test_every_formula_is_right_and_every_change_is_said(students):
    for form in students:
        for steps in byhand.lists_of_steps(form):
            byhand.check_sentences(steps)


@pytest.mark.parametrize("seed", [104, 110, 122, 125])
def test_marks_under_any_policy_follow_from_their_steps(tmp_path, seed):
    document, _, facts, instants = case(seed)
    course = Rows(tmp_path, document, facts)
    course.load()
    for at in instants:
        as_of = f"--as-of={written(at)}"
        told = course.call(*COMMAND[:1], course.slug, *COMMAND[2:], as_of)
        for form in json.loads(told)["students"]:
            assert byhand.wrong(form) == []
            for steps in byhand.lists_of_steps(form):
                byhand.check_sentences(steps)


def test_slack_days_follow_from_what_each_component_took(students):
    for form in students:
        assert byhand.slack_left(form, budget=BUDGET) == form["slack_left"]


def test_the_demo_shows_every_rule_at_work(students):
    seen = {
        (one["state"], one["window"])
        for form in students
        for one in form["components"].values()
    }
    rules = {
        step["rule"]
        for form in students
        for steps in byhand.lists_of_steps(form)
        for step in steps
    }

    assert {"late", "slack"} <= {window for _, window in seen}
    assert {state for state, _ in seen} >= {
        *("graded", "missing", "pending", "excused", "overridden", "withheld")
    }
    assert rules >= {
        *("bonus", "candidate", "early", "share", "tiers", "drops", "extra_credit")
    }


def test_alice_used_slack_days(students):
    alice = next(form for form in students if form["login"] == "alice")

    assert alice["components"]["hw1p2"]["slack_used"] == 2
    assert alice["slack_left"] == BUDGET - 2


@pytest.mark.parametrize("login", ["alice", "wtsai", "dvolkov", "tpapadakis"])
def test_the_command_says_what_the_export_holds(students, login):
    form = next(form for form in students if form["login"] == login)
    out = io.StringIO()

    call_command("explain", "ml-demo", login, "--as-of", AT.isoformat(), stdout=out)

    told = out.getvalue()
    for steps in byhand.lists_of_steps(form):
        for step in steps:
            assert f"\n  {step['text']}\n" in told
    assert f"\nTotal: {form['total']!r}".removesuffix(".0") in told
