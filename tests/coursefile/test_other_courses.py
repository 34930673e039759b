"""The course files of the three other courses against their pages, checked by hand."""

from datetime import date
from pathlib import Path

import pytest

from courseops.coursefile.findings import Findings
from courseops.coursefile.reading import read

FOLDER = Path(__file__).parents[2] / "courses"
GEORGIA_TECH = "gatech-cs7643-f21"
NORTHWESTERN = "northwestern-cs396-f20"
TTIC = "ttic-31230-f22"


def shipped(slug: str):
    """Return what a shipped file says, which is without errors and warnings."""
    findings = Findings(name=slug)
    document = read((FOLDER / f"{slug}.yaml").read_bytes(), findings=findings)
    assert [str(one) for one in (*findings.errors, *findings.warnings)] == []
    return document


def components_of(document):
    return {
        component["slug"]: component
        for assignment in document["assignments"]
        for component in assignment["components"]
    }


@pytest.fixture(scope="module")
def georgia_tech():
    return shipped(GEORGIA_TECH)


@pytest.fixture(scope="module")
def northwestern():
    return shipped(NORTHWESTERN)


@pytest.fixture(scope="module")
def ttic():
    return shipped(TTIC)


@pytest.mark.parametrize(
    ("slug", "out", "due"),
    [
        ("ps0", None, (8, 26)),
        ("hw1", (9, 2), (9, 15)),
        ("hw2", (9, 16), (10, 6)),
        ("hw3", (10, 7), (10, 20)),
        ("hw4", (10, 21), (11, 3)),
        ("hw5", (11, 4), (11, 17)),
        ("project", None, (12, 9)),
    ],
)
def test_georgia_tech_dates(georgia_tech, slug, out, due):
    component = components_of(georgia_tech)[slug]

    assert component["on_time"] == f"{date(2021, *due)}"
    assert component.get("released") == (out and f"{date(2021, *out)}")


def test_georgia_tech_weights(georgia_tech):
    assert georgia_tech["categories"] == [
        {"slug": "homework", "title": "Homework", "weight": 80, "drop_lowest": 1},
        {"slug": "project", "title": "Final Project", "weight": 20},
        {"slug": "participation", "title": "Class Participation", "extra_credit": 5},
    ]
    homeworks = [
        one
        for one in georgia_tech["assignments"]
        if one["category"] == "homework" and one.get("weight", 1) > 0
    ]
    assert len(homeworks) == 5


def test_georgia_tech_late_days(georgia_tech):
    assert georgia_tech["slack"] == {"days": 7}
    for slug, component in components_of(georgia_tech).items():
        if slug.startswith("hw") or slug == "project":
            assert component["late_policy"] == {"kind": "free_days"}
            assert component["selection"] == "latest"


def test_georgia_tech_has_letters_only(georgia_tech):
    for track in georgia_tech["tracks"]:
        assert track["bases"] == ["letter"]
        assert "Letter grades only" in track["refuse_reason"]


def test_georgia_tech_rubric(georgia_tech):
    project = components_of(georgia_tech)["project"]
    points = [one["points"] for one in project["criteria"]]

    assert points == [5, 5, 5, 10, 5, 10, 5, 5, 10]
    assert sum(points) == 60
    assert len(project["criteria"][-1]["hints"]) == 8
    assert project["team"] == {"max": 5}


def test_georgia_tech_guests_and_days_without_class(georgia_tech):
    guests = {
        one["date"]: one["people"]
        for one in georgia_tech["schedule"]
        if "people" in one
    }
    assert guests == {
        "2021-10-21": ["Ishan Misra"],
        "2021-10-26": ["Michael Auli"],
        "2021-10-28": ["Arjun Majumdar"],
        "2021-11-11": ["Joanne Truong"],
        "2021-11-18": ["Erik Wijmans"],
    }
    free = [one["date"] for one in georgia_tech["schedule"] if one.get("no_class")]
    assert free == [
        "2021-10-12",
        "2021-11-16",
        "2021-11-25",
        "2021-12-07",
        "2021-12-09",
    ]
    assert len(georgia_tech["schedule"]) == 32


