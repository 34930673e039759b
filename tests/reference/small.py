"""Small courses to write a rule's example in, graded by the product or by the loop."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.loop.course import resolved
from benchmarks.loop.report import graded
from tests.reference.product import Product

ZONE = "America/New_York"
END = "2021-06-01 00:00:00"
CUTOFFS = {"A": 0.72, "B": 0.66, "C": 0.53, "D": 0.30, "F": 0}


def second(text: str, zone: str = ZONE) -> int:
    """Return the epoch second of a local time."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def a_course(*assignments: dict, zone: str = ZONE, **more: object) -> dict:
    """Return a course file of one category, ``all``, unless *more* says otherwise."""
    return {
        "course": {"slug": "small", "code": "S", "title": "Small", "term": "Any", "time_zone": zone},
        "tracks": [{"slug": "t1"}],
        "categories": [{"slug": "all", "weight": 1}],
        "assignments": [{"category": "all", **one} for one in assignments],
        **more,
    }  # fmt: skip


def a_competition(slug: str = "hw", **more: object) -> dict:
    """Return an assignment with one competition of the same slug."""
    component = {
        "slug": slug, "kind": "competition", "metric": "accuracy", "id_column": "id",
        "target_columns": ["label"], "cutoffs": CUTOFFS, **more,
    }  # fmt: skip
    return {"slug": slug, "components": [component]}


def a_points(slug: str, points: float, **more: object) -> dict:
    """Return an assignment with one component of points of the same slug."""
    component = {"slug": slug, "kind": "points", "points": points}
    return {"slug": slug, "components": [component], **more}


def a_class(*logins: str, **facts: list[dict]) -> dict:
    """Return facts: active students on letter basis, and what is given."""
    names = (
        "submissions", "attempts", "results", "handins", "extensions", "caps",
        "choices", "overrides", "waivers", "teams",
    )  # fmt: skip
    roster = [
        {"login": login, "track": "t1", "basis": "letter", "role": "student", "status": "active"}
        for login in logins
    ]  # fmt: skip
    return {"roster": roster, **{name: facts.get(name, []) for name in names}}


def handed_in(
    login: str, component: str, at: int, score: float, name: str = ""
) -> dict:
    """Return a submission; its reference tells the time unless it has a *name*."""
    return {
        "login": login, "component": component, "received_at": at, "score": score,
        "submission": name or f"{login}-{at}",
    }  # fmt: skip


def result(login: str, component: str, score: float, at: int | None = None) -> dict:
    return {"login": login, "component": component, "score": score, "received_at": at}


def by_product(
    folder: Path,
    document: dict,
    facts: dict,
    *,
    at: str | int = END,
    final: bool = False,
) -> dict[str, dict]:
    """Return the students of the product's export, by login."""
    product = Product(folder, document, facts)
    product.load()
    instant = second(at, document["course"]["time_zone"]) if isinstance(at, str) else at
    return {one["login"]: one for one in product.grades(at=instant, final=final)}


def by_loop(
    folder: Path,
    document: dict,
    facts: dict,
    *,
    at: str | int = END,
    final: bool = False,
) -> dict[str, dict]:
    """Return the loop's students, by login."""
    instant = second(at, document["course"]["time_zone"]) if isinstance(at, str) else at
    found = graded(resolved(document), facts, at=instant, final=final)
    return {one["login"]: one for one in found}


WAYS = (by_product, by_loop)
