"""Takes quizzes in from a file of any known format, all or nothing."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from courseops.coursefile.findings import Places
from courseops.coursefile.load import Report
from courseops.coursefile.nodes import Node
from courseops.coursefile.quizfile import import_quizzes
from courseops.coursefile.rebuild import document_of
from courseops.coursefile.shapes import Json
from courseops.datafile import DataFileError
from courseops.models import Course, User
from courseops.quizeditor.interchange.matching import Matched, matched
from courseops.quizeditor.interchange.source import read
from courseops.quizeditor.typed import node_of
from quizzes import pictures
from quizzes.interchange.documents import pictures_shown
from quizzes.models import Picture

_NOTHING = "none of its questions can be taken over; it stays as it is"


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """A quiz before and after the file; ``before`` is None where it had no questions."""

    slug: str
    before: Json | None
    after: Json


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a file did, or would do.

    ``notes`` tell what of it cannot be expressed. ``pictures`` are new or other than
    those of that name.
    """

    format: str
    report: Report
    notes: Sequence[str] = ()
    replaced: Sequence[Replaced] = ()
    pictures: Sequence[str] = ()

    @property
    def is_change(self) -> bool:
        """Whether anything is other than before."""
        return bool(self.report.changes or self.pictures)

    @property
    def fingerprint(self) -> str:
        """What tells these changes from others."""
        told = [[one.slug, one.before, one.after] for one in self.replaced]
        shown = json.dumps([told, list(self.pictures)])
        return hashlib.sha256(shown.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class _File:
    """A file as quizzes of the course: what :func:`import_quizzes` takes.

    ``slugs`` are those quizzes, where that is known before reading it.
    """

    format: str
    data: bytes | Node
    slugs: Collection[str] = ()
    places: Places = field(default_factory=dict)
    notes: Sequence[str] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def import_file(
    *,
    course: Course,
    data: bytes,
    file_name: str,
    component: str = "",
    actor: User | None,
    at: datetime,
    dry_run: bool = False,
) -> Outcome:
    """Replace the questions of each quiz in a file of YAML, QTI or GIFT.

    *component* is the quiz that a file is for whose titles do not tell. Settings that
    the format does not know stay. A file with errors changes nothing; they are in the
    report. A *dry_run* undoes what it did.

    Raises DataFileError for a file that cannot be read, or is for no quiz here.
    """
    with transaction.atomic():
        course = Course.objects.select_for_update().get(pk=course.pk)
        before = _quizzes(course)
        file = _file(data, file_name, course, before, component)
        stored, refused = _store(file.pictures, course=course, actor=actor, at=at)
        report = import_quizzes(
            course=course,
            data=file.data,
            file_name=file_name,
            places=file.places,
            actor=actor,
            at=at,
        )
        after = _quizzes(course)
        _check_only(component, before, after)
        if dry_run or report.errors:
            transaction.set_rollback(True)
    return Outcome(
        format=file.format,
        report=report,
        notes=[*file.notes, *refused],
        replaced=[
            Replaced(slug=slug, before=before.get(slug), after=quiz)
            for slug, quiz in after.items()
            if slug in file.slugs or before.get(slug) != quiz
        ],
        pictures=stored,
    )


def _check_only(
    component: str, before: Mapping[str, Json], after: Mapping[str, Json]
) -> None:
    """Refuse a file that changes other quizzes than the one that it is to be for."""
    changed = [slug for slug, quiz in after.items() if before.get(slug) != quiz]
    others = [slug for slug in changed if component and slug != component]
    if others:
        raise DataFileError([f"It is for {', '.join(others)}, not for {component}."])


def _quizzes(course: Course) -> dict[str, Json]:
    return {one["component"]: one for one in document_of(course).get("quizzes", ())}


def _file(
    data: bytes, file_name: str, course: Course, before: Mapping[str, Json], only: str
) -> _File:
    known = dict(Picture.objects.filter(course=course).values_list("name", "sha256"))
    found = read(data, file_name=file_name, pictures=known)
    if found is None:
        return _File(format="course file", data=data)
    pairs, others = matched(found.quizzes, course=course, only=only)
    notes = [*map(str, found.notes), *others]
    for one in pairs:
        notes += map(str, one.quiz.notes)
    full = [one for one in pairs if one.quiz.document["questions"]]
    empty = [one.quiz.title for one in pairs if one not in full]
    notes += [f"quiz “{title}”: {_NOTHING}" for title in empty]
    if not full:
        raise DataFileError(notes)
    entries = [_entry(one, before) for one in full]
    shown = {name for entry in entries for name in pictures_shown(entry)}
    return _File(
        format=found.format,
        data=node_of(entries),
        slugs=[one.component.slug for one in full],
        places=_places(full),
        notes=notes,
        pictures={
            name: found.pictures[name] for name in found.pictures if name in shown
        },
    )


def _entry(one: Matched, before: Mapping[str, Json]) -> Json:
    """Return the quiz as the file has it, with the settings that it does not tell."""
    slug = one.component.slug
    kept = {**before.get(slug, {}), **one.quiz.document, "component": slug}
    return {key: value for key, value in kept.items() if value is not None}


def _places(pairs: Sequence[Matched]) -> Places:
    """Return how messages name the quizzes and questions."""
    found: dict[tuple[str | int, ...], str] = {}
    for index, one in enumerate(pairs):
        quiz = ("quizzes", index)
        found[quiz] = one.component.slug
        for place, entry in enumerate(one.quiz.document["questions"]):
            inside = entry["questions"] if "pool" in entry else [entry]
            for inner, question in enumerate(inside):
                deeper = ("questions", inner) if "pool" in entry else ()
                path = (*quiz, "questions", place, *deeper)
                name = one.quiz.names[question["slug"]]
                found[path] = f"{one.component.slug}, question “{name}”"
    return found


def _store(
    wanted: Mapping[str, bytes], *, course: Course, actor: User | None, at: datetime
) -> tuple[list[str], list[str]]:
    """Keep the pictures; return the names of those that are new, and who is refused."""
    stored, refused = [], []
    for name, content in wanted.items():
        try:
            _, what = pictures.store(
                course=course, name=name, content=content, actor=actor, at=at
            )
        except pictures.PictureRefusedError as error:
            refused.append(f"the picture {name} is left out: {error}")
        else:
            if what != pictures.What.UNCHANGED:
                stored.append(name)
    return stored, refused
