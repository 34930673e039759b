"""A competition whose staff wrote its metric: the mean distance of numbers."""

from pathlib import Path

from django.conf import settings

from leaderboard.models import Competition, MetricFile
from tests.factories import CompetitionFactory
from tests.leaderboard.handins import AT

SOLUTION = "id,y\n1,1\n2,2\n3,3\n4,4\n"
METRIC = """
import numpy as np

class Refused(Exception):
    pass

def score(truth, predictions, weights=None):
    given = predictions["y"]
    if np.ptp(given) == 0:
        raise Refused("All predictions are the same.")
    if 13 in given:
        print("unlucky", truth["y"][0])
        raise KeyError("secret")
    return np.average(np.abs(given - truth["y"]), weights=weights)
"""


def own_competition(course, **fields: object) -> Competition:
    return CompetitionFactory(
        component__course=course,
        component__cutoffs={"A": 0.5, "B": 1, "C": 2, "D": 3, "F": 9},
        metric="custom",
        metric_options={"reads": "numbers"},
        direction="minimize",
        target_columns=["y"],
        **fields,
    )


def keep(competition: Competition, source: str = METRIC) -> MetricFile:
    """Have *source* as the competition's newest metric file, untried."""
    version = competition.metric_files.count() + 1
    place = f"metrics/{competition.pk}/{version}.py"
    path = Path(settings.MEDIA_ROOT) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source)
    return MetricFile.objects.create(
        competition=competition,
        version=version,
        path=place,
        sha256="0" * 64,
        created_at=AT,
    )
