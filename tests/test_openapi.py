"""The API is as its OpenAPI document says."""

import pytest
import schemathesis
from django.core.management import call_command
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from courseops.models import ApiToken
from quizzes.models import Attempt
from tests.factories import (
    CompetitionFactory,
    ScoreFactory,
    SolutionFactory,
    SubmissionFactory,
)
from tests.projects.addressed import projecting
from tests.quizzes.quizmaking import make_quiz
from tests.quizzes.taken import take

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


def _document() -> dict:
    return SchemaGenerator().get_schema(request=None, public=True)


def test_document_is_valid_and_complete(tmp_path):
    """Anything that the generator must guess fails this."""
    call_command(
        "spectacular", "--validate", "--fail-on-warn", file=str(tmp_path / "schema.yml")
    )


def test_every_route_of_the_api_is_documented():
    routes = {
        f"/{pattern.replace('%(pk)s', '{id}')}".replace("%(", "{").replace(")s", "}")
        for name in ("api", "leaderboard-api", "projects-api", "quizzes-api")
        for possibilities in _reverses(name)
        for pattern, _ in possibilities
    }

    assert routes <= set(_document()["paths"])
    assert len(routes) > 10


def _reverses(namespace: str):
    prefix, resolver = get_resolver().namespace_dict[namespace]
    for name in resolver.reverse_dict:
        if isinstance(name, str):
            for possibilities, *_ in resolver.reverse_dict.getlist(name):
                yield [(prefix + route, names) for route, names in possibilities]


@pytest.fixture
def alice_has_work(alice, course):
    competition = CompetitionFactory(
        component__course=course,
        component__slug="hw1p2",
        limits={"daily": 5, "total": 100},
    )
    SolutionFactory(competition=competition)
    ScoreFactory(
        submission__pk=1,
        submission__competition=competition,
        submission__enrollment=alice,
        solution=competition.solutions.get(),
    )
    SubmissionFactory(
        competition=competition,
        enrollment=alice,
        state="refused",
        reasons=[{"kind": "header", "message": "No.", "line": 1, "column": None}],
    )
    projecting(course, alice, pk=1, path="none.pdf")
    take(make_quiz(course, attempts={"count": 9, "keep": "best"}), alice)
    return alice


document = schemathesis.openapi.from_dict(_document())


@document.parametrize()
@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_documented(case, live_server, alice_has_work):
    """Whatever is sent: documented statuses, documented shapes, no fault of ours."""
    quiz = {
        "component": "quiz-1",
        "question": "capital",
        "id": Attempt.objects.get().pk,
    }
    here = quiz if "/quizzes/" in case.path else {"component": "hw1p2", "id": 1}
    if "/projects/" in case.path:
        here = {"component": "report", "id": 1, "item": 1}
    for known in ({}, {"course": "ml-f20", **here}):
        for name in known.keys() & (case.path_parameters or {}).keys():
            case.path_parameters[name] = known[name]
        _, token = ApiToken.objects.create(user=alice_has_work.user)
        case.call_and_validate(
            base_url=live_server.url,
            headers={"Authorization": f"Token {token}"},
            checks=CHECKS,
        )
