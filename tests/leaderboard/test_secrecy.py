"""Nothing that a student asks for reads private scores before they are revealed.

Every address of the course is asked as the student whose submission it is about; what
is asserted is the SQL that it takes, and that the answer does not tell the numbers.
"""

import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leaderboard import ranking, revealing
from leaderboard.models import Competition, PrivateStanding
from tests.access_table import ROWS
from tests.factories import EnrollmentFactory, ScoreFactory, UserFactory
from tests.leaderboard.pages import PRIVATE_NUMBERS, now, page, scored, url
from tests.places import address, make_places

SECRETS = re.compile(r'"private"|"all"|privatestanding|shadowscore')
NUMBERS = re.compile("|".join(str(value) for value in PRIVATE_NUMBERS.values()))
# Where a private score is shown or weighs once it is revealed.
SHOWING = {
    "competition": url("competition"),
    "list": url("submissions"),
    "board": url("private_board"),
    "grades": "/courses/ml-f20/grades/",
    "mark": "/courses/ml-f20/grades/components/hw1p2/",
    "API grades": "/api/v1/courses/ml-f20/grades/",
    "API list": f"/api/v1{url('submissions')}",
    "API board": f"/api/v1{url('private_board')}",
}


def routes(method: str) -> Iterator[str]:
    """The addresses inside a course, also those that turn a student away."""
    for of, route, *_ in ROWS:
        if of == method and "courses/" in route:
            yield route


def set_up(competition, alice):
    """Score alice and carol on a split, marked privately, with a bonus to compete for."""
    competition.mark_on = "private"
    competition.split = {"public": 0.3, "seed": 1}
    competition.limits = {"final_choices": 1}
    competition.save()
    competition.component.bonus = 5
    competition.component.save()
    for who in (alice, EnrollmentFactory(course=alice.course, user__login="eve")):
        scored(competition, who)
        ranking.write_standings(competition=competition, enrollments=[who.pk])


@pytest.fixture
def submission(competition, alice):
    """Alice's scored submission."""
    set_up(competition, alice)
    assert PrivateStanding.objects.filter(enrollment=alice).exists()
    return competition.submissions.get(enrollment=alice)


@pytest.fixture
def secret_places(course, alice) -> dict[str, str]:
    """What the addresses name, in a competition whose private scores are a secret."""
    places = make_places(course, alice)
    competition = Competition.objects.get()
    set_up(competition, alice)
    mine = competition.submissions.get(pk=places["pk"])
    mine.state = "scored"
    mine.save()
    ScoreFactory(submission=mine, **{"public": 0.61} | PRIVATE_NUMBERS)
    return places | {"component": "hw1p2"}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(
        user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def student(alice) -> Client:
    return signed_in(alice.user)


def asked(browser, path, method="GET") -> tuple[str, str]:
    """Return the SQL that an address takes, and what it answers."""
    with CaptureQueriesContext(connection) as taken, transaction.atomic():
        answer = browser.generic(
            method, path, b"--x--", content_type="multipart/form-data; boundary=x"
        )
        body = b"".join(answer.streaming_content) if answer.streaming else b""
        transaction.set_rollback(True)
    assert answer.status_code < 500
    told = body or answer.content
    return "\n".join(one["sql"] for one in taken), told.decode(errors="replace")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_request_of_a_student_reads_private_scores(student, secret_places, method):
    found = {
        route: asked(student, address(route, secret_places), method)
        for route in routes(method)
    }

    assert found
    assert not [route for route, (sql, _) in found.items() if SECRETS.search(sql)]
    assert not [route for route, (_, told) in found.items() if NUMBERS.search(told)]


@pytest.mark.parametrize("name", ["choose", "upload"])
def test_what_a_student_does_reads_none_either(student, submission, name):
    file = SimpleUploadedFile("a.csv", b"id,label\n1,0\n2,1\n")

    with CaptureQueriesContext(connection) as taken:
        answer = student.post(url(name), {"file": file, "submission": [submission.pk]})

    assert answer.status_code == 302
    assert not [one["sql"] for one in taken if SECRETS.search(one["sql"])]


@pytest.mark.parametrize("path", SHOWING.values(), ids=SHOWING)
def test_the_same_pages_read_them_once_revealed(student, submission, path):
    before, _ = asked(student, path)

    revealing.reveal(competition=submission.competition, actor=None, at=now())

    after, _ = asked(student, path)
    assert SECRETS.search(before) is None
    assert SECRETS.search(after) is not None


def test_without_a_split_there_is_one_number_to_read(student, submission):
    competition = submission.competition
    competition.split = None
    competition.save()
    competition.solutions.update(has_split=False)

    sql, _ = asked(student, SHOWING["grades"])

    assert SECRETS.search(sql) is None


def test_the_staffs_look_leaves_nothing_for_students(student, submission, ina):
    staff = signed_in(ina.user)
    seen = page(staff.get(url("submission", submission.pk)))
    staff.get("/courses/ml-f20/grades/?student=alice")

    _, told = asked(student, url("submission", submission.pk))

    assert NUMBERS.search(seen)
    assert NUMBERS.search(told) is None


def test_the_admin_lists_public_scores_alone(submission):
    client = signed_in(UserFactory(login="root", is_staff=True, is_superuser=True))

    for path in ("", f"{submission.pk}/change/"):
        sql, told = asked(client, f"/admin/leaderboard/score/{path}")
        assert SECRETS.search(sql) is None
        assert "0.61" in told
        assert NUMBERS.search(told) is None
