"""What is handed in, what is still owed, who passes (policies.md section 3.10)."""

from benchmarks.loop.course import Json, lacks


def owed(world: Json, student: Json, works: list[Json]) -> tuple[list[str], bool]:
    """Return the assignments not met, in file order, and whether all is complete."""
    course = world["course"]
    required, needed = [], []
    wanted = course["completion"].get(student["basis"]) or []
    for entry in course["assignments"]:
        if lacks(course, student["track"], entry["slug"], entry["category"]):
            continue
        if (student["login"], entry["slug"]) in world["waivers"]:
            continue
        if _handed_in(entry, works):
            continue
        if entry["required"] and not entry["is_extra"]:
            required.append(entry["slug"])
        if entry["category"] in wanted and not _is_extra(course, entry):
            needed.append(entry["slug"])
    unmet = [
        entry["slug"]
        for entry in course["assignments"]
        if entry["slug"] in required or entry["slug"] in needed
    ]
    return unmet, not needed


def result(
    world: Json, student: Json, letter: str | None, *, is_complete: bool
) -> str | None:
    """Return what the registrar gets: the letter, P or F, AU or NC."""
    if student["basis"] == "audit":
        return "AU" if is_complete else "NC"
    if student["basis"] == "letter":
        return letter
    if letter is None or not is_complete:
        return None if is_complete else "F"
    order = list(world["course"]["scale"])
    passing = world["course"]["pass_at"] or order[-1]
    return "P" if order.index(letter) <= order.index(passing) else "F"


def _handed_in(entry: Json, works: list[Json]) -> bool:
    return all(
        work["handed_in"] or work["excused"]
        for work in works
        if work["component"]["assignment"] == entry["slug"]
        and work["component"]["weight"]
    )


def _is_extra(course: Json, entry: Json) -> bool:
    extra = [one["slug"] for one in course["categories"] if "extra_credit" in one]
    return entry["is_extra"] or entry["category"] in extra
