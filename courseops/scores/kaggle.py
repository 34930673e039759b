"""A leaderboard that Kaggle exports: teams of Kaggle's user names."""

from courseops.datafile import Record
from courseops.models import Component
from courseops.scores.entries import Entry, iso
from courseops.scores.tables import Table

NAME = "Kaggle"
MEMBERS = "TeamMemberUserNames"
DATES = ("LastSubmissionDate", "SubmissionDate")
# The host's own entries stand above the first place.
BENCHMARK = "0"


def knows(header: list[str]) -> bool:
    """Return whether *header* is a Kaggle leaderboard's."""
    return {"TeamId", "TeamName", "Score"} <= set(header)


def entries(table: Table, component: Component) -> list[Entry]:
    """Return every member of every team; times are in UTC."""
    date = next((name for name in DATES if name in table.header), DATES[0])
    who = MEMBERS if MEMBERS in table.header else "TeamName"
    return [
        Entry(
            line=row.line,
            who=(member,),
            score=row["Score"],
            received=iso(row[date], zone="Z"),
            columns={"who": who, "score": "Score", "received": date},
        )
        for row in table.rows
        if row["Rank"] != BENCHMARK
        for member in _members(row, who)
    ]


def _members(row: Record, who: str) -> list[str]:
    return [row[who]] if who == "TeamName" else row[who].replace(",", " ").split()
