"""One student's work on each component, before slack days are spent."""

from benchmarks.loop import lateness
from benchmarks.loop.course import Json, lacks
from benchmarks.loop.facts import deadlines, excused, mates, pieces
from benchmarks.loop.raw import better, counts_in_class, percent

STAFF_GRADED = (
    "parts", "points", "rubric", "files", "tiers", "attendance", "peer_review",
)  # fmt: skip


def attends(course: Json, student: Json, component: Json) -> bool:
    """Tell whether a component is part of a student's track."""
    slugs = (component["category"], component["assignment"], component["slug"])
    return not lacks(course, student["track"], *slugs)


def statistics(world: Json, students: list[Json]) -> None:
    """Put into *world* the best on-time score and the ranked values of each component."""
    world["top"], world["ranked"] = {}, {}
    for component in world["course"]["components"]:
        takers = [
            one
            for one in students
            if counts_in_class(one)
            and attends(world["course"], one, component)
            and not excused(world, one["login"], component)
        ]
        if component["kind"] == "competition":
            world["top"][component["slug"]] = _top(world, takers, component)
        if component["kind"] == "tiers":
            world["ranked"][component["slug"]] = [
                piece["raw"]
                for one in takers
                for piece in pieces(world, one["login"], component)
            ]


def _top(world: Json, takers: list[Json], component: Json) -> float | None:
    top = None
    for one in takers:
        own = deadlines(world, one["login"], component)
        for piece in pieces(world, one["login"], component):
            on_time = own["on_time"] is None or piece["received"] <= own["on_time"]
            if on_time and (top is None or better(component, piece["raw"], top)):
                top = piece["raw"]
    return top


def works(world: Json, student: Json) -> list[Json]:
    """Return one record for each component of a student's track, in file order."""
    return [
        _work(world, student, component)
        for component in world["course"]["components"]
        if attends(world["course"], student, component)
    ]


def _work(world: Json, student: Json, component: Json) -> Json:
    login, slug = student["login"], component["slug"]
    own = deadlines(world, login, component)
    handed = pieces(world, login, component)
    early = None
    if own["early"] is not None:
        early = any(piece["received"] <= own["early"] for piece in handed)
    for piece in handed:
        piece["mark"] = percent(component, piece, world["ranked"].get(slug, []))
    is_posted = component["kind"] != "competition" or bool(component.get("cutoffs"))
    selected = lateness.selected(
        component, handed, own, world["choices"].get((login, slug))
    )
    return {
        "component": component,
        "slug": slug,
        "own": own,
        "early_met": early,
        "handed_in": bool(handed),
        "is_posted": is_posted,
        "excused": excused(world, login, component),
        "override": world["overrides"].get((login, f"component:{slug}")),
        "selected": selected,
        "top": world["top"].get(slug),
        "cap": world["caps"].get((login, slug)),
        "no_code": _lacks_code(world, login, component, own),
        "without": _without(world, component, own, bool(selected)),
    }


def _lacks_code(world: Json, login: str, component: Json, own: Json) -> bool:
    slug = component["slug"]
    if own["code"] is None or own["code"] >= world["at"]:
        return False
    if (login, f"{slug}/code") in world["waivers"]:
        return False
    return not any(
        world["handins"].get((mate, slug)) for mate in mates(world, login, component)
    )


def _without(world: Json, component: Json, own: Json, counts: bool) -> str:
    """Return the state of a component in which nothing counts (section 7)."""
    end = own["late"] if own["late"] is not None else own["on_time"]
    if end is None or end >= world["at"]:
        return "pending"
    if component["kind"] in STAFF_GRADED:
        has_first = component["slug"] in world["has_results"]
        return "missing" if has_first else "pending"
    return "missing"
