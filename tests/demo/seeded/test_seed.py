"""The seeded course: whole, consistent, and the same as if everything had happened."""

from collections import Counter
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from courseops import clock
from courseops.models import Result, Team, User
from courseops.teaming.rules import rules_of
from courseops.teams import largest
from leaderboard.measuring import measure_in_force
from leaderboard.models import (
    Competition,
    SampleFile,
    Score,
    Standing,
    State,
    Submission,
)
from leaderboard.problems import FileRefusedError
from leaderboard.scoring import score_submission
from participation.models import OnCall, Presence, SessionCode, StudyGroup
from quizzes import marking, questions
from quizzes.models import Answer, Attempt, Quiz
from quizzes.paper import laid_out
from tests.demo.seeded.conftest import AT, component

# In one process, so that the course is seeded once.
pytestmark = pytest.mark.xdist_group("demo")


def standings() -> list[dict[str, Any]]:
    columns = ("competition", "enrollment", "submission", "public", "achieved_at")
    return list(Standing.objects.order_by("id").values(*columns, "entries"))


def test_the_competitions_stand_at_every_stage_of_their_lives(demo):
    over, soon, begun, ahead, warm_up = (
        component(demo, slug)
        for slug in ("hw1p2", "hw2p2", "hw3p2", "hw4p2", "warm-up")
    )

    assert over.late < AT
    assert over.cutoffs
    assert soon.early < AT < soon.on_time < AT + timedelta(days=9)
    assert begun.released < AT < begun.early
    assert not begun.competition.is_maximized
    assert ahead.released > AT
    assert ahead.cutoffs is None
    assert warm_up.released < AT < warm_up.on_time
    assert warm_up.cutoffs


def test_sixty_students_take_part_of_whom_two_dropped(demo):
    students = demo.enrollments.filter(role="student")

    assert students.count() == 60
    assert students.filter(status="dropped").count() == 2


def test_the_known_sign_ins_have_their_roles(demo):
    roles = dict(demo.enrollments.values_list("user__login", "role"))

    assert roles["alice"] == "student"
    assert roles["tom"] == "ta"
    assert roles["irene"] == "instructor"
    assert User.objects.get(login="root").is_superuser
    assert User.objects.get(login="alice").check_password("demo")


def test_every_state_that_is_over_occurs(demo):
    states = set(Submission.objects.values_list("state", flat=True))

    assert states == {State.SCORED, State.REFUSED, State.FAILED, State.CANCELLED}


def test_nothing_lies_in_the_future_or_before_a_release(demo):
    for submission in Submission.objects.select_related("competition__component"):
        released = submission.competition.component.released
        assert released < submission.received_at <= AT


def test_a_refused_file_is_refused_for_the_reasons_of_the_real_reader(demo):
    refused = Submission.objects.filter(state=State.REFUSED, attempts=1)

    for submission in refused.order_by("sha256")[:15]:
        with pytest.raises(FileRefusedError) as error:
            measure_in_force(submission)
        assert submission.reasons == [p.as_json() for p in error.value.problems]


def test_scoring_again_gives_the_very_same_scores_and_standings(demo):
    chosen = [
        submission.pk
        for competition in Competition.objects.filter(solutions__isnull=False)
        for submission in competition.submissions.filter(state=State.SCORED).order_by(
            "sha256"
        )[:6]
    ]
    columns = ("submission", "metric", "scorer_version", "public", "private", "all")
    scores = Score.objects.filter(pk__in=chosen).order_by("pk")
    before = list(scores.values(*columns)), standings()

    Submission.objects.filter(pk__in=chosen).update(state=State.QUEUED, attempts=0)
    for pk in chosen:
        score_submission(submission_id=pk, worker="test", now=clock.now)

    assert (list(scores.values(*columns)), standings()) == before
    assert len(chosen) == 24
    assert len(before[1]) > 100


def test_somebody_shares_a_rank(demo):
    scores = Counter(Standing.objects.values_list("competition", "public"))

    assert max(scores.values()) > 1


def test_alice_has_a_history_in_every_open_competition(demo):
    mine = Submission.objects.filter(enrollment__user__login="alice")

    assert Counter(mine.values_list("competition__component__slug", flat=True)) == {
        "warm-up": 3,
        "hw1p2": 8,
        "hw2p2": 5,
        "hw3p2": 2,
    }
    assert mine.filter(state=State.REFUSED).exists()
    on_time = component(demo, "hw1p2").on_time
    late = mine.filter(competition__component__slug="hw1p2", received_at__gt=on_time)
    assert late.exists()


