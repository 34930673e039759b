"""From the marks of components to those of assignments, categories, course (7)."""

from itertools import combinations

from benchmarks.loop.course import Json, lacks

SLIP = 1e-9


def marks_of(
    world: Json, student: Json, marks: Json, forced: dict[str, set[str]]
) -> Json:
    """Return the levels above components; *marks* are theirs, None leaves them out.

    ``forced`` names, for a category, the assignments that it drops.
    """
    course, login = world["course"], student["login"]
    levels: Json = {"assignments": {}, "categories": {}, "dropped": set(), "pools": {}}
    for entry in course["assignments"]:
        if lacks(course, student["track"], entry["slug"], entry["category"]):
            continue
        value = _assignment(entry, marks)
        override = world["overrides"].get((login, f"assignment:{entry['slug']}"))
        levels["assignments"][entry["slug"]] = value if override is None else override
    for category in course["categories"]:
        slug = category["slug"]
        if lacks(course, student["track"], slug):
            continue
        value = _category(course, category, levels, forced.get(slug))
        override = world["overrides"].get((login, f"category:{slug}"))
        levels["categories"][slug] = value if override is None else override
    levels["course"] = _course(course, levels["categories"])
    return levels


def mean(pairs: list[tuple[float, float]]) -> float | None:
    """Return the weighted mean of (mark, weight); None of nothing."""
    whole = sum(weight for _, weight in pairs)
    if not whole:
        return None
    return sum(mark * weight for mark, weight in pairs) / whole


def droppable(category: Json, size: int) -> int:
    """Return how many of *size* items a category drops."""
    if category.get("keep_best") is not None:
        return max(0, size - category["keep_best"])
    return max(0, min(category.get("drop_lowest") or 0, size - 1))


def weight_of(category: Json, entry: Json) -> float:
    """Return an assignment's weight in its category; 0 is outside of it."""
    if category.get("weighting") == "points" and entry["weight"]:
        return float(entry["points"] or 0)
    return float(entry["weight"])


def _assignment(entry: Json, marks: Json) -> float | None:
    return mean(
        [
            (marks[one["slug"]], one["weight"])
            for one in entry["components"]
            if marks.get(one["slug"]) is not None
        ]
    )


def _category(
    course: Json, category: Json, levels: Json, forced: set[str] | None
) -> float | None:
    entries = [
        entry
        for entry in course["assignments"]
        if entry["category"] == category["slug"]
        and levels["assignments"].get(entry["slug"]) is not None
    ]
    pool = [
        (
            entry["slug"],
            levels["assignments"][entry["slug"]],
            weight_of(category, entry),
        )
        for entry in entries
        if not entry["is_extra"] and weight_of(category, entry) > 0
    ]
    levels["pools"][category["slug"]] = [slug for slug, _, _ in pool]
    dropped = forced if forced is not None else _dropped(category, pool)
    levels["dropped"] |= dropped
    value = mean([(mark, weight) for slug, mark, weight in pool if slug not in dropped])
    for entry in entries:
        if entry["is_extra"]:
            mark = levels["assignments"][entry["slug"]]
            value = with_extra(value, entry, mark, 100)
    return value


def _dropped(category: Json, pool: list[tuple[str, float, float]]) -> set[str]:
    """Return what a category drops: the lowest, or what leaves the highest percentage."""
    number = droppable(category, len(pool))
    if category.get("weighting") == "points":
        return _dropped_for_points(pool, number)
    left = list(pool)
    for _ in range(number):
        lowest = min(mark for _, mark, _ in left)
        left.remove([one for one in left if one[1] <= lowest + SLIP][-1])
    return {slug for slug, _, _ in pool} - {slug for slug, _, _ in left}


def _dropped_for_points(pool: list[tuple[str, float, float]], number: int) -> set[str]:
    ways = []
    for places in combinations(range(len(pool)), number):
        kept = [one for place, one in enumerate(pool) if place not in places]
        value = mean([(mark, weight) for _, mark, weight in kept])
        ways.append((value if value is not None else 0.0, places))
    return {pool[place][0] for place in latest_of_best(ways)}


def latest_of_best(ways: list[tuple[float, tuple[int, ...]]]) -> tuple[int, ...]:
    """Return the places of the best way; among equals those that come later."""
    highest = max(value for value, _ in ways)
    equal = [places for value, places in ways if value >= highest - SLIP]
    return max(equal, key=lambda places: sorted(places, reverse=True))


def with_extra(
    base: float | None, entry: Json, mark: float | None, default: float | None
) -> float | None:
    """Return *base* with extra credit on top, as far as its cap lets it."""
    if base is None or mark is None or not entry["extra_credit"]:
        return base
    raised = base + entry["extra_credit"] * mark / 100
    cap = entry.get("cap", default)
    if cap is None and "cap" in entry:
        cap = default
    return raised if cap in (None, "none") else max(base, min(cap, raised))


def _course(course: Json, categories: Json) -> float | None:
    for category in course["categories"]:
        if category.get("weight") is None and "extra_credit" not in category:
            return None
    value = mean(
        [
            (categories[one["slug"]], one["weight"])
            for one in course["categories"]
            if "extra_credit" not in one and categories.get(one["slug"]) is not None
        ]
    )
    for one in course["categories"]:
        if "extra_credit" in one:
            value = with_extra(value, one, categories.get(one["slug"]), None)
    return value
