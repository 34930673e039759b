"""The same file by page, API and command: one way of scoring behind three doors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stack.courses import (
    COMPETITION,
    PASSWORD,
    make_course,
    random_labels,
    sign_in,
    spoilt,
    write_labels,
)
from tests.stack.product import Product, wait_for
from tests.stack.visitor import Answer, Visitor

COURSE = "doors"
PAGE = f"/courses/{COURSE}/competitions/frames/"
API = f"/api/v1/courses/{COURSE}/competitions/frames/"
LABELS = random_labels(200, seed=11)


@pytest.fixture(scope="package")
def doors(stack: Product) -> Iterator[Product]:
    competition = COMPETITION.format(
        slug="frames", title="Frames", id_column="id", target="label"
    )
    solution = write_labels(stack.folder / "doors.csv", LABELS)
    make_course(stack, COURSE, competition, solutions={"frames": solution})
    return stack


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Predictions of which 150 of 200 are right."""
    return write_labels(tmp_path / "predictions.csv", spoilt(LABELS, 50))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Predictions in which a row is missing and another holds a word."""
    path = write_labels(tmp_path / "broken.csv", LABELS[:-1])
    path.write_text(path.read_text().replace(f"\n7,{LABELS[6]}\n", "\n7,seven\n"))
    return path


def api(product: Product, login: str) -> Visitor:
    """Return a program that has fetched a token for *login*."""
    answer = Visitor(product.address).post_json(
        "/api/v1/token/", {"email": f"{login}@example.edu", "password": PASSWORD}
    )
    assert answer.status in {200, 201}, answer.body
    return Visitor(product.address, token=answer.json()["token"])


def settled(visitor: Visitor, received: dict[str, Any]) -> dict[str, Any]:
    """Ask by the API until the submission is settled."""

    def look() -> dict[str, Any] | None:
        answer: Answer = visitor.get(f"{API}submissions/{received['id']}/")
        found: dict[str, Any] = answer.json()
        return None if found["state"] in {"queued", "scoring"} else found

    found: dict[str, Any] = wait_for("a settled submission", look)
    return found


def last_of(product: Product, login: str) -> tuple[str, str]:
    """Return state and SHA-256 of somebody's last submission."""
    rows = product.rows(
        "SELECT s.state, s.sha256 FROM leaderboard_submission s"
        " JOIN courseops_enrollment e ON e.id = s.enrollment_id"
        " JOIN courseops_user u ON u.id = e.user_id"
        " JOIN courseops_course c ON c.id = e.course_id"
        " WHERE u.login = ? AND c.slug = ? ORDER BY s.id DESC",
        login,
        COURSE,
    )
    return rows[0]


def test_the_api_takes_a_file_and_tells_its_score(doors: Product, file: Path) -> None:
    ada = api(doors, "ada")

    answer = ada.upload(f"{API}submissions/", file)

    assert answer.status == 201, answer.body
    assert settled(ada, answer.json())["score"] == 0.75
    board = ada.get(f"{API}leaderboard/").json()
    assert "ada" in str(board).lower()


def test_the_api_names_what_is_wrong_with_a_file(doors: Product, broken: Path) -> None:
    ben = api(doors, "ben")

    answer = ben.upload(f"{API}submissions/", broken)

    found = settled(ben, answer.json())
    assert found["state"] == "refused"
    assert 8 in [reason["line"] for reason in found["reasons"]]


def test_the_command_waits_for_the_worker_and_prints_the_score(
    doors: Product, file: Path
) -> None:
    said = doors.manage("submit", COURSE, "frames", "cleo", file)

    assert "0.75" in said
    assert last_of(doors, "cleo")[0] == "scored"


def test_the_command_scores_without_a_worker_when_asked_to(
    doors: Product, file: Path
) -> None:
    said = doors.manage("submit", COURSE, "frames", "dev", file, "--score-here")

    assert "0.75" in said
    assert last_of(doors, "dev")[0] == "scored"


def test_the_command_fails_for_a_refused_file_and_keeps_it(
    doors: Product, broken: Path
) -> None:
    said = doors.manage("submit", COURSE, "frames", "dev", broken, fails=True)

    assert "line 8" in said.lower()
    assert last_of(doors, "dev")[0] == "refused"


def test_the_page_gives_the_same_score(doors: Product, file: Path) -> None:
    ada = sign_in(doors, "ada")

    answer = ada.upload(f"{PAGE}upload/", file)

    assert "Received" in answer.body
    wait_for("the score", lambda: last_of(doors, "ada")[0] == "scored")
    assert "0.75000" in ada.get(f"{PAGE}leaderboard/").body


def test_outsiders_find_nothing(doors: Product) -> None:
    stranger = Visitor(doors.address, token="no-such-token")

    assert stranger.get(API).status == 401
    assert (
        Visitor(doors.address)
        .get(PAGE)
        .url.startswith(f"{doors.address}/accounts/login/")
    )
