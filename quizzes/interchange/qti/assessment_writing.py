"""Writes a quiz as Canvas does: its questions in one file, its settings in another."""

import math
from xml.etree.ElementTree import Element

from quizzes.interchange.conversion import Json, Notes
from quizzes.interchange.exporting import Exported
from quizzes.interchange.qti.item_writing import item
from quizzes.interchange.qti.markup import metadata, node

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_POLICIES = {"best": "keep_highest", "last": "keep_latest", "first": "keep_highest"}


def assessment(quiz: Exported, *, ident: str, notes: Notes) -> Element:
    """Return the questions of *quiz*."""
    root = node("section", ident="root_section")
    for entry in quiz.document.get("questions", ()):
        made = _entry(entry, quiz, notes)
        if made is not None:
            root.append(made)
    fields = {"cc_maxattempts": str(_attempts(quiz).get("count", 1))}
    if minutes := _minutes(quiz.document):
        fields["qmd_timelimit"] = minutes
    inner = node("assessment", metadata(**fields), root, ident=ident, title=quiz.title)
    return node("questestinterop", inner, xmlns=_QTI)


def settings(quiz: Exported, *, ident: str, notes: Notes) -> Element:
    """Return the settings of *quiz*, with notes of those that Canvas lacks."""
    document, attempts = quiz.document, _attempts(quiz)
    keep = attempts.get("keep", "best")
    minutes = _minutes(document)
    if minutes and float(minutes) != document["time_limit_min"]:
        limit = document["time_limit_min"]
        notes.add(f"the limit of {limit:g} minutes is written as {minutes}")
    if keep == "first" and attempts.get("count", 1) > 1:
        notes.add("the first attempt counts here; there the best one does")
    if document.get("shuffle"):
        notes.add("questions change places here; there the choices alone do")
    values = {
        "title": quiz.title,
        "shuffle_answers": str(bool(document.get("shuffle"))).lower(),
        "scoring_policy": _POLICIES[keep],
        **_results(quiz, notes),
        "quiz_type": "assignment",
        "allowed_attempts": str(attempts.get("count", 1)),
    }
    if minutes:
        values["time_limit"] = minutes
    inside = (node(name, text) for name, text in values.items())
    return node("quiz", *inside, identifier=ident, xmlns=_CANVAS)


def _entry(entry: Json, quiz: Exported, notes: Notes) -> Element | None:
    if "pool" not in entry:
        return item(entry, quiz=quiz.slug, notes=notes)
    selection = node(
        "selection",
        node("selection_number", str(entry["take"])),
        node("selection_extension", node("points_per_item", "1.0")),
    )
    section = node("section", node("selection_ordering", selection))
    section.set("ident", f"{quiz.slug}-pool-{entry['pool']}")
    section.set("title", entry["pool"])
    for question in entry["questions"]:
        made = item(question, quiz=quiz.slug, notes=notes)
        if made is not None:
            section.append(made)
        if question.get("credit") == "nobody":
            notes.add(
                "counts there: a group's points are its own", question=question["slug"]
            )
    if section.find("item") is None:
        notes.add(
            "left out: none of its questions can be written", question=entry["pool"]
        )
        return None
    return section


def _attempts(quiz: Exported) -> Json:
    return quiz.document.get("attempts") or {}


def _minutes(document: Json) -> str:
    """Return the time limit in whole minutes, as Canvas takes it; empty for none."""
    limit = document.get("time_limit_min")
    return str(math.ceil(limit)) if limit else ""


def _results(quiz: Exported, notes: Notes) -> dict[str, str]:
    """Return when results are shown: Canvas hides right answers until a date at most."""
    reveal = quiz.document.get("reveal", "after_window")
    if reveal == "by_hand":
        return {"hide_results": "always", "show_correct_answers": "false"}
    shown = {"hide_results": "", "show_correct_answers": "true"}
    if reveal == "at_once":
        return shown
    if not quiz.ends:
        notes.add("without a deadline results are shown after the last attempt there")
        return shown | {"hide_results": "until_after_last_attempt"}
    notes.add("scores are shown at once there, right answers after the window")
    return shown | {"show_correct_answers_at": quiz.ends}
