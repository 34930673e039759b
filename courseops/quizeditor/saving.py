"""Stores a quiz that was edited, judged as a file of quizzes would be."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.coursefile import meaning_quizzes
from courseops.coursefile.differences import differences
from courseops.coursefile.dump import version_of
from courseops.coursefile.findings import Finding, Findings
from courseops.coursefile.grammar_quizzes import QUIZ, QUIZZES
from courseops.coursefile.load import Report, refused
from courseops.coursefile.pictured import warn_of_missing_pictures
from courseops.coursefile.quizfile import judged, store
from courseops.coursefile.rebuild import document_of
from courseops.coursefile.rows import quiz_document
from courseops.coursefile.shapes import MISSING, Json
from courseops.models import Component, Course, User
from courseops.quizeditor.typed import node_of
from quizzes.models import Quiz

# Where messages have the quiz, and a question that is judged on its own.
ROOT = "quizzes[0]"
ALONE = f"{ROOT}.questions[0]"


class OutdatedError(Exception):
    """The quiz is not any more what the edit is based on."""


def quiz_of(component: Component) -> Json:
    """Return a quiz as its course file has it; one without questions yet is empty."""
    stored = Quiz.objects.filter(component=component).first()
    definition = {} if stored is None else stored.definition
    return QUIZ.tidied(quiz_document(component.slug, definition))


def fingerprint(quiz: Json) -> str:
    """Return what tells this version of a quiz from others: 12 hex digits."""
    return hashlib.sha256(json.dumps(quiz).encode()).hexdigest()[:12]


def save_quiz(
    *,
    component: Component,
    quiz: Json,
    based_on: str,
    actor: User | None,
    at: datetime,
) -> Report:
    """Make *quiz*, with typed words in it, the questions and rules of *component*.

    ``based_on`` is the fingerprint of the version that was edited; OutdatedError where
    another one is stored by now. A quiz that a file could not have changes nothing, and
    all errors are returned. The same quiz again changes and records nothing.
    """
    findings = Findings(name=component.slug)
    with transaction.atomic():
        course = Course.objects.select_for_update().get(pk=component.course_id)
        before = quiz_of(component)
        if fingerprint(before) != based_on:
            raise OutdatedError
        quizzes = judged(
            node_of([quiz]),
            course=course,
            stored=document_of(course),
            findings=findings,
        )
        if quizzes is None:
            return refused(findings)
        document = store(quizzes, course=course)
        after = quiz_of(component)
        changes = differences(before, after)
        if changes:
            version = version_of(document)
            Course.objects.filter(pk=course.pk).update(policy_version=version)
            audit.record(
                course=course,
                actor=actor,
                verb="quiz.edit",
                target=f"component:{component.slug}",
                before=before,
                after=after,
                at=at,
            )
    return Report(slug=course.slug, errors=(), warnings=(), changes=changes)


def warnings_of(quiz: Json, *, course: Course) -> list[Finding]:
    """Return what makes little sense in a stored quiz, and pictures that are missing."""
    findings = Findings(name=quiz["component"])
    document = {"quizzes": [quiz]}
    meaning_quizzes.check(document, findings)
    warn_of_missing_pictures(document, course, findings)
    return findings.in_order()[1]


def judged_alone(question: Json) -> tuple[Json | None, list[Finding]]:
    """Return one typed question in normal form, or None with what is wrong with it."""
    findings = Findings(name="question")
    quiz = {"component": "alone", "questions": [question]}
    quizzes = QUIZZES.read(node_of([quiz]), ("quizzes",), findings)
    if quizzes is MISSING:
        return None, findings.in_order()[0]
    meaning_quizzes.check({"quizzes": quizzes}, findings)
    errors = findings.in_order()[0]
    return (None if errors else quizzes[0]["questions"][0]), errors
