"""When who uploads what: made before the rush, so that sending costs little."""

import json
import math
import random
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.uint8]

# The deadline lies after this share of the time; so many uploads come before it.
DEADLINE_AT = 0.8
IN_TIME = 0.9
# At the deadline uploads come e ** STEEPNESS times as densely as at the beginning.
STEEPNESS = 3.0
# So many upload through a slow line, some seconds long.
SLOW = 0.03
SLOW_SECONDS = 3.0
BY_API = 0.3
FIRST_ID = 1_000_001
CLASSES = 10
BOUNDARY = "rush-boundary-785"


@dataclass(frozen=True, kw_only=True)
class Upload:
    """One upload: seconds after the beginning, who, where, how, and the file's facts.

    ``right`` counts the rows of the public and of the private half that are right.
    """

    number: int
    after: float
    student: int
    competition: int
    by_api: bool
    slow: bool
    right: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that is sent. ``deadline`` is in seconds after the beginning."""

    seconds: float
    deadline: float
    rows: int
    students: int
    competitions: int
    uploads: list[Upload]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def load(cls, path: Path) -> "Plan":
        found = json.loads(path.read_text())
        uploads = [
            Upload(**{**one, "right": tuple(one["right"])}) for one in found["uploads"]
        ]
        return cls(**{**found, "uploads": uploads})


def make_plan(
    *, seconds: float, students: int, uploads: int, competitions: int, rows: int
) -> Plan:
    """Draw a plan from a fixed seed."""
    draw = random.Random(11785)
    deadline = seconds * DEADLINE_AT
    times = sorted(_time(draw, seconds, deadline) for _ in range(uploads))
    return Plan(
        seconds=seconds,
        deadline=deadline,
        rows=rows,
        students=students,
        competitions=competitions,
        uploads=[
            Upload(
                number=number,
                after=after,
                # Everybody uploads, then some more often than others.
                student=number % students
                if number < students
                else min(draw.randrange(students), draw.randrange(students)),
                competition=draw.randrange(competitions),
                by_api=draw.random() < BY_API,
                slow=draw.random() < SLOW,
                right=_right(number, rows),
            )
            for number, after in enumerate(times)
        ],
    )


def _time(draw: random.Random, seconds: float, deadline: float) -> float:
    if draw.random() >= IN_TIME:
        return draw.uniform(deadline, seconds)
    share = math.log1p(draw.random() * math.expm1(STEEPNESS)) / STEEPNESS
    return share * deadline


def _right(number: int, rows: int) -> tuple[int, int]:
    """Return how many rows of each half a file has right: a pair for each number."""
    half = rows // 2
    return half // 2 + number % (half // 2), half // 2 + number // (half // 2)


def truth(rows: int) -> Array:
    """Return the labels of the solution, one digit each."""
    return np.random.default_rng(785).integers(0, CLASSES, rows).astype(np.uint8)


def write_solution(path: Path, rows: int) -> None:
    """Write the solution: the first half of its rows is public."""
    with path.open("w") as file:
        file.write("id,label,Usage\n")
        for at, label in enumerate(truth(rows)):
            usage = "Public" if at < rows // 2 else "Private"
            file.write(f"{FIRST_ID + at},{label},{usage}\n")


def write_bodies(folder: Path, plan: Plan) -> None:
    """Write each upload's form as it goes over the line, every file another one."""
    right = truth(plan.rows)
    lines = np.array(
        [list(f"{FIRST_ID + at},0\n".encode()) for at in range(plan.rows)], np.uint8
    )
    half = plan.rows // 2
    for upload in plan.uploads:
        random = np.random.default_rng(upload.number)
        labels = right.copy()
        for start, count in zip((0, half), upload.right, strict=True):
            wrong = start + random.permutation(half)[count:]
            labels[wrong] = (
                labels[wrong] + random.integers(1, CLASSES, len(wrong))
            ) % (CLASSES)
        lines[:, -2] = labels + ord("0")
        file = b"id,label\n" + lines.tobytes()
        (folder / f"{upload.number}.csv").write_bytes(file)


def form(file: bytes, *, name: str, token: str) -> bytes:
    """Return a multipart form with a file, as a browser sends it."""
    return b"".join(
        (
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; "
            f'name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'.encode(),
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; "
            f'name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'.encode(),
            file,
            f"\r\n--{BOUNDARY}--\r\n".encode(),
        )
    )
