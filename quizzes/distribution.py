"""What was answered to a question, and how often.

Labels are in plain words. Choices are counted one by one, what students write by how it is compared.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quizzes.answers_told import answer_told
from quizzes.marking import Value, is_right, normal_text, number
from quizzes.questions import Question
from quizzes.rendering import told_inline

# Of what students write or put together only the commonest is listed.
COMMONEST = 10


@dataclass(frozen=True, kw_only=True)
class Row:
    """One answer or part of one: how often it was given, of those who were asked.

    ``is_right`` tells whether the key has it right. ``value`` is the answer, None where
    the row is only part of one.
    """

    label: str
    count: int
    share: float
    is_right: bool
    value: Value = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of one kind; ``others`` counts answers that are not listed."""

    title: str
    rows: Sequence[Row]
    others: int = 0


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """The answers to a question; ``empty`` of ``asked`` attempts left it out."""

    tables: Sequence[Table]
    asked: int
    empty: int

    @property
    def whole(self) -> Sequence[Row]:
        """The rows that are answers, not parts of one; those that are listed."""
        return [row for row in self.tables[-1].rows if row.value is not None]

    @property
    def commonest(self) -> Row | None:
        """The commonest answer; None where none was given."""
        given = [row for row in self.whole if row.count]
        return max(given, key=lambda row: row.count, default=None)


def distribution(question: Question, values: Sequence[Value]) -> Distribution:
    """Return how often what was answered; None among *values* is no answer."""
    given = [value for value in values if value is not None]
    counted = _Counted(question, given, asked=len(values))
    return Distribution(
        tables=_TABLES[question.type](counted),
        asked=len(values),
        empty=len(values) - len(given),
    )


def by_key(question: Question, value: Value) -> bool:
    """Tell whether the key has *value* right, whoever gets the credit."""
    return is_right(replace(question, credit="key"), value)


class _Counted:
    """Counts the answers of one question."""

    def __init__(
        self, question: Question, given: Sequence[Value], *, asked: int
    ) -> None:
        self.question, self.given, self.asked = question, given, asked

    def row(
        self, label: str, count: int, *, is_right: bool, value: Value = None
    ) -> Row:
        share = count / self.asked if self.asked else 0.0
        return Row(
            label=label, count=count, share=share, is_right=is_right, value=value
        )

    def every(self, options: Iterable[tuple[str, Value]]) -> list[Table]:
        """List all *options*, chosen or not."""
        found = Counter(self.given)
        rows = [
            self.row(
                label,
                found[value],
                is_right=by_key(self.question, value),
                value=value,
            )
            for label, value in options
        ]
        return [Table(title="Answer", rows=rows)]

    def commonest(self, title: str, alike: Callable[[Value], Any]) -> Table:
        """List the commonest answers; those that are *alike* are one."""
        found = Counter(alike(value) for value in self.given)
        first: dict[Any, Value] = {}
        for value in self.given:
            first.setdefault(alike(value), value)
        # Equally frequent ones by their text, so that the order is always the same.
        ordered = sorted(found, key=lambda one: (-found[one], str(one)))
        rows = [
            self.row(
                answer_told(self.question, first[one]),
                found[one],
                is_right=by_key(self.question, first[one]),
                value=first[one],
            )
            for one in ordered[:COMMONEST]
        ]
        others = len(self.given) - sum(row.count for row in rows)
        return Table(title=title, rows=rows, others=others)


def _single(counted: _Counted) -> list[Table]:
    question = counted.question
    places = range(len(question.options))
    return counted.every((answer_told(question, index), index) for index in places)


def _boolean(counted: _Counted) -> list[Table]:
    return counted.every([("True", True), ("False", False)])


def _multiple(counted: _Counted) -> list[Table]:
    question = counted.question
    chosen = Counter(index for value in counted.given for index in value)
    rows = [
        counted.row(
            told_inline(label), chosen[index], is_right=index in question.key["answer"]
        )
        for index, label in enumerate(question.options)
    ]
    return [
        Table(title="Choice", rows=rows),
        counted.commonest("Choices together", tuple),
    ]


def _numeric(counted: _Counted) -> list[Table]:
    def alike(text: str) -> Any:
        found = number(text)
        return text.strip() if found is None else found.normalize()

    return [counted.commonest("Commonest answers", alike)]


def _text(counted: _Counted) -> list[Table]:
    case = bool(counted.question.key.get("case"))
    return [
        counted.commonest("Commonest answers", lambda one: normal_text(one, case=case))
    ]


def _ordering(counted: _Counted) -> list[Table]:
    items = counted.question.options
    rows = [
        counted.row(
            f"{place + 1}. {told_inline(item)}",
            sum(value[place] == place for value in counted.given),
            is_right=True,
        )
        for place, item in enumerate(items)
    ]
    return [
        Table(title="In its place", rows=rows),
        counted.commonest("Commonest orders", tuple),
    ]


def _matching(counted: _Counted) -> list[Table]:
    options = counted.question.options
    rows = []
    for place, (left, right) in enumerate(counted.question.pairs):
        chosen = Counter(value[place] for value in counted.given)
        del chosen[None]
        rows += [
            counted.row(
                f"{told_inline(left)} → {told_inline(options[index])}",
                count,
                is_right=options[index] == right,
            )
            for index, count in sorted(chosen.items())
        ]
    return [Table(title="Pair", rows=rows)]


_TABLES: dict[str, Callable[[_Counted], list[Table]]] = {
    "single": _single,
    "boolean": _boolean,
    "multiple": _multiple,
    "numeric": _numeric,
    "text": _text,
    "ordering": _ordering,
    "matching": _matching,
}
