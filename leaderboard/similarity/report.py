"""The report as it is stored: plain JSON of numbers and primary keys, bounded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from leaderboard.similarity.comparing import MOST_PAIRS, Comparison, Pair, compare
from leaderboard.similarity.gathering import Gathered
from leaderboard.similarity.identical import Identical, identical

FORMAT = 1
_SUBMISSIONS_SHOWN = 5


def report(gathered: Gathered) -> dict[str, Any]:
    """Compare what was gathered and return the report.

    Pairs come with the same file first, then with the same predictions, then by
    strength. ``circle`` is how many students hang together through the pairs shown;
    ``cut`` how many pairs are not shown because there are too many.
    """
    compared = None
    if gathered.judge is not None:
        compared = compare(
            judge=gathered.judge, owner=gathered.owner, apart=gathered.apart
        )
    same = identical(gathered.entries, apart=gathered.apart)
    pairs = _pairs(gathered, same, compared.pairs if compared else ())
    shown = pairs[:MOST_PAIRS]
    circles = _circles([(pair["one"], pair["other"]) for pair in shown])
    return {
        "format": FORMAT,
        "kind": gathered.kind,
        "rows": gathered.rows,
        "items": gathered.items,
        "students": len(gathered.enrollments),
        "submissions": len(gathered.entries),
        "left_aside": dict(gathered.left_aside),
        "compared": compared.compared if compared else None,
        "threshold": round(compared.threshold, 4) if compared else None,
        "histogram": _histogram(compared),
        "pairs": [pair | {"circle": circles[pair["one"]]} for pair in shown],
        "cut": len(pairs) - len(shown),
    }


def _pairs(
    gathered: Gathered, same: Sequence[Identical], standing_out: Sequence[Pair]
) -> list[dict[str, Any]]:
    """Return each pair once, with all that is known of it."""
    keys = gathered.enrollments
    by_students = {(pair.one, pair.other): pair for pair in standing_out}
    found = []
    for one in same:
        pair = by_students.pop((one.one, one.other), None)
        found.append(
            {
                "one": keys[one.one],
                "other": keys[one.other],
                "kind": "file" if one.file else "predictions",
                "same": len(one.submissions),
                "submissions": [
                    list(two) for two in one.submissions[:_SUBMISSIONS_SHOWN]
                ],
                **_strength(pair or _judged(gathered, one)),
            }
        )
    for pair in by_students.values():
        vectors = pair.vectors[:_SUBMISSIONS_SHOWN]
        found.append(
            {
                "one": keys[pair.one],
                "other": keys[pair.other],
                "kind": "answers",
                "same": 0,
                "submissions": [
                    [gathered.submissions[a], gathered.submissions[b]]
                    for a, b in vectors
                ],
                **_strength(pair),
            }
        )
    return found


def _judged(gathered: Gathered, same: Identical) -> Pair | None:
    """Return the evidence of identical predictions that do not stand out otherwise."""
    number = {key: at for at, key in enumerate(gathered.submissions)}
    one, other = (number.get(key) for key in same.submissions[0])
    if gathered.judge is None or one is None or other is None:
        return None
    return Pair(
        one=same.one,
        other=same.other,
        vectors=[],
        strength=0.0,
        log10_chance=0.0,
        evidence=gathered.judge.evidence(one, other),
    )


def _strength(pair: Pair | None) -> Mapping[str, Any]:
    """Return what the comparison says; a strength of None: it does not stand out."""
    if pair is None:
        return {"strength": None, "log10_chance": None, "evidence": {}}
    out = pair.strength > 0
    return {
        "strength": round(pair.strength, 1) if out else None,
        "log10_chance": round(pair.log10_chance, 1) if out else None,
        "evidence": dict(pair.evidence),
    }


def _histogram(compared: Comparison | None) -> dict[str, Any] | None:
    if compared is None:
        return None
    drawn = compared.histogram
    return {"low": drawn.low, "high": drawn.high, "counts": list(drawn.counts)}


def _circles(pairs: Sequence[tuple[int, int]]) -> Mapping[int, int]:
    """Return, for each student in a pair, how many hang together with them."""
    number = {key: at for at, key in enumerate(sorted({k for p in pairs for k in p}))}
    circle = np.arange(len(number))
    for one, other in pairs:
        first, second = circle[number[one]], circle[number[other]]
        circle[circle == second] = first
    sizes = Counter(circle.tolist())
    return {key: sizes[int(circle[at])] for key, at in number.items()}
