"""Which student a line of a file of scores means."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from courseops.enrolled import Enrolled, Place
from courseops.models import Course, Enrollment, OutsideName
from courseops.outside_names import STUDENT_ID


class AmbiguousError(ValueError):
    """What a line says of its student means several."""


def number_on(site: str) -> str:
    """Return the site of the numbers that *site* gives its people."""
    return f"{site} id"


class People:
    """The people of a course by login and, for other systems, by what those know."""

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

    def named(
        self, who: Sequence[str], *, site: str = "", number: str = "", sid: str = ""
    ) -> Place:
        """Return whom a login, an e-mail address or a student ID names.

        Before these goes what staff confirmed of the names on *site*, and the *number*
        that a student has there. An address that nobody has stands for the
        login before its @. Raises ValueError where nobody is named, and AmbiguousError
        where the texts name several.
        """
        who = [text for text in who if text]
        names = [*((text, site) for text in who), (number, number_on(site))]
        for text, where in names:
            if text and (place := self.confirmed(text, site=where)) is not None:
                return place
        places = [self.called(text) for text in who]
        places.append(self.confirmed(sid, site=STUDENT_ID) if sid else None)
        if not any(places):
            places = [self._enrolled.find(text.split("@")[0]) for text in who]
        found = {place.key: place for place in places if place is not None}
        if len(found) > 1:
            raise AmbiguousError(
                f"“{'”, “'.join(who)}” are several in {self._course.slug}: "
                + ", ".join(place.login for place in found.values())
            )
        return next(iter(found.values()), None) or self._enrolled.anybody(
            next(iter((*who, number)))
        )

    def name(self, place: Place) -> str:
        """Return the name to show."""
        return self._names[place.login]
