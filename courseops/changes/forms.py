"""What staff change for a whole class; dates and numbers as a course file writes them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django import forms

from courseops.coursefile.editing import Edits
from courseops.coursefile.findings import Finding
from courseops.coursefile.grammar_late import KINDS
from courseops.coursefile.rows import competition_document, component_document
from courseops.coursefile.scalars import number
from courseops.models import Assignment, Category, Component, Course, Kind

DATES = {
    "released": "Released",
    "early": "Early",
    "on_time": "On time",
    "late": "Late",
    "reveal": "Private scores shown",
    "code": "Code",
}
# The keys that each late policy has beside its kind and early_factor.
POLICY_KEYS: Mapping[str, tuple[str, ...]] = {
    "refuse": (),
    "slack_or_late": ("late_factor",),
    "free_days": ("per_extra_day",),
    "percent_per_day": ("per_day", "of", "floor", "max_days"),
    "none": (),
}


class ReasonedForm(forms.Form):
    """A change with its reason."""

    reason = forms.CharField(
        max_length=1000,
        label="Why",
        help_text="Stays in the record of changes.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order: Any = None

    def __init__(self, data: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean(self) -> dict[str, Any]:
        """Refuse a change that changes nothing."""
        if not set(self.changed_data) - {"reason"}:
            raise forms.ValidationError("Nothing is changed yet.")
        return self.cleaned_data

    def refuse(self, errors: list[Finding] | Any) -> None:
        """Show why the course file would be refused, beside the field it is about."""
        for error in errors:
            key = error.path.rpartition(".")[2]
            self.add_error(
                key if key in self.fields else None,
                error.message
                if key in self.fields
                else f"{error.path}: {error.message}",
            )


class ChangeForm(ReasonedForm):
    """A change of a few keys; a subclass tells the edits."""

    def edits(self) -> Edits:
        """Return the change as edits of the course file."""
        raise NotImplementedError


class DatesForm(ChangeForm):
    """The deadlines of one component."""

    def __init__(self, data: Any, *, course: Course, component: Component) -> None:
        self._slug = component.slug
        shown = component_document(component, course.zone)
        has_scores = component.kind == Kind.COMPETITION
        if has_scores:
            shown |= competition_document(component.competition, course.zone)
        super().__init__(data, initial={key: shown.get(key, "") for key in DATES})
        if not has_scores:
            del self.fields["reveal"]

    released = forms.CharField(required=False)
    early = forms.CharField(required=False)
    on_time = forms.CharField(required=False, label="On time")
    late = forms.CharField(required=False)
    reveal = forms.CharField(
        required=False,
        label="Private scores shown",
        help_text="From then on, or from the first second of that day.",
    )
    code = forms.CharField(
        required=False,
        help_text=(
            "Days and times of the course's time zone: 2020-09-27 (to its last second)"
            " or 2020-09-27 18:00. Empty: no such date."
        ),
    )

    def edits(self) -> Edits:
        """Return the dates that are changed."""
        keys = {
            key: self.cleaned_data[key] or None
            for key in DATES
            if key in self.changed_data
        }
        return {"components": {self._slug: keys}}


class LatenessForm(ChangeForm):
    """What lateness costs in one component, and what being early earns."""

    kind = forms.ChoiceField(
        label="What happens to late work",
        choices=[
            (kind, label)
            for kind, label in zip(
                KINDS,
                (
                    "It is refused",
                    "Slack days, then a late factor",
                    "Free days, then a loss per day",
                    "A loss per day",
                    "Nothing",
                ),
                strict=True,
            )
        ],
    )
    late_factor = forms.FloatField(
        required=False, help_text="With slack days: for what is late beyond them."
    )
    per_extra_day = forms.FloatField(
        required=False, help_text="With free days: the part lost for each day beyond."
    )
    per_day = forms.FloatField(
        required=False, help_text="With a loss per day: the part lost for each."
    )
    of = forms.ChoiceField(
        required=False,
        label="Of",
        choices=[("", "–"), ("possible", "what is possible"), ("mark", "the mark")],
    )
    floor = forms.FloatField(
        required=False, help_text="With a loss per day: never below this mark."
    )
    max_days = forms.IntegerField(
        required=False,
        label="At most days",
        help_text="With a loss per day: later counts for nothing.",
    )
    early_factor = forms.FloatField(
        required=False, help_text="For who misses the early deadline."
    )
    slack = forms.NullBooleanField(
        required=False,
        label="Slack days may be spent",
        widget=forms.Select(
            choices=[
                ("unknown", "As the policy says"),
                ("true", "Yes"),
                ("false", "No"),
            ]
        ),
    )
    bonus = forms.FloatField(required=False)

    def __init__(self, data: Any, *, course: Course, component: Component) -> None:
        self._slug = component.slug
        policy = component.late_policy or {"kind": "refuse"}
        super().__init__(
            data, initial={**policy, "bonus": component.bonus, "slack": component.slack}
        )
        if component.kind != Kind.COMPETITION:
            del self.fields["bonus"]

    def edits(self) -> Edits:
        """Return the policy as a whole, and whether slack may be spent, and the bonus."""
        given = self.cleaned_data
        keys: dict[str, Any] = {}
        if set(self.changed_data) - {"bonus", "slack", "reason"}:
            own = ("early_factor", *POLICY_KEYS[given["kind"]])
            policy = {key: given[key] for key in own if given[key] not in (None, "")}
            keys["late_policy"] = {"kind": given["kind"], **policy}
        if "bonus" in self.changed_data:
            keys["bonus"] = given["bonus"]
        if "slack" in self.changed_data:
            keys["slack"] = given["slack"]
        return {"components": {self._slug: keys}}


class WeightsForm(ChangeForm):
    """The weights of the categories and of the assignments in them."""

    def __init__(self, data: Any, *, course: Course) -> None:
        rows = _weighed(course)
        super().__init__(
            data, initial={name: _plain(row.weight) for name, row in rows.items()}
        )
        for name, row in rows.items():
            self.fields[name] = forms.FloatField(
                required=False,
                min_value=0,
                label=f"{row.category} · {row}"
                if isinstance(row, Assignment)
                else f"{row}",
            )
        self.order_fields([*rows, "reason"])

    def edits(self) -> Edits:
        """Return the weights that are changed."""
        made: dict[str, dict[str, Any]] = {}
        for name in self.changed_data:
            section, _, slug = name.partition(":")
            if slug:
                made.setdefault(section, {})[slug] = {"weight": self.cleaned_data[name]}
        return made


def _plain(value: Any) -> Any:
    """Return a number as people write it: 20 and not 20.0."""
    return number(value) if isinstance(value, float) else value


def _weighed(course: Course) -> dict[str, Category | Assignment]:
    """Return what has a weight, each category before what is in it."""
    inside = defaultdict(list)
    for one in Assignment.objects.filter(
        course=course, archived=False, is_extra_credit=False
    ).select_related("category"):
        inside[one.category_id].append(one)
    rows: dict[str, Category | Assignment] = {}
    for category in Category.objects.filter(course=course, archived=False):
        if not category.is_extra_credit:
            rows[f"categories:{category.slug}"] = category
        rows |= {f"assignments:{one.slug}": one for one in inside[category.pk]}
    return rows
