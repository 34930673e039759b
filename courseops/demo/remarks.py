"""What the demo's graders and reviewers say, by criterion: of what is good, and what is not."""

from collections.abc import Mapping, Sequence
from random import Random

from projects.rubric import WHOLE, Criterion, Rubric

# Of what is good, and of what is not; nothing to say is possible, too.
_SAID: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    # The pitch.
    "question": (
        (
            "One sentence, and everybody knew what it is about.",
            "A question worth asking.",
        ),
        ("It took three slides until we knew what is predicted from what.",),
    ),
    "plan": (
        ("A baseline by next week is the right first step.", "Small steps. Good."),
        ("The plan begins with the largest model; begin with the smallest.",),
    ),
    "risks": (
        ("You know what to do if the labels do not come.", "Honest about the data."),
        ("“Training may take long” is no risk yet. What do you do then?",),
    ),
    "talk": (
        ("Clear and in time; good answers.", "Good pace, good slides.", "Well told."),
        ("Two minutes over, so there was no time for questions.",),
    ),
    # The report.
    "aim": ((), ("Define the task before the data.",)),
    "today": (
        ("Good overview of what is used in practice.",),
        ("Related work is listed; say what it cannot do.",),
    ),
    "stakes": ((), ("Who would use this, and for what decision?",)),
    "approach": (
        ("Each step follows from the one before.", "Simple, and it works."),
        ("Why this architecture and no other? Show what else you tried.",),
    ),
    "trouble": (
        ("Thank you for telling what did not train at first.",),
        ("Nothing went wrong? Your loss curve says otherwise.",),
    ),
    "results": (
        ("Three seeds and a baseline: convincing.",),
        ("One run is no result. Give the spread over seeds.",),
    ),
    "figures": (("Figure 1 says it all.",), ("The axes of the figure have no units.",)),
    "clarity": ((), ("A classmate would not know how the data were split.",)),
    "learning": (
        ("The loss fits the measure, and you say why.",),
        ("Say what the inputs look like, and which parts are frozen.",),
    ),
    # A review.
    "clear": (
        ("I could do this again from the paper alone.", "Easy to follow throughout."),
        ("I had to guess the size of the held-out part.", "Section 2 lost me."),
    ),
    "sound": (
        ("The baseline is strong and the comparison is fair.",),
        ("The difference may be noise: the baseline has one seed only.",),
    ),
    "useful": (
        ("I would use it tomorrow.", "More people should ask this."),
        ("Nice, but does it need a network?",),
    ),
}
_WHOLE = (
    "Careful work; keep the scope as it is.",
    "A good question. The evidence has to catch up until the final report.",
    "Solid so far. Decide soon what you leave out.",
)
_PROPOSAL = (
    "Good: data, baseline and measure are all there.",
    "Accepted. The baseline is missing; add one before you train anything large.",
    "Accepted. Narrow the question: two of the three goals would be a paper each.",
)
_GOOD = 0.75


def points(rubric: Rubric, share: float, rng: Random) -> dict[str, float]:
    """Return points for every criterion, in halves, about *share* of the maximum."""
    return {
        one.slug: _points(one, share + rng.gauss(0, 0.08)) for one in rubric.criteria
    }


def comments(rubric: Rubric, given: Mapping[str, float], rng: Random) -> dict[str, str]:
    """Return what somebody says about some of the criteria, as they gave points."""
    return {
        one.slug: rng.choice(said)
        for one in rubric.criteria
        if one.slug != WHOLE
        and (said := _SAID[one.slug][given[one.slug] < _GOOD * one.points])
        and rng.random() < 0.8
    }


def comment(rubric: Rubric, rng: Random) -> str:
    """Return what somebody says about the whole."""
    return rng.choice(_PROPOSAL if rubric.is_whole else _WHOLE)


def _points(criterion: Criterion, share: float) -> float:
    in_halves = round(2 * criterion.points * share) / 2
    whole = round(in_halves) if criterion.slug == WHOLE else in_halves
    return min(criterion.points, max(0.0, float(whole)))
