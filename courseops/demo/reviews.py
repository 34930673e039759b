"""How the demo's students review each other's reports: half-way through it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from courseops import deadlines
from courseops.demo import remarks
from courseops.demo.histories import dice
from courseops.demo.projects import components
from courseops.models import Course, Enrollment
from projects.models import Review
from projects.reviews import conflicts
from projects.reviews.assigning import drawn
from projects.reviews.writing import Written, write
from projects.rubric import Rubric, rubric_of

SLUG = "paper-review"
# Of hers, by number, one is handed in and one begun; the third is open.
HALF_WAY, HERS = "alice", {1: "whole", 2: "begun"}
# Knows one of the papers; finds everything bad; knew an author before the drawing.
KNOWS, HARSH, FRIEND = "gmoreau", "qliu", ("kasante", "zhorakova")
_WHOLE, _BEGUN = 0.5, 0.6


def review(
    course: Course, places: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> int:
    """Draw reviewers, and have them write up to *at*; return how many reviews are begun."""
    component = next(one for one in components(course) if one.slug == SLUG)
    opens = component.released
    if opens is None:
        raise ValueError(f"{component} has no release")
    irene, (reviewer, author) = places["irene"].user, FRIEND
    conflicts.noted(
        component,
        reviewer=places[reviewer],
        author=places[author],
        reason="They share a flat.",
        actor=irene,
        at=opens - timedelta(hours=3),
    )
    drawn(component, seed=seed, everybody=False, actor=irene, at=opens)
    written = Review.objects.filter(component=component).select_related(
        "component__course", "reviewer__user", "author__user"
    )
    given_back = written.filter(reviewer=places[KNOWS])[0]
    conflicts.told(
        given_back,
        reason="I helped them with their data, so I know whose it is.",
        at=opens + timedelta(hours=20),
    )
    own = deadlines.own_among(
        component, course=course, enrollments=list(places.values())
    )
    rubric = rubric_of(component.kind, component.details)
    made = 0
    for one in written:
        login = one.reviewer.user.login
        rng = dice(seed, SLUG, login, one.number)
        stage = _stage(login, one.number, rng)
        if stage:
            share = _share(one, login, seed=seed)
            made += 1
            write(
                one,
                _written(rubric, share, rng, is_whole=stage == "whole"),
                own=own[one.reviewer_id],
                hands_in=stage == "whole",
                actor=one.reviewer.user,
                at=_moment(opens, at, rng),
            )
    return made


def _stage(login: str, number: int, rng: Random) -> str:
    """Return how far somebody is with a paper: ``whole``, ``begun``, or not at all."""
    if login == HALF_WAY:
        return HERS.get(number, "")
    if login == HARSH:
        return "whole"
    turn = rng.random()
    return "whole" if turn < _WHOLE else "begun" if turn < _BEGUN else ""


def _share(review: Review, login: str, *, seed: int) -> float:
    """Return about which share of the points a paper is given."""
    if login == HARSH:
        return 0.3
    return 0.7 + 0.25 * dice(seed, "paper", review.author.user.login).random()


def _written(rubric: Rubric, share: float, rng: Random, *, is_whole: bool) -> Written:
    given = remarks.points(rubric, share, rng)
    said = remarks.comments(rubric, given, rng)
    if not is_whole:
        first = rubric.criteria[0].slug
        return Written(
            by_criterion={first: given[first]}, comments={}, comment="", for_staff=""
        )
    return Written(
        by_criterion=given,
        comments=said,
        comment=remarks.comment(rubric, rng),
        for_staff="",
    )


def _moment(opens: datetime, at: datetime, rng: Random) -> datetime:
    return (opens + (at - opens) * rng.uniform(0.5, 0.97)).replace(microsecond=0)
