"""Competitions: the hidden solution, what students submit, how it scored."""

from leaderboard.models.board import Baseline, HiddenEntry, PrivateStanding, Standing
from leaderboard.models.competition import (
    BYTES_PER_MB,
    Competition,
    MetricFile,
    SampleFile,
    Solution,
)
from leaderboard.models.rescoring import (
    RunState,
    ShadowRun,
    ShadowScore,
    SimilarityReport,
)
from leaderboard.models.submission import (
    COUNTED_STATES,
    OPEN_STATES,
    CodeFile,
    CodeHandIn,
    FormerScore,
    Priority,
    Score,
    Sidecar,
    State,
    Submission,
)

__all__ = [
    "BYTES_PER_MB",
    "COUNTED_STATES",
    "OPEN_STATES",
    "Baseline",
    "CodeFile",
    "CodeHandIn",
    "Competition",
    "FormerScore",
    "HiddenEntry",
    "MetricFile",
    "Priority",
    "PrivateStanding",
    "RunState",
    "SampleFile",
    "Score",
    "ShadowRun",
    "ShadowScore",
    "Sidecar",
    "SimilarityReport",
    "Solution",
    "Standing",
    "State",
    "Submission",
]
