"""Whom the logins of an imported file mean."""

from collections import Counter
from dataclasses import dataclass

from courseops.models import Course, Enrollment, Role


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in a course: its primary key, the login, the role."""

    key: int
    login: str
    role: str


class Enrolled:
    """The people of one course, dropped ones too, read by one query."""

    def __init__(self, course: Course) -> None:
        rows = Enrollment.objects.filter(course=course)
        self._course = course.slug
        self._places = {
            login: Place(key, login, role)
            for key, login, role in rows.values_list("pk", "user__login", "role")
        }
        self._folded = {login.casefold(): login for login in self._places}
        self._alike = Counter(login.casefold() for login in self._places)

    def anybody(self, login: str) -> Place:
        """Return the place of *login*; raises ValueError for outsiders."""
        place = self._places.get(login)
        if place is not None:
            return place
        if not login:
            raise ValueError("a login is missing")
        known_as = self._folded.get(login.casefold())
        hint = f"; it is written “{known_as}” there" if known_as else ""
        raise ValueError(f"“{login}” is nobody in {self._course}{hint}")

    def find(self, login: str) -> Place | None:
        """Return the place of *login*, in whatever case it is written.

        None where nobody is called so, or several and none of them exactly.
        """
        exact = self._places.get(login)
        if exact is not None or self._alike[login.casefold()] != 1:
            return exact
        return self._places[self._folded[login.casefold()]]

    def student(self, login: str) -> Place:
        """Return the place of a student; raises ValueError for anybody else."""
        place = self.anybody(login)
        if place.role != Role.STUDENT:
            role = Role(place.role).label
            raise ValueError(f"“{login}” is no student of {self._course} but {role}")
        return place
