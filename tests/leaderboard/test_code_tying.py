"""Code belongs to a submission, and staff see whether that is the one that counts."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from courseops.models import Extension, Team, TeamMember
from leaderboard.code import listing
from leaderboard.code.states import code_states
from leaderboard.code.tying import Tie, tying
from leaderboard.models import CodeHandIn
from tests.factories import EnrollmentFactory
from tests.leaderboard.pages import now, page, scored, url

CODE = b"x = 1  # more than sixty-four bytes, so that it is not left out as tiny\n"


@pytest.fixture
def competition(competition):
    """An open competition that asks for code."""
    competition.component.code = now() + timedelta(days=12)
    competition.component.save()
    return competition


@pytest.fixture
def made(competition):
    """Make a scored submission of somebody, received so many hours ago."""

    def make(who, public, hours=1, **changes):
        found = scored(competition, who, public=public)
        found.received_at = now() - timedelta(hours=hours)
        for name, value in changes.items():
            setattr(found, name, value)
        found.save()
        return found

    return make


@pytest.fixture
def team(competition):
    def form(*members):
        competition.component.details = {"team": {"max": 3}}
        competition.component.save()
        here = Team.objects.create(
            course=competition.component.course,
            component=competition.component,
            name="owls",
        )
        for one in members:
            TeamMember.objects.create(team=here, enrollment=one)

    return form


def select(competition, selection):
    competition.component.selection = selection
    competition.component.save()


def offered(competition, who):
    return tying(
        competition=competition, enrollment=who, component=competition.component
    )


def send(browser, content=CODE, **fields):
    file = SimpleUploadedFile("model.py", content)
    return browser.post(url("hand_in_code"), {"file": file, **fields}, follow=True)


# --- Which one counts ---------------------------------------------------------


def test_the_best_in_time_is_preset(competition, alice, made):
    made(alice, 0.9, is_final_choice=True, disqualified_at=now())
    best, worse = made(alice, 0.7, hours=3), made(alice, 0.6)

    found = offered(competition, alice)

    assert [row.pk for row in found.offered] == [worse.pk, best.pk]
    assert found.selected == [best.pk]
    assert found.preset == best.pk


def test_the_latest_in_time_is_preset_where_that_counts(competition, alice, made):
    select(competition, "latest")
    late, latest, _ = (made(alice, 0.6, hours=h) for h in (1, 3, 5))
    assert offered(competition, alice).selected == [late.pk]

    competition.component.on_time = now() - timedelta(hours=2)

    assert offered(competition, alice).selected == [latest.pk]


def test_what_is_chosen_is_preset_the_best_first(competition, alice, made):
    best = made(alice, 0.9)
    one, two = (made(alice, s, is_final_choice=True) for s in (0.5, 0.6))
    assert offered(competition, alice).selected == [best.pk]

    select(competition, "chosen")

    assert offered(competition, alice).selected == [two.pk, one.pk]


def test_after_the_last_deadline_nothing_counts(competition, alice, made):
    made(alice, 0.9)
    competition.component.on_time = now() - timedelta(hours=2)

    found = offered(competition, alice)

    assert (found.selected, found.preset, len(found.offered)) == ([], None, 1)


# --- Handing in ---------------------------------------------------------------


def test_code_is_for_what_counts_unless_another_is_named(
    as_user, competition, alice, made
):
    best, other = made(alice, 0.9), made(alice, 0.5)
    browser = as_user(alice)
    shown = page(browser.get(url("competition")))
    assert f'<option value="{best.pk}" selected>' in shown

    assert f"belongs to submission {best.pk}" in page(send(browser))
    send(browser, submission=other.pk)
    send(browser, submission="")

    found = CodeHandIn.objects.values_list("submission", flat=True)
    assert list(found) == [best.pk, other.pk, None]


@pytest.mark.parametrize("name", ["abc", "-1", "9" * 40, "theirs"])
def test_only_ones_own_can_be_named(as_user, competition, alice, course, made, name):
    theirs = made(EnrollmentFactory(course=course), 0.9)

    shown = page(
        send(as_user(alice), submission=theirs.pk if name == "theirs" else name)
    )

    assert "is no scored submission of yours" in shown
    assert not CodeHandIn.objects.exists()


def test_a_team_mates_can_be_named(as_user, competition, alice, course, made, team):
    mate = EnrollmentFactory(course=course)
    team(alice, mate)
    theirs = made(mate, 0.9)

    send(as_user(alice))

    assert CodeHandIn.objects.get().submission == theirs


def test_the_api_names_it(as_user, competition, alice, made):
    best, other = made(alice, 0.9), made(alice, 0.5)
    browser, here = as_user(alice), "/api/v1/courses/ml-f20/competitions/hw1p2/code/"

    answers = [
        browser.post(here, {"file": SimpleUploadedFile("model.py", CODE), **fields})
        for fields in ({}, {"submission": other.pk}, {"submission": 10**9})
    ]

    assert [one.status_code for one in answers] == [201, 201, 400]
    assert [one.json()["submission"] for one in answers[:2]] == [best.pk, other.pk]


def test_the_command_names_it(competition, alice, made, tmp_path, capsys):
    best, other = made(alice, 0.9), made(alice, 0.5)
    file = tmp_path / "model.py"
    file.write_bytes(CODE)
    asked = ["handincode", "ml-f20", "hw1p2", "alice", str(file)]

    call_command(*asked)
    call_command(*asked, "--submission", str(other.pk))

    assert f"code for submission {best.pk} received" in capsys.readouterr().out
    found = CodeHandIn.objects.values_list("submission", flat=True)
    assert list(found) == [best.pk, other.pk]
    with pytest.raises(CommandError, match="no scored submission"):
        call_command(*asked, "--submission", "77777")


# --- Shown --------------------------------------------------------------------


def test_a_better_score_moves_nothing_and_is_pointed_out(
    as_user, competition, alice, made
):
    first, browser = made(alice, 0.5, hours=3), as_user(alice)
    send(browser)
    assert "what counts now is" not in page(browser.get(url("competition")))

    better = made(alice, 0.9)

    warning = f"belongs to submission {first.pk}; what counts now is {better.pk}."
    assert warning in page(browser.get(url("competition")))
    assert CodeHandIn.objects.get().submission == first


def test_the_warning_stands_beside_the_choice(as_user, competition, alice, made):
    select(competition, "chosen")
    made(alice, 0.5, hours=3)
    browser = as_user(alice)
    send(browser)
    made(alice, 0.4, is_final_choice=True)

    assert "what counts now is" in page(browser.get(url("submissions")))


def test_a_submission_tells_its_code(as_user, competition, alice, made):
    best, browser = made(alice, 0.9), as_user(alice)
    send(browser)

    shown = page(browser.get(url("submission", best.pk)))

    assert (
        f'<dt>Code</dt><dd><a class="break" href="{url("code_file", CodeHandIn.objects.get().pk)}"'
        in shown
    )


# --- For staff ----------------------------------------------------------------


def code(competition, who, submission=None, *, hours=1):
    return CodeHandIn.objects.create(
        component=competition.component,
        enrollment=who,
        submission=submission,
        received_at=now() - timedelta(hours=hours),
        path="x",
        file_name=f"{who.user.login}.py",
        sha256="0" * 64,
        size=1,
    )


@pytest.fixture
def people(competition, course, made):
    """One of each state, by the state; the one without code handed nothing in."""
    found = {
        tie: EnrollmentFactory(course=course, user__login=f"is-{tie}") for tie in Tie
    }
    code(competition, found[Tie.SELECTED], made(found[Tie.SELECTED], 0.9))
    worse = made(found[Tie.OTHER], 0.5)
    made(found[Tie.OTHER], 0.9)
    code(competition, found[Tie.OTHER], worse)
    code(competition, found[Tie.UNNAMED])
    return found


def test_staff_see_the_state_of_everybody(competition, people):
    found = {
        state.members[0].pk: state.tie for state in code_states(competition=competition)
    }

    for tie, who in people.items():
        assert found[who.pk] == tie


@pytest.mark.parametrize("asked", [*Tie, "late"])
def test_the_list_is_filtered(as_user, competition, bob, people, asked):
    competition.component.code = now() - timedelta(minutes=90)
    competition.component.save()
    CodeHandIn.objects.filter(enrollment=people[Tie.SELECTED]).update(
        received_at=now() - timedelta(hours=2)
    )

    shown = page(as_user(bob).get(url("code"), {"state": asked, "student": "is-"}))

    fits = {Tie.OTHER, Tie.UNNAMED} if asked == "late" else {asked}
    assert {tie for tie in Tie if f">is-{tie}<" in shown} == fits


def test_before_there_is_any(as_user, competition, bob):
    browser = as_user(bob)

    assert "Nobody handed in code yet" in page(browser.get(url("code")))
    assert "Nobody handed in code yet" in page(browser.get(url("code_identical")))


def test_an_extension_moves_what_counts(competition, alice, made):
    competition.component.on_time = now() - timedelta(hours=2)
    competition.component.save()
    best = made(alice, 0.9)
    code(competition, alice, best)
    assert [one.tie for one in code_states(competition=competition)] == [Tie.OTHER]

    Extension.objects.create(
        component=competition.component, enrollment=alice, days=2, at=now()
    )

    assert [one.tie for one in code_states(competition=competition)] == [Tie.SELECTED]


def test_a_teams_code_is_one(competition, alice, course, made, team):
    mate = EnrollmentFactory(course=course)
    team(alice, mate)
    code(competition, alice, hours=3)
    code(competition, mate, made(mate, 0.9))

    (state,) = code_states(competition=competition)

    assert (len(state.members), len(state.earlier)) == (2, 1)
    assert state.tie == Tie.SELECTED


@pytest.mark.parametrize("name", ["code", "code_identical"])
def test_queries_do_not_grow(
    as_user, competition, bob, course, made, team, django_assert_num_queries, name
):
    browser = as_user(bob)

    def some(number):
        for _ in range(number):
            who = EnrollmentFactory(course=course)
            code(competition, who, made(who, 0.9))
        listing.list_waiting(at=now())

    some(2)
    team(EnrollmentFactory(course=course), EnrollmentFactory(course=course))
    browser.get(url(name))
    with django_assert_num_queries(14, exact=False) as few:
        browser.get(url(name))
    some(20)
    with django_assert_num_queries(len(few)):
        browser.get(url(name))


# --- Identical files ----------------------------------------------------------


def hand_in(client, who, content):
    client.force_login(who.user)
    send(client, content=content)


def test_pairs_with_the_same_file_are_listed(client, competition, bob, course):
    people = [EnrollmentFactory(course=course) for _ in range(4)]
    for who, text in zip(people, [CODE, CODE + b"\r\n", b"y" * 99, CODE], strict=True):
        hand_in(client, who, text)
    client.force_login(bob.user)
    assert "4 hand-ins are still being listed" in page(
        client.get(url("code_identical"))
    )
    hand_in(client, people[3], b"z" * 99)

    listing.list_waiting(at=now())
    client.force_login(bob.user)
    shown = page(client.get(url("code_identical")))

    assert "1 pair<" in shown
    assert f'{people[0].user} <span class="muted">and</span> {people[1].user}' in shown
    assert "4 of 4 hand-ins compared" in shown


def test_what_most_have_is_in_the_fold(client, competition, bob, course):
    for _ in range(3):
        hand_in(client, EnrollmentFactory(course=course), CODE)
    listing.list_waiting(at=now())

    client.force_login(bob.user)
    shown = page(client.get(url("code_identical")))

    assert "No two have a file in common" in shown
    assert "1 file left out: more than half have it" in shown
    assert "3 of 3" in shown


def test_an_archive_that_stayed_shut_is_named(client, competition, bob, alice):
    client.force_login(alice.user)
    file = SimpleUploadedFile("code.zip", b"no zip at all")
    client.post(url("hand_in_code"), {"file": file})
    listing.list_waiting(at=now())

    client.force_login(bob.user)

    assert "1 archive is damaged" in page(client.get(url("code_identical")))
