"""A shipped course with a class: facts go in and grades come out by the commands."""

import io
import json
import re
from pathlib import Path
from typing import Any

from django.core.management import call_command

FOLDER = Path(__file__).parents[2] / "courses"
END_OF_TERM = "2022-12-31T00:00:00Z"

Grades = dict[str, dict[str, Any]]


class Classroom:
    """The course of one shipped file; CSV files for the commands go to *folder*."""

    def __init__(self, slug: str, folder: Path) -> None:
        self.slug = slug
        self._file = folder / "facts.csv"
        self._code = folder / "code.py"
        self._course = folder / "course.yaml"
        self.load()

    def load(self, **changed: str) -> None:
        """Load the shipped file; *changed* are values of keys, at their first place."""
        text = (FOLDER / f"{self.slug}.yaml").read_text()
        for key, value in changed.items():
            text = re.sub(rf"\b{key}: [^\n,}}]+", f"{key}: {value}", text, count=1)
        self._course.write_text(text)
        call_command("loadcourse", str(self._course), stdout=io.StringIO())

    def do(self, command: str, *arguments: str) -> None:
        """Run a command on the course."""
        out, err = io.StringIO(), io.StringIO()
        call_command(command, self.slug, *arguments, stdout=out, stderr=err)

    def enrol(self, *rows: str) -> None:
        """Take students in, each given as ``login,track,basis[,status]``."""
        lines = ["login,name,email,track,basis,status"]
        for row in rows:
            login, track, basis, *status = row.split(",")
            kept = status[0] if status else "active"
            lines.append(f"{login},{login},{login}@example.edu,{track},{basis},{kept}")
        self.do("importroster", self._written(lines))

    def results(self, *rows: str) -> None:
        """Import scores of competitions: ``login,component,received_at,score``."""
        self._imported("importresults", "login,component,received_at,score", rows)

    def attempts(self, *rows: str) -> None:
        """Import attempts: ``login,quiz,correct,questions,received_at``."""
        self._imported(
            "importattempts", "login,quiz,correct,questions,received_at", rows
        )

    def scores(self, component: str, *rows: str) -> None:
        """Import staff-graded scores: ``login,score[,received_at]``."""
        lines = ["login,score,received_at"]
        lines += [row if row.count(",") == 2 else f"{row}," for row in rows]
        self.do("importscores", component, self._written(lines))

    def file(self, component: str, lines: list[str]) -> str:
        """Import the scores in a file of another system; returns what was said."""
        out, err = io.StringIO(), io.StringIO()
        path = self._written(lines)
        call_command("importscores", self.slug, component, path, stdout=out, stderr=err)
        return out.getvalue() + err.getvalue()

    def teams(self, *rows: str) -> None:
        """Import teams: ``team,login,component``."""
        self._imported("importteams", "team,login,component", rows)

    def hand_in_code(self, component: str, login: str, at: str) -> None:
        """Hand in a line of code."""
        self._code.write_text("print('the model')\n")
        self.do("handincode", component, login, str(self._code), "--at", at)

    def grades(self, *, final: bool = False, as_of: str = END_OF_TERM) -> Grades:
        """Return what the JSON export says of each student, by login."""
        exported = json.loads(self.exported("json", final=final, as_of=as_of))
        return {one["login"]: one for one in exported["students"]}

    def exported(self, form: str, *, final: bool = False, as_of: str) -> str:
        """Return the gradebook as it is exported."""
        out, err = io.StringIO(), io.StringIO()
        call_command(
            "exportgrades",
            self.slug,
            format=form,
            final=final,
            as_of=as_of,
            stdout=out,
            stderr=err,
        )
        return out.getvalue()

    def _imported(self, command: str, header: str, rows: tuple[str, ...]) -> None:
        self.do(command, self._written([header, *rows]))

    def _written(self, lines: list[str]) -> str:
        self._file.write_text("\n".join([*lines, ""]))
        return str(self._file)
