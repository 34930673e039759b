"""The settings of a Canvas quiz as those of the course file, and what has none."""

from collections.abc import Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.interchange.conversion import Json, Notes
from quizzes.interchange.numbers import as_json
from quizzes.marking import number

# As many attempts as Canvas's “unlimited” becomes.
MANY = 100
_KEEP = {"keep_highest": "best", "keep_latest": "last"}
_UNKNOWN = {
    "access_code": "an access code",
    "ip_filter": "a filter of addresses",
    "require_lockdown_browser": "a lockdown browser",
    "one_question_at_a_time": "one question at a time",
    "cant_go_back": "no way back to earlier questions",
    "one_time_results": "results that are shown once",
    "anonymous_submissions": "anonymous answers",
}
_DATES = ("due_at", "lock_at", "unlock_at")


def settings(
    meta: Element | None, fields: Mapping[str, str], notes: Notes
) -> dict[str, Json]:
    """Return the settings that a file tells.

    *meta* is Canvas's ``assessment_meta.xml``, *fields* the assessment's metadata.
    """
    told = _Told(meta, fields)
    found: dict[str, Json] = {}
    limit = told.number("time_limit", "qmd_timelimit")
    if limit:
        found["time_limit_min"] = as_json(limit)
    if attempts := _attempts(told, notes):
        found["attempts"] = attempts
    if told["shuffle_answers"]:
        found["shuffle"] = told.flag("shuffle_answers")
    if found.get("shuffle"):
        notes.add("choices change places there; here questions do, too")
    if meta is not None:
        found["reveal"] = _reveal(told, notes)
        found.setdefault("time_limit_min", None)
        _note_unknown(told, notes)
    return found


class _Told:
    def __init__(self, meta: Element | None, fields: Mapping[str, str]) -> None:
        self._words = {one.tag: (one.text or "").strip() for one in meta or ()}
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        return self._words.get(name, "")

    def flag(self, name: str) -> bool:
        return self[name].lower() == "true"

    def number(self, name: str, field: str) -> Decimal | None:
        return number(self[name] or self._fields.get(field, ""))

    def is_unlimited(self) -> bool:
        return self._fields.get("cc_maxattempts", "") == "unlimited"


def _attempts(told: _Told, notes: Notes) -> Json:
    count = told.number("allowed_attempts", "cc_maxattempts")
    if told.is_unlimited() or (count is not None and count < 1):
        notes.add(f"any number of attempts there, {MANY} here")
        count = Decimal(MANY)
    found: dict[str, Json] = {"count": int(count)} if count else {}
    policy = told["scoring_policy"]
    if policy in _KEEP:
        found["keep"] = _KEEP[policy]
    elif policy and (count or 1) > 1:
        notes.add("the average of attempts counts there, the best one here")
        found["keep"] = "best"
    return found


def _reveal(told: _Told, notes: Notes) -> str:
    hidden = told["hide_results"]
    if hidden == "always":
        return "by_hand"
    if told["show_correct_answers"].lower() == "false":
        notes.add("right answers are never shown there, here when staff reveal them")
        return "by_hand"
    if hidden == "until_after_last_attempt" or told["show_correct_answers_at"]:
        notes.add("results are shown once the quiz is over for everybody")
        return "after_window"
    return "at_once"


def _note_unknown(told: _Told, notes: Notes) -> None:
    for name, words in _UNKNOWN.items():
        if told[name] and told[name].lower() != "false":
            notes.add(f"{words}: left out")
    if any(told[name] for name in _DATES):
        notes.add("dates are left out; they are the component's in the course file")
    if told["description"]:
        notes.add("the description is left out")
    if told["quiz_type"] in ("survey", "graded_survey"):
        notes.add("a survey there, a quiz here")
