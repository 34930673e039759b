"""Tables of hand-ins, of how staff grade them and how peers review them."""

from projects.models.grading import Adjustment, Grading, GradingDuty, ShownGrades
from projects.models.handin import HandIn, HandInItem
from projects.models.review import (
    PaperMark,
    Review,
    ReviewConflict,
    ReviewDrawing,
    ReviewReminder,
)

__all__ = [
    "Adjustment",
    "Grading",
    "GradingDuty",
    "HandIn",
    "HandInItem",
    "PaperMark",
    "Review",
    "ReviewConflict",
    "ReviewDrawing",
    "ReviewReminder",
    "ShownGrades",
]