def test_alice_has_a_team_that_may_grow_and_is_asked_to(demo):
    mine = Team.objects.filter(places__enrollment__user__login="alice")
    team = mine.get(component__slug="hw3p2")

    assert team.places.count() < largest(team.component)
    assert team.invite.token
    assert team.merges.count() == 1
    standing = Standing.objects.get(team=team)
    assert standing.enrollment.user.login == "alice"
    assert rules_of(team.component).closes > AT + timedelta(days=7)


def test_nobody_exceeded_a_daily_limit(demo):
    days = Counter(
        (s.enrollment_id, s.competition_id, s.received_at.astimezone(demo.zone).date())
        for s in Submission.objects.all()
    )

    assert max(days.values()) <= 10


def test_every_file_is_on_the_disk_as_its_row_says(demo):
    for submission in Submission.objects.all():
        content = submission.file.read_bytes()
        assert len(content) == submission.size
        assert sha256(content).hexdigest() == submission.sha256


def test_the_warm_up_offers_a_decent_and_a_broken_file(demo):
    warm_up = component(demo, "warm-up").competition
    decent, broken = SampleFile.objects.filter(competition=warm_up)
    tried = [
        Submission(competition=warm_up, path=sample.path, file_name=sample.file_name)
        for sample in (decent, broken)
    ]

    with pytest.raises(FileRefusedError) as error:
        measure_in_force(tried[1])

    assert 0.80 <= measure_in_force(tried[0]).public < 0.90
    assert {p.kind for p in error.value.problems} > {"repeated_id", "missing_id"}
    assert len(error.value.problems) >= 5


def test_every_type_of_question_is_asked(demo):
    asked = {
        question.type
        for quiz in Quiz.objects.filter(component__course=demo)
        for question in questions.rules_of(quiz.definition).questions
    }

    assert asked == {
        "single",
        "multiple",
        "boolean",
        "numeric",
        "text",
        "ordering",
        "matching",
    }


def test_a_quiz_with_a_time_limit_is_open_and_alice_has_not_begun_it(demo):
    checkpoint = component(demo, "checkpoint")
    attempts = checkpoint.attempts.all()

    assert checkpoint.released < AT < checkpoint.on_time
    assert questions.rules_of(checkpoint.quiz.definition).time_limit_min
    assert not attempts.filter(enrollment__user__login="alice").exists()
    assert attempts.filter(received_at__lte=AT).count() > 5
    assert attempts.filter(received_at=None, ends_at__gt=AT).exists()


def test_a_quiz_with_questions_opens_later(demo):
    assert Quiz.objects.filter(component__released__gt=AT).exists()


def test_attempts_are_what_their_papers_and_answers_make_of_them(demo):
    made = Attempt.objects.filter(number__isnull=False).select_related(
        "component__quiz"
    )

    for attempt in made.prefetch_related("answers")[::7]:
        known = questions.rules_of(attempt.component.quiz.definition).by_slug()
        asked = [one.question for one in laid_out(attempt.paper, known)]
        values = {
            answer.question: marking.read(known[answer.question], answer.value)
            for answer in attempt.answers.all()
        }
        assert marking.tally(asked, values) == (attempt.correct, attempt.questions)


def test_answers_are_given_within_their_attempts(demo):
    for answer in Answer.objects.select_related("attempt"):
        attempt = answer.attempt
        assert attempt.started_at <= answer.saved_at <= AT
        assert attempt.ends_at is None or answer.saved_at <= attempt.ends_at


def test_a_code_of_the_day_is_open_for_alice_to_enter(demo):
    code = SessionCode.objects.get(expires_at__gt=AT)

    assert code.opens_at < AT
    assert code.session == AT.astimezone(demo.zone).date()
    there = Presence.objects.filter(session=code.session)
    assert there.exists()
    assert not there.filter(enrollment__user__login="alice").exists()


def test_lectures_are_chosen_and_those_that_are_over_have_points(demo):
    chosen = OnCall.objects.filter(component__course=demo)

    assert not chosen.filter(enrollment__user__login="alice").exists()
    assert 0 < Result.objects.filter(component__slug="on-call").count() < len(chosen)


def test_alice_is_in_a_study_group_that_has_a_free_place(demo):
    group = StudyGroup.objects.get(members__enrollment__user__login="alice")

    assert 1 < group.members.count() < demo.study_groups["max"]
