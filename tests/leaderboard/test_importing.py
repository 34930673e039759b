"""Scores that were computed elsewhere come in whole, and again without harm."""

from datetime import UTC, datetime

import pytest

from courseops.datafile import DataFileError
from courseops.models import AuditEvent
from leaderboard import rescoring
from leaderboard.importing import import_results
from leaderboard.limits import quota
from leaderboard.models import Standing, Submission
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.leaderboard.handins import hand_in, score, solve

NOW = datetime(2020, 12, 1, tzinfo=UTC)
HEADER = "login,component,received_at,score,submission\n"
LINE = "alice,hw1p2,2020-09-20T08:00:00-04:00,0.5,r1\n"


def load(course, *lines, header=HEADER):
    text = header + "".join(lines)
    return import_results(course=course, data=text.encode(), actor=None, at=NOW)


def problems(course, *lines, header=HEADER):
    with pytest.raises(DataFileError) as caught:
        load(course, *lines, header=header)
    return caught.value.problems


def standing(enrollment) -> tuple[float, int]:
    found = Standing.objects.get(enrollment=enrollment)
    return found.public, found.entries


def test_a_score_stands_for_every_split(course, competition, alice):
    load(course, LINE)

    found = Submission.objects.select_related("score").get(enrollment=alice)
    assert (found.score.public, found.score.private, found.score.all) == (0.5,) * 3
    assert (found.state, found.reference, found.is_imported) == ("scored", "r1", True)
    assert found.received_at == datetime(2020, 9, 20, 12, tzinfo=UTC)


def test_standings_follow(course, competition, alice):
    load(course, LINE, LINE.replace("0.5,r1", "0.75,r2"))

    assert standing(alice) == (0.75, 2)


def test_standings_count_uploads_and_imported_scores(course, competition, alice):
    competition.split = None
    competition.save()
    solve(competition)
    score(hand_in(competition, "id,label\n1,0\n2,1\n3,9\n4,9\n", enrollment=alice))

    load(course, LINE.replace("0.5,r1", "0.25,r1"))

    assert standing(alice) == (0.5, 2)


@pytest.mark.parametrize(
    "fields", [{"status": "dropped"}, {"basis": "audit"}, {"role": "ta"}]
)
def test_everybody_in_the_course_is_taken(course, competition, fields):
    EnrollmentFactory(course=course, user__login="dora", **fields)

    assert load(course, LINE.replace("alice", "dora")).added == 1


def test_the_same_file_again_changes_nothing(course, competition, alice):
    load(course, LINE)

    done = load(course, LINE)

    assert (done.added, done.replaced, done.unchanged) == (0, 0, 1)
    assert AuditEvent.objects.filter(verb="import_results").count() == 1


def test_a_reference_that_comes_again_is_replaced(course, competition, alice):
    bob = EnrollmentFactory(course=course, user__login="eve")
    load(course, LINE)

    done = load(course, "eve,hw1p2,2020-09-21T08:00:00-04:00,0.9,r1\n")

    assert (done.added, done.replaced) == (0, 1)
    found = Submission.objects.select_related("score").get()
    assert (found.enrollment, found.score.private) == (bob, 0.9)
    assert standing(bob) == (0.9, 1)
    assert not Standing.objects.filter(enrollment=alice).exists()


def test_without_a_reference_all_four_are_the_key(course, competition, alice):
    plain = "alice,hw1p2,2020-09-20T12:00:00Z,{}\n"
    header = "login,component,received_at,score\n"
    load(course, plain.format(0.5), plain.format(0.6), header=header)

    done = load(course, plain.format("5e-1"), plain.format(0.7), header=header)

    assert (done.added, done.unchanged) == (1, 1)
    assert Submission.objects.count() == 3


def test_a_line_that_stands_twice_is_one(course, competition, alice):
    assert load(course, LINE, LINE).added == 1


def test_times_without_an_offset_are_course_time(course, competition, alice):
    load(course, LINE.replace("-04:00", ".75"))

    found = Submission.objects.get()
    assert found.received_at == datetime(2020, 9, 20, 12, tzinfo=UTC)


def test_every_problem_is_told_with_its_place(course, competition, alice):
    ComponentFactory(course=course, slug="quiz-1", kind="quiz", cutoffs=None)

    told = problems(
        course,
        LINE,
        "nobody,quiz-1,2020-12-01T00:00:01Z,nan,r2\n",
        "alice,hw9p2,yesterday,1e999,r3\n",
        "alice,hw1p2\n",
        LINE.replace("0.5", "0.6"),
    )

    places = [problem.partition(":")[0] for problem in told]
    assert places == [
        "line 3, column login",
        "line 3, column component",
        "line 3, column received_at",
        "line 3, column score",
        "line 4, column component",
        "line 4, column received_at",
        "line 4, column score",
        "line 5",
        "line 6, column submission",
    ]
    assert not Submission.objects.exists()


def test_a_reference_that_comes_twice_names_the_first_line(course, competition, alice):
    (told,) = problems(course, LINE, LINE.replace("0.5", "0.6"))

    assert "“r1” is line 2, too, and differs" in told


@pytest.mark.parametrize("reference", ["r" * 201, "r\x00"])
def test_a_reference_that_cannot_be_kept_is_refused(
    course, competition, alice, reference
):
    (told,) = problems(course, LINE.replace("r1", reference))

    assert told.startswith("line 2, column submission: ")


def test_an_imported_score_is_never_scored_again(course, competition, alice):
    load(course, LINE)

    queued = rescoring.rescore(submissions=Submission.objects.all(), actor=None, at=NOW)
    stored = solve(competition)

    assert (queued, stored.queued_again) == (0, 0)


def test_an_imported_score_uses_no_limit(course, competition, alice):
    load(course, LINE)

    same_day = datetime(2020, 9, 20, 13, tzinfo=UTC)
    used = quota(competition=competition, enrollment=alice, at=same_day)
    assert used.daily is not None
    assert used.daily.used == 0


def test_another_student_does_not_inherit_a_choice(course, competition, alice):
    EnrollmentFactory(course=course, user__login="eve")
    load(course, LINE)
    Submission.objects.update(is_final_choice=True)

    load(course, LINE.replace("alice", "eve"))

    assert not Submission.objects.get().is_final_choice


def test_what_changed_is_recorded(course, competition, alice):
    load(course, LINE)

    load(course, LINE.replace("0.5", "0.6"))

    event = AuditEvent.objects.filter(verb="import_results").latest("pk")
    key = str(Submission.objects.get().pk)
    assert event.before[key]["score"] == 0.5
    assert event.after["changed"][key]["score"] == 0.6
