"""From totals to the letters that are shown: by the curve, by staff, as published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grading.derivation.steps import none_if_nan
from grading.evidence import Evidence
from grading.policy.class_letters import class_letters
from grading.policy.columns import Floats
from grading.policy.curves import Curved
from grading.policy.published import Publication, Standing, is_stale
from grading.policy.tree import Tree

Letters = Sequence[str | None]


@dataclass(frozen=True, kw_only=True)
class Lettering:
    """The letters of a class.

    ``total`` and ``final`` are what is shown. ``curved`` tells by the name of the tree
    how letters were computed; it lacks what cannot be. ``now`` is what would be
    published, by enrollment key, and ``is_stale`` whether that is not what was; one
    student alone has neither.
    """

    total: Letters
    final: Letters
    curved: Mapping[str, Curved]
    now: Mapping[int, Standing]
    published: Publication | None
    is_stale: bool


def lettering(found: Evidence, *, total: Tree, final: Tree) -> Lettering:
    """Return the letters by the course's curve and scale (policies.md section 8).

    Auditors have none; one student alone has none by a curve, which takes the class.
    What staff set stands in place of what is computed or was published. Students have
    none by a curve that was not published.
    """
    curved = _curved(found, {"total": total.mark, "final": final.mark})
    by_total, by_final = (_computed(found, curved.get(x)) for x in ("total", "final"))
    now: Mapping[int, Standing] = {}
    if found.is_whole:
        now = {
            key: Standing(none_if_nan(mark), letter)
            for key, mark, letter in zip(
                found.students.key.tolist(), final.mark, by_final, strict=True
            )
            if letter is not None
        }
    made = found.published
    return Lettering(
        total=_shown(found, by_total),
        final=_shown(found, by_final),
        curved=curved,
        now=now,
        published=made,
        is_stale=found.is_whole and made is not None and is_stale(made.letters, now),
    )


def _curved(found: Evidence, marks: Mapping[str, Floats]) -> dict[str, Curved]:
    scale, curve = found.plan.scale, found.plan.curve
    if scale is None or (curve is not None and not found.is_whole):
        return {}
    return {
        name: class_letters(mark, found.students, scale=scale, curve=curve)
        for name, mark in marks.items()
    }


def _computed(found: Evidence, curved: Curved | None) -> Letters:
    """Return the computed letters, those that staff set in their place."""
    students = found.students
    letters = [None] * len(students) if curved is None else curved.letter
    return [
        None if basis == "audit" else found.letters.get(key, letter)
        for key, basis, letter in zip(
            students.key.tolist(), students.basis, letters, strict=True
        )
    ]


def _shown(found: Evidence, computed: Letters) -> Letters:
    """Return what is shown: what was published, unless staff set the letter since."""
    students = found.students
    if found.published is None:
        waits = found.as_student and found.plan.curve is not None
        return [None] * len(students) if waits else computed
    published = found.published.letters
    return [
        published[key].letter
        if key in published and key not in found.letters and basis != "audit"
        else letter
        for key, basis, letter in zip(
            students.key.tolist(), students.basis, computed, strict=True
        )
    ]
