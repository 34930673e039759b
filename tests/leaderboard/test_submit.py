"""``manage.py submit``: the browser's path, from a shell."""

import threading
import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from courseops import clock
from grading.models import Mark
from leaderboard.models import State, Submission
from leaderboard.scoring import score_submission
from tests.factories import CompetitionFactory, EnrollmentFactory

NOON = datetime(2020, 9, 20, 16, tzinfo=UTC)
SOLUTION = "id,label\n1,0\n2,1\n3,1\n"
TWO_OF_THREE = "id,label\n1,0\n2,0\n3,1\n"


@pytest.fixture
def competition(course, tmp_path):
    found = CompetitionFactory(component__course=course, component__slug="hw1p2")
    file = tmp_path / "solution.csv"
    file.write_text(SOLUTION)
    call_command("setsolution", "ml-f20", "hw1p2", str(file))
    return found


@pytest.fixture
def submit(tmp_path, competition, alice, capsys):
    """Run the command on content; returns what it prints."""

    def run(content: str, *more: str, login: str = "alice") -> str:
        file = tmp_path / "predictions.csv"
        file.write_text(content)
        capsys.readouterr()
        call_command("submit", "ml-f20", "hw1p2", login, str(file), *more)
        return capsys.readouterr().out

    return run


def test_scores_in_this_process_and_prints_the_score(submit):
    said = submit(TWO_OF_THREE, "--score-here")

    kept = Submission.objects.get()
    assert kept.state == "scored"
    assert kept.enrollment.user.login == "alice"
    assert f"hw1p2: score 0.66667 = {2 / 3!r}" in said
    assert f"submission {kept.pk}" in said
    assert kept.sha256 in said
    assert said.count("\n") == 1


def test_leaves_marks_current(submit, alice):
    submit(SOLUTION, "--score-here")

    mark = Mark.objects.get(enrollment=alice, target="component:hw1p2")
    assert mark.value is not None


def test_prints_all_three_scores_of_a_split(submit, competition, tmp_path):
    split = tmp_path / "split.csv"
    split.write_text("id,label,Usage\n1,0,Public\n2,1,Private\n3,1,Private\n")
    call_command("setsolution", "ml-f20", "hw1p2", str(split))

    said = submit(TWO_OF_THREE, "--score-here")

    assert "public 1.00000, private 0.50000, all 0.66667" in said


def test_prints_every_reason_of_a_refusal_and_keeps_the_file(submit):
    with pytest.raises(CommandError) as refused:
        submit("id,label\n1,0\n1,0\n9,x\n", "--score-here")

    kept = Submission.objects.get()
    assert refused.value.returncode == 1
    assert kept.state == "refused"
    assert len(kept.reasons) >= 3
    for reason in kept.reasons:
        assert reason["message"] in str(refused.value)
    assert kept.file.exists()


def test_received_at_is_the_instant_given(submit):
    submit(SOLUTION, "--score-here", "--at", "2020-09-20T12:00:00.9")

    assert Submission.objects.get().received_at == NOON


def test_instant_later_than_now_is_refused(submit):
    with time_machine.travel(NOON), pytest.raises(CommandError, match="later than now"):
        submit(SOLUTION, "--score-here", "--at", "2020-09-20T16:00:01Z")

    assert not Submission.objects.exists()


def test_opening_is_judged_at_the_instant(submit):
    with pytest.raises(CommandError, match="opens on 6 Sep 2020, 00:00 EDT"):
        submit(SOLUTION, "--score-here", "--at", "2020-09-05T23:59:59")

    assert not Submission.objects.exists()


def test_limits_are_judged_at_the_instant(submit, competition):
    competition.limits = {"daily": 1}
    competition.save()
    submit(SOLUTION, "--score-here", "--at", "2020-09-20T12:00")

    with pytest.raises(CommandError, match="limit of 1 submission a day"):
        submit(SOLUTION, "--score-here", "--at", "2020-09-20T13:00")
    submit(SOLUTION, "--score-here", "--at", "2020-09-21T00:00")

    assert Submission.objects.count() == 2


def test_staff_may_submit(submit, bob):
    assert "bob, hw1p2: score 1.00000" in submit(SOLUTION, "--score-here", login="bob")


def test_somebody_who_is_not_in_the_course_is_refused(submit, charlie):
    with pytest.raises(CommandError, match="There is no “charlie” in ml-f20"):
        submit(SOLUTION, "--score-here", login="charlie")


def test_student_who_dropped_is_refused(submit, course):
    EnrollmentFactory(course=course, user__login="dora", status="dropped")

    with pytest.raises(CommandError, match="dora may not submit"):
        submit(SOLUTION, "--score-here", login="dora")


def test_file_that_is_not_there_is_named(competition, alice):
    with pytest.raises(CommandError, match=r"nowhere\.csv: No such file"):
        call_command("submit", "ml-f20", "hw1p2", "alice", "nowhere.csv")


def test_competition_that_is_not_there_is_named(competition, alice):
    with pytest.raises(CommandError, match="Competitions: hw1p2"):
        call_command("submit", "ml-f20", "hw9p9", "alice", "x.csv")


def score_what_comes() -> None:
    """Be a worker for one submission."""
    try:
        for _ in range(500):
            waiting = Submission.objects.filter(state=State.QUEUED).first()
            if waiting is not None:
                score_submission(submission_id=waiting.pk, worker="test", now=clock.now)
                return
            time.sleep(0.01)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_waits_for_the_score_of_a_worker(submit):
    worker = threading.Thread(target=score_what_comes)
    worker.start()

    said = submit(TWO_OF_THREE)

    worker.join()
    assert "score 0.66667" in said
    assert Submission.objects.get().worker == "test"


@pytest.mark.django_db(transaction=True)
def test_says_so_when_no_worker_answers(submit):
    with pytest.raises(CommandError) as unanswered:
        submit(SOLUTION, "--wait", "0.2")

    assert unanswered.value.returncode == 2
    assert "no worker has begun it" in str(unanswered.value)
    assert "manage.py serve" in str(unanswered.value)
    assert Submission.objects.get().state == "queued"
