"""The versions of a solution, the report of a run, and the decision about it."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courseops.changes import dispatch, tasks
from courseops.models import Announcement
from grading.models import ClassChange
from leaderboard.models import RunState, Score, ShadowRun, ShadowScore, Solution
from leaderboard.shadow import dispatch as shadow_dispatch
from tests.factories import CompetitionFactory, EnrollmentFactory
from tests.leaderboard.handins import HALF_RIGHT, RIGHT, hand_in, score, solve
from tests.leaderboard.pages import HTMX, page, url
from tests.leaderboard.shadowing import preview, tried

# What the report's page asks the database.
FEW = 12
TURNED = "id,label\n1,0\n2,1\n3,9\n4,9\n"


@pytest.fixture(autouse=True)
def _sent(monkeypatch) -> None:
    """Send messages to no worker."""
    monkeypatch.setattr(shadow_dispatch, "send", lambda run_id: None)
    monkeypatch.setattr(dispatch, "send", lambda change_id: None)


@pytest.fixture
def competition(course):
    return CompetitionFactory(
        component__course=course,
        component__slug="hw1p2",
        component__cutoffs={"A": 0.9, "B": 0.8, "C": 0.7, "D": 0.6, "F": 0},
    )


@pytest.fixture
def two(competition, course, alice):
    solve(competition)
    ben = EnrollmentFactory(course=course, user__login="ben", user__name="Ben")
    first = score(hand_in(competition, RIGHT, enrollment=alice))
    second = score(hand_in(competition, HALF_RIGHT, enrollment=ben))
    return first, second


@pytest.fixture
def instructor(as_user, ina):
    return as_user(ina)


def upload(browser, content: str, name: str = "solution.csv"):
    file = SimpleUploadedFile(name, content.encode(), content_type="text/csv")
    given = {"reason": "Labels mended", "file": file}
    return browser.post(url("upload_solution"), given)


def run_url(name: str, run: ShadowRun) -> str:
    return reverse(f"changes:{name}", args=["ml-f20", "hw1p2", run.pk])


@pytest.mark.usefixtures("two")
def test_an_uploaded_solution_is_tried_before_it_counts(instructor, ina):
    answer = upload(instructor, TURNED)

    run = ShadowRun.objects.get()
    assert answer.headers["Location"] == run_url("rescore", run)
    assert (run.reason, run.actor, run.state) == ("Labels mended", ina.user, "queued")
    tasks.shadow(run_id=run.pk)
    text = page(instructor.get(run_url("rescore", run)))
    assert "A draft: nothing has changed yet" in text
    assert "Apply version 2" in text
    assert Score.objects.get(submission__enrollment__user__login="ben").public == 0.5


@pytest.mark.usefixtures("two")
def test_applying_it_in_the_browser_changes_scores_and_announces_it(instructor):
    upload(instructor, TURNED)
    run = ShadowRun.objects.get()
    tasks.shadow(run_id=run.pk)

    instructor.post(
        run_url("apply_rescore", run), {"announce": "on", "title": "Scored again"}
    )
    tasks.apply(change_id=ClassChange.objects.get().pk)

    assert Score.objects.get(submission__enrollment__user__login="ben").public == 1.0
    assert Announcement.objects.get().title == "Scored again"
    assert "counts since then" in page(instructor.get(run_url("rescore", run)))


@pytest.mark.usefixtures("two")
def test_a_file_that_is_no_csv_is_refused_at_once(instructor):
    answer = upload(instructor, "PAR1", "solution.parquet")

    assert answer.status_code == 422
    assert "Nothing was stored" in page(answer)
    assert Solution.objects.count() == 1


@pytest.mark.usefixtures("two")
def test_what_is_wrong_with_the_rows_is_shown_with_line_and_column(instructor):
    upload(instructor, "id,label\n1,0\n1,\n")
    run = ShadowRun.objects.get()

    tasks.shadow(run_id=run.pk)

    text = page(instructor.get(run_url("rescore", run)))
    assert "Line 3, column <code>label</code>: found an empty value" in text
    run.refresh_from_db()
    assert run.solution.discarded
    assert not run.solution.path.exists()


def test_the_first_solution_counts_at_once(competition, instructor):
    upload(instructor, RIGHT)

    tasks.shadow(run_id=ShadowRun.objects.get().pk)

    assert competition.solutions.in_force().get().rows == 4
    assert "in force" in page(instructor.get(url("solution")))


@pytest.mark.usefixtures("two")
def test_a_metric_that_the_course_file_changed_is_offered(competition, instructor):
    competition.metric = "balanced_accuracy"
    competition.save()

    assert "Scores are not by what is declared" in page(instructor.get(url("solution")))
    instructor.post(url("score_again"), {"reason": "As declared"})

    draft = Solution.objects.first()
    assert (draft.version, draft.metric) == (2, "balanced_accuracy")
    tasks.shadow(run_id=ShadowRun.objects.get().pk)
    assert ClassChange.objects.get().state == "previewed"


@pytest.mark.usefixtures("two")
def test_discarding_leaves_nothing_but_the_version(competition, instructor):
    run = tried(competition, TURNED)
    preview(run)

    instructor.post(run_url("discard_rescore", run))

    run.refresh_from_db()
    assert (run.state, run.solution.discarded) == (RunState.DISCARDED, True)
    assert not ShadowScore.objects.exists()
    assert ClassChange.objects.get().state == "discarded"
    assert competition.solutions.in_force().get().version == 1
    assert "discarded" in page(instructor.get(url("solution")))


@pytest.mark.usefixtures("two")
def test_a_preview_is_made_again_with_what_came_meanwhile(
    competition, instructor, alice
):
    run = tried(competition, TURNED)
    preview(run)
    score(hand_in(competition, HALF_RIGHT, enrollment=alice))

    instructor.post(run_url("repeat_rescore", run))
    tasks.shadow(run_id=run.pk)

    assert ShadowScore.objects.filter(run=run).count() == 3
    shown = ClassChange.objects.get(state="previewed")
    assert sum(shown.preview["report"]["counts"].values()) == 3


@pytest.mark.usefixtures("two")
def test_the_report_is_a_file_too(competition, instructor):
    run = tried(competition, TURNED)
    preview(run)

    answer = instructor.get(run_url("rescore_csv", run))

    rows = {row["login"]: row for row in csv.DictReader(io.StringIO(page_text(answer)))}
    alice = rows["alice"]
    assert (alice["score_before"], alice["score_after"]) == ("1.0", "0.5")
    assert (alice["rank_before"], alice["rank_after"]) == ("1", "2")
    assert float(rows["ben"]["mark_after"]) == 100


def page_text(answer) -> str:
    return answer.content.decode()


@pytest.mark.usefixtures("two")
def test_the_page_follows_a_run_until_it_rests(competition, instructor):
    upload(instructor, TURNED)
    run = ShadowRun.objects.get()
    waiting = instructor.get(run_url("rescore", run), headers=HTMX)
    assert 'hx-trigger="every 1s"' in page(waiting)
    assert "HX-Refresh" not in waiting.headers

    tasks.shadow(run_id=run.pk)

    rests = instructor.get(run_url("rescore", run), headers=HTMX)
    assert rests.headers["HX-Refresh"] == "true"


@pytest.mark.usefixtures("two")
def test_a_larger_class_costs_no_more_queries(
    competition, instructor, course, django_assert_num_queries
):
    run = tried(competition, TURNED)
    preview(run)
    with django_assert_num_queries(FEW):
        instructor.get(run_url("rescore", run))
    for _ in range(5):
        classmate = EnrollmentFactory(course=course)
        score(hand_in(competition, HALF_RIGHT, enrollment=classmate))
    larger = tried(competition, TURNED)
    preview(larger)

    with django_assert_num_queries(FEW):
        instructor.get(run_url("rescore", larger))


@pytest.mark.usefixtures("two")
def test_what_was_decided_cannot_be_decided_again(competition, instructor):
    run = tried(competition, TURNED)
    preview(run)
    instructor.post(run_url("discard_rescore", run))

    answer = instructor.post(run_url("apply_rescore", run), follow=True)

    assert "There is nothing to apply" in page(answer)
    assert ClassChange.objects.get().state == "discarded"


# --- The history of a submission -----------------------------------------------------


@pytest.fixture
def split(competition, alice):
    """Alice's submission, scored by two solutions with a split."""
    solve(competition, "id,label,Usage\n1,0,Public\n2,1,Private\n")
    submission = score(hand_in(competition, "id,label\n1,0\n2,0\n", enrollment=alice))
    Score.objects.update(public=0.125, private=0.24681, all=0.35792)
    submission.state, submission.attempts = "queued", 0
    submission.save()
    return score(submission)


def test_an_owner_sees_former_public_scores_alone(split, as_user, alice):
    text = page(as_user(alice).get(url("submission", split.pk)))

    assert "Former scores" in text
    assert "0.12500" in text
    assert "0.24681" not in text
    assert "0.35792" not in text


def test_staff_see_all_of_a_former_score(split, as_user, bob):
    text = page(as_user(bob).get(url("submission", split.pk)))

    assert "0.24681" in text
    assert "accuracy, solution 1, scorer 1" in text
