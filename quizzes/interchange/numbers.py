"""Numbers that are right, as bounds, and as an answer with its tolerance."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from quizzes.interchange.conversion import Json, NotExpressedError
from quizzes.interchange.telling import Telling

MOST_DIGITS = 15
_EXACT = Context(prec=60)


@dataclass(frozen=True, kw_only=True)
class Span:
    """All numbers from ``low`` to ``high`` are right.

    ``shown`` is the right answer as the file has it; ``is_rounding`` tells that the
    bounds are those of rounding to some digits.
    """

    low: Decimal
    high: Decimal
    shown: Decimal | None = None
    is_rounding: bool = False

    @property
    def middle(self) -> Decimal:
        """The number half-way between the bounds."""
        return _EXACT.divide(_EXACT.add(self.low, self.high), Decimal(2))

    @property
    def tolerance(self) -> Json:
        """How far from the middle is right still, as the course file says it."""
        digits = self._digits if self.is_rounding else None
        if digits is not None:
            return {"digits": digits}
        half = _EXACT.subtract(self.high, self.middle)
        return {"absolute": as_json(half)} if half else {}

    @property
    def _digits(self) -> int | None:
        """To how many digits the shown number is rounded within these bounds."""
        if not self.shown:
            return None
        for digits in range(1, MOST_DIGITS + 1):
            made = rounding(self.shown, digits)
            if (made.low, made.high) == (self.low, self.high):
                return digits
        return None


def numeric(spans: Sequence[Span], telling: Telling) -> Json:
    """Return the keys of a numeric question; raises NotExpressedError."""
    if not spans:
        raise NotExpressedError("left out: it has no right number")
    tolerances = [span.tolerance for span in spans]
    if any(one != tolerances[0] for one in tolerances):
        raise NotExpressedError("left out: its right numbers have other tolerances")
    is_rounded = "digits" in tolerances[0]
    answers = []
    for span in spans:
        if span.shown not in (None, span.middle) and not is_rounded:
            telling.note("the answer shown is the middle of the right numbers")
        shown = span.shown if is_rounded and span.shown is not None else span.middle
        answers.append(as_json(shown))
    answers = list(dict.fromkeys(answers))
    document: Json = {"type": "numeric", "answer": answers[0]}
    if answers[1:]:
        document["also"] = answers[1:]
    return document | ({"tolerance": tolerances[0]} if tolerances[0] else {})


def spans_of(question: Json) -> list[Span]:
    """Return what is right in a numeric question."""
    tolerance = question.get("tolerance") or {}
    return [
        _around(Decimal(str(answer)), tolerance)
        for answer in (question["answer"], *question.get("also", ()))
    ]


def rounding(shown: Decimal, digits: int) -> Span:
    """Return what rounds to the same significant *digits* as *shown*."""
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).plus(shown)
    half = Decimal(5).scaleb(rounded.adjusted() - digits)
    low, high = _EXACT.subtract(rounded, half), _EXACT.add(rounded, half)
    return Span(low=low, high=high, shown=shown, is_rounding=True)


def rounded_from(shown: Decimal, digits: int) -> tuple[Decimal, Decimal]:
    """Return the smallest and the largest number that rounds as *shown* does.

    Below a power of ten the digits are finer, so that its bound there is nearer than
    that of :func:`rounding`, which every system writes.
    """
    span = rounding(shown, digits)
    rounded = span.middle
    if rounded.normalize().as_tuple().digits != (1,):
        return span.low, span.high
    near = _EXACT.divide(_EXACT.subtract(span.high, rounded), Decimal(10))
    if rounded > 0:
        return _EXACT.subtract(rounded, near), span.high
    return span.low, _EXACT.add(rounded, near)


def plain(number: Decimal) -> str:
    """Write *number* without an exponent, as every system reads it."""
    text = f"{number.normalize():f}"
    return "0" if text == "-0" else text


def as_json(number: Decimal) -> float:
    """Return *number* as the course file keeps it: whole numbers without a point."""
    value = float(number)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _around(answer: Decimal, tolerance: Json) -> Span:
    if "digits" in tolerance and answer:
        return rounding(answer, int(tolerance["digits"]))
    half = Decimal(str(tolerance.get("absolute", 0)))
    if "relative" in tolerance:
        half = _EXACT.multiply(Decimal(str(tolerance["relative"])), abs(answer))
    low, high = _EXACT.subtract(answer, half), _EXACT.add(answer, half)
    return Span(low=low, high=high, shown=answer)
