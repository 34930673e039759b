"""Tables of letters: cutoffs and marks, the scale, the curve (policies.md 2 and 8)."""

from itertools import pairwise

from courseops.coursefile.document import components_of
from courseops.coursefile.findings import Findings, Path
from courseops.coursefile.grammar_competition import MARKS
from courseops.coursefile.normal import direction
from courseops.coursefile.shapes import Json

BEST, WORST = "A", "F"


def check(document: Json, findings: Findings) -> None:
    """Add an error for each table that is out of order or names unknown letters."""
    for path, component in components_of(document):
        marks = component.get("marks", MARKS)
        if "marks" in component:
            _check_marks(marks, (*path, "marks"), findings)
        if "cutoffs" in component:
            _check_cutoffs(
                component["cutoffs"],
                marks,
                direction(component),
                (*path, "cutoffs"),
                findings,
            )
    _check_scale(document.get("letters", {}), findings)
    if "curve" in document:
        scale = document.get("letters", {}).get("scale", {})
        _check_curve(document["curve"], scale, findings)


def _check_marks(marks: Json, path: Path, findings: Findings) -> None:
    _check_ends(path, findings)
    _check_falling(marks, path, findings)
    letters = list(marks)
    if BEST in marks and letters[0] != BEST:
        findings.error(path, f"{BEST} has to come first, as the best")
    if WORST in marks and letters[-1] != WORST:
        findings.error(path, f"{WORST} has to come last, as the worst")


def _check_cutoffs(
    cutoffs: Json, marks: Json, better: str | None, path: Path, findings: Findings
) -> None:
    _check_ends(path, findings)
    for letter in cutoffs:
        if letter not in marks:
            findings.error(
                (*path, letter), f"{letter} has no mark; marks has {', '.join(marks)}"
            )
    if better is None:
        return
    letters = [letter for letter in marks if letter in cutoffs]
    for upper, lower in pairwise(letters):
        above, below = cutoffs[upper], cutoffs[lower]
        if above >= below if better == "minimize" else above <= below:
            findings.error(
                path,
                f"{upper} {above} is not better than {lower} {below}",
                line=findings.lines.get((*path, upper)),
            )


def _check_ends(path: Path, findings: Findings) -> None:
    """Both ends of the table have to be written, whatever is wrong with them."""
    for letter in (BEST, WORST):
        if (*path, letter) not in findings.lines:
            findings.error(path, f"{letter} is missing")


def _check_falling(table: Json, path: Path, findings: Findings) -> None:
    for (upper, above), (lower, below) in pairwise(table.items()):
        if above <= below:
            findings.error(
                path,
                f"{upper} {above} is not above {lower} {below}",
                line=findings.lines.get((*path, upper)),
            )


def _check_scale(letters: Json, findings: Findings) -> None:
    path = ("letters", "scale")
    scale = letters.get("scale", {})
    _check_falling(scale, path, findings)
    passing = letters.get("pass_at")
    if passing is not None and scale and passing not in scale:
        findings.error(
            ("letters", "pass_at"),
            f"{passing} is not in letters.scale, which has {', '.join(scale)}",
        )


def _check_curve(curve: Json, scale: Json, findings: Findings) -> None:
    if not scale:
        findings.error(
            ("curve",), "needs letters.scale, which tells which letter is better"
        )
    for key in ("shares", "thresholds"):
        if key in curve:
            _check_curve_letters(curve[key], scale, ("curve", key), findings)
    if "thresholds" in curve:
        _check_falling(curve["thresholds"], ("curve", "thresholds"), findings)
    if "shares" in curve:
        _check_shares(curve["shares"], findings)
    if {"median_to", "max_to"} <= curve.keys() and (
        curve["median_to"] >= curve["max_to"]
    ):
        findings.error(
            ("curve", "max_to"),
            f"{curve['max_to']} is not above median_to {curve['median_to']}",
        )


def _check_curve_letters(
    table: Json, scale: Json, path: Path, findings: Findings
) -> None:
    order = list(scale)
    if not order:
        return
    for letter in table:
        if letter not in scale:
            findings.error(
                (*path, letter),
                f"{letter} is not in letters.scale, which has {', '.join(order)}",
            )
    known = [letter for letter in table if letter in scale]
    for first, second in pairwise(known):
        if order.index(first) > order.index(second):
            findings.error(
                (*path, second),
                f"{second} comes after {first}, but letters.scale has it before",
            )


def _check_shares(shares: Json, findings: Findings) -> None:
    """Cumulative shares rise strictly, up to 1."""
    path = ("curve", "shares")
    for (upper, first), (lower, second) in pairwise(shares.items()):
        if second <= first:
            findings.error(
                (*path, lower),
                f"{lower} {second} is not above {upper} {first}; shares are cumulative",
            )
    if shares:
        letter, last = list(shares.items())[-1]
        if last != 1 and (*path, letter) == _last_line(path, findings):
            findings.error(path, f"the last share, {letter} {last}, is not 1")


def _last_line(path: Path, findings: Findings) -> Path:
    """Return the path of the last share written, which may be one that was refused."""
    return [place for place in findings.lines if place[:-1] == path][-1]
