"""The leaderboard as CSV: for spreadsheets, and as Kaggle writes its own.

Text that a spreadsheet would run as a formula begins with an apostrophe.
"""

import codecs
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from defusedcsv.csv import writer as defused_writer
from django.db.models import Max

from leaderboard.models import COUNTED_STATES, Competition, Submission
from leaderboard.selectors.entries import Entry

COLUMNS = ("rank", "name", "team", "members", "score", "entries", "received", "note")
KAGGLE_COLUMNS = (
    "Rank",
    "TeamId",
    "TeamName",
    "LastSubmissionDate",
    "Score",
    "SubmissionCount",
    "TeamMemberUserNames",
)


def as_csv(entries: Iterable[Entry], *, zone: ZoneInfo, with_logins: bool) -> bytes:
    """Return the board as it is shown; the note says why a line has no rank.

    Times are those of the scores that count, with the zone's offset.
    """
    header = [*COLUMNS, *(["login"] if with_logins else [])]
    return _written(
        header,
        (
            [
                entry.rank,
                entry.name,
                entry.team,
                "; ".join(member.name for member in entry.members),
                entry.score,
                entry.entries,
                entry.achieved_at.astimezone(zone).isoformat(timespec="seconds"),
                _note(entry),
                *([entry.login] if with_logins else []),
            ]
            for entry in entries
        ),
    )


def as_kaggle_csv(entries: Iterable[Entry], *, competition: Competition) -> bytes:
    """Return the board in the form in which Kaggle exports one; user names are logins.

    Staff and baselines have the rank 0, as a host's entries have there; hidden entries
    are left out. Times are in UTC.
    """
    last = _last_received(competition)
    return _written(
        KAGGLE_COLUMNS,
        (
            [
                entry.rank or 0,
                entry.enrollment_id or 0,
                entry.name,
                f"{_last(entry, last).astimezone(UTC):%Y-%m-%d %H:%M:%S}",
                entry.score,
                entry.entries,
                ",".join(entry.logins),
            ]
            for entry in entries
            if not entry.is_hidden
        ),
    )


def _note(entry: Entry) -> str:
    if entry.is_hidden:
        return "hidden"
    return "" if entry.kind == "student" else entry.kind


def _last(entry: Entry, last: Mapping[str, datetime]) -> datetime:
    received = [last[login] for login in entry.logins if login in last]
    return max(received, default=entry.achieved_at)


def _last_received(competition: Competition) -> Mapping[str, datetime]:
    """Return when each login's last submission that was not refused was received."""
    rows = Submission.objects.filter(
        competition=competition, state__in=COUNTED_STATES, disqualified_at=None
    )
    newest = rows.order_by().values_list("enrollment__user__login")
    return dict(newest.annotate(last=Max("received_at")))


def _written(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    file = io.StringIO()
    written = defused_writer(file, lineterminator="\r\n")
    written.writerow(header)
    # A name that begins with white space could hide a formula from the writer.
    written.writerows(
        [cell.strip() if isinstance(cell, str) else cell for cell in row]
        for row in rows
    )
    return codecs.BOM_UTF8 + file.getvalue().encode()
