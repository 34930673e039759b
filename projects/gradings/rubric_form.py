"""The form of a rubric: what a grader typed, read and shown again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courseops.cells import number_within
from projects.gradings.filling import Judged
from projects.models import Grading
from projects.rubric import Criterion, Rubric

POINTS, COMMENT = "points-", "comment-"
OVERALL = "overall"
LONGEST = 10_000


@dataclass(frozen=True, kw_only=True)
class Field:
    """One criterion with what stands in its fields, and what is wrong with it.

    ``others`` are what graders gave for it whom the asker may see, ``own`` what the
    asker did, once that is finished.
    """

    criterion: Criterion
    points: str
    comment: str
    problem: str
    others: Sequence[tuple[Grading, float | None, str]]
    own: float | None = None

    @property
    def key(self) -> str:
        """What its fields are named by."""
        return self.criterion.slug or "whole"

    @property
    def difference(self) -> float | None:
        """By how many points graders are apart here."""
        judges = (points for row, points, _ in self.others if not row.settles)
        given = [points for points in (*judges, self.own) if points is not None]
        return max(given) - min(given) if len(given) > 1 else None


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed, as it was; ``problems`` by criterion."""

    points: Mapping[str, str]
    judged: Judged
    problems: Mapping[str, str]


def typed(form: Mapping[str, str], rubric: Rubric) -> Typed:
    """Read what a grader sent."""
    points, given, problems, comments = {}, {}, {}, {}
    for one in rubric.criteria:
        key = one.slug or "whole"
        points[one.slug] = text = form.get(f"{POINTS}{key}", "").strip()[:40]
        comments[one.slug] = _text(form.get(f"{COMMENT}{key}", ""))
        try:
            if text:
                given[one.slug] = number_within(text.replace(",", "."), most=one.points)
        except ValueError as error:
            problems[one.slug] = str(error)
    judged = Judged(
        by_criterion=given, comments=comments, comment=_text(form.get(OVERALL, ""))
    )
    return Typed(points=points, judged=judged, problems=problems)


def stored(grading: Grading | None) -> Typed:
    """Return what was stored last, as if it were typed."""
    given = grading.by_criterion if grading else {}
    return Typed(
        points={slug: f"{points:.12g}" for slug, points in given.items()},
        judged=Judged(
            by_criterion=given,
            comments=grading.comments if grading else {},
            comment=grading.comment if grading else "",
        ),
        problems={},
    )


def middle(gradings: Sequence[Grading], rubric: Rubric) -> Typed:
    """Return the means of *gradings*, from which one that settles begins."""
    means = {}
    for one in rubric.criteria:
        given = [
            x.by_criterion[one.slug] for x in gradings if one.slug in x.by_criterion
        ]
        if given:
            means[one.slug] = sum(given) / len(given)
    return Typed(
        points={slug: f"{points:.12g}" for slug, points in means.items()},
        judged=Judged(by_criterion=means, comments={}, comment=""),
        problems={},
    )


def fields(
    rubric: Rubric,
    shown: Typed,
    others: Sequence[Grading],
    *,
    own: Grading | None = None,
) -> list[Field]:
    """Return the fields of the form, with what *others* gave beside them."""
    finished = own.by_criterion if own and own.done_at else {}
    return [
        Field(
            criterion=one,
            points=shown.points.get(one.slug, ""),
            comment=shown.judged.comments.get(one.slug, ""),
            problem=shown.problems.get(one.slug, ""),
            others=[
                (x, x.by_criterion.get(one.slug), x.comments.get(one.slug, ""))
                for x in others
            ],
            own=finished.get(one.slug),
        )
        for one in rubric.criteria
    ]


def _text(text: str) -> str:
    # PostgreSQL keeps no such character.
    return text.replace("\x00", "").strip()[:LONGEST]
