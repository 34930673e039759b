"""What the export for Canvas holds of an assignment, to know it again in an import."""

from datetime import datetime

from courseops.models import Component
from grading import gradebook
from grading.exports import canvas


def sent_to_canvas(component: Component, at: datetime) -> dict[str, set[str]]:
    """Return by login how the mark of the component's assignment may stand there."""
    book = gradebook.load(course=component.course, at=at)
    return canvas.cells(book, component.assignment.slug)
