"""What an import would do, as its page shows it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courseops.coursefile.differences import differences
from courseops.coursefile.shapes import Json
from courseops.models import Component
from courseops.quizeditor.forms.kinds import TITLES
from courseops.quizeditor.interchange.importing import Outcome, Replaced
from quizzes.interchange.comparing import Compared, What, compared
from quizzes.rendering import told

SHOWN = 140
_TONES = {What.NEW: "ok", What.CHANGED: "warn", What.GONE: "danger"}
_ICONS = {What.NEW: "check", What.CHANGED: "refresh", What.GONE: "x"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A question: its prompt in plain words, and what becomes of it."""

    question: Compared

    @property
    def words(self) -> str:
        """The prompt on one line, cut where it is long."""
        text = told(self.question.prompt)
        return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"

    @property
    def kind(self) -> str:
        """What kind of question it is."""
        return TITLES[self.question.type]

    @property
    def tone(self) -> str:
        """The tone of the pill that says what becomes of it."""
        return _TONES.get(self.question.what, "neutral")

    @property
    def icon(self) -> str:
        """The icon beside that."""
        return _ICONS.get(self.question.what, "minus")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A quiz of the preview: its questions and, a line each, its settings that change."""

    component: Component
    rows: Sequence[Row]
    settings: Sequence[str]

    @property
    def counts(self) -> Sequence[tuple[str, int]]:
        """How many questions are new, changed, unchanged and gone."""
        found = Counter(row.question.what for row in self.rows)
        return [(str(what), found[what]) for what in What if found[what]]


def preview(outcome: Outcome, components: Sequence[Component]) -> list[Shown]:
    """Return what each quiz of *outcome* would be."""
    by_slug = {one.slug: one for one in components}
    return [_shown(one, by_slug) for one in outcome.replaced]


def _shown(one: Replaced, components: Mapping[str, Component]) -> Shown:
    return Shown(
        component=components[one.slug],
        rows=[Row(question=row) for row in compared(one.before, one.after)],
        settings=[
            line.removeprefix("quiz.")
            for line in differences(_settings(one.before), _settings(one.after))
        ],
    )


def _settings(quiz: Json | None) -> Json:
    kept = (quiz or {}).items()
    told = {key: one for key, one in kept if key not in ("component", "questions")}
    return {"quiz": told}
