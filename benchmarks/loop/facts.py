"""What is known at an instant, by student and component.

Facts are dicts of lists: ``roster`` (login, track, basis, role, status), ``submissions``
(login, component, received_at, score, submission), ``attempts`` (login, quiz, correct,
questions, received_at), ``results`` (login, component, score, received_at or None),
``handins`` (login, component, received_at), ``extensions`` (login, component and one of
days, until, excuse), ``caps`` (login, component, days), ``choices`` (login, component,
submissions), ``overrides`` (login, target, value), ``waivers`` (login, slug), ``teams``
(team, login, component or ""). Instants are epoch seconds.
"""

from collections import defaultdict

from benchmarks.loop.course import Json, moved

NEVER = float("-inf")


def known(course: Json, facts: Json, at: int) -> Json:
    """Return the facts that have arrived by *at*, ready to be looked up."""
    world: Json = {"course": course, "at": at}
    world["submissions"] = _by_place(facts.get("submissions"), at)
    world["attempts"] = _by_place(facts.get("attempts"), at, component="quiz")
    world["results"] = _by_place(facts.get("results"), at)
    world["handins"] = _by_place(facts.get("handins"), at)
    world["extensions"] = {_place(row): row for row in facts.get("extensions") or []}
    world["caps"] = {_place(row): row["days"] for row in facts.get("caps") or []}
    world["choices"] = {
        _place(row): row["submissions"] for row in facts.get("choices") or []
    }
    world["overrides"] = {
        (row["login"], row["target"]): row["value"]
        for row in facts.get("overrides") or []
    }
    world["waivers"] = {
        (row["login"], row["slug"]) for row in facts.get("waivers") or []
    }
    rows = facts.get("teams") or []
    world["teams"] = {_place(row): (row["team"], row["component"]) for row in rows}
    world["members"] = _members(rows)
    world["has_results"] = {component for _, component in world["results"]}
    return world


def mates(world: Json, login: str, component: Json) -> list[str]:
    """Return the logins whose work counts for a student, in order."""
    team = _team(world, login, component)
    if team is None:
        return [login]
    return sorted(
        other
        for other in world["members"][team]
        if _team(world, other, component) == team
    )


def excused(world: Json, login: str, component: Json) -> bool:
    """Tell whether a component is out of a student's grade."""
    row = world["extensions"].get((login, component["slug"]))
    return bool(row and row.get("excuse"))


def deadlines(world: Json, login: str, component: Json) -> Json:
    """Return a student's own deadlines of a component (section 1)."""
    own = {name: component[name] for name in ("early", "on_time", "late", "code")}
    row = world["extensions"].get((login, component["slug"]))
    for name in ("early", "on_time", "late"):
        if row is None or own[name] is None:
            continue
        if row.get("days"):
            own[name] = moved(component[name], row["days"], world["course"]["zone"])
        elif row.get("until") is not None and component["on_time"] is not None:
            own[name] = component[name] + row["until"] - component["on_time"]
    if row and row.get("until") is not None and own["on_time"] is None:
        own["on_time"] = row["until"]
    return own


def pieces(world: Json, login: str, component: Json) -> list[Json]:
    """Return what a student has handed in, scored: raw, percent, received, reference."""
    slug = component["slug"]
    if component["kind"] == "competition":
        return [
            {
                "raw": row["score"],
                "received": row["received_at"],
                "submission": row["submission"],
            }
            for mate in mates(world, login, component)
            for row in world["submissions"].get((mate, slug), [])
        ]
    if component["kind"] == "quiz":
        return [
            {
                "raw": row["correct"],
                "of": row["questions"],
                "received": row["received_at"],
                "submission": None,
            }
            for row in world["attempts"].get((login, slug), [])
        ]
    for mate in [login, *mates(world, login, component)]:
        for row in world["results"].get((mate, slug), []):
            received = row.get("received_at")
            received = NEVER if received is None else received
            return [{"raw": row["score"], "received": received, "submission": None}]
    return []


def _place(row: Json, component: str = "component") -> tuple[str, str]:
    return row["login"], row[component]


def _by_place(rows: Json, at: int, component: str = "component") -> Json:
    places = defaultdict(list)
    for row in rows or []:
        received = row.get("received_at")
        if received is None or received <= at:
            places[_place(row, component)].append(row)
    return dict(places)


def _team(world: Json, login: str, component: Json) -> tuple[str, str] | None:
    """Return a student's team on a component: its own wins over that of the course."""
    own: tuple[str, str] | None = world["teams"].get((login, component["slug"]))
    if own is None and component["for_teams"]:
        own = world["teams"].get((login, ""))
    return own


def _members(rows: list[Json]) -> Json:
    members = defaultdict(list)
    for row in rows:
        members[row["team"], row["component"]].append(row["login"])
    return members
