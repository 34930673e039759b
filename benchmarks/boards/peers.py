"""How others make a leaderboard: from the submissions, each time it is looked at.

EvalAI fetches every row and keeps the first of each team in Python; Codabench and most
course tools group in SQL. They are given a flat table with a covering index, the product
is not; all leave out staff and who dropped the course, as the product does.
"""

from typing import Any

# As many lines as Kaggle shows at first; the product's page has more.
SIZE = 50
_THERE = (
    " join courseops_enrollment e on e.id = b.student and e.role = 'student'"
    " and e.status = 'active' join courseops_user u on u.id = e.user_id"
)
_GROUPED = (
    "select student, max(score) as score from peer where competition = %s"
    " group by student"
)
_FIRST = (
    "select student, score, id from (select student, score, id, row_number() over"
    " (partition by student order by score desc, id) as place from peer"
    " where competition = %s) t where place = 1"
)
_SHOWN = "select b.student, b.score, u.name, e.nickname from"
_DISTINCT = (
    "select distinct on (student) student, score, id from peer where competition = %s"
    " order by student, score desc, id"
)
Sql = tuple[str, tuple[Any, ...]]


def fetched_page(cursor: Any, competition: int) -> list[tuple[int, float]]:
    """Return the first page by fetching, sorting and keeping the first of each."""
    cursor.execute(
        "select student, score, b.id, u.name, e.nickname from peer b"
        f"{_THERE} where competition = %s",
        (competition,),
    )
    seen: set[int] = set()
    found = []
    for row in sorted(cursor.fetchall(), key=lambda row: (-row[1], row[2])):
        if row[0] not in seen:
            seen.add(row[0])
            found.append(row[:2])
    return found[:SIZE]


def pages(vendor: str, competition: int) -> dict[str, Sql]:
    """Return the queries of a first page with its names; those with ties in order."""
    best = {"window function": _FIRST}
    if vendor == "postgresql":
        best["DISTINCT ON"] = _DISTINCT
    found = {
        name: (
            f"{_SHOWN} ({sql}) b{_THERE} order by b.score desc, b.id limit {SIZE}",
            (competition,),
        )
        for name, sql in best.items()
    }
    # Equal scores come in any order here.
    found["GROUP BY"] = (
        f"{_SHOWN} ({_GROUPED}) b{_THERE} order by b.score desc limit {SIZE}",
        (competition,),
    )
    return found


def ranks(competition: int, student: int) -> dict[str, Sql]:
    """Return the queries of one student's rank."""
    mine = "(select max(score) from peer where competition = %s and student = %s)"
    grouped = f"({_GROUPED} having max(score) > {mine}) b{_THERE}"
    first = f"b{_THERE} where b.score > (select score from b where student = %s)"
    return {
        "GROUP BY": (
            f"select 1 + count(*) from {grouped}",
            (competition, competition, student),
        ),
        "window function": (
            f"with b as ({_FIRST}) select 1 + count(*) from {first}",
            (competition, student),
        ),
    }
