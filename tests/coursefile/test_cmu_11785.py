"""courses/cmu-11785-f20.yaml against the course page, checked by hand."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from courseops.coursefile.findings import Findings
from courseops.coursefile.load import load_course
from courseops.coursefile.reading import read
from courseops.models import Component, Course, ScheduleEntry

FILE = Path(__file__).parents[2] / "courses/cmu-11785-f20.yaml"
ZONE = ZoneInfo("America/New_York")
END_OF_DAY = (23, 59, 59)


@pytest.fixture(scope="module")
def found():
    findings = Findings(name=FILE.name)
    document = read(FILE.read_bytes(), findings=findings)
    assert [str(one) for one in (*findings.errors, *findings.warnings)] == []
    return document


@pytest.fixture(scope="module")
def components(found):
    return {
        component["slug"]: component
        for assignment in found["assignments"]
        for component in assignment["components"]
    }


@pytest.fixture(scope="module")
def schedule(found):
    return {entry["slug"]: entry for entry in found["schedule"]}


def test_all_four_course_numbers_are_tracks(found):
    assert {track["slug"]: track["units"] for track in found["tracks"]} == {
        "11-785": 12,
        "18-786": 12,
        "11-685": 12,
        "11-485": 9,
    }
    assert [track.get("without") for track in found["tracks"]] == [
        None,
        None,
        None,
        ["project"],
    ]


def test_weights(found):
    assert [(one["slug"], one["weight"]) for one in found["categories"]] == [
        ("quizzes", 24),
        ("homework", 51),
        ("project", 25),
    ]
    assert found["categories"][0]["keep_best"] == 12
    weights = {one["slug"]: one.get("weight", 1) for one in found["assignments"]}
    assert [weights[f"hw{n}"] for n in range(5)] == [1, 12.5, 12.5, 12.5, 12.5]
    assert weights["quiz-0"] == 0
    assert {weights[f"quiz-{n}"] for n in range(1, 15)} == {1}
    project = [
        "proposal",
        "midterm-report",
        "project-video",
        "video-follow-up",
        "paper-review",
    ]
    assert [weights[slug] for slug in project] == [10, 15, 20, 15, 40]


@pytest.mark.parametrize(
    ("number", "out", "due"),
    [
        (0, (8, 24), (9, 6)), (1, (9, 4), (9, 6)), (2, (9, 11), (9, 13)), (3, (9, 18), (9, 20)),
        (4, (9, 25), (9, 28)), (5, (10, 2), (10, 4)), (6, (10, 9), (10, 11)), (7, (10, 16), (10, 18)),
        (8, (10, 23), (10, 25)), (9, (10, 30), (11, 1)), (10, (11, 6), (11, 8)), (11, (11, 13), (11, 15)),
        (12, (11, 20), (11, 22)), (13, (11, 27), (11, 29)), (14, (12, 4), (12, 6)),
    ],
)  # fmt: skip
def test_quizzes(components, number, out, due):
    quiz = components[f"quiz-{number}"]

    assert quiz["released"] == f"{date(2020, *out)}"
    assert quiz["on_time"] == f"{date(2020, *due)}"


@pytest.mark.parametrize(
    ("slug", "dates"),
    [
        ("hw0p1", {"on_time": (8, 31)}),
        ("hw0p2", {"on_time": (8, 31)}),
        ("hw1p1", {"released": (9, 6), "on_time": (9, 27)}),
        ("hw1p2", {"released": (9, 6), "early": (9, 16), "on_time": (9, 27), "late": (10, 18), "code": (10, 4)}),
        ("hw2p1", {"released": (9, 27), "on_time": (10, 18)}),
        ("hw2p2", {"released": (9, 27), "early": (10, 7), "on_time": (10, 18), "late": (11, 8), "code": (10, 25)}),
        ("hw3p1", {"released": (10, 18), "on_time": (11, 8)}),
        ("hw3p2", {"released": (10, 18), "early": (10, 30), "on_time": (11, 8), "code": (11, 15)}),
        ("hw4p1", {"released": (11, 1), "on_time": (11, 29)}),
        ("hw4p2", {"released": (11, 1), "early": (11, 18), "on_time": (11, 29), "code": (12, 6)}),
        ("hw1-bonus", {"released": (9, 27), "on_time": (12, 1)}),
        ("hw2-bonus", {"released": (10, 18), "on_time": (12, 1)}),
        ("proposal", {"on_time": (10, 11)}),
        ("midterm-report", {"on_time": (11, 10)}),
        ("preliminary-report", {"on_time": (11, 27)}),
        ("project-video", {"released": (12, 4), "on_time": (12, 9)}),
        ("paper-review", {"released": (12, 10), "on_time": (12, 12)}),
        ("final-report", {"on_time": (12, 13)}),
    ],
)  # fmt: skip
def test_dates_of_the_work(components, slug, dates):
    for key, day in dates.items():
        assert components[slug][key] == f"{date(2020, *day)}"


def test_cutoffs_are_posted_for_two_homeworks_only(components):
    assert components["hw1p2"]["cutoffs"] == {
        "A": 0.72,
        "B": 0.66,
        "C": 0.53,
        "D": 0.3,
        "F": 0,
    }
    assert components["hw2p2"]["cutoffs"] == {
        "A": 0.92,
        "B": 0.85,
        "C": 0.77,
        "D": 0.5,
        "F": 0,
    }
    posted = [slug for slug, one in components.items() if "cutoffs" in one]
    assert posted == ["hw1p2", "hw2p2"]


def test_metrics(components):
    metrics = {
        slug: one["metric"] for slug, one in components.items() if "metric" in one
    }

    assert metrics == {
        "hw1p2": "accuracy",
        "hw2p2": "accuracy",
        "hw2p2-verification": "eer",
        "hw3p2": "levenshtein",
        "hw4p2": "levenshtein",
    }


def test_slack_is_for_the_second_parts_of_the_four_homeworks(found, components):
    assert found["slack"] == {"days": 7}
    kinds = {
        slug: one.get("late_policy", {}).get("kind") for slug, one in components.items()
    }
    late = [slug for slug, kind in kinds.items() if kind == "slack_or_late"]
    assert late == ["hw1p2", "hw2p2", "hw2p2-verification", "hw3p2", "hw4p2"]
    assert [
        components[slug]["bonus"] for slug in ("hw1p2", "hw2p2", "hw3p2", "hw4p2")
    ] == [5] * 4


def test_bonus_homeworks_have_no_points_yet(found):
    unset = [
        one["slug"]
        for one in found["assignments"]
        if "extra_credit" in one and one["extra_credit"] is None
    ]

    assert unset == ["hw1-bonus", "hw2-bonus"]


def test_the_review_is_of_the_preliminary_paper(components):
    assert components["paper-review"]["of"] == "preliminary-report"


@pytest.mark.parametrize(
    ("slug", "number", "day"),
    [
        ("lec-1", "1", (8, 31)),
        ("lec-8", "8", (9, 28)),
        ("lec-13g", "13*", (10, 14)),
        ("lec-22g", "22*", (11, 18)),
        ("lec-27", "27", (12, 9)),
        ("rec-0a", "0A", (8, 31)),
        ("rec-8p2", "8p2", (10, 30)),
        ("rec-14", "14", (12, 18)),
    ],
)
def test_lectures_and_recitations(schedule, slug, number, day):
    assert schedule[slug]["number"] == number
    assert schedule[slug]["date"] == f"{date(2020, *day)}"


def test_every_lecture_and_recitation_is_there(found):
    numbers = {
        kind: [
            one["number"]
            for one in found["schedule"]
            if one["kind"] == kind and "number" in one
        ]
        for kind in ("lecture", "recitation")
    }

    lectures = [f"{n}" for n in range(28) if n != 26]
    lectures[13:13] = ["13*"]
    lectures[lectures.index("22") : lectures.index("22")] = ["22*"]
    assert numbers["lecture"] == lectures
    assert numbers["recitation"] == [
        *(f"0{letter}" for letter in "ABCDEFG"),
        *(
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8p1",
            "8p2",
            "9",
            "10",
            "11",
            "12",
            "13",
            "14",
        ),
    ]


def test_topics_below_topics(schedule):
    assert schedule["lec-8"]["topics"][-1] == {
        "topic": "Tricks of the trade",
        "under": [
            "Choosing a divergence (loss) function",
            "Batch normalization",
            "Dropout",
        ],
    }


def test_days_without_class(schedule):
    assert [slug for slug, one in schedule.items() if one.get("no_class")] == [
        "labor-day",
        "thanksgiving",
    ]


def test_office_hours(found):
    hours = found["office_hours"]

    assert len(hours) == 18
    assert hours[6] == {
        "day": "wednesday",
        "from": "09:20",
        "to": "11:20",
        "staff": ["Tony", "Akshat"],
        "where": "Zoom",
    }


def test_bulletin(found):
    assert [(one["title"], one["until"]) for one in found["bulletin"]] == [
        ("HW3p2", "2020-10-30"),
        ("HW3p1", "2020-11-08"),
        ("HW2p2", "2020-11-08"),
        ("Midterm report", "2020-11-10"),
        ("Bonuses", "2020-12-01"),
    ]


@pytest.mark.django_db
def test_it_loads_with_deadlines_at_the_end_of_the_day_in_pittsburgh():
    report = load_course(
        data=FILE.read_bytes(), file_name=FILE.name, at=datetime(2020, 9, 1, tzinfo=UTC)
    )

    assert (report.errors, report.warnings) == ((), [])
    assert Course.objects.get().slug == "cmu-11785-f20"
    on_time = Component.objects.get(slug="hw1p2").on_time
    assert on_time == datetime(2020, 9, 27, *END_OF_DAY, tzinfo=ZONE)
    # Three days after the clocks were put back.
    due = Component.objects.get(slug="hw3p2").on_time
    assert due == datetime(2020, 11, 9, 4, 59, 59, tzinfo=UTC)
    assert ScheduleEntry.objects.get(slug="lec-13").details["quiz"] == "quiz-8"
