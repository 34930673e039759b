"""Weights, drops and extra credit (policies.md section 7)."""

from collections import defaultdict

from courseops.coursefile.document import records, section
from courseops.coursefile.findings import Findings, Path, in_words
from courseops.coursefile.shapes import Json


def check(document: Json, findings: Findings) -> None:
    """Add errors for drops among unequal weights, no points and caps of nothing."""
    inside = defaultdict(list)
    for path, assignment in section(document, "assignments"):
        inside[assignment.get("category")].append((path, assignment))
        _check_extra(assignment, path, findings)
    for path, category in section(document, "categories"):
        _check_extra(category, path, findings)
        pool = [
            one
            for one in inside[category.get("slug")]
            if "extra_credit" not in one[1] and one[1].get("weight", 1) > 0
        ]
        _check_drops(category, pool, path, findings)
        if category.get("weighting") == "points":
            _check_points(pool, findings)


def _check_extra(entry: Json, path: Path, findings: Findings) -> None:
    if "extra_credit" not in entry:
        if "cap" in entry:
            findings.error((*path, "cap"), "stands only beside extra_credit")
    elif entry.get("weight", 0) > 0:
        findings.warn(
            (*path, "weight"), "is not used: extra credit is outside the weights"
        )


def _check_drops(
    category: Json, pool: list[tuple[Path, Json]], path: Path, findings: Findings
) -> None:
    if "keep_best" in category and category.get("drop_lowest"):
        findings.error((*path, "drop_lowest"), "cannot stand beside keep_best")
    key = "keep_best" if "keep_best" in category else "drop_lowest"
    number = category.get(key)
    if not number:
        return
    first: dict[float, str] = {}
    for _, assignment in pool:
        first.setdefault(assignment.get("weight", 1), str(assignment.get("slug")))
    if len(first) > 1 and category.get("weighting") != "points":
        (one, two) = list(first.items())[:2]
        findings.error(
            (*path, key),
            f"the weights differ: {one[1]} has {one[0]}, {two[1]} has {two[0]};"
            " equal weights are needed, or weighting: points",
        )
    if key == "keep_best" and pool and number > len(pool):
        findings.warn((*path, key), f"{number} of {len(pool)} keeps all")
    if key == "drop_lowest" and pool and number >= len(pool):
        findings.warn((*path, key), f"{number} of {len(pool)} leaves only one")


def _check_points(pool: list[tuple[Path, Json]], findings: Findings) -> None:
    """Refuse what would weigh nothing, unless its points may be what was refused."""
    for path, assignment in pool:
        components = [one for _, one in records(assignment.get("components"))]
        has_points = any(
            "points" in one or "criteria" in one for one in (assignment, *components)
        )
        inside = f"{in_words(path)}."
        if not has_points and not any(
            error.path.startswith(inside) for error in findings.errors
        ):
            findings.error(
                path,
                "has no points, and its category weighs by points; points: 10 on the"
                " assignment sets them",
            )
