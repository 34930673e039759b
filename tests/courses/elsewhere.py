"""Files as other systems write them, with their real headers, for a class by login."""

from collections.abc import Mapping, Sequence

Cells = Mapping[str, str]

GRADESCOPE = (
    "First Name,Last Name,SID,Email,Sections,section_name,Total Score,Max Points,"
    "Status,Submission ID,Submission Time,Lateness (H:M:S),View Count,"
    "Submission Count,1: All (10.0 pts)"
)
AUTOLAB = "Submission Time,Email,Total,written,First name,Last name,Section,Lecture"
MOODLE = (
    '"First name",Surname,"ID number",Institution,Department,"Email address",'
    '"Assignment: {item} (Real)","Course total (Real)",'
    '"Last downloaded from this course"'
)


def email(login: str) -> str:
    return f"{login}@example.edu"


def canvas(
    columns: Mapping[str, tuple[str, Cells]], logins: Sequence[str]
) -> list[str]:
    """Return Canvas's gradebook; a column's title leads to its points and cells."""
    titles = [f"{title} ({100 + n})" for n, title in enumerate(columns)]
    posting = [""] * 5 + ["Manual Posting"] * len(titles) + ["", ""]
    points = ["    Points Possible", *[""] * 4, *(one[0] for one in columns.values())]
    people = [
        [f'"{login}, {login}"', str(n), login, login, "A"]
        + [cells.get(login, "") for _, cells in columns.values()]
        + ["80", "80"]
        for n, login in enumerate(logins)
    ]
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles]
    head += ["Assignments Current Points", "Final Score"]
    points += ["(read only)", "(read only)"]
    return [",".join(row) for row in (head, posting, points, *people)]


def gradescope(rows: Mapping[str, tuple[str, str]], *, most: str) -> list[str]:
    """Return an assignment's scores; of each login the score and the time, or none."""
    return [
        GRADESCOPE,
        *(_submission(login, *row, most=most) for login, row in rows.items()),
    ]


def _submission(login: str, score: str, received: str, *, most: str) -> str:
    name = f"{login},{login},,{email(login)},,"
    if not received:
        return f"{name},,{most},Missing,,,,0,0,"
    return f"{name},{score},{most},Graded,7,{received},00:00:00,1,1,{score}"


def autolab(rows: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return an assessment's scores; of each login the score and the time."""
    return [
        AUTOLAB,
        *(
            f"{received},{email(login)},{score},{score},{login},{login},A,1"
            for login, (score, received) in rows.items()
        ),
    ]


def moodle(item: str, cells: Cells) -> list[str]:
    """Return the grades of one item; ``-`` is none."""
    return [
        MOODLE.format(item=item),
        *(
            f"{login},{login},,,,{email(login)},{cell},50,1606900000"
            for login, cell in cells.items()
        ),
    ]
