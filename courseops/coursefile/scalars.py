"""The scalars of a course file. Each reads a text as written, as its key means it."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from courseops import written_times as when
from courseops.coursefile.findings import Findings, Path, listed, suggestion
from courseops.coursefile.nodes import Node, Scalar
from courseops.coursefile.shapes import MISSING, Json, Shape

MAX_WHOLE = 2_147_483_647
# Few words are listed without a guess; of many, the guess alone is told.
FEW_WORDS, MANY_WORDS = 5, 10
_SLUG = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_LEADING_ZERO = re.compile(r"[-+]?0\d")
_NOT_FINITE = re.compile(r"[-+]?\.?(?:inf|infinity|nan)", re.IGNORECASE)
# A text must be storable everywhere: no control characters, no half characters.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def number(value: float) -> float | int:
    """Return a number in normal form: 50.0 is 50, and there is no -0."""
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


class _Scalar(Shape):
    """A shape read from one text; ValueError from :meth:`parse` becomes the error."""

    expected = "a text"

    def read(self, node: Node, path: Path, findings: Findings) -> Json:
        if not isinstance(node, Scalar) or node.is_null:
            findings.error(path, f"expected {self.expected}, got {node}")
            return MISSING
        try:
            return self.parse(node)
        except ValueError as error:
            findings.error(path, str(error))
            return MISSING

    def parse(self, scalar: Scalar) -> Json:
        """Return the value, or raise ValueError saying what is wrong."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(_Scalar):
    """A text, taken as written: ``13`` and ``No`` are texts too."""

    longest: int | None = 200

    def parse(self, scalar: Scalar) -> str:
        if not scalar.text.strip():
            raise ValueError("is empty")
        if bad := _UNSTORABLE.search(scalar.text):
            raise ValueError(f"holds the character U+{ord(bad.group()):04X}")
        if self.longest is not None and len(scalar.text) > self.longest:
            raise ValueError(
                f"is {len(scalar.text)} characters long, {self.longest} are allowed"
            )
        return scalar.text

    def schema(self, definitions: dict[str, Json]) -> Json:
        schema: dict[str, Any] = {
            "type": ["string", "number", "boolean"],
            "minLength": 1,
        }
        return schema | ({"maxLength": self.longest} if self.longest else {})


@dataclass(frozen=True)
class Slug(_Scalar):
    """A short name for addresses and files. One that is ill-formed still refers."""

    longest: int = 80
    expected = "a short name such as hw1p2"

    def read(self, node: Node, path: Path, findings: Findings) -> Json:
        value = super().read(node, path, findings)
        if value is MISSING:
            return MISSING
        if not re.fullmatch(_SLUG, value):
            findings.error(
                path,
                f"{node} is no short name: letters, digits, - and _ only,"
                " starting with a letter or digit",
            )
        elif len(value) > self.longest:
            findings.error(
                path, f"is {len(value)} characters long, {self.longest} are allowed"
            )
        return value

    def parse(self, scalar: Scalar) -> str:
        return scalar.text

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {
            "type": ["string", "integer"],
            "pattern": f"^{_SLUG}$",
            "maxLength": self.longest,
        }


@dataclass(frozen=True)
class Word(_Scalar):
    """One of a few words."""

    words: tuple[str, ...]

    def parse(self, scalar: Scalar) -> str:
        if scalar.text in self.words:
            return scalar.text
        few = len(self.words) <= FEW_WORDS
        near = "" if few else suggestion(scalar.text, self.words)
        if near and len(self.words) > MANY_WORDS:
            raise ValueError(f"{scalar} is not known{near}")
        raise ValueError(f"expected {self.expected}, got {scalar}{near}")

    @property
    def expected(self) -> str:  # type: ignore[override]
        return listed(self.words)

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Pattern(_Scalar):
    """A text of a given form, ``what`` in words."""

    form: str
    what: str

    @property
    def expected(self) -> str:  # type: ignore[override]
        return self.what

    def parse(self, scalar: Scalar) -> str:
        if not re.fullmatch(self.form, scalar.text):
            raise ValueError(f"expected {self.what}, got {scalar}")
        return scalar.text

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {"type": ["string", "number"], "pattern": f"^(?:{self.form})$"}


@dataclass(frozen=True)
class Number(_Scalar):
    """A finite decimal number within bounds; ``above`` and ``below`` are excluded."""

    least: float | None = None
    most: float | None = None
    above: float | None = None
    below: float | None = None
    expected = "a number"

    def parse(self, scalar: Scalar) -> Json:
        value = self._value(scalar)
        for broken, words, bound in (
            (self.least is not None and value < self.least, "at least", self.least),
            (self.above is not None and value <= self.above, "above", self.above),
            (self.most is not None and value > self.most, "at most", self.most),
            (self.below is not None and value >= self.below, "below", self.below),
        ):
            if broken and bound is not None:
                raise ValueError(f"{scalar.text} is not {words} {number(float(bound))}")
        return number(value)

    def _value(self, scalar: Scalar) -> float:
        text = scalar.text
        if not scalar.plain:
            raise ValueError(f"expected {self.expected}, got the text {scalar}")
        if _NOT_FINITE.fullmatch(text):
            raise ValueError(f"{text} is not finite")
        if not _NUMBER.fullmatch(text):
            hint = "; leave out the %" if text.endswith("%") else ""
            raise ValueError(f"expected {self.expected}, got {scalar}{hint}")
        if _LEADING_ZERO.match(text):
            raise ValueError(f"write {text} without the leading zero")
        value = float(text)
        if not math.isfinite(value):
            raise ValueError(f"{text} is not finite")
        return value

    def tidied(self, value: Json) -> Json:
        return number(float(value)) if isinstance(value, int | float) else value

    def schema(self, definitions: dict[str, Json]) -> Json:
        bounds = {
            "minimum": self.least,
            "maximum": self.most,
            "exclusiveMinimum": self.above,
            "exclusiveMaximum": self.below,
        }
        return {"type": "number"} | {
            word: number(float(bound))
            for word, bound in bounds.items()
            if bound is not None
        }


