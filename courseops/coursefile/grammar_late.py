"""What happens to work that comes late (policies.md sections 3, 4 and 4a)."""

from courseops.coursefile.containers import Field, Fields, Kinds
from courseops.coursefile.scalars import Number, Whole, Word

KINDS = ("refuse", "slack_or_late", "free_days", "percent_per_day", "none")
# The kinds that spend the course's slack days.
SPENDING = ("slack_or_late", "free_days")
RATE = Number(least=0, most=1)


def _kind(**own: Field) -> Fields:
    return {
        "kind": Field(shape=Word(KINDS), required=True),
        **own,
        "early_factor": Field(
            shape=RATE, default=0.9, note="For who misses the early deadline."
        ),
    }


LATE_POLICY = Kinds(
    name="late_policy",
    tag="kind",
    kinds={
        "refuse": _kind(),
        "slack_or_late": _kind(
            late_factor=Field(
                shape=RATE, default=0.9, note="For what is late beyond slack."
            )
        ),
        "free_days": _kind(
            per_extra_day=Field(
                shape=RATE, default=0.25, note="Lost for each day beyond the free ones."
            )
        ),
        "percent_per_day": _kind(
            per_day=Field(shape=RATE, required=True, note="Lost for each day."),
            of=Field(shape=Word(("possible", "mark")), default="possible"),
            floor=Field(
                shape=Number(least=0, most=100),
                default=0,
                note="The mark below which lateness alone does not push.",
            ),
            max_days=Field(shape=Whole(), note="Later than this counts for nothing."),
        ),
        "none": _kind(),
    },
)
DEFAULT = {"kind": "refuse"}
