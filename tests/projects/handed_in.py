"""Work that is handed in, as the pages and those who grade it meet it."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from courseops.models import Component, Course, Enrollment, Team, TeamMember
from projects.models import HandIn, HandInItem
from tests.factories import ComponentFactory

AT = datetime(2020, 9, 20, 12, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def work(course: Course, **fields: object) -> Component:
    """Make a component of which a report is handed in."""
    given = {
        "course": course,
        "slug": "report",
        "title": "Final report",
        "kind": "rubric",
        "cutoffs": None,
        "late_policy": {"kind": "refuse"},
        "details": {
            "criteria": [{"slug": "goal", "title": "Goal", "points": 60}],
            "files": {"accept": ["pdf", "zip", "link"], "max_mb": 1},
            "team": {"min": 1, "max": 3},
        },
    }
    return ComponentFactory(**given | fields)


def team(component: Component, name: str, *members: Enrollment) -> Team:
    found = Team.objects.create(course=component.course, component=component, name=name)
    for one in members:
        TeamMember.objects.create(team=found, enrollment=one)
    return found


def hand_in(
    component: Component,
    who: Enrollment,
    *,
    at: datetime = AT,
    name: str = "report.pdf",
    content: bytes = PDF,
) -> HandIn:
    """Store a version with one file."""
    place = f"handins/{component.pk}/{uuid4().hex}.pdf"
    path = Path(settings.MEDIA_ROOT) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    handin = HandIn.objects.create(component=component, enrollment=who, received_at=at)
    HandInItem.objects.create(
        handin=handin,
        position=0,
        kind=name.rsplit(".", 1)[-1],
        path=place,
        file_name=name,
        sha256="0" * 64,
        size=len(content),
    )
    return handin
