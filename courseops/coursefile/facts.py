"""What rests on the components of a course, so that a file cannot lose it."""

from collections import defaultdict
from collections.abc import Mapping

from courseops.coursefile.findings import counted
from courseops.models import Course
from courseops.results import count_results
from leaderboard.selectors.facts import count_submissions
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
    ):
        for component, count in counts.items():
            told[component].append(counted(count, noun))
    return {component: " and ".join(words) for component, words in told.items()}
