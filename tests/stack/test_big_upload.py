"""A 25 MB upload: the web server stays small, the worker reads to the last row."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack.courses import COMPETITION, make_course, sign_in
from tests.stack.product import Product, wait_for
from tests.stack.visitor import Visitor

COURSE = "big"
UPLOAD = f"/courses/{COURSE}/competitions/frames/upload/"
ROWS = 2_000_000
MIB = 1024 * 1024


def write_rows(path: Path, last: str) -> Path:
    """Write two million rows, about 25 MB, of which the last has the label *last*."""
    with path.open("w") as file:
        file.write("id,label\n")
        for start in range(1, ROWS, 100_000):
            numbers = range(start, min(start + 100_000, ROWS))
            file.write("".join(f"{n},{10000 + n * 7919 % 90000}\n" for n in numbers))
        file.write(f"{ROWS},{last}\n")
    assert path.stat().st_size > 25_000_000
    return path


@pytest.fixture(scope="package")
def big(stack: Product) -> Iterator[Product]:
    competition = COMPETITION.format(
        slug="frames", title="Frames", id_column="id", target="label"
    )
    solution = write_rows(stack.folder / "frames.csv", "10000")
    make_course(stack, COURSE, competition, solutions={"frames": solution})
    solution.unlink()
    return stack


@pytest.fixture(scope="package")
def ada(big: Product, tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """A student whose small uploads have warmed every web process up."""
    visitor = sign_in(big, "ada")
    small = tmp_path_factory.mktemp("small") / "small.csv"
    small.write_text("id,label\n1,10000\n")
    for _ in range(8):
        visitor.get(f"/courses/{COURSE}/competitions/frames/")
        visitor.upload(UPLOAD, small)
    return visitor


def memory(pid: int, field: str) -> int:
    """Return VmRSS (now) or VmHWM (the highest so far) of a process, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith(f"{field}:"))
    return int(line.split()[1]) * 1024


def settled(product: Product, size: int) -> tuple[str, str]:
    """Wait for the submission of that size to leave the queue; return state, reasons."""

    def look() -> tuple[str, str] | None:
        ((state, reasons),) = product.rows(
            "SELECT state, reasons FROM leaderboard_submission WHERE size = ?",
            size,
        )
        return None if state in {"queued", "scoring"} else (state, reasons)

    return wait_for("the big file to be read", look)


def test_the_web_server_hardly_grows_and_the_last_row_is_named(
    big: Product, ada: Visitor, tmp_path: Path
) -> None:
    file = write_rows(tmp_path / "frames.csv", "a thousand")
    before = {pid: memory(pid, "VmRSS") for pid in big.web_pids()}
    for pid in before:
        # From here on VmHWM tells the highest, not only what is left afterwards.
        Path(f"/proc/{pid}/clear_refs").write_text("5")

    answer = ada.upload(UPLOAD, file)

    grown = {pid: memory(pid, "VmHWM") - rss for pid, rss in before.items()}
    assert answer.status == 200, answer.body
    assert "Received" in answer.body
    assert sum(grown.values()) < 32 * MIB, grown
    state, reasons = settled(big, file.stat().st_size)
    assert state == "refused"
    (reason,) = json.loads(reasons) if isinstance(reasons, str) else reasons
    assert reason["line"] == ROWS + 1
    assert "a thousand" in reason["message"]


def test_two_million_right_rows_score_one(
    big: Product, ada: Visitor, tmp_path: Path
) -> None:
    file = write_rows(tmp_path / "frames.csv", "10000")

    ada.upload(UPLOAD, file)

    assert settled(big, file.stat().st_size)[0] == "scored"
    scores = big.rows(
        "SELECT r.public FROM leaderboard_score r"
        " JOIN leaderboard_submission s ON s.id = r.submission_id WHERE s.size = ?",
        file.stat().st_size,
    )
    assert scores == [(1.0,)]
