"""The grammar of a course file: every section and key (course-file.md).

Reading, writing back, the JSON Schema for editors and the shifting of dates all come
from what is written here and in the ``grammar_*`` modules.
"""

from courseops.coursefile.containers import Field, Kinds, ListOf, Struct
from courseops.coursefile.grammar_calendar import (
    BULLETIN,
    MEETINGS,
    OFFICE_HOURS,
    PAGES,
    SCHEDULE,
    STAFF,
)
from courseops.coursefile.grammar_quizzes import QUIZZES
from courseops.coursefile.grammar_work import ASSIGNMENTS, CATEGORIES
from courseops.coursefile.pairs import Pairs
from courseops.coursefile.scalars import (
    Day,
    Flag,
    Moment,
    Number,
    Slug,
    Text,
    Whole,
    Word,
)

BASES = ("letter", "pass_fail", "audit")

COURSE = Struct(
    name="course",
    fields={
        "slug": Field(shape=Slug(), required=True, note="The course in addresses."),
        "code": Field(shape=Text(80), required=True),
        "title": Field(shape=Text(200), required=True),
        "term": Field(shape=Text(80), required=True),
        "time_zone": Field(
            shape=Text(64),
            required=True,
            note="Where the deadlines are, such as America/New_York.",
        ),
        "starts": Field(shape=Day()),
        "ends": Field(shape=Day()),
    },
)

TRACK = Struct(
    name="track",
    fields={
        "slug": Field(shape=Slug(), required=True),
        "units": Field(shape=Number(least=0, most=1e6)),
        "bases": Field(
            shape=ListOf(item=Word(BASES), least=1),
            default=list(BASES),
            note="How its students may be graded.",
        ),
        "without": Field(
            shape=ListOf(item=Slug()),
            note="Categories, assignments or components that it lacks.",
        ),
        "refuse_reason": Field(
            shape=Text(2000), note="Said where another basis is refused."
        ),
    },
)

COMPLETION = Struct(
    name="completion",
    fields={
        basis: Field(
            shape=ListOf(item=Slug()), note="Categories to be handed in whole."
        )
        for basis in ("pass_fail", "audit")
    },
)

SLACK = Struct(
    name="slack",
    fields={
        "days": Field(shape=Whole(most=10_000), required=True),
        "strategy": Field(
            shape=Word(("chronological", "optimal")), default="chronological"
        ),
        "unit": Field(shape=Word(("24h",)), default="24h"),
    },
)

LETTERS = Struct(
    name="letters",
    fields={
        "scale": Field(
            shape=Pairs(
                value=Number(), what="letters with their thresholds", order="falling"
            ),
            required=True,
            note="From the best letter down; what the total must reach.",
        ),
        "pass_at": Field(shape=Text(16), note="The worst letter that passes."),
    },
)

_METHODS = ("quantile", "zscore", "linear", "add", "scale")
_METHOD = {"method": Field(shape=Word(_METHODS), required=True)}
_AROUND = {
    "per_track": Field(shape=Flag(), default=False),
    "floor": Field(shape=Word(("scale",)), note="Never worse than by the plain scale."),
}
CURVE = Kinds(
    name="curve",
    tag="method",
    kinds={
        "quantile": {
            **_METHOD,
            "shares": Field(
                shape=Pairs(
                    value=Number(above=0, most=1),
                    what="letters with their shares",
                    order="rising",
                ),
                required=True,
                note="Cumulative; the last is 1.",
            ),
            **_AROUND,
        },
        "zscore": {
            **_METHOD,
            "thresholds": Field(
                shape=Pairs(
                    value=Number(),
                    what="letters with their thresholds",
                    order="falling",
                ),
                required=True,
                note="Standard deviations above the mean.",
            ),
            **_AROUND,
        },
        "linear": {
            **_METHOD,
            "median_to": Field(shape=Number(), required=True),
            "max_to": Field(shape=Number(), required=True),
            **_AROUND,
        },
        "add": {
            **_METHOD,
            "mean_to": Field(shape=Number(), required=True),
            "cap": Field(shape=Number(), default=100),
            **_AROUND,
        },
        "scale": {**_METHOD, **_AROUND},
    },
)

STUDY_GROUPS = Struct(
    name="study_groups",
    fields={
        "max": Field(shape=Whole(least=2), default=5, note="How many are in one."),
        "join_by": Field(shape=Moment(deadline=True)),
    },
)

REGRADES = Struct(
    name="regrades",
    fields={
        "days": Field(
            shape=Whole(),
            required=True,
            note="How long after a mark was shown it may be asked about; 0: never.",
        ),
    },
)

COURSE_FILE = Struct(
    fields={
        "course": Field(shape=COURSE, required=True),
        "tracks": Field(
            shape=ListOf(item=TRACK), note="How students can be registered."
        ),
        "completion": Field(shape=COMPLETION),
        "slack": Field(shape=SLACK, note="Absent: the course has no slack days."),
        "letters": Field(shape=LETTERS),
        "curve": Field(shape=CURVE),
        "categories": Field(shape=CATEGORIES),
        "assignments": Field(shape=ASSIGNMENTS),
        "staff": Field(shape=STAFF),
        "meetings": Field(shape=MEETINGS),
        "office_hours": Field(shape=OFFICE_HOURS),
        "study_groups": Field(
            shape=STUDY_GROUPS,
            keeps_empty=True,
            note="Absent: the course has no study groups.",
        ),
        "regrades": Field(
            shape=REGRADES,
            note="Absent: a mark may be asked about for 14 days.",
        ),
        "schedule": Field(shape=SCHEDULE),
        "bulletin": Field(shape=BULLETIN),
        "pages": Field(shape=PAGES),
        "quizzes": Field(shape=QUIZZES),
    }
)
