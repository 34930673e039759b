"""How the values of a course file lie in the columns of the database.

Stored JSON has every default written out, so that nobody who reads it has to know
them. Stored mappings have no order (PostgreSQL keeps none).
"""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from courseops import written_times as when
from courseops.coursefile.containers import Struct
from courseops.coursefile.grammar_competition import COMPETITION
from courseops.coursefile.grammar_late import LATE_POLICY
from courseops.coursefile.grammar_quizzes import QUIZ
from courseops.coursefile.grammar_work import OWN
from courseops.coursefile.shapes import Json
from courseops.models import Announcement, Component, ScheduleEntry
from leaderboard.models import Competition

# The dates of a component, and whether a bare one is the end of its day.
DATES = {"released": False, "early": True, "on_time": True, "late": True, "code": True}
MARKING = ("cutoffs", "marks", "bonus", "selection")
SCORING = (
    "direction",
    "id_column",
    "target_columns",
    "weight_column",
    "split",
    "mark_on",
    "max_mb",
    "limits",
)
PLAIN_SCHEDULE = ("slug", "kind", "number", "date", "title", "assignment")


def day(text: str | None) -> date | None:
    """Return the day that a stored column holds for a text of the file."""
    return None if text is None else date.fromisoformat(text)


def component_columns(component: Json, zone: ZoneInfo) -> dict[str, Any]:
    """Return the columns of a component, all but what it belongs to."""
    policy = component.get("late_policy")
    return {
        "title": component.get("title", ""),
        "kind": component["kind"],
        "weight": component.get("weight"),
        "cutoffs": component.get("cutoffs"),
        "marks": component.get("marks"),
        "bonus": component.get("bonus"),
        "selection": component.get("selection", ""),
        "late_policy": None if policy is None else LATE_POLICY.filled(policy),
        "slack": component.get("slack"),
        "details": _details(component),
        "archived": False,
    } | {
        key: when.instant(component[key], deadline=deadline, zone=zone)
        if key in component
        else None
        for key, deadline in DATES.items()
    }


def component_document(row: Component, zone: ZoneInfo) -> Json:
    """Return a component as the file has it, its competition's keys left out."""
    columns = ("slug", "title", "kind", "weight", *MARKING, "late_policy", "slack")
    document = given({key: getattr(row, key) for key in columns})
    for key, deadline in DATES.items():
        instant = getattr(row, key)
        if instant is not None:
            document[key] = when.local_text(instant, deadline=deadline, zone=zone)
    return document | row.details


def competition_columns(component: Json, zone: ZoneInfo) -> dict[str, Any]:
    """Return the columns of a competition."""
    metric = component["metric"]
    options = dict(metric) if isinstance(metric, dict) else {"name": metric}
    split, reveal = component.get("split"), component.get("reveal")
    return {
        "metric": options.pop("name"),
        "metric_options": options,
        "direction": component.get("direction", ""),
        "id_column": component["id_column"],
        "target_columns": component["target_columns"],
        "weight_column": component.get("weight_column", ""),
        "split": None if split is None else COMPETITION["split"].shape.filled(split),
        "mark_on": component.get("mark_on", ""),
        "max_mb": component.get("max_mb"),
        "limits": component.get("limits"),
        "reveal_at": None
        if reveal is None
        else when.instant(reveal, deadline=False, zone=zone),
    }


def competition_document(row: Competition, zone: ZoneInfo) -> Json:
    """Return what the file says of a component's competition."""
    metric: Json = row.metric
    if row.metric_options:
        metric = {"name": row.metric, **row.metric_options}
    document = {"metric": metric} | given({key: getattr(row, key) for key in SCORING})
    if row.reveal_at is not None:
        document["reveal"] = when.local_text(row.reveal_at, deadline=False, zone=zone)
    return document


def quiz_definition(quiz: Json) -> Json:
    """Return a quiz as stored: pairs as lists, since their order is the writer's."""
    full = QUIZ.filled(quiz)
    del full["component"]
    full["questions"] = [_stored_question(one) for one in full.get("questions", [])]
    return full


def quiz_document(component: str, definition: Json) -> Json:
    """Return a stored quiz as the file has it."""
    questions = [_written_question(one) for one in definition.get("questions", [])]
    return definition | {"component": component, "questions": questions}


def schedule_columns(entry: Json) -> dict[str, Any]:
    """Return the columns of a schedule entry, all but its assignment."""
    moment = entry.get("date")
    details = {key: one for key, one in entry.items() if key not in PLAIN_SCHEDULE}
    if moment is not None and len(moment) > len("2020-09-27"):
        details["time"] = moment[11:]
    return {
        "kind": entry["kind"],
        "number": entry.get("number", ""),
        "date": day(moment[:10] if moment else None),
        "title": entry.get("title", ""),
        "details": details,
    }


def schedule_document(row: ScheduleEntry) -> Json:
    """Return a schedule entry as the file has it, its assignment left out."""
    details = dict(row.details)
    document = given({"slug": row.slug, "kind": row.kind, "number": row.number})
    clock = details.pop("time", None)
    if row.date is not None:
        document["date"] = f"{row.date} {clock}" if clock else f"{row.date}"
    return document | given({"title": row.title}) | details


def announcement_columns(entry: Json, zone: ZoneInfo) -> dict[str, Any]:
    """Return the columns of an announcement, all but its component."""
    until = entry.get("until")
    return {
        "title": entry["title"],
        "text": entry.get("text", ""),
        "until": None
        if until is None
        else when.instant(until, deadline=True, zone=zone),
        "links": entry.get("links", []),
    }


def announcement_document(row: Announcement, zone: ZoneInfo) -> Json:
    """Return an announcement as the file has it, its component left out."""
    document = given({"slug": row.slug, "title": row.title, "text": row.text})
    if row.until is not None:
        document["until"] = when.local_text(row.until, deadline=True, zone=zone)
    return document | {"links": row.links}


def given(columns: dict[str, Any]) -> Json:
    """Leave out the columns that are empty."""
    return {key: value for key, value in columns.items() if value not in (None, "")}


def _details(component: Json) -> Json:
    """Return the keys that only this kind has, and no column of their own."""
    own = {
        key: known
        for key, known in OWN[component["kind"]].items()
        if key not in (*MARKING, *SCORING, "metric", "reveal")
    }
    return Struct(fields=own).filled(component)


def _stored_question(question: Json) -> Json:
    if "pool" in question:
        inner = [_stored_question(one) for one in question["questions"]]
        return question | {"questions": inner}
    if question["type"] == "matching":
        return question | {"pairs": [list(pair) for pair in question["pairs"].items()]}
    return question


def _written_question(question: Json) -> Json:
    if "pool" in question:
        inner = [_written_question(one) for one in question["questions"]]
        return question | {"questions": inner}
    if question["type"] == "matching":
        return question | {"pairs": dict(question["pairs"])}
    return question
