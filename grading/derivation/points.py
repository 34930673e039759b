"""From what was received to a mark: cutoffs, shares, tiers, and the bonus."""

import numpy as np

from grading.derivation.steps import Step, exact, listed
from grading.policy import cutoffs, worth
from grading.policy.columns import ComponentColumns
from grading.policy.cutoffs import Cutoffs
from grading.policy.plan import ComponentPlan
from grading.policy.selection import Sessions


def base(component: ComponentPlan, columns: ComponentColumns, row: int) -> Step:
    """Return the step from the result to the mark before bonus and lateness."""
    raw, mark = float(columns.raw[row]), float(columns.base[row])
    if component.cutoffs is not None:
        return _cutoffs(component.cutoffs, raw, mark)
    if component.tiers:
        return _tiers(component, columns, raw, mark)
    possible = float(columns.possible[row])
    return Step(
        rule="share",
        text=f"{exact(raw)} of {exact(possible)}: 100 × {exact(raw)}"
        f" / {exact(possible)} = {exact(mark)}",
        inputs={"raw": raw, "possible": possible},
        out=mark,
    )


def sessions(found: Sessions, place: int) -> Step:
    """Return the step that counts the sessions of an attendance."""
    held, excused = int(found.held[place]), int(found.excused[place])
    attended, kept = int(found.attended[place]), int(found.kept[place])
    of = f"{held} sessions were held" if held != 1 else "1 session was held"
    if excused:
        of += f", {excused} of them excused"
    text = f"{of}; {attended} attended."
    if missable := held - excused - kept:
        text += f" {missable} may be missed, so {kept} are needed."
    return Step(
        rule="sessions",
        text=text,
        inputs={
            "held": held,
            "excused": excused,
            "attended": attended,
            "may_be_missed": missable,
        },
        out=float(min(attended, kept)),
    )


def bonus(component: ComponentPlan, columns: ComponentColumns, row: int) -> Step:
    """Return the step of the on-time bonus (policies.md section 2)."""
    raw, mark = float(columns.raw[row]), float(columns.base[row])
    earned, top = float(columns.bonus[row]), float(columns.top)
    table = component.cutoffs
    cutoff = table.scores[-1] if table is not None else float("nan")
    inputs = {
        "bonus": component.bonus,
        "cutoff": cutoff,
        "top": None if np.isnan(top) else top,
        "earned": earned,
    }
    most, best = exact(component.bonus), exact(cutoff)
    if earned == component.bonus:
        text = (
            f"{exact(raw)} is the top on-time score or better, which earns the whole"
            f" bonus: {exact(mark)} + {most} = {exact(mark + earned)}"
        )
    elif earned > 0:
        text = (
            f"On-time bonus between A ({best}) and the top on-time score ({exact(top)}):"
            f" {most} × ({exact(raw)} − {best}) / ({exact(top)} − {best})"
            f" = {exact(earned)}; {exact(mark)} + {exact(earned)} = {exact(mark + earned)}"
        )
    elif np.isnan(top):
        text = "No on-time score of the class earns a bonus."
    else:
        text = (
            f"No on-time bonus: that takes a score better than A ({best}); the top"
            f" on-time score is {exact(top)}."
        )
    return Step(rule="bonus", text=text, inputs=inputs, out=mark + earned)


def _tiers(
    component: ComponentPlan, columns: ComponentColumns, raw: float, mark: float
) -> Step:
    value = np.array([raw])
    share = float(worth.better(value, ranked=columns.ranked)[0])
    points = float(worth.tier_points(value, component.tiers, ranked=columns.ranked)[0])
    count = len(columns.ranked)
    better = round(share * count)
    return Step(
        rule="tiers",
        text=(
            f"{better} of {count} in the class have more than {exact(raw)}. By the share"
            f" that has more, {_tier_words(component)}, it is worth {exact(points)} of"
            f" {exact(component.possible)} points:"
            f" 100 × {exact(points)} / {exact(component.possible)} = {exact(mark)}"
        ),
        inputs={
            "raw": raw,
            "better": better,
            "of": count,
            "tiers": [
                {"share": tier.share, "points": tier.points} for tier in component.tiers
            ],
            "points": points,
            "possible": component.possible,
        },
        out=mark,
    )


def _tier_words(component: ComponentPlan) -> str:
    return listed(
        [
            f"{exact(tier.points)} below {exact(tier.share)}"
            if tier.share < 1
            else f"{exact(tier.points)} else"
            for tier in component.tiers
        ]
    )


def _cutoffs(table: Cutoffs, raw: float, mark: float) -> Step:
    place = int(cutoffs.rungs(np.array([raw]), table)[0])
    top = len(table.letters) - 1
    if place >= top or place < 0 or raw == table.scores[0]:
        end = top if place >= top else 0
        side = "better" if place >= top else "worse"
        letter = table.letters[end]
        return Step(
            rule="cutoffs",
            text=(
                f"{exact(raw)} is at the cutoff of {letter}, {exact(table.scores[end])},"
                f" or {side}: the mark is {exact(mark)}."
            ),
            inputs={"raw": raw, "cutoff": _cutoff(table, end)},
            out=mark,
        )
    return Step(
        rule="cutoffs",
        text=_interpolation(table, place, raw, mark),
        inputs={
            "raw": raw,
            "lower": _cutoff(table, place),
            "upper": _cutoff(table, place + 1),
        },
        out=mark,
    )


def _interpolation(table: Cutoffs, place: int, raw: float, mark: float) -> str:
    (low_letter, low, low_mark), (high_letter, high, high_mark) = (
        (table.letters[at], exact(table.scores[at]), exact(table.marks[at]))
        for at in (place, place + 1)
    )
    return (
        f"{exact(raw)} lies between the cutoffs of {low_letter} ({low}) and"
        f" {high_letter} ({high}): {low_mark} + ({exact(raw)} − {low})"
        f" / ({high} − {low}) × ({high_mark} − {low_mark}) = {exact(mark)}"
    )


def _cutoff(table: Cutoffs, place: int) -> dict[str, object]:
    return {
        "letter": table.letters[place],
        "score": table.scores[place],
        "mark": table.marks[place],
    }
