"""What rests on the components of a course, so that a file cannot lose it."""

from collections import defaultdict
from collections.abc import Mapping

from courseops.coursefile.document import components_of
from courseops.coursefile.findings import Findings, counted
from courseops.coursefile.shapes import Json
from courseops.models import Component, Course
from courseops.results import best_results, count_results
from courseops.scores.kinds import highest
from leaderboard.selectors.facts import count_submissions
from participation.selectors import count_on_calls, count_presences
from projects.selectors.counts import count_gradings, count_handins, count_reviews
from quizzes.selectors import count_attempts


def facts_in_words(course: Course) -> Mapping[int, str]:
    """Return what each component has, such as "2 submissions", by component.

    A component without facts has no key.
    """
    told: defaultdict[int, list[str]] = defaultdict(list)
    for noun, counts in (
        ("submission", count_submissions(course=course)),
        ("attempt", count_attempts(course=course)),
        ("result", count_results(course=course)),
        ("presence", count_presences(course=course)),
        ("on-call lecture", count_on_calls(course=course)),
        ("hand-in", count_handins(course=course)),
        ("grading", count_gradings(course=course)),
        ("review", count_reviews(course=course)),
    ):
        for component, count in counts.items():
            told[component].append(counted(count, noun))
    return {component: " and ".join(words) for component, words in told.items()}


def warn_of_low_maxima(document: Json, course: Course, findings: Findings) -> None:
    """Warn where a component already has results above the maximum of the file."""
    best = best_results(course=course)
    for path, component in components_of(document):
        score = best.get((component["slug"], component["kind"]))
        if score is None:
            continue
        most = highest(Component(kind=component["kind"], details=component))
        if score > most:
            findings.warn(
                path,
                f"{component['slug']} has results of up to {score:.15g}, and its"
                f" maximum is now {most:.15g}",
            )
