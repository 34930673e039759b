"""Keeps the metrics that staff write as Python files, each version for good."""

import hashlib
import os
import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from courseops import audit
from courseops.models import User
from leaderboard import custom, dryrun, ranking
from leaderboard.dryrun import Tried
from leaderboard.metrics.catalogue import CUSTOM
from leaderboard.models import Competition, MetricFile
from leaderboard.sandbox import selftest
from leaderboard.sandbox.limits import LimitError
from leaderboard.sandbox.running import MetricFaultError
from leaderboard.selectors.competitions import solution_in_force

MAX_BYTES = 65_536
TEMPLATE = Path(selftest.__file__).with_name("template.txt")


class MetricFileError(ValueError):
    """A metric file cannot be used; says why. ``details`` are what it printed."""

    def __init__(self, sentence: str, *, details: str = "") -> None:
        self.details = details
        super().__init__(sentence)


def unavailable() -> str:
    """Return why no metric file can run on this machine, in a sentence; empty if it can.

    Tried once for each process, in about two seconds. Raises OSError.
    """
    return selftest.unavailable()


def try_out(*, competition: Competition, content: bytes) -> Tried | None:
    """Try *content* as the competition's metric, without keeping it.

    On the sample submission and on the truth; before there is a solution it is only
    loaded, and None returned. Raises MetricFileError where it gives no score, and
    OSError.
    """
    if competition.metric != CUSTOM:
        raise MetricFileError(
            f"The competition's metric is {competition.metric}. Write `metric: {{name: "
            "custom, reads: …}` and its direction into the course file first."
        )
    source, solution = text_of(content), solution_in_force(competition=competition)
    try:
        if solution is None:
            custom.load_only(source=source)
            return None
        tried = dryrun.try_out(source=source, solution=solution)
    except LimitError as missing:
        raise MetricFileError(
            f"Metrics of your own are off on this server. {missing}"
        ) from missing
    except MetricFaultError as fault:
        raise MetricFileError(str(fault), details=fault.details) from fault
    _check(tried)
    return tried


def _check(tried: Tried) -> None:
    """Raise MetricFileError unless the metric works; it may refuse the sample."""
    sample, truth = tried.sample, tried.truth
    if sample.fault:
        raise MetricFileError(sample.fault, details=sample.details)
    if not truth.scores:
        raise MetricFileError(
            f"The truth itself gets no score. {truth.fault or truth.refused}",
            details=truth.details,
        )


def store(
    *, competition: Competition, content: bytes, actor: User | None, at: datetime
) -> tuple[MetricFile, Tried | None]:
    """Keep *content* as the next version of the competition's metric, if it works.

    Returns it with what came of trying it. Nothing is scored by the new version yet.
    Raises what :func:`try_out` does; then nothing is stored.
    """
    tried = try_out(competition=competition, content=content)
    place = f"metrics/{competition.pk}/{uuid.uuid4().hex}.py"
    path = Path(settings.MEDIA_ROOT) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return _record(competition, place, content, actor=actor, at=at), tried
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def text_of(content: bytes) -> str:
    """Return the text of a metric file; raises MetricFileError for what is none."""
    if len(content) > MAX_BYTES:
        raise MetricFileError(
            f"The file has {len(content):,} bytes; a metric may have {MAX_BYTES:,}."
        )
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MetricFileError(f"Line {line} is not UTF-8; save it as UTF-8.") from error
    if "\0" in source:
        raise MetricFileError("The file is not text: it holds a NUL character.")
    return source


@transaction.atomic
def _record(
    competition: Competition,
    place: str,
    content: bytes,
    *,
    actor: User | None,
    at: datetime,
) -> MetricFile:
    ranking.lock([competition.pk])
    last = competition.metric_files.aggregate(last=Max("version"))["last"] or 0
    stored = MetricFile.objects.create(
        competition=competition,
        version=last + 1,
        path=place,
        sha256=hashlib.sha256(content).hexdigest(),
        actor=actor,
        created_at=at,
    )
    audit.record(
        course=competition.component.course,
        actor=actor,
        verb="set_metric_file",
        target=f"component:{competition.component.slug}",
        after={"version": stored.version, "sha256": stored.sha256},
        at=at,
    )
    return stored
