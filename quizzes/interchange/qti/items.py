"""An item of QTI as its parts: what it shows, asks for, and gives points for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from xml.etree.ElementTree import Element

from quizzes.marking import number

RESPONSES = ("response_lid", "response_str", "response_num", "response_grp")
_LIMITS = ("vargte", "vargt", "varlte", "varlt")
_TESTS = ("varequal", "varsubstring", *_LIMITS)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing to choose: its identifier and what it shows."""

    ident: str
    materials: Sequence[Element]


@dataclass(frozen=True, kw_only=True)
class Response:
    """One place to answer: a choice where it has options, else something written."""

    ident: str
    materials: Sequence[Element]
    options: Sequence[Option]
    is_multiple: bool
    is_number: bool


@dataclass(frozen=True, kw_only=True)
class Test:
    """A comparison of a response with a value; ``negated`` is inside of a ``not``."""

    name: str
    response: str
    value: str
    negated: bool


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What has to hold, and the points that it then gives; ``adds`` to others."""

    tests: Sequence[Test]
    points: Decimal
    adds: bool


class Item:
    """Reads an ``item`` element."""

    def __init__(self, element: Element) -> None:
        self._element = element
        self.ident = element.get("ident", "").strip()
        self.title = (element.get("title") or "").strip()

    @cached_property
    def fields(self) -> dict[str, str]:
        """Its metadata by label."""
        return fields(self._element.find("itemmetadata"))

    @cached_property
    def prompt(self) -> Sequence[Element]:
        """The materials of the question itself, those of its responses left out."""
        found = self._element.find("presentation")
        return [] if found is None else list(_materials(found, but=RESPONSES))

    @cached_property
    def responses(self) -> Sequence[Response]:
        """Where the student answers."""
        found = self._element.find("presentation")
        if found is None:
            return []
        return [_response(one) for one in found.iter() if one.tag in RESPONSES]

    @cached_property
    def conditions(self) -> Sequence[Condition]:
        """What gives or takes points; conditions for feedback alone are left out."""
        return [
            condition
            for one in self._element.iter("respcondition")
            if (condition := _condition(one)) is not None
        ]

    def feedback(self, ident: str) -> Sequence[Element]:
        """Return the materials of the feedback called *ident*."""
        return [
            material
            for one in self._element.iter("itemfeedback")
            if one.get("ident") == ident
            for material in one.iter("material")
        ]

    @property
    def feedbacks(self) -> Sequence[str]:
        """The names of all feedback."""
        return [one.get("ident", "") for one in self._element.iter("itemfeedback")]

    @property
    def calculated(self) -> Element | None:
        """Canvas's formulas and variables, where it has some."""
        return next(self._element.iter("calculated"), None)


def fields(metadata: Element | None) -> dict[str, str]:
    """Return labels with their entries, and elements of their own by their name."""
    if metadata is None:
        return {}
    found = {
        (one.findtext("fieldlabel") or "").strip(): _words(one.find("fieldentry"))
        for one in metadata.iter("qtimetadatafield")
    }
    return found | {
        one.tag: _words(one) for one in metadata if one.tag.startswith("qmd_")
    }


def _words(element: Element | None) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def _materials(element: Element, *, but: Sequence[str]) -> Iterator[Element]:
    for inner in element:
        if inner.tag == "material":
            yield inner
        elif inner.tag not in but:
            yield from _materials(inner, but=but)


def _response(element: Element) -> Response:
    kinds = {one.get("fibtype", "").lower() for one in element.iter("render_fib")}
    is_choice = element.tag in ("response_lid", "response_grp")
    return Response(
        ident=element.get("ident", ""),
        materials=list(_materials(element, but=("render_choice", "render_fib"))),
        options=[
            Option(
                ident=one.get("ident", ""),
                materials=list(_materials(one, but=())),
            )
            for one in element.iter("response_label")
            if is_choice
        ],
        is_multiple=element.get("rcardinality", "").lower() == "multiple",
        is_number=element.tag == "response_num"
        or bool(kinds & {"decimal", "integer", "scientific"}),
    )


def _condition(element: Element) -> Condition | None:
    variable = element.find("conditionvar")
    settings = [one for one in element.findall("setvar") if number(one.text or "")]
    if variable is None or not settings:
        return None
    return Condition(
        tests=list(_tests(variable, negated=False)),
        points=sum(
            (number(one.text or "") or Decimal() for one in settings), Decimal()
        ),
        adds=any(one.get("action", "Set").lower() != "set" for one in settings),
    )


def _tests(element: Element, *, negated: bool) -> Iterator[Test]:
    for inner in element:
        if inner.tag in _TESTS:
            yield Test(
                name=inner.tag,
                response=inner.get("respident", ""),
                value=_words(inner),
                negated=negated,
            )
        else:
            yield from _tests(inner, negated=negated ^ (inner.tag == "not"))
