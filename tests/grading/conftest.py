"""A class with one competition, and a way to hand in with a known score."""

from collections.abc import Callable
from datetime import datetime

import pytest

from courseops.models import Course, Enrollment
from leaderboard.models import Competition, Submission
from tests.factories import (
    AssignmentFactory,
    CompetitionFactory,
    ScoreFactory,
    SubmissionFactory,
)
from tests.grading.instants import IN_TIME
from tests.grading.lettered import lettered
from tests.grading.regrades import in_october, layers

__all__ = ["in_october", "layers", "lettered"]

HandIn = Callable[..., Submission]


@pytest.fixture
def hw1p2(course: Course) -> Competition:
    """A competition due on 27 Sep 2020, 23:59:59 EDT, with cutoffs of 11-785's HW1."""
    return CompetitionFactory(
        component__course=course,
        component__slug="hw1p2",
        component__assignment=AssignmentFactory(course=course, slug="hw1", title="HW1"),
    )


@pytest.fixture
def hand_in() -> HandIn:
    """Store a submission with its score, the same on every split unless told."""

    def hand_in(
        enrollment: Enrollment,
        competition: Competition,
        score: float | None,
        *,
        at: datetime = IN_TIME,
        public: float | None = None,
        private: float | None = None,
        state: str = "scored",
        pk: int | None = None,
    ) -> Submission:
        submission = SubmissionFactory(
            pk=pk,
            competition=competition,
            enrollment=enrollment,
            received_at=at,
            state=state,
        )
        if score is not None:
            ScoreFactory(
                submission=submission,
                public=score if public is None else public,
                private=score if private is None else private,
                all=score,
                scored_at=at,
            )
        return submission

    return hand_in
