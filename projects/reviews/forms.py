"""What is typed about reviews: the rubric, who reviews, how much a review counts."""

from collections.abc import Mapping, Sequence
from secrets import randbelow
from typing import Any

from django import forms

from courseops.models import Course, Enrollment, Role, Status
from projects.gradings.filling import Judged
from projects.gradings.forms import ReasonForm
from projects.gradings.rubric_form import LONGEST, Typed, typed
from projects.models import Review
from projects.reviews.judging import MOST_WEIGHT
from projects.reviews.writing import Written
from projects.rubric import Rubric

FOR_STAFF = "for-staff"
MOST_SEED = 2**31


def stored(review: Review) -> Typed:
    """Return what a reviewer wrote last, as if it were typed."""
    return Typed(
        points={slug: f"{points:.12g}" for slug, points in review.by_criterion.items()},
        judged=Judged(
            by_criterion=review.by_criterion,
            comments=review.comments,
            comment=review.comment,
        ),
        problems={},
    )


def written(form: Mapping[str, str], rubric: Rubric) -> tuple[Typed, Written]:
    """Read what a reviewer sent: as it was typed, and what it comes to."""
    found = typed(form, rubric)
    for_staff = form.get(FOR_STAFF, "").replace("\x00", "").strip()[:LONGEST]
    return found, Written(
        by_criterion=found.judged.by_criterion,
        comments=found.judged.comments,
        comment=found.judged.comment,
        for_staff=for_staff,
    )


def any_seed() -> int:
    """Return a seed that nobody chose."""
    return randbelow(1_000_000)


class DrawForm(forms.Form):
    """By which seed reviewers are drawn, and who they are."""

    seed = forms.IntegerField(
        min_value=0,
        max_value=MOST_SEED,
        help_text="The same seed draws the same for the same class.",
    )
    everybody = forms.BooleanField(
        required=False, label="Students without a paper review, too"
    )


class TellForm(ReasonForm):
    """Why a reviewer knows whose paper it is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].help_text = "Only the staff read it."


class PairForm(ReasonForm):
    """A reviewer and one of a paper's authors."""

    field_order = ("reviewer", "author", "reason")

    reviewer = forms.CharField(max_length=150, help_text="A login.")
    author = forms.CharField(
        max_length=150, help_text="The login of one whose paper it is."
    )

    def __init__(self, data: Any, *, course: Course, **options: Any) -> None:
        super().__init__(data, **options)
        self._course = course
        for name in ("reviewer", "author"):
            self.fields[name].widget.attrs |= {"autocomplete": "off"}

    def clean_reviewer(self) -> Enrollment:
        """Return the student; refuse whoever is none."""
        return self._student("reviewer")

    def clean_author(self) -> Enrollment:
        """Return the student; refuse whoever is none."""
        return self._student("author")

    def _student(self, name: str) -> Enrollment:
        login = str(self.cleaned_data[name]).strip()
        students = Enrollment.objects.filter(
            course=self._course, role=Role.STUDENT, status=Status.ACTIVE
        )
        found = students.filter(user__login=login).select_related("user").first()
        if found is None:
            raise forms.ValidationError(f"“{login}” is no student of this course.")
        return found


class WeighForm(ReasonForm):
    """How much a review counts, and what its reviewer is given."""

    field_order = ("weight", "worth", "reason")

    weight = forms.FloatField(
        min_value=0,
        max_value=MOST_WEIGHT,
        help_text="In the paper's mean; 0 does not count, and is not shown to authors.",
    )
    worth = forms.FloatField(
        min_value=0,
        max_value=1,
        label="Given to the reviewer",
        help_text="From 0 to 1 review, in the mark for reviewing.",
    )


class MarkForm(ReasonForm):
    """The points of a paper, in place of the mean of its reviews."""

    field_order = ("points", "reason")

    points = forms.FloatField(min_value=0)

    def __init__(self, data: Any, *, most: float, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["points"].help_text = f"From 0 to {most:.12g}."
        self.fields["reason"].help_text = "The authors read it. Kept with the change."


class BoardFilter(forms.Form):
    """Which rows to list; what is not understood restricts nothing."""

    search = forms.CharField(
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Name or login"}
        ),
    )
    state = forms.ChoiceField(required=False)

    def __init__(
        self, data: Any, *, states: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(data, **options)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [("", "All"), *states]

    def chosen(self) -> tuple[str, str]:
        """Return the word searched for, and the state, as far as they were understood."""
        self.full_clean()
        found = self.cleaned_data
        return found.get("search", ""), found.get("state", "")
