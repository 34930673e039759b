"""Scores over time on a competition's page, at both of its widths."""

from collections.abc import Sequence

from leaderboard.charts import Chart, Point, score_chart
from leaderboard.place import Place

# The same chart for a wide and for a narrow page, so that its text keeps its size.
SIZES = {"wide": (640, 270), "narrow": (350, 270)}


def score_charts(
    place: Place, points: Sequence[Point], *, beside: Sequence[Point] = ()
) -> Sequence[tuple[str, Chart]]:
    """Return the chart of *points* by the name of its size; none without a point.

    In it stand the cutoffs, the asker's deadlines and the best of those *beside*.
    """
    drawn = [
        (
            size,
            score_chart(
                points=points,
                beside=beside,
                cutoffs=place.component.cutoffs,
                deadlines=place.deadlines,
                minimize=place.minimize,
                zone=place.course.zone,
                start=place.component.released,
                at=place.at,
                width=width,
                height=height,
            ),
        )
        for size, (width, height) in SIZES.items()
    ]
    return [(size, chart) for size, chart in drawn if chart is not None]
