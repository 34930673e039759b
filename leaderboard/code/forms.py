"""The filter of the staff's list of code."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms

from leaderboard.code.states import CodeState
from leaderboard.code.tying import Tie

_FITS: Mapping[str, tuple[str, Callable[[CodeState], bool]]] = {
    Tie.SELECTED: ("For what counts", lambda one: one.tie == Tie.SELECTED),
    Tie.OTHER: ("For another", lambda one: one.tie == Tie.OTHER),
    Tie.UNNAMED: ("Names none", lambda one: one.tie == Tie.UNNAMED),
    Tie.NONE: ("No code", lambda one: one.tie == Tie.NONE),
    "late": ("Late only", lambda one: one.is_late),
}


class CodeForm(forms.Form):
    """Whose code is shown; what is not understood restricts nothing."""

    student = forms.CharField(
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Name or login"}),
    )
    state = forms.ChoiceField(
        choices=[("", "Everybody"), *((key, word) for key, (word, _) in _FITS.items())],
        required=False,
    )

    def among(self, states: Iterable[CodeState]) -> Sequence[CodeState]:
        """Return those of *states* that are asked for."""
        self.full_clean()
        words = self.cleaned_data.get("student", "").casefold().split()
        _, fits = _FITS.get(self.kind, ("", _everybody))
        return [one for one in states if fits(one) and _is_called(one, words)]

    def counts(self, states: Sequence[CodeState]) -> list[dict[str, Any]]:
        """Return how many *states* there are of each kind, whatever is asked for."""
        return [
            {
                "key": str(key),
                "label": word,
                "number": sum(map(fits, states)),
                "is_chosen": key == self.kind,
            }
            for key, (word, fits) in _FITS.items()
        ]

    @property
    def kind(self) -> str:
        """The kind that is asked for; empty for all."""
        return str(self.cleaned_data.get("state", ""))


def _everybody(_: CodeState) -> bool:
    return True


def _is_called(state: CodeState, words: Iterable[str]) -> bool:
    names = " ".join(f"{one.user} {one.user.login}" for one in state.members)
    return all(word in names.casefold() for word in words)
