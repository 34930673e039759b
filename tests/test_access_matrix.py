"""Who gets what answer from every address of the site: the table of ``access_table``.

A submission, its file and its mark are Alice's. Outsiders cannot tell what exists
(404), insiders without the right are told so (403), and whoever is not signed in is
sent to do so (302 on pages, 401 in the API). ``400`` and ``415`` are answers to the
empty form that is sent here, from behind the check of rights.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver

from courseops.models import Alert, Course, Enrollment, Team, TeamInvite, TeamMember
from grading.models import ClassChange, RegradeRequest
from leaderboard.models import CodeHandIn, SampleFile, ShadowRun
from quizzes.models import Attempt, Picture
from quizzes.paper import draw
from quizzes.questions import rules_of
from tests.access_table import PEOPLE, ROWS
from tests.factories import (
    CompetitionFactory,
    CourseFactory,
    EnrollmentFactory,
    SolutionFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.grading.nights import store
from tests.participation.addressed import participating
from tests.projects.addressed import projecting
from tests.projects.reviewed import assigned_to
from tests.quizzes.quizmaking import BOOLEAN, NOON, make_quiz

# Django's admin guards all its addresses by one check.
THIRD_PARTY = ("admin/",)
# Answers everybody alike, by how the site is.
PUBLIC = ("readyz",)

A_POOL = {"pool": "easy", "take": 1, "questions": [BOOLEAN | {"slug": "sea"}]}

# Shared, because loading the middleware takes longer than a request.
HANDLER = ClientHandler(enforce_csrf_checks=False)


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = f"{prefix}{entry.pattern}"
        if route in THIRD_PARTY or isinstance(entry, URLPattern):
            yield route or "/"
        else:
            yield from _routes(entry, route)


def test_every_address_of_the_site_is_in_the_table():
    in_table = {route for _, route, *_ in ROWS}

    assert set(_routes(get_resolver())) - set(PUBLIC) == in_table


def _places(course: Course, alice: Enrollment) -> dict[str, str]:
    """Make what the addresses name; returns what to write for each converter."""
    competition = CompetitionFactory(
        component__course=course,
        component__slug="hw1p2",
        component__code=datetime(2020, 10, 1, tzinfo=UTC),
        component__details={"team": {"max": 3, "form_by": "2100-01-01"}},
    )
    quiz = make_quiz(course)
    solution = SolutionFactory(competition=competition, has_split=True)
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True)
    (folder / "predictions.csv").write_text("id,label\n")
    mine = SubmissionFactory(
        competition=competition, enrollment=alice, path="predictions.csv"
    )
    Attempt.objects.create(
        pk=mine.pk,
        component=quiz.component,
        enrollment=alice,
        number=1,
        paper=draw(rules_of(quiz.definition), seed="alice"),
        started_at=NOON,
        received_at=NOON,
        questions=5,
    )
    quiz.definition["questions"].append(A_POOL)
    quiz.save()
    CodeHandIn.objects.create(
        pk=mine.pk,
        component=competition.component,
        enrollment=alice,
        received_at=mine.received_at,
        path="predictions.csv",
        file_name="code.zip",
        size=1,
    )
    SampleFile.objects.create(
        pk=mine.pk,
        competition=competition,
        file_name="sample.csv",
        path="predictions.csv",
    )
    ShadowRun.objects.create(
        pk=mine.pk,
        competition=competition,
        solution=solution,
        created_at=mine.received_at,
    )
    ClassChange.objects.create(
        pk=mine.pk,
        course=course,
        action="weights",
        parameters={"edits": {}},
        at=mine.received_at,
    )
    RegradeRequest.objects.create(
        pk=mine.pk,
        component=competition.component,
        enrollment=alice,
        opened_at=mine.received_at,
    )
    Alert.objects.create(pk=mine.pk, course=course, kind="k", at=mine.received_at)
    owen = EnrollmentFactory(course=course, user__login="owen")
    owls = Team.objects.create(
        course=course, component=competition.component, name="owls"
    )
    TeamMember.objects.create(team=owls, enrollment=owen)
    TeamInvite.objects.create(
        team=owls, token="link", created_by=owen, created_at=mine.received_at
    )
    Picture.objects.create(
        pk=mine.pk,
        course=course,
        name="net.png",
        sha256="5ha",
        content=b"",
        added_at=mine.received_at,
    )
    participating(course)
    projecting(course, alice, pk=mine.pk, path=mine.path)
    assigned_to(alice, pk=mine.pk)
    night = store(course)
    return {
        "course": course.slug,
        "login": "alice",
        "pk": str(mine.pk),
        "item": str(mine.pk),
        "pool": "easy",
        "way": "up",
        "format": "csv",
        "notation": "gift",
        "day": str(night.day),
        "file": "grades.csv",
        "token": "link",
        "act": "leave",
        "series": "attendance",
        "session": "2020-09-07",
        "lecture": "lec-1",
        "question": "capital",
        "category": "homework",
        "version": "1",
        "sha256": "5ha",
    }


def _people(course: Course, alice: Enrollment) -> dict[str, Client]:
    """Return everybody of the table, signed in."""
    others = {
        "charlie": EnrollmentFactory(course__slug="other-course"),
        "carol": EnrollmentFactory(course=course),
        "dora": EnrollmentFactory(course=course, status="dropped"),
        "bob": EnrollmentFactory(course=course, role="ta"),
        "ina": EnrollmentFactory(course=course, role="instructor"),
    }
    users = {name: one.user for name, one in others.items()}
    users |= {"alice": alice.user, "root": UserFactory(login="root", is_staff=True)}
    clients = {name: Client() for name in PEOPLE}
    for client in clients.values():
        client.handler = HANDLER
    for name, user in users.items():
        clients[name].force_login(
            user, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return clients


@dataclass(frozen=True, kw_only=True)
class World:
    """What the addresses name, by converter; who asks, by name; the files."""

    places: Mapping[str, str]
    people: Mapping[str, Client]
    files: Mapping[str, Path]


@pytest.fixture(scope="module")
def made(
    django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world, made once: what a request changes in it is forgotten."""
    folder = tmp_path_factory.mktemp("world")
    files = {"MEDIA_ROOT": folder / "media", "EXPORT_ROOT": folder / "exports"}
    with (
        override_settings(**files),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        course = CourseFactory()
        alice = EnrollmentFactory(course=course, user__login="alice")
        places = _places(course, alice)
        yield World(places=places, people=_people(course, alice), files=files)
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, settings) -> World:
    for name, folder in made.files.items():
        setattr(settings, name, folder)
    return made


