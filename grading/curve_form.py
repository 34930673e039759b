"""The parameters of a curve, as typed in the studio."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from courseops.models import Course
from grading.derivation.steps import exact
from grading.policy import letters
from grading.policy.curves import DEFAULT_CAP, CurveRule, rule_of

NONE = "none"
METHODS = (
    (NONE, "No curve"),
    ("scale", "Scale"),
    ("quantile", "Quantiles"),
    ("zscore", "Standard deviations"),
    ("linear", "Straight line"),
    ("add", "Points added"),
)
_NUMBERS = {
    "linear": ("median_to", "max_to"),
    "add": ("mean_to", "cap"),
}
# What a handle can reach by dragging: least, most, step. Typing reaches everything.
_REACH = {"scale": (0, 110, 0.5), "share": (0, 1, 0.01), "z": (-3, 3, 0.05)}


class CurveForm(forms.Form):
    """A method with its parameters, and the thresholds of the scale.

    ``scale_N``, ``share_N`` and ``z_N`` are of the letter at place N of the scale; a
    letter without a share or threshold has none by that method.
    """

    method = forms.ChoiceField(choices=METHODS, widget=forms.RadioSelect)
    median_to = forms.FloatField(required=False, label="Median becomes")
    max_to = forms.FloatField(required=False, label="Maximum becomes")
    mean_to = forms.FloatField(required=False, label="Mean becomes")
    cap = forms.FloatField(required=False, label="Adding stops at")
    per_track = forms.BooleanField(required=False, label="Each track by itself")
    floor = forms.BooleanField(
        required=False, label="Never worse than by the plain scale"
    )

    def __init__(self, data: Mapping[str, Any], *, course: Course) -> None:
        self.letters = letters.in_order((course.letters or {}).get("scale", {}))
        asked = data if data.get("method") else typed(course)
        super().__init__(asked, auto_id="curve-%s")
        for place, letter in enumerate(self.letters):
            self.fields[f"scale_{place}"] = _number(letter, "scale", required=True)
            self.fields[f"share_{place}"] = _number(letter, "share")
            self.fields[f"z_{place}"] = _number(letter, "z")
        for name in ("median_to", "max_to", "mean_to", "cap"):
            _bound(self.fields[name], "scale")

    def clean(self) -> dict[str, Any]:
        """Judge together what the chosen method and the scale need."""
        found: dict[str, Any] = self.cleaned_data
        method = found.get("method", NONE)
        scale = [found.get(f"scale_{n}") for n in range(len(self.letters))]
        self._check_falling("scale", scale)
        for name in _NUMBERS.get(method, ()):
            if found.get(name) is None and name != "cap" and name not in self.errors:
                self.add_error(name, "is needed")
        if method == "linear" and _above(found.get("median_to"), found.get("max_to")):
            self.add_error("max_to", "has to be above what the median becomes")
        if method == "quantile":
            self._check_shares()
        if method == "zscore":
            self._check_falling("z", self._column("z"))
            if not self._table("z"):
                self.add_error("z_0", "a letter has to have a threshold")
        return found

    def scale(self) -> dict[str, float]:
        """Return the thresholds of the scale, from the best letter down."""
        return self._table("scale")

    def section(self) -> dict[str, Any] | None:
        """Return the ``curve`` of the course file; None without one."""
        method = self.cleaned_data["method"]
        if method == NONE:
            return None
        section: dict[str, Any] = {"method": method}
        if method == "quantile":
            section["shares"] = self._table("share")
        if method == "zscore":
            section["thresholds"] = self._table("z")
        for name in _NUMBERS.get(method, ()):
            given = self.cleaned_data[name]
            section[name] = DEFAULT_CAP if given is None else given
        section["per_track"] = self.cleaned_data["per_track"]
        return section | ({"floor": "scale"} if self.cleaned_data["floor"] else {})

    def rule(self) -> CurveRule | None:
        """Return the curve as the rules take it."""
        return rule_of(self.section())

    @property
    def scale_rows(self) -> list[BoundField]:
        """The thresholds of the scale, best letter first."""
        return self._rows("scale")

    @property
    def share_rows(self) -> list[BoundField]:
        """The shares of the letters, best first."""
        return self._rows("share")

    @property
    def z_rows(self) -> list[BoundField]:
        """The thresholds in standard deviations, best letter first."""
        return self._rows("z")

    @property
    def linear_rows(self) -> list[BoundField]:
        """What the straight line needs."""
        return [self[name] for name in _NUMBERS["linear"]]

    @property
    def add_rows(self) -> list[BoundField]:
        """What adding points needs."""
        return [self[name] for name in _NUMBERS["add"]]

    def typed(self) -> dict[str, str]:
        """Return what was typed, to be sent again; what is empty is left out."""
        given = {name: self.data.get(name) for name in self.fields}
        return {name: str(value) for name, value in given.items() if value}

    def _rows(self, kind: str) -> list[BoundField]:
        return [self[f"{kind}_{place}"] for place in range(len(self.letters))]

    def _column(self, kind: str) -> list[float | None]:
        return [self.cleaned_data.get(f"{kind}_{n}") for n in range(len(self.letters))]

    def _table(self, kind: str) -> dict[str, float]:
        column = zip(self.letters, self._column(kind), strict=True)
        return {letter: value for letter, value in column if value is not None}

    def _check_falling(self, kind: str, column: Sequence[float | None]) -> None:
        known = [(n, value) for n, value in enumerate(column) if value is not None]
        for (upper, above), (lower, below) in pairwise(known):
            if above <= below:
                better = f"{self.letters[upper]} {exact(above)}"
                self.add_error(f"{kind}_{lower}", f"has to be below {better}")

    def _check_shares(self) -> None:
        column = enumerate(self._column("share"))
        known = [(place, value) for place, value in column if value is not None]
        for (upper, above), (lower, below) in pairwise(known):
            if below <= above:
                better = f"{self.letters[upper]} {exact(above)}"
                self.add_error(f"share_{lower}", f"has to be above {better}")
        if not known:
            self.add_error("share_0", "a letter has to have a share")
        elif known[-1][1] != 1:
            self.add_error(f"share_{known[-1][0]}", "the last share has to be 1")


def typed(course: Course) -> dict[str, str]:
    """Return the course's own curve and scale as they would be typed."""
    scale = (course.letters or {}).get("scale", {})
    order = letters.in_order(scale)
    curve = course.curve or {"method": NONE}
    data = {f"scale_{n}": exact(scale[letter]) for n, letter in enumerate(order)}
    for kind, key in (("share", "shares"), ("z", "thresholds")):
        for letter, value in curve.get(key, {}).items():
            if letter in order:
                data[f"{kind}_{order.index(letter)}"] = exact(value)
    for name in ("median_to", "max_to", "mean_to", "cap"):
        if name in curve:
            data[name] = exact(curve[name])
    flags = {
        "per_track": curve.get("per_track"),
        "floor": curve.get("floor") == "scale",
    }
    return (
        data | {"method": curve["method"]} | {k: "on" for k, on in flags.items() if on}
    )


def _number(letter: str, kind: str, *, required: bool = False) -> forms.FloatField:
    least, most = (0, 1) if kind == "share" else (None, None)
    field = forms.FloatField(
        required=required, label=letter, min_value=least, max_value=most
    )
    _bound(field, kind)
    return field


def _bound(field: forms.Field, kind: str) -> None:
    """Let any number be typed, and tell the handle what it can reach."""
    low, high, step = _REACH[kind]
    field.widget.attrs |= {"step": "any", "data-handle": f"{low} {high} {step}"}


def _above(value: float | None, other: float | None) -> bool:
    return value is not None and other is not None and value >= other
