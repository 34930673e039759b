"""Writes a question as an item, as Canvas writes it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from quizzes.interchange import numbers
from quizzes.interchange.conversion import Json, Notes
from quizzes.interchange.exporting import (
    as_pairs,
    note_everybody,
    telling_of,
    without_pattern,
)
from quizzes.interchange.numbers import Span
from quizzes.interchange.qti import sources
from quizzes.interchange.qti.markup import metadata, node
from quizzes.interchange.telling import Telling

_RESPONSE = "response1"
_FULL = "100"
# Canvas numbers what there is to choose.
_FIRST = 1000


@dataclass(kw_only=True)
class _Parts:
    """What a kind of question adds to an item; ``lines`` are its texts."""

    kind: str
    responses: Sequence[Element]
    conditions: Sequence[Element]
    lines: Sequence[str] = field(default_factory=list)


def item(question: Json, *, quiz: str, notes: Notes) -> Element | None:
    """Return the item of *question*; None, noted, for what Canvas cannot ask."""
    telling = telling_of(question, notes)
    if question["type"] == "ordering":
        telling.note("putting in order is written as matching places with items")
        question = as_pairs(question)
    if question["type"] == "text":
        kept = without_pattern(question, telling)
        if kept is None:
            return None
        question = kept
    note_everybody(question, telling)
    parts = _PARTS[question["type"]](question, telling)
    explanation = question.get("explanation") or ""
    kept_texts = sources.field_for(
        blocks=[one for one in (question["prompt"], explanation) if one],
        lines=parts.lines,
    )
    fields = {
        "question_type": parts.kind,
        "points_possible": "0.0" if question.get("credit") == "nobody" else "1.0",
    } | ({sources.FIELD: kept_texts} if kept_texts else {})
    made = node(
        "item",
        node("itemmetadata", metadata(**fields)),
        node("presentation", sources.written_block(question["prompt"])),
        _processing(parts, explanation),
        ident=f"{quiz}-{question['slug']}",
        title=question["slug"],
    )
    made[1].extend(parts.responses)
    if explanation:
        material = sources.written_block(explanation)
        made.append(
            node("itemfeedback", node("flow_mat", material), ident="general_fb")
        )
    return made


def _processing(parts: _Parts, explanation: str) -> Element:
    score = node(
        "decvar", maxvalue=_FULL, minvalue="0", varname="SCORE", vartype="Decimal"
    )
    made = node("resprocessing", node("outcomes", score))
    if explanation:
        shown = node("displayfeedback", feedbacktype="Response", linkrefid="general_fb")
        other = node("conditionvar", node("other"))
        made.append(node("respcondition", other, shown, continue_="Yes"))
    made.extend(parts.conditions)
    return made


def _single(question: Json, _: Telling) -> _Parts:
    right = [question["answer"], *question.get("also", ())]
    return _Parts(
        kind="multiple_choice_question",
        responses=[_choice(question["choices"], "Single")],
        conditions=[_gives(_equal(_option(place))) for place in right],
        lines=question["choices"],
    )


def _multiple(question: Json, telling: Telling) -> _Parts:
    if question.get("also"):
        telling.note("other sets of choices that are right are left out")
    wanted = node("and")
    for place in range(len(question["choices"])):
        test = _equal(_option(place))
        wanted.append(test if place in question["answer"] else node("not", test))
    return _Parts(
        kind="multiple_answers_question",
        responses=[_choice(question["choices"], "Multiple")],
        conditions=[_gives(wanted)],
        lines=question["choices"],
    )


def _boolean(question: Json, _: Telling) -> _Parts:
    return _Parts(
        kind="true_false_question",
        responses=[_choice(["True", "False"], "Single")],
        conditions=[_gives(_equal(_option(0 if question["answer"] else 1)))],
    )


def _text(question: Json, _: Telling) -> _Parts:
    return _Parts(
        kind="short_answer_question",
        responses=[_blank()],
        conditions=[_gives(*(_equal(answer) for answer in question["answers"]))],
    )


def _numeric(question: Json, telling: Telling) -> _Parts:
    if "relative" in (question.get("tolerance") or {}):
        telling.note("the relative tolerance is written as an absolute one")
    return _Parts(
        kind="numerical_question",
        responses=[_blank(fibtype="Decimal")],
        conditions=[_gives(_within(span)) for span in numbers.spans_of(question)],
    )


def _matching(question: Json, _: Telling) -> _Parts:
    pairs: Mapping[str, str] = question["pairs"]
    rights = list(dict.fromkeys(pairs.values()))
    share = f"{100 / len(pairs):.2f}"
    responses, conditions = [], []
    for place, (left, right) in enumerate(pairs.items()):
        ident = f"response_{place}"
        offered = _labels(rights)
        responses.append(
            node("response_lid", sources.written_line(left), offered, ident=ident)
        )
        test = _equal(_option(rights.index(right)), of=ident)
        conditions.append(_gives(test, points=share, action="Add"))
    return _Parts(
        kind="matching_question",
        responses=responses,
        conditions=conditions,
        lines=[*pairs, *rights],
    )


def _choice(choices: Sequence[str], cardinality: str) -> Element:
    return node(
        "response_lid", _labels(choices), ident=_RESPONSE, rcardinality=cardinality
    )


def _labels(choices: Iterable[str]) -> Element:
    labels = (
        node("response_label", sources.written_line(choice), ident=_option(place))
        for place, choice in enumerate(choices)
    )
    return node("render_choice", *labels)


def _option(place: int) -> str:
    return str(_FIRST + place)


def _blank(**attrs: str) -> Element:
    label = node("response_label", ident="answer1", rshuffle="No")
    inner = node("render_fib", label, **attrs)
    return node("response_str", inner, ident=_RESPONSE, rcardinality="Single")


def _within(span: Span) -> Element:
    exact = node("varequal", numbers.plain(span.shown or span.middle))
    exact.set("respident", _RESPONSE)
    above = "vargt" if span.is_rounding else "vargte"
    bounds = node(
        "and",
        node(above, numbers.plain(span.low), respident=_RESPONSE),
        node("varlte", numbers.plain(span.high), respident=_RESPONSE),
    )
    return node("or", exact, bounds)


def _equal(value: str, *, of: str = _RESPONSE) -> Element:
    return node("varequal", value, respident=of)


def _gives(*tests: Element, points: str = _FULL, action: str = "Set") -> Element:
    given = node("setvar", points, action=action, varname="SCORE")
    condition = node("conditionvar", *tests)
    is_last = {"continue_": "No"} if action == "Set" else {}
    return node("respcondition", condition, given, **is_last)


_PARTS: dict[str, Callable[[Json, Telling], _Parts]] = {
    "single": _single,
    "multiple": _multiple,
    "boolean": _boolean,
    "text": _text,
    "numeric": _numeric,
    "matching": _matching,
}
