"""Two students of the demo ask about marks of the project: one waits, one got more."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from courseops.demo.gradings import shown_at
from courseops.demo.projects import PITCH, PROPOSAL, components
from courseops.models import Component, Course, Enrollment
from grading.models import RegradeRequest
from grading.regrades import regrading
from grading.regrades.deciding import How, decide
from projects.gradings.filling import Judged, reopen, revision, save
from projects.gradings.whole import works
from projects.gradings.works import Work

WAITS, GOT_MORE = "alice", "kwojcik"
_RISKS = "risks"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def regrade(course: Course, places: Mapping[str, Enrollment], *, at: datetime) -> int:
    """Have both ask, and staff answer, by *at*; return how many requests there are."""
    work = {one.slug: one for one in components(course)}
    _wait(work[PROPOSAL], places, at=at)
    _get_more(work[PITCH], places)
    return 2


def _wait(
    component: Component, places: Mapping[str, Enrollment], *, at: datetime
) -> None:
    student, tom = places[WAITS], places["tom"]
    request = regrading.ask(
        component=component,
        student=student,
        text="The comment asks for a narrower question. The second paragraph says that"
        " we only look at leaves, in the field, by phone. Could you read that part"
        " again? We thought that this is one goal, not three.",
        at=at - 2 * _DAY,
    )
    regrading.assign(
        request=request, grader=tom, actor=tom.user, link="", at=at - 30 * _HOUR
    )
    for author, text, for_staff, before in (
        (tom, ("I read it again and see your point about the field. Which of the three"
            " measures would you keep?"), False, 29),
        (tom, ("Would go up by a few percent; Mei-Ling, you graded the others. Is that"
            " in line?"), True, 28),
        (student, ("The share of leaves that are right, by variety. The other two go"
            " into an appendix."), False, 5),
    ):  # fmt: skip
        regrading.write(
            request=request,
            text=text,
            author=author.user,
            for_staff=for_staff,
            link="",
            at=at - before * _HOUR,
        )


def _get_more(component: Component, places: Mapping[str, Enrollment]) -> None:
    """Ask, have tom correct his grading for the whole team, and close the request."""
    student, tom, irene = places[GOT_MORE], places["tom"], places["irene"]
    asked = shown_at(component) + 5 * _HOUR
    request = regrading.ask(
        component=component,
        student=student,
        text="Under “What may go wrong” it says that we named no way out. It was on the"
        " last slide: we fall back to the counts of last week.",
        at=asked,
    )
    _correct(component, student, tom, at=asked + 20 * _HOUR)
    decide(
        request=RegradeRequest.objects.get(pk=request.pk),
        how=How.ELSEWHERE,
        value="",
        reply="You are right, the slide is there. The grading is corrected, for all of"
        " your team.",
        actor=irene.user,
        link="",
        at=asked + 22 * _HOUR,
    )


def _correct(
    component: Component, student: Enrollment, tom: Enrollment, *, at: datetime
) -> None:
    """Give all points for the risks, in tom's grading."""
    work = _work(component, student)
    known = work.by(tom.user)
    if known is None:
        raise ValueError(f"{tom} has not graded {work.title}")
    reopen(
        component=component,
        work=work,
        grader=tom.user,
        based_on=revision(known),
        at=at,
    )
    most = next(one.points for one in work.rubric.criteria if one.slug == _RISKS)
    save(
        component=component,
        work=work,
        judged=Judged(
            by_criterion={**known.by_criterion, _RISKS: most},
            comments={**known.comments, _RISKS: "The way out is on the last slide."},
            comment=known.comment,
        ),
        grader=tom.user,
        based_on=at.isoformat(),
        is_done=True,
        at=at + _HOUR,
    )


def _work(component: Component, student: Enrollment) -> Work:
    return next(
        one
        for one in works(component, component.course)
        if student.pk in one.entrant.members
    )
