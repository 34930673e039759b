"""Reads what a class predicted, from the sidecars or else from the files.

Only the worker and commands import this module: it loads pandas.
"""

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

import numpy as np
import numpy.typing as npt

from courseops.models import Role
from courseops.teams import team_of_component
from leaderboard import sidecars
from leaderboard.measuring import OurFaultError, predictions
from leaderboard.models import Competition, SampleFile, Sidecar, State, Submission
from leaderboard.packing import smallest
from leaderboard.prepared import Prepared, Target
from leaderboard.problems import FileRefusedError
from leaderboard.similarity.answers import Answers, LabelAnswers, NumberAnswers, Truth
from leaderboard.similarity.comparing import Judge
from leaderboard.similarity.identical import Entry
from leaderboard.submissionfile import read_submission

Array = npt.NDArray[Any]
logger = logging.getLogger(__name__)

LABELS = ("label", "integer")
TEXTS = ("text", "guesses", "integer_guesses")
# Values read at most, one of a file counting as so many of a sidecar.
BUDGET = 10_000_000_000
_FILE_COST = 10
# Weak models err alike: those below this share of the class's usual skill say nothing.
_WEAK = 0.5


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """A class's answers. Students are numbered as in ``enrollments``.

    ``submissions`` and ``owner`` (a student's number) have an entry for each vector that
    ``judge`` compares, None where there is nothing to compare; ``left_aside`` counts
    submissions that are not compared, by the reason.
    """

    kind: str
    rows: int
    items: int
    enrollments: Sequence[int]
    apart: Array
    submissions: Sequence[int]
    owner: Array
    judge: Judge | None
    entries: Sequence[Entry]
    left_aside: Mapping[str, int]


def kind_of(targets: Sequence[Target]) -> str:
    """Return how predictions are compared: as labels, texts or numbers."""
    kinds = {target.kind for target in targets}
    if kinds <= set(LABELS):
        return "labels"
    return "texts" if kinds <= set(TEXTS) else "numbers"


def gather(*, competition: Competition, prepared: Prepared) -> Gathered:
    """Read the submissions of all students and choose what is compared.

    Two passes: the best submission of each student tells which items are worth looking
    at, then all are read. ``competition.component.course`` is read; select it.
    """
    return _Gathering(competition, prepared).gathered()


