"""For staff: what of a component is there, work by work."""

from collections.abc import Iterable, Sequence

from django import forms
from django.db.models.enums import TextChoices

from projects.gradings.works import Work


class State(TextChoices):
    """Whether something is there that counts."""

    NOTHING = "nothing", "Nothing"
    HERE = "here", "Handed in"
    LATE = "late", "Late"


class WorkFilter(forms.Form):
    """Which works to list; what is not understood restricts nothing."""

    search = forms.CharField(
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Name, login or team"}
        ),
    )
    state = forms.ChoiceField(choices=[("", "All"), *State.choices], required=False)

    def chosen(self) -> dict[str, str]:
        """Return the restrictions that were understood."""
        self.full_clean()
        return {"search": "", "state": ""} | self.cleaned_data


def state_of(work: Work) -> State:
    """Tell whether any version of *work* counts for anybody."""
    if not work.versions:
        return State.NOTHING
    counts = any(version.counts for version in work.versions)
    return State.HERE if counts else State.LATE


def chosen(works: Iterable[Work], *, search: str, state: str) -> list[Work]:
    """Return the works of whom each word of *search* names, in that *state*."""
    return [
        work
        for work in works
        if (not state or state_of(work) == state) and work.is_named(search)
    ]


def counts(works: Sequence[Work]) -> list[tuple[State, int]]:
    """Return how many works are in each state."""
    states = [state_of(work) for work in works]
    return [(state, states.count(state)) for state in State]
