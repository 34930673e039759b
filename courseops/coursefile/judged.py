"""What gradings and reviews fix in a rubric: they give points by slugs of criteria."""

from collections.abc import Mapping

from courseops.coursefile.document import components_of, records
from courseops.coursefile.findings import Findings, Path, counted
from courseops.coursefile.shapes import Json
from courseops.models import Component, Course
from projects.rubric import WHOLE, rubric_of
from projects.selectors.judged import Given, count_finished, given_points


def check_judged(document: Json, course: Course, findings: Findings) -> None:
    """Refuse to lose points that were given, for each component of *document*.

    A criterion that was judged stays under its slug, with at least the most points
    given; other words and hints are fine. A criterion that is new to finished
    judgements is a warning: they have no points for it.
    """
    given = given_points(course=course)
    if not given:
        return
    finished = count_finished(course=course)
    stored = {one.slug: one for one in Component.objects.filter(course=course)}
    for path, component in components_of(document):
        slug = component["slug"]
        old = stored.get(slug)
        # Another kind is refused as such.
        if slug not in given or old is None or old.kind != component["kind"]:
            continue
        _check(component, path, given[slug], findings)
        known = {one.slug for one in rubric_of(old.kind, old.details).criteria}
        if finished.get(slug):
            _warn_of_new(component, path, known, finished[slug], findings)


def _check(
    component: Json, path: Path, given: Mapping[str, Given], findings: Findings
) -> None:
    places = _places(component, path)
    most = {
        one.slug: one.points for one in rubric_of(component["kind"], component).criteria
    }
    for slug, judged in given.items():
        told = _told(judged)
        if slug not in most:
            named = slug or "the work as a whole"
            findings.error(
                (*path, "criteria"),
                f"{named} is not among the criteria any more, and {told} it;"
                " keep its slug, whatever it is called",
            )
        elif judged.most > most[slug]:
            findings.error(
                places[slug],
                f"{told} {slug or 'it'}, with up to {judged.most:.15g} points;"
                f" {most[slug]:.15g} is less",
            )


def _warn_of_new(
    component: Json, path: Path, known: set[str], finished: int, findings: Findings
) -> None:
    for index, one in records(component.get("criteria")):
        if one["slug"] not in known:
            findings.warn(
                (*path, "criteria", index),
                f"{one['slug']} is new, and {counted(finished, 'judgement')} finished"
                " without it: they have no points for it until they are opened again",
            )


def _places(component: Json, path: Path) -> dict[str, Path]:
    """Return where the points of each criterion are written."""
    places = {
        one["slug"]: (*path, "criteria", index, "points")
        for index, one in records(component.get("criteria"))
    }
    return places or {WHOLE: (*path, "points")}


def _told(judged: Given) -> str:
    told = [
        counted(number, noun)
        for number, noun in ((judged.gradings, "grading"), (judged.reviews, "review"))
        if number
    ]
    verb = "judges" if judged.gradings + judged.reviews == 1 else "judge"
    return f"{' and '.join(told)} {verb}"
