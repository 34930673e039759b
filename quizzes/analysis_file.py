"""The statistics of a quiz as a file for a spreadsheet."""

import io
from collections.abc import Iterable

from defusedcsv.csv import writer as defused_writer

from quizzes.analysis import Item
from quizzes.rendering import told

COLUMNS = (
    "question",
    "type",
    "credit",
    "prompt",
    "asked",
    "empty",
    "right_share",
    "discrimination",
    "upper_27_right_share",
    "lower_27_right_share",
    "commonest_answer",
    "commonest_answer_count",
    "remarks",
)


def as_csv(items: Iterable[Item]) -> str:
    """Return a line for each question; an empty cell is a number that cannot be told.

    Text that a spreadsheet would run as a formula begins with an apostrophe.
    """
    file = io.StringIO()
    rows = defused_writer(file)
    rows.writerow(COLUMNS)
    for item in items:
        question, answers = item.question, item.answers
        commonest = answers.commonest
        rows.writerow(
            [
                question.slug,
                question.type,
                question.credit,
                told(question.prompt),
                answers.asked,
                answers.empty,
                item.difficulty,
                item.discrimination,
                item.upper,
                item.lower,
                "" if commonest is None else " ".join(commonest.label.split()),
                "" if commonest is None else commonest.count,
                " ".join(item.remarks),
            ]
        )
    return file.getvalue()
