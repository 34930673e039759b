"""A course whose project is a report by teams, graded by Georgia Tech's rubric, and a
review of it by peers; and how its people act on it without a browser."""

import io
import json
from pathlib import Path
from typing import Any

import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from courseops.models import Course, Enrollment

FOLDER = Path(__file__).parents[2] / "courses"
SLUG = "project-f21"
STUDENTS = ("ann", "ben", "cleo", "dan", "eve", "finn", "gil", "hal")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def rubric() -> list[dict[str, Any]]:
    """Return the criteria of the shipped course, 60 points in nine."""
    shipped = yaml.safe_load((FOLDER / "gatech-cs7643-f21.yaml").read_text())
    parts = [part for one in shipped["assignments"] for part in one["components"]]
    return next(part["criteria"] for part in parts if part["slug"] == "project")


def enrolled(folder: Path) -> dict[str, Enrollment]:
    """Load the course, take everybody in; return them by login."""
    file = folder / "course.yaml"
    file.write_text(yaml.safe_dump(_course(), sort_keys=False))
    _run("loadcourse", str(file))
    lines = ["login,name,email,track,basis,role,status"]
    lines += [
        f"{one},{one.title()},{one}@example.edu,,letter,student,active"
        for one in STUDENTS
    ]
    lines += [
        f"{one},{one.title()},{one}@example.edu,,,{role},active"
        for one, role in (("tia", "ta"), ("theo", "ta"), ("ina", "instructor"))
    ]
    roster = folder / "roster.csv"
    roster.write_text("\n".join(lines))
    _run("importroster", SLUG, str(roster))
    course = Course.objects.get(slug=SLUG)
    people = Enrollment.objects.filter(course=course).select_related("user", "course")
    return {one.user.login: one for one in people}


def address(name: str, *more: object, component: str = "report") -> str:
    return reverse(f"projects:{name}", args=[SLUG, component, *more])


def does(
    person: Enrollment,
    name: str,
    *more: object,
    component: str = "report",
    **data: object,
) -> None:
    """Send what *person* would send from a page, and see that it was taken."""
    client = Client()
    client.force_login(person.user)
    answer = client.post(address(name, *more, component=component), data)
    assert answer.status_code == 302, answer.content.decode()


def hands_in(folder: Path, login: str, at: str) -> None:
    """Hand a report in by the command."""
    file = folder / "report.pdf"
    file.write_bytes(PDF)
    _run("handin", SLUG, "report", login, str(file), "--at", at)


def grades() -> dict[str, Any]:
    """Return everybody as the export for machines has them."""
    out = io.StringIO()
    call_command("exportgrades", SLUG, "--format", "json", "--explain", stdout=out)
    found = json.loads(out.getvalue())
    return {one["login"]: one for one in found["students"]}


def recorded() -> None:
    """Let the recorded marks be those of now."""
    _run("regrade", SLUG)


def _run(command: str, *arguments: str) -> None:
    call_command(command, *arguments, stdout=io.StringIO(), stderr=io.StringIO())


def _course() -> dict[str, Any]:
    report = {
        "slug": "report",
        "title": "Project report",
        "kind": "rubric",
        "team": {
            "min": 2,
            "max": 2,
            "form_by": "2021-09-20",
            "leftovers": "random",
            "seed": 11,
        },
        "files": {"accept": ["pdf"], "required": ["pdf"]},
        "criteria": rubric(),
        "selection": "latest",
        "released": "2021-09-01",
        "on_time": "2021-10-10",
        "late_policy": {"kind": "free_days", "per_extra_day": 0.25},
    }
    review = {
        "slug": "paper-review",
        "title": "Paper review",
        "kind": "peer_review",
        "of": "report",
        "reviews": 3,
        "mark": "received",
        "criteria": [{"slug": "clear", "title": "Clear", "points": 10}],
        "released": "2021-10-15",
        "on_time": "2021-10-22",
    }
    return {
        "course": {
            "slug": SLUG,
            "code": "CS 7643",
            "title": "Deep Learning",
            "term": "Fall 2021",
            "time_zone": "America/New_York",
        },
        "slack": {"days": 7},
        "regrades": {"days": 7},
        "categories": [{"slug": "project", "title": "Project", "weight": 100}],
        "assignments": [
            {
                "slug": "report",
                "category": "project",
                "weight": 60,
                "components": [report],
            },
            {
                "slug": "paper-review",
                "category": "project",
                "weight": 40,
                "components": [review],
            },
        ],
    }
