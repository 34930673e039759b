"""The same class with its results and decisions written as rows, to save time."""

from datetime import UTC, datetime

from courseops.models import Component, Enrollment, Extension, Result, SlackCap
from grading.models import Override, Waiver
from leaderboard.models import CodeHandIn, Submission
from tests.reference.product import Product

BEFORE = datetime(2020, 9, 1, tzinfo=UTC)


def instant(second: int | None) -> datetime | None:
    return None if second is None else datetime.fromtimestamp(second, UTC)


class Rows(Product):
    """Feeds scores and attempts by command, the rest as rows: no mark is recorded."""

    def load_facts(self) -> None:
        self.load_scores()
        self.load_attempts()
        own = self.owners()
        Result.objects.bulk_create(
            Result(
                **own(one), score=one["score"], received_at=instant(one["received_at"])
            )
            for one in self.facts["results"]
        )
        CodeHandIn.objects.bulk_create(
            CodeHandIn(
                **own(one), received_at=instant(one["received_at"]), path="code.zip",
                file_name="code.zip", sha256="0" * 64, size=1,
            )
            for one in self.facts["handins"]
        )  # fmt: skip

    def load_decisions(self) -> None:
        own, given = self.owners(), {"reason": "a reason", "at": BEFORE}
        Extension.objects.bulk_create(
            Extension(
                **own(one), **given, days=one.get("days"),
                until=instant(one.get("until")), excused=one.get("excuse", False),
            )
            for one in self.facts["extensions"]
        )  # fmt: skip
        SlackCap.objects.bulk_create(
            SlackCap(**own(one), days=one["days"], at=BEFORE)
            for one in self.facts["caps"]
        )
        for one in self.facts["choices"]:
            rows = Submission.objects.filter(
                competition__component=own(one)["component"],
                reference__in=one["submissions"],
            )
            rows.update(is_final_choice=True)
        Override.objects.bulk_create(
            Override(
                enrollment=own.student(one["login"]), **given,
                target=one["target"], value=one["value"],
            )
            for one in self.facts["overrides"]
        )  # fmt: skip
        Waiver.objects.bulk_create(
            Waiver(
                enrollment=own.student(one["login"]), **given, target=one["slug"]
            )
            for one in self.facts["waivers"]
        )  # fmt: skip

    def owners(self) -> "Owners":
        return Owners(self.slug)


class Owners:
    """Finds whose a fact is, and of which component."""

    def __init__(self, course: str) -> None:
        self.students = {
            one.user.login: one
            for one in Enrollment.objects.filter(course__slug=course).select_related("user")
        }  # fmt: skip
        self.components = {
            one.slug: one for one in Component.objects.filter(course__slug=course)
        }

    def __call__(self, fact: dict) -> dict:
        return {
            "component": self.components[fact["component"]],
            "enrollment": self.students[fact["login"]],
        }

    def student(self, login: str) -> Enrollment:
        return self.students[login]
