"""What the grammar cannot say: references, orders, and rules between keys.

Each check goes over whatever could be read, so that all errors of a file show at once.
"""

from courseops.coursefile import (
    meaning_calendar,
    meaning_components,
    meaning_dates,
    meaning_letters,
    meaning_names,
    meaning_quizzes,
    meaning_weights,
)
from courseops.coursefile.findings import Findings
from courseops.coursefile.shapes import Json


def check(document: Json, findings: Findings) -> None:
    """Add every error and warning that *document*, as far as it is read, deserves."""
    meaning_names.check(document, findings)
    meaning_letters.check(document, findings)
    meaning_weights.check(document, findings)
    meaning_components.check(document, findings)
    meaning_dates.check(document, findings)
    meaning_calendar.check(document, findings)
    meaning_quizzes.check(document, findings)
