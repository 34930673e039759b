"""Questions whose answer is written: a text, a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizzes.interchange.conversion import Json, NotExpressedError
from quizzes.interchange.numbers import Span, numeric
from quizzes.interchange.qti.choosing import points_by_value
from quizzes.interchange.qti.items import Condition, Item, Test
from quizzes.interchange.qti.material import Materials
from quizzes.interchange.telling import Telling
from quizzes.marking import number


def text(item: Item, materials: Materials, telling: Telling) -> Json:
    """Return a question whose answers are compared without regard to case.

    Raises NotExpressedError.
    """
    if not item.responses:
        raise NotExpressedError("left out: it asks for nothing")
    points = points_by_value(item.conditions, item.responses[0].ident)
    answers = [answer for answer in points if answer]
    if not answers:
        raise NotExpressedError("left out: it has no right answer")
    most = max(points.values())
    if any(points[answer] < most for answer in answers):
        telling.note("answers for a part of the points are left out")
    return {"type": "text", "answers": [one for one in answers if points[one] == most]}


def numerical(item: Item, materials: Materials, telling: Telling) -> Json:
    """Return a question for a number; raises NotExpressedError."""
    found = [one for one in item.conditions if one.points > 0]
    most = max((one.points for one in found), default=Decimal())
    if any(one.points < most for one in found):
        telling.note("answers for a part of the points are left out")
    best = [one for one in found if one.points == most]
    return numeric([_span(one) for one in best], telling)


@dataclass(frozen=True, kw_only=True)
class _Limits:
    exact: Decimal | None
    low: Decimal | None
    high: Decimal | None
    is_rounding: bool


def _span(condition: Condition) -> Span:
    """Return the numbers that a condition takes; raises NotExpressedError."""
    exact = _value(condition.tests, "varequal")
    low = _value(condition.tests, "vargte", "vargt")
    high = _value(condition.tests, "varlte", "varlt")
    if exact is not None and (low is None or high is None):
        return Span(low=exact, high=exact, shown=exact)
    if low is None or high is None or low > high:
        raise NotExpressedError("left out: its right numbers have no bounds")
    is_rounding = any(test.name == "vargt" for test in condition.tests)
    return Span(low=low, high=high, shown=exact, is_rounding=is_rounding)


def _value(tests: Sequence[Test], *names: str) -> Decimal | None:
    for test in tests:
        if test.name in names and not test.negated:
            found = number(test.value)
            if found is None:
                problem = f"left out: “{test.value}” is no number"
                raise NotExpressedError(problem)
            return found
    return None
