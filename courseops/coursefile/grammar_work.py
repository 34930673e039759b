"""The graded work in a course file: categories, assignments, components."""

from courseops.coursefile.containers import Field, Fields, Kinds, ListOf, Struct
from courseops.coursefile.grammar_competition import COMPETITION
from courseops.coursefile.grammar_late import DEFAULT, LATE_POLICY
from courseops.coursefile.scalars import (
    Day,
    Flag,
    Moment,
    Number,
    NumberOr,
    Pattern,
    Slug,
    Text,
    Whole,
    Word,
)

KINDS = (
    "competition",
    "parts",
    "quiz",
    "points",
    "rubric",
    "files",
    "peer_review",
    "tiers",
    "attendance",
)
MOST = 1e9
OPENS = Moment(deadline=False)
CLOSES = Moment(deadline=True)
WEIGHT = Number(least=0, most=MOST)
POINTS = Number(above=0, most=MOST)
EXTRA = {
    "extra_credit": Field(
        shape=Number(least=0, most=MOST),
        keeps_null=True,
        note="Points on top of the parent; null: not set yet.",
    ),
    "cap": Field(
        shape=NumberOr(word="none", least=0, most=MOST),
        note="Up to where extra credit lifts, or none.",
    ),
}

CATEGORIES = ListOf(
    what="a list of categories",
    item=Struct(
        name="category",
        fields={
            "slug": Field(shape=Slug(), required=True),
            "title": Field(shape=Text(200)),
            "weight": Field(shape=WEIGHT, note="Relative to the other categories."),
            "weighting": Field(
                shape=Word(("points",)), note="Weigh assignments by their points."
            ),
            "keep_best": Field(shape=Whole(least=1)),
            "drop_lowest": Field(shape=Whole()),
            **EXTRA,
        },
    ),
)

_HEAD: Fields = {
    "slug": Field(shape=Slug(), required=True),
    "title": Field(shape=Text(200)),
    "kind": Field(shape=Word(KINDS), required=True),
    "weight": Field(shape=WEIGHT, default=1, note="Within the assignment."),
}
_TAIL: Fields = {
    "released": Field(shape=OPENS, note="A bare date is 00:00:00."),
    "early": Field(shape=CLOSES, note="A bare date is 23:59:59."),
    "on_time": Field(shape=CLOSES, note="A bare date is 23:59:59."),
    "late": Field(shape=CLOSES, note="A bare date is 23:59:59."),
    "code": Field(shape=CLOSES, note="When the code is to be handed in."),
    "late_policy": Field(shape=LATE_POLICY, default=DEFAULT),
    "slack": Field(shape=Flag(), note="Whether slack days may be spent here."),
}
_SELECTION: Fields = {
    "selection": Field(shape=Word(("best", "latest")), default="best")
}
_TEAM: Fields = {
    "team": Field(
        shape=Struct(
            name="team",
            fields={
                "min": Field(shape=Whole(least=1), default=1),
                "max": Field(shape=Whole(least=1), default=1),
                "form_by": Field(shape=CLOSES),
                "leftovers": Field(shape=Word(("random",))),
                "seed": Field(shape=Whole()),
            },
        )
    )
}
_FILE_TYPE = Pattern("[a-z0-9]{1,16}", "a file type such as pdf, zip or link")
_FILES: Fields = {
    "files": Field(
        shape=Struct(
            name="files",
            fields={
                "accept": Field(shape=ListOf(item=_FILE_TYPE, least=1)),
                "max_mb": Field(shape=Number(above=0, most=1e6)),
                "required": Field(shape=ListOf(item=_FILE_TYPE)),
            },
        )
    )
}
_CRITERIA = Field(
    required=True,
    shape=ListOf(
        what="a list of criteria",
        least=1,
        item=Struct(
            name="criterion",
            fields={
                "slug": Field(shape=Slug(), required=True),
                "title": Field(shape=Text(None)),
                "points": Field(shape=POINTS, required=True),
                "hints": Field(shape=ListOf(item=Text(None))),
            },
        ),
    ),
)

# The keys that only components of one kind have, or of a few.
OWN: dict[str, Fields] = {
    "competition": {**COMPETITION, **_TEAM},
    "parts": {
        "parts": Field(shape=Whole(least=1), required=True),
        **_SELECTION,
        **_TEAM,
    },
    "quiz": {},
    "points": {
        "points": Field(shape=POINTS, required=True),
        "on_call": Field(
            shape=Struct(
                name="on_call",
                fields={
                    "places": Field(
                        shape=Whole(least=1), note="How many per lecture; absent: any."
                    ),
                    "choose_by": Field(shape=CLOSES),
                },
            ),
            keeps_empty=True,
            note="For a lecture that each student chooses.",
        ),
        **_SELECTION,
        **_TEAM,
        **_FILES,
    },
    "rubric": {"criteria": _CRITERIA, **_SELECTION, **_TEAM, **_FILES},
    "files": {
        "graded": Field(shape=Word(("percent", "completion")), default="percent"),
        **_SELECTION,
        **_TEAM,
        **_FILES,
    },
    "peer_review": {
        "of": Field(shape=Slug(), required=True, note="The component reviewed."),
        "reviews": Field(shape=Whole(least=1), required=True),
        "criteria": _CRITERIA,
        "mark": Field(shape=Word(("received", "given")), default="received"),
    },
    "tiers": {
        "points": Field(shape=POINTS, required=True),
        "tiers": Field(
            required=True,
            shape=ListOf(
                what="a list of tiers",
                least=1,
                item=Struct(
                    name="tier",
                    fields={
                        "share": Field(shape=Number(above=0, most=1), required=True),
                        "points": Field(
                            shape=Number(least=0, most=MOST), required=True
                        ),
                    },
                ),
            ),
        ),
    },
    "attendance": {
        "sessions": Field(shape=ListOf(item=Day(), least=1), required=True),
        "allow_missed": Field(shape=Whole(), default=0),
    },
}

COMPONENT = Kinds(
    name="component",
    tag="kind",
    kinds={kind: {**_HEAD, **own, **_TAIL} for kind, own in OWN.items()},
)

ASSIGNMENTS = ListOf(
    what="a list of assignments",
    item=Struct(
        name="assignment",
        fields={
            "slug": Field(shape=Slug(), required=True),
            "title": Field(shape=Text(200)),
            "category": Field(shape=Slug(), required=True),
            "weight": Field(
                shape=WEIGHT, default=1, note="Within the category; 0: outside."
            ),
            "points": Field(
                shape=Number(least=0, most=MOST),
                note="Its weight in a category with weighting: points.",
            ),
            "required": Field(shape=Flag(), default=False),
            **EXTRA,
            "components": Field(
                shape=ListOf(item=COMPONENT, least=1, what="a list of components"),
                required=True,
            ),
        },
    ),
)
