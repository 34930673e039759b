"""Taking a submission back."""

from datetime import UTC, datetime

import pytest

from courseops.uploads.refusals import RefusalError
from leaderboard import services
from leaderboard.models import Submission
from tests.factories import ScoreFactory, SubmissionFactory

NOON = datetime(2020, 9, 20, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "state", ["scoring", "scored", "refused", "failed", "cancelled"]
)
def test_submission_that_is_no_longer_queued_stays(db, state):
    begun = SubmissionFactory(state=state)
    stale = Submission.objects.get(pk=begun.pk)
    stale.state = "queued"
    with pytest.raises(RefusalError) as refused:
        services.cancel(submission=stale, at=NOON)

    begun.refresh_from_db()
    assert refused.value.code == "not_queued"
    assert begun.state == state
    assert begun.finished_at is None


def test_submission_that_waits_to_be_scored_anew_keeps_its_score(db):
    scored = ScoreFactory(submission__state="queued").submission
    with pytest.raises(RefusalError):
        services.cancel(submission=scored, at=NOON)

    scored.refresh_from_db()
    assert scored.state == "queued"
