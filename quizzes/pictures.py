"""Pictures that prompts of a course show, kept by name."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models.functions import Length
from django.urls import reverse

from courseops import audit
from courseops.models import Component, Course, User
from quizzes.models import Picture, Quiz
from quizzes.pictureformat import PictureFormat, format_of
from quizzes.questions import Question, rules_of
from quizzes.rendering import pictures_in

MOST_BYTES = 2_000_000
# What a browser has to hold, however small the file is.
MOST_PIXELS = 25_000_000
LONGEST_NAME = 120


class PictureRefusedError(ValueError):
    """The picture is not taken, or not given up; the message says why."""


class What(StrEnum):
    """What became of a picture that was uploaded."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, kw_only=True)
class Use:
    """A question that shows a picture of that name."""

    component: Component
    question: str
    name: str


def addresses(course: Course) -> dict[str, str]:
    """Return the address of each picture of *course* by its name, in one query."""
    rows = Picture.objects.filter(course=course).values_list("name", "sha256")
    return {
        name: reverse("quizzes:picture", args=[course.slug, digest])
        for name, digest in rows
    }


def listed(course: Course) -> Sequence[Picture]:
    """Return the pictures by name, without what they hold but with its ``size``."""
    rows = Picture.objects.filter(course=course).defer("content")
    return list(rows.annotate(size=Length("content")).order_by("name"))


def uses(course: Course) -> list[Use]:
    """Return which questions of *course* show which names, in the course's order."""
    quizzes = (
        Quiz.objects.filter(component__course=course)
        .select_related("component")
        .order_by("component__assignment__position", "component__position")
    )
    return [
        Use(component=quiz.component, question=question.slug, name=name)
        for quiz in quizzes
        for question in rules_of(quiz.definition).questions
        for name in _shown_by(question)
    ]


def _shown_by(question: Question) -> list[str]:
    texts = (text for text in _texts(question) if "![" in text)
    return list(dict.fromkeys(name for text in texts for name in pictures_in(text)))


def _texts(question: Question) -> Iterator[str]:
    yield from (question.prompt, question.explanation, *question.options)
    yield from (left for left, _ in question.pairs)


def store(
    *, course: Course, name: str, content: bytes, actor: User | None, at: datetime
) -> tuple[Picture, What]:
    """Keep a picture; one of the same name is replaced.

    Raises NoPictureError and PictureRefusedError.
    """
    found = format_of(content)
    _check_size(content, found)
    name = clean_name(name, found)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        before = Picture.objects.filter(course=course, name=name).first()
        if before is not None and before.sha256 == digest:
            return before, What.UNCHANGED
        picture, is_new = Picture.objects.update_or_create(
            course=course,
            name=name,
            defaults={
                "content_type": found.content_type,
                "sha256": digest,
                "content": content,
                "added_at": at,
            },
        )
        audit.record(
            course=course,
            actor=actor,
            verb="picture.store",
            target=f"picture:{name}",
            before=None if before is None else {"sha256": before.sha256},
            after={"sha256": digest},
            at=at,
        )
    return picture, What.ADDED if is_new else What.REPLACED


def delete(*, picture: Picture, actor: User | None, at: datetime) -> None:
    """Remove *picture*. Raises PictureRefusedError while a question shows it."""
    shown = [use for use in uses(picture.course) if use.name == picture.name]
    if shown:
        places = ", ".join(f"{use.component.slug}/{use.question}" for use in shown[:5])
        more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
        raise PictureRefusedError(f"{picture.name} is shown by {places}{more}")
    with transaction.atomic():
        audit.record(
            course=picture.course,
            actor=actor,
            verb="picture.delete",
            target=f"picture:{picture.name}",
            before={"sha256": picture.sha256},
            at=at,
        )
        picture.delete()


def clean_name(name: str, found: PictureFormat) -> str:
    """Return a name that Markdown takes as it is: no folders, spaces or brackets.

    It ends as the names of its format do.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    bare = re.sub(r"[^\w.-]+", "-", last).strip("-.")
    stem, dot, suffix = bare.rpartition(".")
    if not dot or f".{suffix.lower()}" not in found.suffixes:
        stem, suffix = bare, found.suffixes[0][1:]
    stem = stem[: LONGEST_NAME - len(suffix) - 1].rstrip("-.")
    return f"{stem or 'picture'}.{suffix}"


def _check_size(content: bytes, found: PictureFormat) -> None:
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise PictureRefusedError(f"It is larger than {most} MB")
    if found.width * found.height > MOST_PIXELS:
        raise PictureRefusedError(
            f"It has {found.width} × {found.height} pixels,"
            f" more than {MOST_PIXELS // 1_000_000} million"
        )
