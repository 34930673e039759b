"""A class graded from what may be best has the marks that all submissions give."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest

from courseops.models import Component, Course
from grading import gradebook
from grading.policy.columns import ComponentColumns
from leaderboard.models import Competition, Score, Submission
from leaderboard.restanding import restand
from tests.reference.campaign import case
from tests.reference.rows import Rows

pytestmark = pytest.mark.django_db

# Submissions are counted for derivations only, and rows are told by their names.
TOLD_ONLY = {"scored", "counted"}


def spread(course: Course, random: Random) -> None:
    """Deal every competition's scores out anew, on each split by itself."""
    Component.objects.filter(course=course, selection="").update(selection="best")
    for one in Competition.objects.filter(component__course=course).order_by("pk"):
        scores = list(Score.objects.filter(submission__competition=one).order_by("pk"))
        values = [score.all for score in scores]
        for score in scores:
            score.public, score.private, score.all = random.choices(values, k=3)
        Score.objects.bulk_update(scores, ["public", "private", "all"])
        one.mark_on = random.choice(["", "public", "private", "all"])
        one.split = {"public": 0.3, "seed": 1}
        one.save()
        restand(competition=one.pk)


def told(value, rows):
    """Return what a column says, with rows of submissions by their names."""
    if is_dataclass(value):
        return {
            one.name: [rows(row) for row in value.row]
            if one.name == "row"
            else told(getattr(value, one.name), rows)
            for one in fields(value)
        }
    return np.asarray(value).tolist()


def columns_of(book, slug):
    here: ComponentColumns = book.components[slug]
    named = book.submissions[slug]
    return {
        one.name: told(
            getattr(here, one.name),
            lambda row: named.name(row) if row >= 0 else None,
        )
        for one in fields(here)
        if one.name not in TOLD_ONLY
    }


def same(one, other) -> bool:
    return repr(one) == repr(other)


@pytest.mark.parametrize("seed", range(300, 308))
def test_marks_are_the_same_to_the_bit(tmp_path, seed):
    document, _, facts, instants = case(seed)
    Rows(tmp_path, document, facts).load()
    course = Course.objects.get(slug=document["course"]["slug"])
    spread(course, Random(seed))
    assert Submission.objects.filter(may_be_best=False).exists()

    for second in instants:
        at = datetime.fromtimestamp(second, UTC)
        lean = gradebook.load(course=course, at=at)
        whole = gradebook.load(course=course, at=at, explain=True)

        for slug in whole.components:
            for name, column in columns_of(whole, slug).items():
                assert same(column, columns_of(lean, slug)[name]), (slug, name)
        for name in ("total", "final"):
            ours, theirs = getattr(lean, name), getattr(whole, name)
            assert same(ours.mark.tolist(), theirs.mark.tolist())
        for name in ("letter", "result", "unmet", "changed_at", "slack_left"):
            assert same(getattr(lean, name), getattr(whole, name)), name