def address(route: str, places: Mapping[str, str]) -> str:
    """Return an address that matches *route*, with what *places* holds in it."""
    of_any_kind = "components/" in route and not route.endswith("cutoffs/")
    component = "quiz-1" if of_any_kind or "quizzes/" in route else "hw1p2"
    component = "report" if "/projects/" in route else component
    if "/reviews/" in route:
        component, places = "paper-review", {**places, "item": "1", "number": "1"}
    known = {"component": component, **places}
    path = re.sub(r"<\w+:(\w+)>", lambda found: known[found[1]], route)
    path = path.replace("(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)", "1-key")
    return "/" + path.replace("^", "").replace("$", "").removeprefix("/")


def _status(client: Client, method: str, path: str) -> int:
    """Send a request whose changes are forgotten."""
    with transaction.atomic():
        answer = client.generic(
            method, path, b"--x--", content_type="multipart/form-data; boundary=x"
        )
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "route", "expected"),
    [
        pytest.param(method, route, statuses, id=f"{method} {route}")
        for method, route, *statuses in ROWS
    ],
)
def test_everybody_gets_the_answer_of_the_table(method, route, expected, world):
    path = address(route, world.places)

    found = {name: _status(world.people[name], method, path) for name in PEOPLE}

    assert found == dict(zip(PEOPLE, map(int, expected), strict=True))
