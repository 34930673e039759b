"""Whether the product kept its promises: nothing lost, doubled, late or wrong."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.rush.course import login_of, slug_of
from benchmarks.rush.plan import Plan, Upload
from tests.stack.product import Product

ROWS = """
SELECT s.sha256, s.state, s.received_at, u.login, c.slug, r.public, r.private,
       r.scored_at
FROM leaderboard_submission s
JOIN courseops_enrollment e ON e.id = s.enrollment_id
JOIN courseops_user u ON u.id = e.user_id
JOIN courseops_component c ON c.id = s.competition_id
LEFT JOIN leaderboard_score r ON r.submission_id = s.id
"""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A submission as the database has it."""

    sha256: str
    state: str
    received_at: float
    login: str
    slug: str
    public: float | None
    private: float | None
    scored_at: float | None


def stored(product: Product) -> list[Row]:
    """Return every submission."""
    return [
        Row(
            sha256=sha256,
            state=state,
            received_at=_seconds(received),
            login=login,
            slug=slug,
            public=public,
            private=private,
            scored_at=_seconds(scored) if scored else None,
        )
        for sha256, state, received, login, slug, public, private, scored in (
            product.rows(ROWS)
        )
    ]


def _seconds(value: Any) -> float:
    """Return seconds since 1970 of what a database gives for an instant."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return float((value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp())


def check(
    *, plan: Plan, folder: Path, requests: Iterable[Mapping[str, Any]], rows: list[Row]
) -> dict[str, float]:
    """Assert the promises; return how late the server took note of uploads.

    An upload that was not answered may be there or not; one that was accepted is there
    once; nothing else is there.
    """
    by_number = {one["number"]: one for one in requests if "number" in one}
    assert len(by_number) == len(plan.uploads)
    number_of = Counter(row.sha256 for row in rows)
    row_of = {row.sha256: row for row in rows}
    lags = []
    for upload in plan.uploads:
        sent = by_number[upload.number]
        sha256 = _digest(folder, upload)
        if sent["status"] == 201:
            assert number_of[sha256] == 1, (
                f"upload {upload.number}: {number_of[sha256]}"
            )
            _check_row(plan, upload, sent, row_of[sha256])
            lags.append((upload, row_of[sha256].received_at - int(sent["begun"])))
        else:
            assert number_of[sha256] <= (sent["status"] == 0), upload
    known = {_digest(folder, upload) for upload in plan.uploads}
    assert set(number_of) <= known
    slow = [lag for upload, lag in lags if upload.slow]
    return {
        "lag_max": max(lag for _, lag in lags),
        "later_second": sum(lag > 0 for _, lag in lags),
        "slow": len(slow),
        "slow_lag_max": max(slow, default=0.0),
    }


def _check_row(plan: Plan, upload: Upload, sent: Mapping[str, Any], row: Row) -> None:
    assert row.state == "scored", (upload, row)
    assert row.login == login_of(upload.student)
    assert row.slug == slug_of(upload.competition)
    # To the second: received is floored, and lies between begin and answer.
    assert int(sent["begun"]) <= row.received_at <= int(sent["answered"]), (upload, row)
    half = plan.rows // 2
    assert (row.public, row.private) == tuple(right / half for right in upload.right)


def _digest(folder: Path, upload: Upload) -> str:
    body = (folder / "bodies" / f"{upload.number}.csv").read_bytes()
    return hashlib.sha256(body).hexdigest()
