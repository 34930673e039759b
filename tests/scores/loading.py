"""Imports scores in tests."""

from datetime import UTC, datetime

import pytest

from courseops.datafile import DataFileError
from courseops.models import Component, Result
from courseops.scores.changes import Plan, What
from courseops.scores.services import import_scores

NOW = datetime(2020, 12, 1, tzinfo=UTC)


def take(component: Component, text: str | bytes) -> Plan:
    data = text.encode() if isinstance(text, str) else text
    return import_scores(component=component, data=data, actor=None, at=NOW)


def problems(component: Component, text: str | bytes) -> list[str]:
    before = list(Result.objects.values())
    with pytest.raises(DataFileError) as caught:
        take(component, text)
    assert list(Result.objects.values()) == before
    return caught.value.problems


def scores(component: Component) -> dict[str, float]:
    rows = Result.objects.filter(component=component)
    return dict(rows.values_list("enrollment__user__login", "score"))


def whats(plan: Plan) -> dict[str, What]:
    return {change.login: change.what for change in plan.changes}