@dataclass(frozen=True)
class Whole(Number):
    """A whole number."""

    least: float | None = 0
    most: float | None = MAX_WHOLE
    expected = "a whole number"

    def _value(self, scalar: Scalar) -> float:
        value = super()._value(scalar)
        if not value.is_integer():
            raise ValueError(f"expected a whole number, got {scalar}")
        return value

    def schema(self, definitions: dict[str, Json]) -> Json:
        return super().schema(definitions) | {"type": "integer"}


@dataclass(frozen=True)
class NumberOr(Number):
    """A number, or a word in its place."""

    word: str = "none"

    @property
    def expected(self) -> str:  # type: ignore[override]
        return f"a number or {self.word}"

    def parse(self, scalar: Scalar) -> Json:
        return self.word if scalar.text == self.word else super().parse(scalar)

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {"anyOf": [super().schema(definitions), {"const": self.word}]}


@dataclass(frozen=True)
class Flag(_Scalar):
    """True or false."""

    expected = "true or false"

    def parse(self, scalar: Scalar) -> bool:
        word = scalar.text.lower()
        if not scalar.plain or word not in _TRUE | _FALSE:
            raise ValueError(f"expected true or false, got {scalar}")
        return word in _TRUE

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {"type": "boolean"}


class Calendar(_Scalar):
    """Dates: texts that move when the whole course does."""

    form = ""

    def parse(self, scalar: Scalar) -> str:
        try:
            return self.normal(scalar.text)
        except ValueError as error:
            raise ValueError(f"{error}, got {scalar}") from None

    def normal(self, text: str) -> str:
        """Return the shortest text that says the same."""
        raise NotImplementedError

    def moved(self, text: str, *, days: int) -> str:
        """Return the text of as many days later; the clock time stays."""
        day = date.fromisoformat(text[:10])
        return date.fromordinal(day.toordinal() + days).isoformat() + text[10:]

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {"type": "string", "pattern": f"^{self.form}$"}


@dataclass(frozen=True)
class Day(Calendar):
    """A day of the calendar."""

    expected = f"a day such as {when.DAY_EXAMPLE}"
    form = r"\d{4}-\d{2}-\d{2}"

    def normal(self, text: str) -> str:
        return when.parse_day(text).isoformat()


@dataclass(frozen=True)
class Moment(Calendar):
    """A date, maybe with a time; what a bare date means depends on ``deadline``."""

    deadline: bool
    expected = f"a date such as {when.DAY_EXAMPLE} or {when.DAY_EXAMPLE} 18:00"
    form = r"\d{4}-\d{2}-\d{2}(?:[ Tt]+\d{2}:\d{2}(?::\d{2})?)?"

    def local(self, text: str) -> datetime:
        """Return what the course's clocks show then."""
        return when.parse_moment(text, deadline=self.deadline)

    def normal(self, text: str) -> str:
        return when.shortest(self.local(text), deadline=self.deadline)


@dataclass(frozen=True)
class Clock(_Scalar):
    """A time of day."""

    expected = 'a quoted time such as "08:00"'

    def parse(self, scalar: Scalar) -> str:
        try:
            return f"{when.parse_time(scalar.text):%H:%M}"
        except ValueError as error:
            raise ValueError(f"{error}, got {scalar}") from None

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {"type": "string", "pattern": r"^\d{1,2}:\d{2}$"}


@dataclass(frozen=True)
class Weekday(_Scalar):
    """A day of the week, in English."""

    expected = "a weekday such as monday"

    def parse(self, scalar: Scalar) -> str:
        word = scalar.text.lower()
        if word not in WEEKDAYS:
            raise ValueError(
                f"expected {self.expected}, got {scalar}{suggestion(word, WEEKDAYS)}"
            )
        return word

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {"enum": list(WEEKDAYS)}


@dataclass(frozen=True)
class Url(_Scalar):
    """An address that a page may link to; a script's is none."""

    longest: int = 2000
    expected = "an address such as https://example.edu/slides.pdf"

    def parse(self, scalar: Scalar) -> str:
        text = scalar.text
        try:
            parts = urlsplit(text)
        except ValueError:
            parts = None
        if (
            parts is None
            or parts.scheme.lower() not in ("http", "https", "mailto")
            or not (parts.netloc or parts.scheme.lower() == "mailto")
            or re.search(r"[\s\x00-\x1f\ud800-\udfff]", text)
        ):
            raise ValueError(f"expected {self.expected}, got {scalar}")
        if len(text) > self.longest:
            raise ValueError(
                f"is {len(text)} characters long, {self.longest} are allowed"
            )
        return text

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {"type": "string", "pattern": r"^(?:https?://|mailto:)\S+$"}
