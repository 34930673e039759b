"""One student's components, levels and spending, for the total or for the final."""

from itertools import combinations, product

from benchmarks.loop.course import Json
from benchmarks.loop.marks import entering, is_withheld, records
from benchmarks.loop.spending import chronological, in_order, spendings
from benchmarks.loop.tree import droppable, latest_of_best, marks_of, weight_of

SLIP = 1e-9


def judged(world: Json, student: Json, works: list[Json]) -> tuple[Json, Json]:
    """Return how a student stands now and at the end of term.

    Each has ``records``, ``levels`` and ``spent`` (slack days).
    """
    budget = world["course"]["budget"]
    weights = [
        one.get("weight") is not None or "extra_credit" in one
        for one in world["course"]["categories"]
    ]
    # Without weights there is no final to be raised.
    if world["course"]["strategy"] == "optimal" and budget and all(weights):
        chosen = _optimal(world, student, works)
        return (
            _standing(world, student, works, chosen, at_end=False),
            _standing(world, student, works, chosen, at_end=True),
        )
    plain = chronological(works, budget, set())
    return (
        _chronological(world, student, works, plain, at_end=False),
        _chronological(world, student, works, plain, at_end=True),
    )


def _standing(
    world: Json, student: Json, works: list[Json], chosen: Json,
    *, at_end: bool, forced: dict[str, set[str]] | None = None,
) -> Json:  # fmt: skip
    found = records(works, chosen)
    marks = entering(works, found, at_end=at_end)
    return {
        "records": found,
        "levels": marks_of(world, student, marks, forced or {}),
        "withheld": {
            work["slug"]: is_withheld(work, chosen[work["slug"]]) for work in works
        },
        "spent": sum(one["slack_used"] for one in chosen.values() if one),
    }


def _optimal(world: Json, student: Json, works: list[Json]) -> Json:
    """Return the spending with the highest final (section 3.5)."""
    tried = []
    for chosen in spendings(works, world["course"]["budget"]):
        standing = _standing(world, student, works, chosen, at_end=True)
        final = standing["levels"]["course"]
        days = [
            chosen[work["slug"]]["slack_used"] if chosen[work["slug"]] else 0
            for work in in_order(works)
        ]
        tried.append((0.0 if final is None else final, days, chosen))
    highest = max(final for final, _, _ in tried)
    equal = [one for one in tried if one[0] >= highest - SLIP]
    return max(equal, key=lambda one: (-sum(one[1]), one[1]))[2]


def _chronological(
    world: Json, student: Json, works: list[Json], undropped: Json, *, at_end: bool
) -> Json:
    budget = world["course"]["budget"]
    plain = _standing(world, student, works, undropped, at_end=at_end)
    pools = _joint_pools(world, plain["levels"]["pools"])
    if not pools:
        return plain
    places = [entry["slug"] for entry in world["course"]["assignments"]]
    tried, ways = [], []
    for sets in product(*pools.values()):
        forced = dict(zip(pools, map(set, sets), strict=True))
        dropped = {slug for one in sets for slug in one}
        chosen = chronological(works, budget, dropped)
        standing = _standing(
            world, student, works, chosen, at_end=at_end, forced=forced
        )
        tried.append(standing)
        ways.append(
            (
                _worth(standing, list(pools)),
                tuple(sorted(places.index(slug) for slug in dropped)),
            )
        )
    return tried[[places for _, places in ways].index(latest_of_best(ways))]


def _joint_pools(world: Json, pools: Json) -> Json:
    """Return the sets that can be dropped where a drop gives its late days back."""
    course = world["course"]
    joint = {}
    for category in course["categories"]:
        gives_back = any(
            component["spends"] and component["policy"]["kind"] == "free_days"
            for entry in course["assignments"]
            if entry["category"] == category["slug"]
            and not entry["is_extra"]
            and weight_of(category, entry) > 0
            for component in entry["components"]
        )
        pool = pools.get(category["slug"], [])
        number = droppable(category, len(pool))
        if number and gives_back:
            joint[category["slug"]] = list(combinations(pool, number))
    return joint


def _worth(standing: Json, categories: list[str]) -> float:
    """Return the number that the dropped set is to maximise (section 4)."""
    if standing["levels"]["course"] is not None:
        return float(standing["levels"]["course"])
    return float(
        sum(standing["levels"]["categories"][slug] or 0 for slug in categories)
    )
