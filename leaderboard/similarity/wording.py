"""Says in sentences what the numbers of a pair mean."""

from collections.abc import Mapping
from typing import Any

_KINDS = {
    "file": "Same file",
    "predictions": "Same predictions",
    "answers": "Alike",
}
# Smaller chances differ by nothing that the model could tell.
_LEAST = -6


def title(pair: Mapping[str, Any]) -> str:
    """Return in two words how the two are alike."""
    return _KINDS[pair["kind"]]


def sentences(pair: Mapping[str, Any], *, kind: str) -> list[str]:
    """Return what was found of a pair; *kind* is how the report compares."""
    found = []
    times = "" if pair["same"] == 1 else f" ({pair['same']} times)"
    if pair["kind"] == "file":
        found.append(f"They handed in the same file, to the byte{times}.")
    elif pair["kind"] == "predictions":
        found.append(
            f"They handed in the same predictions in files that differ{times}."
        )
    evidence = pair["evidence"]
    if "same_wrong" in evidence:
        found.append(_wrong_answers(evidence, kind))
    elif evidence:
        found.append(_numbers(evidence))
    return found


def _wrong_answers(evidence: Mapping[str, Any], kind: str) -> str:
    what = "text" if kind == "texts" else "answer"
    return (
        f"They give the same wrong {what} {evidence['same_wrong']:,} times out of the"
        f" {evidence['both_wrong']:,} where both are wrong; about"
        f" {evidence['expected']:,.0f} times would be expected of two who work apart."
    )


def _numbers(evidence: Mapping[str, Any]) -> str:
    return (
        "Where they differ from the class they differ alike: the correlation is"
        f" {evidence['correlation']:.3f} (1 is the same, 0 is usual), and"
        f" {evidence['equal']:,} of {evidence['items']:,} numbers are the same."
    )


def chance(pair: Mapping[str, Any]) -> str:
    """Return how likely chance alone makes such a pair anywhere in the class."""
    found = pair["log10_chance"]
    if found is None:
        return ""
    if found <= _LEAST:
        return "less than 1 in a million"
    return f"at most 1 in {10**-found:,.0f}"


_LEFT_ASIDE = {
    "sample": "the same as a file that everybody may download",
    "constant": "one and the same answer everywhere",
    "right": "without a wrong answer",
    "repeated": "the same as another one of the same student",
    "weak": "far weaker than what is usual in the class: weak models err alike",
    "unread": "not on the disk any more, or not readable",
    "over": "not read because the class's files are very large; each student's best were",
}


def left_aside(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """Return how many submissions were not compared, and why."""
    return [(counts[key], why) for key, why in _LEFT_ASIDE.items() if counts.get(key)]