class _Gathering:
    def __init__(self, competition: Competition, prepared: Prepared) -> None:
        self._competition = competition
        self._prepared = prepared
        self._left = Counter[str]()
        self._samples = _Samples(competition, prepared)
        self._entries: list[Entry] = []

    def gathered(self) -> Gathered:
        chosen = self._chosen()
        enrollments = list(chosen)
        bests = [own[0] for own in chosen.values()]
        kind = kind_of(self._prepared.targets)
        answers = self._answers(kind, bests)
        vectors, owner, submissions, skill = self._vectors(answers, chosen)
        strong = skill >= _WEAK * _usual(skill, owner)
        self._left["weak"] += int(np.count_nonzero(~strong))
        vectors, owner = vectors[strong], owner[strong]
        best = np.flatnonzero(np.diff(owner, prepend=-1))
        return Gathered(
            kind=kind,
            rows=len(self._prepared.ids),
            items=answers.items,
            enrollments=enrollments,
            apart=self._apart(enrollments),
            submissions=[
                one for one, kept in zip(submissions, strong, strict=True) if kept
            ],
            owner=owner,
            judge=answers.judge(vectors, best) if len(best) and answers.items else None,
            entries=self._entries,
            left_aside={reason: n for reason, n in self._left.items() if n},
        )

    def _chosen(self) -> Mapping[int, Sequence[Submission]]:
        """Return the submissions to read, a list for each enrolment, the best first."""
        best_first = "-score__all" if self._competition.is_maximized else "score__all"
        rows = (
            Submission.objects.filter(
                competition=self._competition,
                state=State.SCORED,
                is_imported=False,
                enrollment__role=Role.STUDENT,
                baseline=None,
            )
            .order_by("enrollment__user__login", best_first, "pk")
            .only("enrollment_id", "path", "file_name", "sha256", "competition_id")
        )
        own: dict[int, dict[str, Submission]] = defaultdict(dict)
        for row in rows:
            row.competition = self._competition
            if row.sha256 in self._samples.files:
                self._left["sample"] += 1
            elif row.sha256 in own[row.enrollment_id]:
                self._left["repeated"] += 1
            else:
                own[row.enrollment_id][row.sha256] = row
        chosen = {key: list(found.values()) for key, found in own.items() if found}
        return self._affordable(chosen)

    def _affordable(
        self, chosen: Mapping[int, Sequence[Submission]]
    ) -> Mapping[int, Sequence[Submission]]:
        """Keep everybody's best, then everybody's second, as far as time allows."""
        kept = set(
            Sidecar.objects.filter(
                submission__competition=self._competition
            ).values_list("submission", flat=True)
        )
        values = len(self._prepared.ids) * len(self._prepared.targets)
        left = BUDGET
        taken: dict[int, list[Submission]] = {key: [] for key in chosen}
        for row in chain.from_iterable(zip_longest(*chosen.values())):
            if row is None:
                continue
            left -= values * (1 if row.pk in kept else _FILE_COST)
            if left >= 0 or not taken[row.enrollment_id]:
                taken[row.enrollment_id].append(row)
            else:
                self._left["over"] += 1
        return taken

    def _answers(self, kind: str, bests: Sequence[Submission]) -> Answers:
        how = NumberAnswers if kind == "numbers" else LabelAnswers
        found = (columns for _, columns in self._read(bests))
        return how(
            truths=[_truth(target) for target in self._prepared.targets], bests=found
        )

    def _vectors(
        self, answers: Answers, chosen: Mapping[int, Sequence[Submission]]
    ) -> tuple[Array, Array, list[int], Array]:
        """Read everything; return the vectors, their students, submissions and skills."""
        most = sum(map(len, chosen.values()))
        vectors = np.empty((most, answers.width), answers.dtype)
        owner: list[int] = []
        submissions: list[int] = []
        skills: list[float] = []
        for student, own in enumerate(chosen.values()):
            seen: set[bytes] = set()
            for submission, columns in self._read(own, counting=True):
                digest = digest_of(columns, self._prepared.targets)
                if digest in seen or not self._tells(columns, digest):
                    self._left["repeated"] += digest in seen
                    continue
                seen.add(digest)
                self._entries.append(
                    Entry(
                        student=student,
                        submission=submission.pk,
                        file=submission.sha256,
                        predictions=digest,
                    )
                )
                if answers.items:
                    vectors[len(owner)], skill = answers.vector(columns)
                    owner.append(student)
                    submissions.append(submission.pk)
                    skills.append(skill)
        return (
            vectors[: len(owner)],
            np.array(owner, np.int64),
            submissions,
            np.array(skills),
        )

    def _tells(self, columns: Sequence[Array], digest: bytes) -> bool:
        """Whether to be like these predictions can be evidence at all."""
        reason = ""
        if digest in self._samples.predictions:
            reason = "sample"
        elif all((column == column[0]).all() for column in columns):
            reason = "constant"
        elif all(
            np.array_equal(column, truth)
            for column, truth in zip(columns, self._prepared.truth, strict=True)
        ):
            reason = "right"
        self._left[reason] += bool(reason)
        return not reason

    def _read(
        self, submissions: Iterable[Submission], *, counting: bool = False
    ) -> Iterator[tuple[Submission, Sequence[Array]]]:
        """Yield what can be read: from the sidecar, else from the file."""
        for submission in submissions:
            found = next(
                sidecars.each(submissions=[submission], prepared=self._prepared), None
            )
            if found is not None:
                yield found
                continue
            try:
                read = predictions(submission, prepared=self._prepared)
            except (FileRefusedError, OurFaultError, OSError):
                self._left["unread"] += counting
                continue
            yield submission, read.values

    def _apart(self, enrollments: Sequence[int]) -> Array:
        """Return who is compared with whom: not oneself, not within a team."""
        component = self._competition.component
        teams = team_of_component(component.course)[component.pk]
        number = {key: at for at, key in enumerate(enrollments)}
        apart = ~np.eye(len(enrollments), dtype=bool)
        for key, at in number.items():
            for member in teams.get(key, ()):
                if member in number:
                    apart[at, number[member]] = False
        return apart


class _Samples:
    """The files that everybody may download: to be like them is no evidence."""

    def __init__(self, competition: Competition, prepared: Prepared) -> None:
        self.files: set[str] = set()
        self.predictions: set[bytes] = set()
        for sample in SampleFile.objects.filter(competition=competition):
            try:
                self.files.add(hashlib.sha256(sample.file.read_bytes()).hexdigest())
                found = read_submission(
                    path=sample.file,
                    file_name=sample.file_name,
                    layout=competition.layout,
                    prepared=prepared,
                )
            except (FileRefusedError, OSError):
                continue
            self.predictions.add(digest_of(found.values, prepared.targets))


def digest_of(columns: Sequence[Array], targets: Sequence[Target]) -> bytes:
    """Return a hash of predictions, whatever type keeps them."""
    digest = hashlib.blake2b(digest_size=16)
    for column, target in zip(columns, targets, strict=True):
        if target.kind in TEXTS:
            for text in column:
                digest.update(f"{len(text)}:{text}".encode())
        elif target.kind in LABELS:
            digest.update(np.ascontiguousarray(smallest(column)).data)
        else:
            digest.update(np.ascontiguousarray(column, "<f8").data)
    return digest.digest()


def _truth(target: Target) -> Truth:
    if target.kind in TEXTS:
        return Truth(values=target.truth)
    if target.kind == "label":
        return Truth(values=target.truth, classes=np.arange(len(target.classes)))
    return Truth(values=target.truth, classes=np.unique(target.truth))


def _usual(skill: Array, owner: Array) -> float:
    """Return the median of the students' best skills, 0 where there is nobody."""
    if not len(skill):
        return 0.0
    best = np.zeros(int(owner.max()) + 1)
    np.maximum.at(best, owner, skill)
    return float(np.median(best[np.unique(owner)]))
