"""The metric of verification: same or not the same."""

import numpy as np

from leaderboard.metrics.aligned import Aligned, OnPart, Part
from leaderboard.metrics.ranking import check_both
from leaderboard.metrics.thresholds import Ranked


def eer(data: Aligned) -> OnPart:
    """Return the equal error rate, a higher score meaning rather 1 (the same).

    Accepting all rows from a threshold on gives a point (false acceptance rate, false
    rejection rate) for each different score, and (0, 1) for none. Between neighbours
    lies a straight line; the rate is where this line has both rates equal
    (ISO/IEC 19795-1:2021, with the ROC curve drawn as scikit-learn's ``roc_curve``).
    """
    ranked = Ranked(truth=data.truth[0], scores=data.predicted[0])

    def on(part: Part) -> float:
        positives, negatives = ranked.accepted(part)
        check_both(data.names[0], int(positives[-1]), int(negatives[-1]))
        accepted = np.append(0.0, negatives / negatives[-1])
        rejected = np.append(1.0, 1 - positives / positives[-1])
        above = accepted - rejected
        after = int(np.argmax(above >= 0))
        low, high = above[after - 1], above[after]
        share = -low / (high - low)
        crossing = accepted[after - 1] + share * (accepted[after] - accepted[after - 1])
        return float(crossing)

    return on
