"""Students choose the submissions that they are graded by."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from courseops.models import AuditEvent, Extension, Team, TeamMember
from leaderboard import choosing, ranking, restanding, revealing
from leaderboard.models import PrivateStanding, Submission
from tests.factories import EnrollmentFactory
from tests.leaderboard.pages import now, page, scored, url


@pytest.fixture
def competition(competition):
    """An open competition in which at most two may be chosen."""
    competition.limits = {"final_choices": 2}
    competition.save()
    competition.component.selection = "chosen"
    competition.component.save()
    return competition


def chosen() -> set[int]:
    return set(
        Submission.objects.filter(is_final_choice=True).values_list("pk", flat=True)
    )


def choose(competition, enrollment, *submissions):
    choosing.choose(
        competition=competition,
        enrollment=enrollment,
        submissions=submissions,
        actor=None,
        at=now(),
    )


def tick(browser, *submissions):
    keys = [submission.pk for submission in submissions]
    return browser.post(url("choose"), {"submission": keys}, follow=True)


# --- The rule -----------------------------------------------------------------


def test_a_choice_replaces_the_one_before(competition, alice):
    one, two, three = (scored(competition, alice) for _ in range(3))
    choose(competition, alice, one, two)

    choose(competition, alice, two, three)

    assert chosen() == {two.pk, three.pk}
    event = AuditEvent.objects.filter(verb="submissions.choose").latest("pk")
    assert event.before == {"submissions": [one.pk, two.pk]}
    assert event.after == {"submissions": [two.pk, three.pk]}


def test_too_many_are_refused(competition, alice):
    three = [scored(competition, alice) for _ in range(3)]

    with pytest.raises(choosing.ChoiceRefusedError, match="At most 2"):
        choose(competition, alice, *three)

    assert chosen() == set()


def test_without_a_limit_all_may_be_chosen(competition, alice):
    competition.limits = None
    three = [scored(competition, alice) for _ in range(3)]

    choose(competition, alice, *three)

    assert len(chosen()) == 3


def test_another_students_submission_is_refused(competition, alice):
    other = EnrollmentFactory(course=alice.course)

    with pytest.raises(choosing.ChoiceRefusedError, match="Only own"):
        choose(competition, alice, scored(competition, other))


def test_what_has_no_score_is_refused(competition, alice):
    failed = scored(competition, alice)
    Submission.objects.update(state="failed")

    with pytest.raises(choosing.ChoiceRefusedError, match="Only own"):
        choose(competition, alice, failed)


@pytest.mark.parametrize("lacks", ["limit", "split"])
def test_nothing_can_be_chosen_where_it_would_neither_mark_nor_rank(
    competition, alice, lacks
):
    competition.component.selection = "best"
    if lacks == "limit":
        competition.limits = None
    else:
        competition.split = None
        competition.solutions.update(has_split=False)

    with pytest.raises(choosing.ChoiceRefusedError, match="leaves nothing to choose"):
        choose(competition, alice, scored(competition, alice))


def test_what_is_disqualified_cannot_be_chosen(competition, alice):
    one = scored(competition, alice)
    Submission.objects.update(disqualified_at=now())

    with pytest.raises(choosing.ChoiceRefusedError, match="Only own"):
        choose(competition, alice, one)


# --- What follows ---------------------------------------------------------------


def privately() -> list[int]:
    """Return the submissions that rank privately."""
    return list(PrivateStanding.objects.values_list("submission_id", flat=True))


@pytest.fixture
def better_and_worse(competition, alice):
    """Two submissions: the one with the better public score is worse privately."""
    better = scored(competition, alice, public=0.9, private=0.1)
    worse = scored(competition, alice, public=0.5, private=0.8)
    ranking.write_standings(competition=competition, enrollments=[alice.pk])
    return better, worse


def test_the_private_standing_follows_the_choice(competition, alice, better_and_worse):
    better, worse = better_and_worse
    before = privately()

    choose(competition, alice, worse)
    after = privately()
    choose(competition, alice)

    assert (before, after, privately()) == ([better.pk], [worse.pk], [better.pk])


def test_a_worker_has_the_standing_follow_a_students_choice(
    as_user, competition, alice, better_and_worse, django_capture_on_commit_callbacks
):
    better, worse = better_and_worse

    with django_capture_on_commit_callbacks() as callbacks:
        tick(as_user(alice), worse)
    before = privately()
    restanding.restand(competition=competition.pk, enrollments=[alice.pk])

    assert len(callbacks) == 1
    assert (before, privately()) == ([better.pk], [worse.pk])


def test_the_reveal_follows_what_was_not_yet(
    as_user, competition, alice, better_and_worse
):
    _, worse = better_and_worse
    tick(as_user(alice), worse)

    revealing.reveal(competition=competition, actor=None, at=now())

    assert privately() == [worse.pk]


def test_a_team_chooses_together(competition, alice):
    mate = EnrollmentFactory(course=alice.course)
    team = Team.objects.create(
        course=alice.course, component=competition.component, name="A"
    )
    for member in (alice, mate):
        TeamMember.objects.create(team=team, enrollment=member)
    mine, theirs = scored(competition, alice), scored(competition, mate)
    choose(competition, alice, mine)

    choose(competition, mate, theirs)

    assert chosen() == {theirs.pk}


# --- The page -----------------------------------------------------------------


def test_a_student_chooses_on_the_page(as_user, competition, alice):
    one, two = scored(competition, alice), scored(competition, alice)

    answer = tick(as_user(alice), one, two)

    assert chosen() == {one.pk, two.pk}
    shown = page(answer)
    assert "Your choice counts: 2 submissions." in shown
    assert "Tick up to 2 submissions" in shown
    assert "Without a choice the best of all counts." in shown


def test_ticking_nothing_takes_the_choice_back(as_user, competition, alice):
    one = scored(competition, alice)
    choose(competition, alice, one)

    answer = tick(as_user(alice))

    assert chosen() == set()
    assert "Nothing is chosen any more" in page(answer)


def test_too_many_on_the_page_change_nothing(as_user, competition, alice):
    three = [scored(competition, alice) for _ in range(3)]

    answer = tick(as_user(alice), *three)

    assert chosen() == set()
    assert "At most 2 may be chosen; these are 3." in page(answer)


def close(competition, **deadlines):
    for name, at in deadlines.items():
        setattr(competition.component, name, at)
    competition.component.save()


def test_after_the_last_deadline_the_choice_stands(as_user, competition, alice):
    one = scored(competition, alice)
    close(competition, on_time=now() - timedelta(days=1))

    answer = tick(as_user(alice), one)

    assert chosen() == set()
    assert "what was chosen stands now" in page(answer)
    assert "Save the choice" not in page(answer)


def test_after_the_reveal_the_choice_stands(as_user, competition, alice):
    one = scored(competition, alice)
    revealing.reveal(competition=competition, actor=None, at=now())

    answer = tick(as_user(alice), one)

    assert chosen() == set()
    assert "The private scores are revealed; what was chosen stands" in page(answer)
    assert "Save the choice" not in page(answer)


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        ("chosen", "to be graded by. Without a choice the best of all counts."),
        (
            "latest",
            "Your mark does not rest on it: there the latest counts.",
        ),
    ],
)
def test_the_page_tells_what_a_choice_does(
    as_user, competition, alice, better_and_worse, selection, told
):
    competition.component.selection = selection
    competition.component.save()

    shown = page(as_user(alice).get(url("competition")))

    assert told in shown
    assert shown.count("ranks without a choice") == 1


@pytest.mark.parametrize("by", ["late", "extension"])
def test_the_students_own_last_deadline_decides(as_user, competition, alice, by):
    one = scored(competition, alice)
    past, soon = now() - timedelta(days=1), now() + timedelta(days=1)
    close(competition, on_time=past, late=soon if by == "late" else None)
    if by == "extension":
        Extension.objects.create(
            component=competition.component,
            enrollment=alice,
            until=soon,
            reason="ill",
            at=past,
        )

    tick(as_user(alice), one)

    assert chosen() == {one.pk}


def test_without_a_choice_to_make_there_is_no_form(as_user, competition, alice):
    competition.limits = None
    competition.save()
    competition.component.selection = "latest"
    competition.component.save()
    scored(competition, alice)

    shown = page(as_user(alice).get(url("competition")))

    assert reverse("leaderboard:choose", args=["ml-f20", "hw1p2"]) not in shown


# --- The command --------------------------------------------------------------


def run(*names):
    call_command("choose", "ml-f20", "hw1p2", "alice", *names)


def test_the_command_takes_references_and_numbers(competition, alice, capsys):
    one, two = scored(competition, alice), scored(competition, alice)
    Submission.objects.filter(pk=one.pk).update(is_imported=True, reference="r17")

    run("r17", str(two.pk))

    assert chosen() == {one.pk, two.pk}
    assert f"alice: r17, {two.pk} chosen in hw1p2" in capsys.readouterr().out


def test_the_command_chooses_also_after_the_deadline(competition, alice):
    one = scored(competition, alice)
    close(competition, on_time=now() - timedelta(days=1))

    run(str(one.pk))

    assert chosen() == {one.pk}


def test_the_command_tells_every_name_that_is_none(competition, alice):
    with pytest.raises(CommandError) as caught:
        run("r1", "999")

    assert "“r1” is no scored submission of alice" in str(caught.value)
    assert "“999” is no scored submission of alice" in str(caught.value)
