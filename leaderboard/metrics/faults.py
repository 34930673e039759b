"""Why a metric gives no score, and who is to blame."""


class MetricError(ArithmeticError):
    """A metric gave no valid score for a valid file."""

    def __init__(self, score: float) -> None:
        self.score = score
        super().__init__(f"the metric gave {score!r}")


class TruthError(ValueError):
    """The metric is undefined on the solution, whatever is predicted.

    Says why in a clause that goes on after "On the public rows," or the like.
    """


class PredictionsError(ValueError):
    """The metric is undefined for these predictions; says so in a sentence.

    ``row`` is a row that shows it, in the solution's order, or None. No sentence tells
    which rows make which score: that is hidden from students.
    """

    def __init__(
        self, message: str, *, row: int | None = None, column: str | None = None
    ) -> None:
        self.row = row
        self.column = column
        super().__init__(message)