def test_northwestern_points_on_their_days(northwestern):
    work = [
        (one["on_time"][5:], one["points"])
        for one in components_of(northwestern).values()
        if "on_time" in one
    ]

    assert work == [
        ("09-22", 9),
        ("09-29", 9),
        ("10-06", 10),
        ("10-13", 9),
        ("10-20", 10),
        ("10-29", 5),
        ("11-05", 9),
        ("11-12", 5),
        ("11-19", 5),
        ("12-01", 9),
        ("12-10", 20),
    ]
    assert sum(points for _, points in work) == 100


def test_northwestern_takes_the_latest_and_nothing_late(northwestern):
    for component in components_of(northwestern).values():
        if "on_time" in component:
            assert component["selection"] == "latest"
            # To refuse is the default, and defaults are not written.
            assert "late_policy" not in component


def test_northwestern_extra_credit_makes_ten_points(northwestern):
    extra = [one.get("extra_credit", 0) for one in northwestern["categories"]]

    assert extra == [0, 3, 3, 4]
    tiers = components_of(northwestern)["reputation"]["tiers"]
    assert [(one["share"], one["points"]) for one in tiers] == [
        (0.25, 4),
        (0.5, 3),
        (0.75, 2),
        (1, 1),
    ]


def test_northwestern_letters(northwestern):
    letters = ("A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "D-", "F")
    thresholds = (93, 90, 87, 83, 80, 77, 73, 70, 67, 63, 60, 0)

    scale = northwestern["letters"]["scale"]
    assert list(scale.items()) == list(zip(letters, thresholds, strict=True))


def test_northwestern_shares_the_project_and_nothing_else(northwestern):
    shared = [
        slug for slug, one in components_of(northwestern).items() if "team" in one
    ]

    assert shared == [
        "project-proposal",
        "project-plan",
        "project-meeting",
        "final-project",
    ]


def test_northwestern_has_twenty_lectures(northwestern):
    lectures = [one for one in northwestern["schedule"] if one["kind"] == "lecture"]
    held = [one for one in lectures if not one.get("no_class")]

    titles = [one["title"] for one in held]
    assert len(held) - titles.count("Individual project meetings") == 20


def test_ttic_work_has_neither_weights_nor_dates(ttic):
    assert [
        (one["slug"], one.get("weight"), one.get("extra_credit"))
        for one in ttic["categories"]
    ] == [
        ("problem-sets", None, None),
        ("exams", None, None),
        ("project", None, None),
    ]
    components = components_of(ttic)
    assert list(components) == [
        *(f"problem-set-{n}" for n in (1, 2, 3)),
        *(f"exam-{n}" for n in (1, 2, 3)),
        "final-project",
    ]
    dates = {"released", "early", "on_time", "late", "code"}
    assert not any(dates & one.keys() for one in components.values())
    assert "letters" not in ttic


def test_ttic_units_and_staff(ttic):
    assert [one["number"] for one in ttic["schedule"]] == [f"{n}" for n in range(1, 17)]
    assert len(ttic["schedule"][11]["readings"]) == 8
    assert [(one["name"], one["role"]) for one in ttic["staff"]] == [
        ("David McAllester", "instructor"),
        ("David Yunis", "ta"),
        ("Shuo Xie", "grader"),
        ("Feiyu Han", "grader"),
    ]


def test_a_deadline_at_a_minute_ends_with_it(georgia_tech):
    written = (FOLDER / f"{GEORGIA_TECH}.yaml").read_text()

    assert "on_time: 2021-12-09 23:59\n" in written
    assert components_of(georgia_tech)["project"]["on_time"] == "2021-12-09"
