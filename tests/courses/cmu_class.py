"""A class of 11-785 with facts in every part of the course."""

from tests.courses.classroom import Classroom

DUE = {
    0: "2020-09-06",
    1: "2020-09-06",
    2: "2020-09-13",
    3: "2020-09-20",
    4: "2020-09-28",
    5: "2020-10-04",
    6: "2020-10-11",
    7: "2020-10-18",
    8: "2020-10-25",
    9: "2020-11-01",
    10: "2020-11-08",
    11: "2020-11-15",
    12: "2020-11-22",
    13: "2020-11-29",
    14: "2020-12-06",
}
# Days on which the early deadlines are met.
EARLY = {
    "hw1p2": "2020-09-10",
    "hw2p2": "2020-10-01",
    "hw3p2": "2020-10-20",
    "hw4p2": "2020-11-10",
}
FULL_PARTS = {
    "hw0p1": 10,
    "hw0p2": 10,
    "hw1p1": 10,
    "hw2p1": 10,
    "hw3p1": 10,
    "hw4p1": 10,
}
FULL_P2 = {"hw1p2": 0.72, "hw2p2": 0.92, "hw3p2": 12.0, "hw4p2": 12.0}
FULL_PROJECT = {
    "proposal": 100,
    "midterm-report": 100,
    "preliminary-report": 100,
    "project-video": 100,
    "video-follow-up": 100,
    "final-report": 100,
}
TEN_OF_TEN = dict.fromkeys(range(15), 10)

# Everything that each student did: quizzes (of ten), parts, competitions, project.
QUIZZES = {
    "ada": {n: 10 for n in TEN_OF_TEN if n != 3} | {7: 5},
    "ben": dict(enumerate([10, 9, 8, 7, 6, 5, 10, 9, 8, 7, 6, 5, 4], start=1)),
    "mia": dict.fromkeys(range(15), 5),
    **dict.fromkeys(["pat", "una", "aud", "kim"], TEN_OF_TEN),
    "paul": {n: 10 for n in TEN_OF_TEN if n != 9},
}
PARTS = {
    "ada": {**FULL_PARTS, "hw0p1": 8, "hw2p1": 9, "hw3p1": 5, "hw4p1": 7},
    "mia": {"hw0p1": 10, "hw0p2": 10, "hw1p1": 8},
    **dict.fromkeys(["pat", "paul", "una", "aud", "kim"], FULL_PARTS),
}
P2 = {
    "ada": {**FULL_P2, "hw1p2": 0.76, "hw2p2": 0.85},
    "ben": {"hw1p2": 0.80},
    "mia": {"hw1p2": 0.53},
    **dict.fromkeys(["pat", "paul", "una", "aud"], FULL_P2),
    "kim": {slug: score for slug, score in FULL_P2.items() if slug != "hw3p2"},
}
PROJECT = {
    "ada": {
        "proposal": 80,
        "midterm-report": 90,
        "project-video": 70,
        "video-follow-up": 60,
    },
    **dict.fromkeys(["pat", "paul"], FULL_PROJECT),
}


def seed(room: Classroom) -> None:
    """Enrol the class and enter what it did."""
    room.enrol(
        "ada,11-785,letter",
        "ben,18-786,letter",
        "mia,11-485,letter",
        "pat,11-685,pass_fail",
        "paul,11-785,pass_fail",
        "una,11-485,pass_fail",
        "aud,11-785,audit",
        "kim,11-785,audit",
    )
    room.teams("owls,ada,proposal", "owls,ben,proposal")
    room.attempts(*_attempts())
    room.results(*_submissions())
    for components, table in ((FULL_PARTS, PARTS), (FULL_PROJECT, PROJECT)):
        for component in components:
            room.scores(component, *_scores(table, component))
    room.scores("hw1-bonus", "ada,10")
    for login, did in P2.items():
        for slug in did:
            _waive(room, login, f"{slug}/code")
    for login in ("pat", "paul"):
        _waive(room, login, "paper-review")
    room.do("override", "ada", "component:paper-review", "85", "--reason", "by hand")


def _attempts() -> list[str]:
    return [
        f"{login},quiz-{n},{correct},10,{DUE[n]}T12:00:00"
        for login, quizzes in QUIZZES.items()
        for n, correct in quizzes.items()
    ]


def _submissions() -> list[str]:
    return [
        f"{login},{slug},{EARLY[slug]}T12:00:00,{score}"
        for login, did in P2.items()
        for slug, score in did.items()
    ]


def _scores(table: dict, component: str) -> list[str]:
    return [
        f"{login},{got[component]}" for login, got in table.items() if component in got
    ]


def _waive(room: Classroom, login: str, slug: str) -> None:
    room.do("waive", login, slug, "--reason", "seen in class")
