"""The same course and class through the product's own commands."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import yaml
from django.core.management import call_command


def written(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%dT%H:%M:%SZ}"


class Product:
    """Feeds one course to the product and reads its export."""

    def __init__(self, folder: Path, document: dict, facts: dict) -> None:
        self.folder, self.document, self.facts = folder, document, facts
        self.slug = document["course"]["slug"]

    def call(self, *arguments: object) -> str:
        out = io.StringIO()
        words = [str(one) for one in arguments]
        call_command(*words, stdout=out, stderr=io.StringIO())
        return out.getvalue()

    def load(self) -> None:
        """Bring in the course, the class and every fact and decision."""
        path = self.folder / "course.yaml"
        path.write_text(yaml.safe_dump(self.document, sort_keys=False))
        self.call("loadcourse", path)
        self.load_roster()
        self.load_facts()
        self.load_decisions()

    def file(self, columns: list[str], rows: list[list[object]]) -> Path:
        path = self.folder / f"{columns[1]}-{len(list(self.folder.iterdir()))}.csv"
        with path.open("w", newline="") as stream:
            csv.writer(stream).writerows([columns, *rows])
        return path

    def load_roster(self) -> None:
        columns = ["login", "name", "email", "track", "basis", "role", "status"]
        rows: list[list[object]] = [
            [
                one["login"], one["login"].title(), f"{one['login']}@example.edu",
                one["track"], one["basis"], one["role"], one["status"],
            ]
            for one in self.facts["roster"]
        ]  # fmt: skip
        self.call("importroster", self.slug, self.file(columns, rows))
        teams: list[list[object]] = [
            [one["team"], one["login"], one["component"]] for one in self.facts["teams"]
        ]
        if teams:
            path = self.file(["team", "login", "component"], teams)
            self.call("importteams", self.slug, path)

    def load_facts(self) -> None:
        self.load_scores()
        self.load_attempts()
        for slug in dict.fromkeys(one["component"] for one in self.facts["results"]):
            rows = [
                [one["login"], repr(one["score"]), written(one["received_at"]) if one["received_at"] else ""]
                for one in self.facts["results"]
                if one["component"] == slug
            ]  # fmt: skip
            path = self.file(["login", "score", "received_at"], rows)
            self.call("importscores", self.slug, slug, path)
        code = self.folder / "code.zip"
        code.write_bytes(b"PK\x05\x06" + bytes(18))
        for one in self.facts["handins"]:
            at = f"--at={written(one['received_at'])}"
            self.call("handincode", self.slug, one["component"], one["login"], code, at)

    def load_scores(self) -> None:
        rows = [
            [one["login"], one["component"], written(one["received_at"]), repr(one["score"]), one["submission"]]
            for one in self.facts["submissions"]
        ]  # fmt: skip
        columns = ["login", "component", "received_at", "score", "submission"]
        if rows:
            self.call("importresults", self.slug, self.file(columns, rows))

    def load_attempts(self) -> None:
        attempts = [
            [one["login"], one["quiz"], one["correct"], one["questions"], written(one["received_at"])]
            for one in self.facts["attempts"]
        ]  # fmt: skip
        columns = ["login", "quiz", "correct", "questions", "received_at"]
        if attempts:
            self.call("importattempts", self.slug, self.file(columns, attempts))

    def load_decisions(self) -> None:
        why = "--reason=a reason"
        for one in self.facts["extensions"]:
            way = "--excuse"
            if one.get("days"):
                way = f"--days={one['days']}"
            elif one.get("until"):
                way = f"--until={written(one['until'])}"
            self.call("extend", self.slug, one["component"], one["login"], way, why)
        for one in self.facts["caps"]:
            self.cap(one)
        for one in self.facts["choices"]:
            self.call("choose", self.slug, one["component"], one["login"], *one["submissions"])  # fmt: skip
        for one in self.facts["overrides"]:
            self.call("override", self.slug, one["login"], one["target"], one["value"], why)  # fmt: skip
        for one in self.facts["waivers"]:
            self.call("waive", self.slug, one["login"], one["slug"], why)

    def cap(self, one: dict) -> None:
        """Cap slack as before the late deadline, after which it is refused."""
        from courseops.models import Component, Enrollment, SlackCap

        SlackCap.objects.create(
            component=Component.objects.get(course__slug=self.slug, slug=one["component"]),
            enrollment=Enrollment.objects.get(course__slug=self.slug, user__login=one["login"]),
            days=one["days"],
            at=datetime(2020, 9, 1, tzinfo=UTC),
        )  # fmt: skip

    def grades(self, *, at: int, final: bool) -> list[dict]:
        """Return the students of the JSON export."""
        path = self.folder / f"grades-{at}-{final}.json"
        options = [
            f"--out={path}",
            f"--as-of={written(at)}",
            *(["--final"] if final else []),
        ]
        self.call("exportgrades", self.slug, "--format=json", *options)
        students: list[dict] = json.loads(path.read_text())["students"]
        return students
