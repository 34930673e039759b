"""Fills an empty site with the demo course, in the middle of its term."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from courseops.clock import floor_to_second
from courseops.coursefile.load import load_course
from courseops.demo import alice, boards, classroom, coursework, latecomer, teams
from courseops.demo.brokenfiles import broken_sample
from courseops.demo.code import hand_in_code
from courseops.demo.decisions import decide
from courseops.demo.enrolment import enrol
from courseops.demo.gradings import grade
from courseops.demo.handins import Room
from courseops.demo.histories import Try, dice, history, skill_of
from courseops.demo.picture import NAME, loss_curves
from courseops.demo.projects import hand_in_projects
from courseops.demo.puzzles import Puzzle, file_text, puzzles
from courseops.demo.quizzing import sit
from courseops.demo.regrades import regrade
from courseops.demo.reviews import review
from courseops.demo.term import SLUG, dates_of, first_day, window
from courseops.models import Course, Enrollment, Result, Status, User
from grading.recording import record
from leaderboard.models import Competition, SampleFile, Score, Submission
from leaderboard.ranking import write_standings
from leaderboard.solutions import set_solution
from quizzes.models import Attempt
from quizzes.pictures import store

SEED = 510
ZONE = ZoneInfo("America/New_York")
COURSE_FILE = Path(__file__).parent / "course.yaml"
DECENT = 0.8465
# Tutors hand in too; nobody ranks them.
STAFF_ENTRIES = {
    "warm-up": ("tom", 0.72),
    "hw1p2": ("tom", 0.705),
    "hw2p2": ("mzhou", 0.80),
}
_NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
Say = Callable[[str], None]


class NotEmptyError(Exception):
    """The site holds people or courses; the demo's known passwords stay out."""


def seed(*, at: datetime, say: Say) -> None:
    """Make the demo course as it stands at the instant *at*; tell the steps to *say*.

    The same *at* gives the same course. Raises NotEmptyError where the site holds
    people or courses already.
    """
    if User.objects.exists() or Course.objects.exists():
        raise NotEmptyError(
            "This site already holds people or courses. The demo brings accounts with "
            "a password that everybody knows, so it only goes into an empty database."
        )
    at = floor_to_second(at)
    # Nobody reads the letters that this would send.
    with override_settings(EMAIL_BACKEND=_NO_MAIL), transaction.atomic():
        course = _course(at)
        say(f"{course.code} {course.title}, week {_week(course, at)} of the term")
        places = enrol(course)
        say(f"{len(places)} people")
        found = Competition.objects.filter(component__course=course)
        by_slug = {c.component.slug: c for c in found.select_related("component")}
        made: list[tuple[Submission, Score | None]] = []
        for slug, puzzle in puzzles(SEED).items():
            _solve(by_slug[slug], puzzle)
            entries = _class(by_slug[slug], puzzle, places, at=at)
            say(f"{by_slug[slug].component.display_title}: {len(entries)} submissions")
            made += entries
        _samples(by_slug["warm-up"], puzzles(SEED)["warm-up"])
        _save(made)
        for competition in by_slug.values():
            write_standings(
                competition=competition,
                enrollments=[place.pk for place in places.values()],
            )
        formed = teams.form_teams(by_slug[teams.SLUG], places, at=at)
        say(f"{formed} teams")
        boards.moderate(by_slug, places, at=at)
        handed_in = _coursework(course, places, at=at)
        say(f"{handed_in} attempts, results and files of code")
        say(f"{classroom.fill(course, places, seed=SEED, at=at)} check-ins and choices")
        decide(course, places, at=at)
        say(f"{_projects(course, places, at=at)} hand-ins, gradings, reviews, requests")
        say(f"{record(course=course, at=at)} marks")


def _course(at: datetime) -> Course:
    """Load the course file, its first day moved so that *at* is half-way through."""
    report = load_course(
        data=COURSE_FILE.read_bytes(),
        file_name=COURSE_FILE.name,
        starts=first_day(at.astimezone(ZONE).date()),
        at=at,
    )
    if report.errors:
        raise ValueError("\n".join(map(str, report.errors)))
    return Course.objects.get(slug=SLUG)


