"""What stands out among the reviews of a component, and a drawing of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from courseops.models import Component, Enrollment
from projects.models import Review
from projects.reviews import outliers
from projects.reviews.board import Reviewed, paper_rows
from projects.reviews.chart import Chart, lay_out
from projects.reviews.outliers import Apart, Leaning, Scored, Spread


@dataclass(frozen=True, kw_only=True)
class StandingOut:
    """Reviews far from others, reviewers who lean, papers wide apart; the chart of all.

    ``compared`` is how many reviews have others beside them.
    """

    far: Sequence[tuple[Review, Apart, Reviewed]]
    leaning: Sequence[tuple[Enrollment, Leaning]]
    wide: Sequence[tuple[Reviewed, Spread]]
    chart: Chart | None
    compared: int


def standing_out(component: Component, *, most: float) -> StandingOut:
    """Return what stands out of what is handed in and counts. Fixed queries."""
    papers = paper_rows(component)
    counting = [
        (at, one)
        for at, paper in enumerate(papers)
        for one in paper.done
        if one.weight > 0
    ]
    rows = {one.pk: one for _, one in counting}
    people = {one.reviewer_id: one.reviewer for one in rows.values()}
    scored = [
        Scored(
            review=one.pk, reviewer=one.reviewer_id, paper=at, points=one.points or 0.0
        )
        for at, one in counting
    ]
    apart = outliers.apart(scored, most=most)
    spreads = outliers.spreads(scored, most=most)
    far = [one for one in apart if one.is_far]
    return StandingOut(
        far=[(rows[x.scored.review], x, papers[x.scored.paper]) for x in far],
        leaning=[
            (people[one.reviewer], one)
            for one in outliers.leanings(scored, most=most)
            if one.leans
        ],
        wide=[(papers[one.paper], one) for one in spreads if one.is_wide],
        chart=lay_out(
            spreads,
            far={(x.scored.paper, x.scored.points) for x in far},
            names=[str(one.author.user) for one in papers],
            most=most,
        ),
        compared=len(apart),
    )
