"""People, meetings, schedule, bulletin and pages in a course file."""

from courseops.coursefile.containers import Field, ListOf, Struct
from courseops.coursefile.either import Either
from courseops.coursefile.scalars import (
    Clock,
    Flag,
    Moment,
    Pattern,
    Slug,
    Text,
    Url,
    Weekday,
)
from courseops.coursefile.shapes import Shape

ENTRY_KIND = Pattern(
    "[a-z][a-z0-9_-]{0,15}", "a short word such as lecture, recitation or event"
)
NAMES = ListOf(item=Text(200), what="a list of names")
LONG = 100_000

STAFF = ListOf(
    what="a list of people",
    item=Struct(
        name="person",
        fields={
            "name": Field(shape=Text(200), required=True),
            "role": Field(shape=Text(80)),
        },
    ),
)
MEETINGS = ListOf(
    what="a list of meetings",
    item=Struct(
        name="meeting",
        fields={
            "kind": Field(shape=ENTRY_KIND, required=True),
            "days": Field(shape=ListOf(item=Weekday(), least=1), required=True),
            "from": Field(shape=Clock(), required=True),
            "to": Field(shape=Clock(), required=True),
            "where": Field(shape=Text(200)),
        },
    ),
)
OFFICE_HOURS = ListOf(
    what="a list of office hours",
    item=Struct(
        name="office_hour",
        fields={
            "day": Field(shape=Weekday(), required=True),
            "from": Field(shape=Clock(), required=True),
            "to": Field(shape=Clock(), required=True),
            "staff": Field(shape=NAMES),
            "where": Field(shape=Text(200)),
        },
    ),
)

LINKS = ListOf(
    what="a list of links",
    item=Struct(
        name="link",
        fields={
            "title": Field(shape=Text(300), required=True),
            "url": Field(shape=Url()),
            "kind": Field(shape=Text(80)),
        },
    ),
)
READINGS = ListOf(
    what="a list of readings",
    item=Struct(
        name="reading",
        fields={
            "title": Field(shape=Text(300), required=True),
            "url": Field(shape=Url()),
        },
    ),
)


def _topics(levels: int) -> ListOf:
    """Topics may hold topics, as deep as a page can show."""
    text = Text(500)
    item: Shape = text
    if levels:
        nested = Struct(
            name=f"topic_{levels}",
            fields={
                "topic": Field(shape=text, required=True),
                "under": Field(shape=_topics(levels - 1)),
            },
        )
        item = Either(mapping=nested, other=text)
    return ListOf(item=item, what="a list of topics")


SCHEDULE = ListOf(
    what="a list of lectures, recitations and events",
    item=Struct(
        name="schedule_entry",
        fields={
            "slug": Field(shape=Slug(), required=True),
            "kind": Field(shape=ENTRY_KIND, required=True),
            "number": Field(shape=Text(16)),
            "date": Field(shape=Moment(deadline=False)),
            "title": Field(shape=Text(300)),
            "topics": Field(shape=_topics(3)),
            "links": Field(shape=LINKS),
            "readings": Field(shape=READINGS),
            "quiz": Field(shape=Slug(), note="A component of kind quiz."),
            "people": Field(shape=NAMES),
            "note": Field(shape=Text(LONG)),
            "no_class": Field(shape=Flag(), default=False),
            "assignment": Field(shape=Slug()),
        },
    ),
)
BULLETIN = ListOf(
    what="a list of announcements",
    item=Struct(
        name="announcement",
        fields={
            "slug": Field(shape=Slug(), required=True),
            "title": Field(shape=Text(200), required=True),
            "until": Field(
                shape=Moment(deadline=True), note="Shown up to then; absent: always."
            ),
            "text": Field(shape=Text(LONG)),
            "component": Field(shape=Slug()),
            "links": Field(shape=LINKS),
        },
    ),
)
PAGES = ListOf(
    what="a list of pages",
    item=Struct(
        name="page",
        fields={
            "slug": Field(shape=Slug(), required=True),
            "title": Field(shape=Text(200), required=True),
            "text": Field(shape=Text(LONG), note="Markdown."),
        },
    ),
)
