"""The code behind the demo's first homework: all but one student handed it in.

Two of them handed in the very same.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from courseops.demo.histories import dice
from courseops.models import Component, Course, Enrollment
from leaderboard.code import listing
from leaderboard.models import CodeHandIn, Standing, Submission

# Who handed in the file of whom.
COPIED = {"nrahman": "tmansour"}
WITHOUT_CODE = "dvolkov"
WAIVED = "enwosu"
_FILE = '''"""Name that note, as handed in by {login}: {layers} layers of {width}."""

import numpy as np

rng = np.random.default_rng({seed})
weights = [rng.normal(size=({width}, {width})) for _ in range({layers})]


def predict(frames: np.ndarray) -> np.ndarray:
    for weight in weights[:-1]:
        frames = np.maximum(frames @ weight, 0)
    return (frames @ weights[-1]).argmax(axis=1)
'''


def hand_in_code(
    course: Course, places: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> int:
    """Store the code of who handed in to a component that asks for it; return how many.

    It made their best submission. One forgot it, and one showed it instead (see
    :mod:`courseops.demo.decisions`).
    """
    made = []
    for component in course.components.filter(code__isnull=False):
        best = _best(component)
        for login, last in _last_tries(component).items():
            if login in (WITHOUT_CODE, WAIVED) or not places[login].is_student:
                continue
            handin = _code(component, places[login], login, last, seed)
            handin.submission_id = best.get(handin.enrollment_id)
            made.append(handin)
    made.sort(key=lambda handin: handin.received_at)
    CodeHandIn.objects.bulk_create(made)
    while listing.list_waiting(at=at):
        pass
    return len(made)


def _best(component: Component) -> dict[int, int]:
    """Return whose best submission is which, by their keys."""
    rows = Standing.objects.filter(competition__component=component)
    return dict(rows.values_list("enrollment", "submission"))


def _last_tries(component: Component) -> dict[str, datetime]:
    """Return when each login handed in to the competition for the last time."""
    submissions = Submission.objects.filter(competition__component=component)
    return dict(
        submissions.order_by("received_at").values_list(
            "enrollment__user__login", "received_at"
        )
    )


def _code(
    component: Component, place: Enrollment, login: str, last: datetime, seed: int
) -> CodeHandIn:
    writer = COPIED.get(login, login)
    rng = dice(seed, component.slug, "code", writer)
    content = _FILE.format(
        login=writer,
        layers=rng.randint(2, 5),
        width=rng.choice((64, 128, 256)),
        seed=rng.randint(0, 999),
    ).encode()
    name = sha256(f"{seed}/{component.slug}/code/{login}".encode()).hexdigest()
    handin = CodeHandIn(
        component=component,
        enrollment=place,
        received_at=last + timedelta(minutes=rng.randint(2, 40)),
        path=f"code/{component.pk}/{name[:32]}.py",
        file_name="notes.py",
        sha256=sha256(content).hexdigest(),
        size=len(content),
    )
    path = Path(settings.MEDIA_ROOT) / handin.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return handin