def _week(course: Course, at: datetime) -> int:
    first = course.starts or at.date()
    return (at.astimezone(course.zone).date() - first).days // 7 + 1


def _solve(competition: Competition, puzzle: Puzzle) -> None:
    """Store the hidden solution, as its instructor did on the day of the release."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "solution.csv"
        file.write_text(file_text(puzzle, puzzle.truth))
        set_solution(
            competition=competition,
            file=file,
            actor=None,
            at=dates_of(competition.component).released,
        )


def _class(
    competition: Competition,
    puzzle: Puzzle,
    places: Mapping[str, Enrollment],
    *,
    at: datetime,
) -> list[tuple[Submission, Score | None]]:
    """Have everybody hand in; in the order of time, unsaved."""
    tries = [
        (attempt, login)
        for login, place in places.items()
        for attempt in _tries(competition, place, login, at=at)
    ]
    room = Room(competition=competition, puzzle=puzzle, seed=SEED)
    tries.sort(key=lambda pair: (pair[0].at, pair[1]))
    return [room.hand_in(places[login], attempt) for attempt, login in tries]


def _tries(
    competition: Competition, place: Enrollment, login: str, *, at: datetime
) -> list[Try]:
    """Return what one person handed in to a competition up to *at*."""
    slug = competition.component.slug
    dates = dates_of(competition.component)
    if login == "alice":
        return alice.tries(slug, dates, until=at)
    if login == latecomer.LOGIN:
        return latecomer.tries(slug, dates, until=at)
    if not place.is_student:
        entrant, score = STAFF_ENTRIES.get(slug, ("", 0.0))
        first = dates.released + timedelta(hours=33)
        return [Try(at=first, score=score)] if login == entrant else []
    until = at
    if place.status == Status.DROPPED:
        until = (
            dates.released + timedelta(days=6) if slug == "hw1p2" else dates.released
        )
    return history(
        dice(SEED, slug, login),
        window(slug, dates),
        skill=skill_of(login, seed=SEED),
        until=until,
        zone=competition.component.course.zone,
    )


def _save(made: list[tuple[Submission, Score | None]]) -> None:
    made.sort(key=lambda pair: pair[0].received_at)
    Submission.objects.bulk_create([submission for submission, _ in made])
    Score.objects.bulk_create([score for _, score in made if score is not None])


def _coursework(
    course: Course, places: Mapping[str, Enrollment], *, at: datetime
) -> int:
    """Store what was handed in beside the competitions; return how much that is."""
    attempts = coursework.attempts(course, places, seed=SEED, at=at)
    results = coursework.results(course, places, seed=SEED, at=at)
    Attempt.objects.bulk_create(attempts)
    Result.objects.bulk_create(results)
    store(course=course, name=NAME, content=loss_curves(), actor=None, at=at)
    here = sit(course, places, seed=SEED, at=at)
    files = hand_in_code(course, places, seed=SEED, at=at)
    return len(attempts) + here + len(results) + files


def _projects(course: Course, places: Mapping[str, Enrollment], *, at: datetime) -> int:
    """Have the project be what it is half-way through; return how much that is."""
    return (
        hand_in_projects(course, places, seed=SEED)
        + grade(course, places, seed=SEED, at=at)
        + review(course, places, seed=SEED, at=at)
        + regrade(course, places, at=at)
    )


def _samples(competition: Competition, puzzle: Puzzle) -> None:
    """Put two ready files beside the sample submission that every page offers."""
    values = puzzle.answer(np.random.default_rng(SEED), DECENT)
    texts = {
        "decent.csv": (
            "Good predictions: scores about 0.85.",
            file_text(puzzle, values),
        ),
        "broken.csv": (
            "Broken on purpose: see how a file is refused.",
            broken_sample(puzzle, values),
        ),
    }
    folder = Path("samples") / str(competition.pk)
    (Path(settings.MEDIA_ROOT) / folder).mkdir(parents=True, exist_ok=True)
    for position, (name, (description, text)) in enumerate(texts.items()):
        sample = SampleFile(
            competition=competition,
            position=position,
            file_name=name,
            description=description,
            path=str(folder / name),
        )
        sample.file.write_text(text)
        sample.save()
