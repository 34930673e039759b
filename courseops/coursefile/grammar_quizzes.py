"""Quizzes in a course file: their rules and their questions."""

from courseops.coursefile.containers import Field, Fields, Kinds, ListOf, Struct
from courseops.coursefile.either import Either
from courseops.coursefile.pairs import Pairs
from courseops.coursefile.scalars import Flag, Number, Slug, Text, Whole, Word

TYPES = ("single", "multiple", "numeric", "text", "matching", "ordering", "boolean")
LONG = 20_000
ANSWER = Text(2000)
CHOICES = Field(shape=ListOf(item=ANSWER, least=2), required=True)


def _question(**own: Field) -> Fields:
    return {
        "slug": Field(shape=Slug(), required=True),
        "type": Field(shape=Word(TYPES), required=True),
        "prompt": Field(
            shape=Text(LONG),
            required=True,
            note="Markdown with $formulas$, code blocks and pictures.",
        ),
        **own,
        "credit": Field(
            shape=Word(("key", "everybody", "nobody")),
            default="key",
            note="everybody: right for all; nobody: the question does not count.",
        ),
        "explanation": Field(
            shape=Text(LONG), note="Markdown, shown with the right answers."
        ),
    }


QUESTION = Kinds(
    name="question",
    tag="type",
    kinds={
        "single": _question(
            choices=CHOICES,
            answer=Field(
                shape=Whole(), required=True, note="Counts from 0: the right choice."
            ),
            also=Field(
                shape=ListOf(item=Whole(), least=1),
                note="Other choices that are right.",
            ),
        ),
        "multiple": _question(
            choices=CHOICES,
            answer=Field(
                shape=ListOf(item=Whole(), least=1),
                required=True,
                note="Counts from 0: all right choices.",
            ),
            also=Field(
                shape=ListOf(item=ListOf(item=Whole(), least=1), least=1),
                note="Other sets of choices that are right.",
            ),
        ),
        "numeric": _question(
            answer=Field(shape=Number(), required=True),
            also=Field(
                shape=ListOf(item=Number(), least=1), note="Other right numbers."
            ),
            tolerance=Field(
                shape=Struct(
                    name="tolerance",
                    fields={
                        "absolute": Field(shape=Number(least=0)),
                        "relative": Field(shape=Number(least=0)),
                        "digits": Field(
                            shape=Whole(least=1, most=15),
                            note="Right when it rounds to the same significant digits.",
                        ),
                    },
                )
            ),
        ),
        "text": _question(
            answers=Field(shape=ListOf(item=ANSWER, least=1)),
            case=Field(shape=Flag(), default=False, note="Whether case matters."),
            pattern=Field(
                shape=Text(2000), note="A regular expression; a match is right."
            ),
        ),
        "matching": _question(
            pairs=Field(
                shape=Pairs(
                    value=ANSWER,
                    what="pairs of what belongs together",
                    least=2,
                    longest=2000,
                ),
                required=True,
            ),
        ),
        "ordering": _question(
            items=Field(
                shape=ListOf(item=ANSWER, least=2),
                required=True,
                note="In the right order.",
            ),
        ),
        "boolean": _question(answer=Field(shape=Flag(), required=True)),
    },
)
POOL = Struct(
    name="pool",
    fields={
        "pool": Field(shape=Slug(), required=True),
        "take": Field(
            shape=Whole(least=1), required=True, note="How many of them are asked."
        ),
        "questions": Field(
            shape=ListOf(item=QUESTION, least=1, what="a list of questions"),
            required=True,
        ),
    },
)
QUIZ = Struct(
    name="quiz",
    fields={
        "component": Field(
            shape=Slug(), required=True, note="A component of kind quiz."
        ),
        "time_limit_min": Field(shape=Number(above=0, most=1e6)),
        "attempts": Field(
            shape=Struct(
                name="attempts",
                fields={
                    "count": Field(shape=Whole(least=1), default=1),
                    "keep": Field(
                        shape=Word(("best", "last", "first")), default="best"
                    ),
                },
            )
        ),
        "shuffle": Field(shape=Flag(), default=False),
        "reveal": Field(
            shape=Word(("at_once", "after_window", "by_hand")), default="after_window"
        ),
        "questions": Field(
            shape=ListOf(
                item=Either(mapping=QUESTION, other=POOL, mark="pool"),
                what="a list of questions and pools",
            )
        ),
    },
)
QUIZZES = ListOf(item=QUIZ, what="a list of quizzes")
