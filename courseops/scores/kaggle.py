"""A leaderboard that Kaggle exports: teams of Kaggle's user names.

Three forms: today's CSV with ranks and members, the older without them, and what
Kaggle's command prints, between notes of its own. All times are in UTC.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courseops.datafile import Line, Record
from courseops.scores.entries import Entry, iso
from courseops.scores.tables import Table

NAME = "Kaggle"
# What the names stand for, each with names of its own.
USERS = "kaggle"
TEAMS = "kaggle team"
MEMBERS = "TeamMemberUserNames"
DATES = ("LastSubmissionDate", "SubmissionDate")
# The host's own entries stand above the first place.
BENCHMARK = "0"
_COLUMNS = {
    name.lower(): name
    for name in ("Rank", "TeamId", "TeamName", *DATES, "Score", MEMBERS)
}
_NOTES = ("Next Page Token", "Warning:")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a leaderboard: a team, its members, its score and its time, as text.

    Without members the file tells only the team's name. ``columns`` maps the parts to
    what the file calls them.
    """

    line: int
    team: str
    members: tuple[str, ...]
    score: str
    received: str
    is_benchmark: bool
    columns: dict[str, str]

    @property
    def site(self) -> str:
        """Which names :attr:`names` are."""
        return USERS if self.members else TEAMS

    @property
    def names(self) -> tuple[str, ...]:
        """Whom the row names: its members, else the team."""
        return self.members or (self.team,)


def knows(header: list[str]) -> bool:
    """Return whether *header* is a Kaggle leaderboard's."""
    return {"TeamId", "TeamName", "Score"} <= {_canonical(name) for name in header}


def without_notes(lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out what Kaggle's command prints around a leaderboard; others stay."""
    found = [one for one in lines if not one.cells[0].startswith(_NOTES)]
    return found if found and knows(found[0].cells) else lines


def rows(table: Table) -> Iterator[Row]:
    """Go through the teams of a leaderboard, the host's benchmarks too."""
    columns = {_canonical(name): name for name in table.header}
    date = next((name for name in DATES if name in columns), DATES[0])
    who = MEMBERS if MEMBERS in columns else "TeamName"
    told = {
        "who": columns[who],
        "score": columns["Score"],
        "received": columns.get(date, date),
    }
    for record in table.rows:
        yield Row(
            line=record.line,
            team=record[columns["TeamName"]],
            members=_members(record, columns),
            score=record[columns["Score"]],
            received=iso(record[columns.get(date, "")], zone="Z"),
            is_benchmark=record[columns.get("Rank", "")] == BENCHMARK,
            columns=told,
        )


def titles(table: Table) -> None:
    """Return None: a leaderboard is of one competition."""


def entries(table: Table, column: str) -> list[Entry]:
    """Return every member of every team, the host's benchmarks left out."""
    return [
        Entry(
            line=row.line,
            who=(name,),
            name=row.team,
            site=row.site,
            score=row.score,
            received=row.received,
            columns=row.columns,
        )
        for row in rows(table)
        if not row.is_benchmark
        for name in row.names
    ]


def _members(record: Record, columns: dict[str, str]) -> tuple[str, ...]:
    return tuple(record[columns.get(MEMBERS, "")].replace(",", " ").split())


def _canonical(name: str) -> str:
    return _COLUMNS.get(name.lower(), name)
