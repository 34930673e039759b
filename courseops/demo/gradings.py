"""How the demo's staff graded the projects: what is shown, what differs, what waits."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from courseops.demo import remarks
from courseops.demo.histories import dice
from courseops.demo.projects import PITCH, PROPOSAL, REPORT, components
from courseops.models import Component, Course, Enrollment, User
from projects.gradings.adjusting import adjust
from projects.gradings.duties import assign_at_random
from projects.gradings.filling import Judged, revision, save, settle
from projects.gradings.showing import show
from projects.gradings.whole import works
from projects.gradings.works import Work
from projects.rubric import WHOLE

_DAY = timedelta(days=1)
# Deadlines are at midnight; nobody grades then.
_TO_DAYTIME = timedelta(hours=9)
_BOTH, _ALL = ("tom", "irene"), ("tom", "irene", "mzhou")
# Graders who are far apart, by component: the second sees it so much lower.
_APART = {PITCH: ("Null hypothesis", 0.25), REPORT: ("Loss and found", 0.3)}
# How far the graders of the reports are, in the order of the list.
_BOTH_DONE, _ONE_DONE = 5, 8
ADJUSTED = "alice"
# What students ask about (courseops.demo.regrades), by component and team, as tom has it.
_ASKED_ABOUT = {
    (PROPOSAL, "Second opinion"): Judged(
        by_criterion={WHOLE: 78.0},
        comments={},
        comment="Accepted. Narrow the question: two of the three goals would be a paper"
        " each.",
    ),
    (PITCH, "Warm start"): Judged(
        by_criterion={"question": 5.0, "plan": 4.5, "risks": 2.5, "talk": 5.0},
        comments={
            "plan": "A baseline by next week is the right first step.",
            "risks": "You name what may go wrong, and no way out of it.",
        },
        comment="Solid so far. Decide soon what you leave out.",
    ),
}


def grade(
    course: Course, places: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> int:
    """Have staff grade what was handed in by *at*; return how many gradings there are."""
    work = {one.slug: one for one in components(course)}
    tutors = {login: places[login] for login in _ALL}
    made = _in_full(work[PROPOSAL], [tutors["tom"], tutors["mzhou"]], each=1, seed=seed)
    made += _in_full(work[PITCH], [tutors[one] for one in _BOTH], each=2, seed=seed)
    _settle(work[PITCH], tutors)
    adjust(
        component=work[PITCH],
        student=places[ADJUSTED],
        points=1.0,
        reason="Answered the questions after the talk, the others' slides included.",
        actor=tutors["tom"].user,
        at=_due(work[PITCH]) + 3 * _DAY - _TO_DAYTIME,
    )
    for slug in (PROPOSAL, PITCH):
        show(component=work[slug], actor=tutors["irene"].user, at=shown_at(work[slug]))
    return made + _in_part(work[REPORT], list(tutors.values()), seed=seed, at=at)


def shown_at(component: Component) -> datetime:
    """Return when students were shown the grades of what is graded in full."""
    return _due(component) + 4 * _DAY - _TO_DAYTIME


def _in_full(
    component: Component, graders: Sequence[Enrollment], *, each: int, seed: int
) -> int:
    """Have everything graded in the days after the deadline."""
    dealt = _dealt(component, graders, each=each, seed=seed)
    begins, minutes = _due(component) + 2 * _DAY - _TO_DAYTIME, timedelta(minutes=17)
    return sum(
        _save(component, one, grader.user, seed=seed, at=begins + nth * minutes)
        for nth, one in enumerate(dealt)
        for grader in one.graders
    )


def _in_part(
    component: Component, graders: Sequence[Enrollment], *, seed: int, at: datetime
) -> int:
    """Have some of it graded by both, some by one of two, with drafts; the rest waits."""
    made = 0
    dealt = _dealt(component, graders, each=2, seed=seed)
    for place, one in enumerate(dealt):
        first, second = (grader.user for grader in one.graders)
        day = _due(component) + (at - _due(component)) * (place + 1) / (len(dealt) + 2)
        if place < _ONE_DONE:
            made += _save(component, one, first, seed=seed, at=day)
        if place < _BOTH_DONE:
            made += _save(component, one, second, seed=seed, at=day + _DAY / 12)
        elif place == _BOTH_DONE:
            made += _save(component, one, second, seed=seed, at=day, is_done=False)
    return made


def _dealt(
    component: Component, graders: Sequence[Enrollment], *, each: int, seed: int
) -> Sequence[Work]:
    """Deal out what teams do, on the day of the deadline; return it with graders.

    Auditors are in no team, and do nothing.
    """
    assign_at_random(
        component=component,
        works=[one for one in works(component, component.course) if one.team],
        graders=graders,
        each=each,
        seed=seed,
        actor=graders[0].user,
        at=_due(component) + timedelta(hours=10),
    )
    return [x for x in works(component, component.course) if x.team and x.is_there]


def _save(
    component: Component,
    work: Work,
    grader: User,
    *,
    seed: int,
    at: datetime,
    is_done: bool = True,
) -> int:
    judged = _judged(component, work, grader, seed=seed)
    if not is_done:
        begun = dict(list(judged.by_criterion.items())[:4])
        judged = Judged(by_criterion=begun, comments={}, comment="")
    save(
        component=component,
        work=work,
        judged=judged,
        grader=grader,
        based_on=revision(None),
        is_done=is_done,
        at=at.replace(microsecond=0),
    )
    return 1


def _judged(component: Component, work: Work, grader: User, *, seed: int) -> Judged:
    """Judge by how good the team is, and by who judges."""
    known = _ASKED_ABOUT.get((component.slug, work.title))
    if known and grader.login == "tom":
        return known
    share = 0.68 + 0.3 * dice(seed, "project", work.title).betavariate(3, 2)
    name, lower = _APART.get(component.slug, ("", 0.0))
    if work.title == name and grader != work.graders[0].user:
        share -= lower
    rng = dice(seed, component.slug, work.title, grader.login)
    given = remarks.points(work.rubric, share, rng)
    return Judged(
        by_criterion=given,
        comments=remarks.comments(work.rubric, given, rng),
        comment=remarks.comment(work.rubric, rng),
    )


def _settle(component: Component, tutors: Mapping[str, Enrollment]) -> None:
    """Settle what graders of the pitches differ about: the higher of each criterion counts."""
    for one in works(component, component.course):
        if not one.differs:
            continue
        given = {
            slug: max(done.by_criterion[slug] for done in one.done)
            for slug in one.done[0].by_criterion
        }
        settle(
            component=component,
            work=one,
            judged=Judged(by_criterion=given, comments={}, comment=""),
            actor=tutors["irene"].user,
            based_on=revision(None),
            why="We looked at the slides together; the second half was better than we"
            " remembered.",
            at=_due(component) + 3 * _DAY - _TO_DAYTIME,
        )


def _due(component: Component) -> datetime:
    if component.on_time is None:
        raise ValueError(f"{component} has no deadline")
    return component.on_time
