"""Which student a line of a file of scores means."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from courseops.enrolled import Enrolled, Place
from courseops.models import Course, Enrollment, OutsideName


class People:
    """The people of a course by login and, for other systems, by e-mail address."""

    def __init__(self, course: Course) -> None:
        self._enrolled = Enrolled(course)
        rows = Enrollment.objects.filter(course=course).select_related("user")
        self._by_email: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._course = course
        for row in rows:
            self._by_email[row.user.email.lower()] = row.user.login
            self._names[row.user.login] = row.user.get_full_name()

    @cached_property
    def _elsewhere(self) -> Mapping[tuple[str, str], str]:
        rows = OutsideName.objects.filter(course=self._course)
        return {
            (site, name.casefold()): login
            for site, name, login in rows.values_list(
                "site", "name", "enrollment__user__login"
            )
        }

    def student(self, login: str) -> Place:
        """Return the student with *login*; raises ValueError without one."""
        return self._enrolled.student(login)

    def confirmed(self, name: str, *, site: str) -> Place | None:
        """Return whom staff confirmed to be called *name* on *site*."""
        login = self._elsewhere.get((site, name.casefold()))
        return None if login is None else self._enrolled.anybody(login)

    def called(self, name: str) -> Place | None:
        """Return whose login or e-mail address *name* is, without regard to case."""
        return self._enrolled.find(name) or self._enrolled.find(
            self._by_email.get(name.lower(), "")
        )

    def named(self, who: Sequence[str], *, site: str = "") -> Place:
        """Return the first whom one of the texts names: a login or an e-mail address.

        Before these goes what staff confirmed of the names on *site*. An address that
        nobody has stands for the login before its @. Raises ValueError where nobody is
        named.
        """
        texts = [text for text in who if text]
        for text in texts:
            if site and (place := self.confirmed(text, site=site)) is not None:
                return place
        for text in texts:
            for login in (text, self._by_email.get(text.lower()), text.split("@")[0]):
                if login in self._names:
                    return self._enrolled.anybody(login)
        return self._enrolled.anybody(texts[0] if texts else "")

    def name(self, place: Place) -> str:
        """Return the name to show."""
        return self._names[place.login]
