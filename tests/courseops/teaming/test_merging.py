"""One team becomes part of another."""

import pytest

from courseops.models import (
    AuditEvent,
    Team,
    TeamMember,
    TeamMerge,
)
from courseops.teaming import merging
from courseops.teaming.refusals import TeamRefusedError
from tests.courseops.teaming.papers import make_team, teams


def test_a_team_that_is_taken_in_goes(change, people, owls_and_crows, papers):
    owls, crows = owls_and_crows
    asked = merging.ask(change=change(), student=people["ann"], into=crows.pk)

    merging.accept(change=change(), student=people["cleo"], merge=asked.pk)

    assert teams() == {"crows": ["ann", "ben", "cleo"]}
    assert not Team.objects.filter(pk=owls.pk).exists()
    assert papers.settled == ["ann", "ben", "cleo"]
    assert AuditEvent.objects.filter(verb="team.merge").count() == 1


def test_only_the_team_that_is_asked_answers(change, people, project, owls_and_crows):
    make_team("doves", people["dan"], component=project)
    crows = owls_and_crows[1]
    asked = merging.ask(change=change(), student=people["ann"], into=crows.pk)

    for other in ("ann", "dan"):
        with pytest.raises(TeamRefusedError, match="not there any more"):
            merging.accept(change=change(), student=people[other], merge=asked.pk)


@pytest.mark.parametrize("answer", ["declined", "withdrawn"])
def test_a_request_that_is_declined_or_withdrawn_is_gone(
    change, people, owls_and_crows, answer
):
    asked = merging.ask(
        change=change(), student=people["ann"], into=owls_and_crows[1].pk
    )

    if answer == "declined":
        merging.decline(change=change(), student=people["ben"], merge=asked.pk)
    else:
        merging.withdraw(change=change(), student=people["ann"])

    assert not TeamMerge.objects.exists()
    with pytest.raises(TeamRefusedError, match="not there any more"):
        merging.accept(change=change(), student=people["ben"], merge=asked.pk)


def test_two_teams_that_are_too_large_together_do_not_become_one(
    change, people, project, owls_and_crows
):
    owls, crows = owls_and_crows
    asked = merging.ask(change=change(), student=people["ann"], into=crows.pk)
    TeamMember.objects.create(team=owls, enrollment=people["dan"])

    with pytest.raises(TeamRefusedError, match="a team of 4"):
        merging.accept(change=change(), student=people["ben"], merge=asked.pk)
    with pytest.raises(TeamRefusedError, match="a team of 4"):
        merging.ask(change=change(), student=people["ben"], into=owls.pk)


def test_two_teams_with_too_many_entries_do_not_become_one(
    change, people, owls_and_crows, papers
):
    asked = merging.ask(
        change=change(), student=people["ann"], into=owls_and_crows[1].pk
    )
    papers.too_many = True

    with pytest.raises(TeamRefusedError, match="written too much"):
        merging.accept(change=change(), student=people["ben"], merge=asked.pk)

    assert teams() == {"owls": ["ann"], "crows": ["ben", "cleo"]}
