"""Keeps a submission's aligned predictions, so that scoring again need not parse it.

Only the worker and commands import this module: it loads pandas. A sidecar may be missing,
damaged or of another layout at any time; then the submission's own file is read.
"""

import hashlib
import logging
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from django.conf import settings

from leaderboard import sidecarfile
from leaderboard.columns import Column, LabelColumn
from leaderboard.csvfile import Layout
from leaderboard.models import Sidecar, Submission
from leaderboard.predictions import Fresh, Predictions
from leaderboard.prepared import Prepared, Target
from leaderboard.sidecarfile import DamagedError, Kept
from leaderboard.sidecarspace import FOLDER

Array = npt.NDArray[Any]
logger = logging.getLogger(__name__)

# Changes when the same file may be read differently than before.
_READER = 1
# What a new solution may change while the predictions stay what they are.
_TRUTH = {"truth", "classes"}
# A disk with less room than this share is left to what cannot be made again.
_SPARE = 0.05


def layout_of(*, prepared: Prepared, layout: Layout) -> str:
    """Return a name for what the predictions read from a file depend on.

    That is the ids in their order and how each column is read, and not what is true.
    """
    told = [
        _READER,
        prepared.ids.digest,
        layout.id_column,
        layout.max_bytes,
        [
            (field.name, getattr(target, field.name))
            for target in prepared.targets
            for field in fields(Target)
            if field.name not in _TRUTH
        ],
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def fresh(
    *, submission: Submission, prepared: Prepared, predictions: Predictions
) -> Fresh:
    """Return what was just read from a submission's file as it may be kept.

    ``submission.competition`` is read; select it.
    """
    layout = layout_of(prepared=prepared, layout=submission.competition.layout)
    return Fresh(layout=layout, predictions=predictions)


def keep(*, submission: Submission, fresh: Fresh | None, at: datetime) -> None:
    """Keep what was just read from a submission's file; None keeps nothing.

    Whatever hinders it is logged and nothing else: the score stands without.
    """
    if fresh is None or settings.SIDECAR_QUOTA_MB <= 0:
        return
    try:
        if not _is_full():
            _keep(submission, fresh, at=at)
    except Exception:
        logger.exception("No sidecar for submission %s.", submission.pk)


def _is_full() -> bool:
    disk = shutil.disk_usage(settings.MEDIA_ROOT)
    return disk.free < _SPARE * disk.total


def _keep(submission: Submission, fresh: Fresh, *, at: datetime) -> None:
    path = file_of(submission)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    kept = Kept(
        layout=fresh.layout,
        source=submission.sha256,
        values=fresh.predictions.values,
        labels=fresh.predictions.labels,
    )
    try:
        size = sidecarfile.write(draft, kept)
        # Not forced to the disk: what a power cut damages is not taken for predictions.
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    row = Sidecar(
        submission=submission,
        path=str(path.relative_to(settings.MEDIA_ROOT)),
        size=size,
        layout=fresh.layout,
        made_at=at,
    )
    Sidecar.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["submission"],
        update_fields=["path", "size", "layout", "made_at"],
    )


def file_of(submission: Submission) -> Path:
    """Return where a submission's sidecar is, if it has one."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER / str(submission.competition_id)
    return folder / str(submission.pk)


def read(*, submission: Submission, prepared: Prepared) -> Predictions | None:
    """Return a submission's predictions as reading its file would, None without sidecar.

    Only the type of labels' numbers is the smallest that holds them, for speed; no metric
    of labels may depend on it. The arrays are mapped from the disk.
    ``submission.competition`` is read; select it. No query is made else.
    """
    kept = _kept(submission, prepared)
    if kept is None:
        return None
    columns = prepared.columns()
    values = [
        _by_class(column, labels, found)
        for column, labels, found in zip(columns, kept.labels, kept.values, strict=True)
    ]
    return Predictions(values=values, labels=[column.labels for column in columns])


def each(
    *, submissions: Iterable[Submission], prepared: Prepared
) -> Iterator[tuple[Submission, Sequence[Array]]]:
    """Yield the submissions that have a sidecar for *prepared*, with their columns.

    Columns are in the solution's order: integer labels as they are, text labels as the
    number of the class in ``prepared.targets[…].classes`` (numbers from its length on are
    labels that the solution lacks; they differ from one submission to the next), both in
    a small type; numbers in double precision; texts as objects. They are mapped from the
    disk and cannot be changed. ``submission.competition`` is read; select it.
    """
    for submission in submissions:
        found = read(submission=submission, prepared=prepared)
        if found is not None:
            yield submission, found.values


def _by_class(column: Column, labels: Sequence[str], found: Array) -> Array:
    """Return text labels by the numbers of the solution's classes, others as they are."""
    if not isinstance(column, LabelColumn):
        return found
    codes = column.codes(labels)
    is_same = np.array_equal(codes, np.arange(len(codes)))
    return found if is_same else codes[found]


def _kept(submission: Submission, prepared: Prepared) -> Kept | None:
    """Return a submission's sidecar if there is one and it fits."""
    path = file_of(submission)
    try:
        kept = sidecarfile.read(path)
    except FileNotFoundError:
        return None
    except (OSError, DamagedError):
        logger.warning("The sidecar %s cannot be used.", path, exc_info=True)
        return None
    layout = layout_of(prepared=prepared, layout=submission.competition.layout)
    fits = kept.layout == layout and kept.source == submission.sha256
    return kept if fits else None
