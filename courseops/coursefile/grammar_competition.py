"""What a competition component says about its files, its score and its cutoffs."""

from courseops.coursefile.containers import Field, Fields, ListOf, Struct
from courseops.coursefile.either import Either
from courseops.coursefile.pairs import Pairs
from courseops.coursefile.scalars import Flag, Moment, Number, Text, Whole, Word
from courseops.coursefile.shapes import Shape
from leaderboard.metrics.catalogue import CATALOGUE, Choice, WholeNumber

MARKS = {"A": 100, "B": 80, "C": 60, "D": 40, "F": 0}
MAX_MB = 100
DIRECTION = Word(("maximize", "minimize"))
COLUMN = Text(200)


def _option(option: WholeNumber | Choice) -> Shape:
    return Word(option.words) if isinstance(option, Choice) else Whole(least=1)


METRIC_NAME = Word(tuple(CATALOGUE))
METRIC = Either(
    other=METRIC_NAME,
    mapping=Struct(
        name="metric",
        fields={
            "name": Field(shape=METRIC_NAME, required=True),
            **{
                key: Field(shape=_option(option))
                for entry in CATALOGUE.values()
                for key, option in entry.options.items()
            },
            "direction": Field(shape=DIRECTION),
        },
    ),
)
COUNT = Field(shape=Whole(least=1))

COMPETITION: Fields = {
    "metric": Field(shape=METRIC, required=True),
    "direction": Field(
        shape=DIRECTION, note="Which scores are better, if not as the metric has it."
    ),
    "id_column": Field(shape=COLUMN, required=True),
    "target_columns": Field(
        shape=ListOf(item=COLUMN, least=1, what="a list of columns"), required=True
    ),
    "weight_column": Field(shape=COLUMN, note="In the solution, for weighted metrics."),
    "split": Field(
        shape=Struct(
            name="split",
            fields={
                "public": Field(
                    shape=Number(above=0, below=1),
                    required=True,
                    note="The share of rows that the leaderboard shows.",
                ),
                "seed": Field(shape=Whole(), default=0),
                "stratify": Field(
                    shape=Flag(),
                    default=False,
                    note="Each class keeps its share of the public rows.",
                ),
            },
        )
    ),
    "mark_on": Field(shape=Word(("public", "private", "all")), default="all"),
    "reveal": Field(
        shape=Moment(deadline=False),
        note="When students see private scores; a bare date is 00:00:00.",
    ),
    "max_mb": Field(
        shape=Number(above=0, most=1e6),
        default=MAX_MB,
        note="Of the uncompressed file.",
    ),
    "limits": Field(
        shape=Struct(
            name="limits",
            fields={
                "daily": COUNT,
                "monthly": COUNT,
                "total": COUNT,
                "concurrent": COUNT,
                "final_choices": COUNT,
            },
        )
    ),
    "cutoffs": Field(
        shape=Pairs(value=Number(), what="letters with their scores", least=0),
        note="The score for each letter; absent: not posted yet.",
    ),
    "marks": Field(
        shape=Pairs(
            value=Number(least=0, most=100),
            what="letters with their marks",
            order="falling",
        ),
        default=MARKS,
    ),
    "bonus": Field(
        shape=Number(least=0, most=100),
        default=0,
        note="The most that scores better than A earn on top.",
    ),
    "selection": Field(shape=Word(("best", "latest", "chosen")), default="best"),
}
