"""One line of a roster, and what can be wrong with it by itself."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from courseops.models import Basis, Role, Status

LOGIN = re.compile(r"[\w.@+-]{1,64}")
LONGEST_NAME = 200
LONGEST_EMAIL = 254


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A person as one line tells; None is what the line leaves open.

    ``outside`` maps sites to what the person is called there, such as a student ID.
    ``track_hint`` is a text of another system in which a track may be named, and
    ``columns`` maps each field to the column it came from, for messages.
    """

    line: int
    login: str
    name: str | None = None
    email: str | None = None
    track: str | None = None
    track_hint: str | None = None
    basis: str | None = None
    role: str | None = None
    status: str = Status.ACTIVE
    outside: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    def problem(self, field_name: str, text: str) -> str:
        """Return *text* with the place it is about."""
        column = self.columns.get(field_name, field_name)
        return f"line {self.line}, column {column}: {text}"


def problems_of(entry: Entry) -> list[str]:
    """Return what is wrong with the line, whatever the course."""
    found = []
    if not LOGIN.fullmatch(entry.login):
        text = (
            "a login is missing" if not entry.login else f"{entry.login!r} is no login"
        )
        hint = "letters, digits and . _ - + @, at most 64"
        found.append(entry.problem("login", f"{text} ({hint})"))
    if entry.email is not None and not _is_email(entry.email):
        found.append(entry.problem("email", f"{entry.email!r} is no e-mail address"))
    if entry.name is not None and len(entry.name) > LONGEST_NAME:
        text = f"the name is longer than {LONGEST_NAME} characters"
        found.append(entry.problem("name", text))
    for site, name in entry.outside.items():
        if len(name) > LONGEST_NAME:
            text = f"it is longer than {LONGEST_NAME} characters"
            found.append(entry.problem(site, text))
    for field_name, value, known in (
        ("basis", entry.basis, Basis.values),
        ("role", entry.role, Role.values),
        ("status", entry.status, Status.values),
    ):
        if value is not None and value not in known:
            text = f"{value!r} is not one of {', '.join(known)}"
            found.append(entry.problem(field_name, text))
    return found


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_EMAIL
