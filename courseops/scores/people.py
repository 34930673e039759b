"""Which student a line of a file of scores means."""

from collections.abc import Sequence

from courseops.enrolled import Enrolled, Place
from courseops.models import Course, Enrollment


class People:
    """The people of a course by login and, for other systems, by e-mail address."""

    def __init__(self, course: Course) -> None:
        self._enrolled = Enrolled(course)
        rows = Enrollment.objects.filter(course=course).select_related("user")
        self._by_email: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for row in rows:
            self._by_email[row.user.email.lower()] = row.user.login
            self._names[row.user.login] = row.user.get_full_name()

    def student(self, login: str) -> Place:
        """Return the student with *login*; raises ValueError without one."""
        return self._enrolled.student(login)

    def named(self, who: Sequence[str]) -> Place:
        """Return the first whom one of the texts names: a login or an e-mail address.

        An address that nobody has stands for the login before its @. Raises ValueError
        where nobody is named.
        """
        texts = [text for text in who if text]
        for text in texts:
            for login in (text, self._by_email.get(text.lower()), text.split("@")[0]):
                if login in self._names:
                    return self._enrolled.anybody(login)
        return self._enrolled.anybody(texts[0] if texts else "")

    def name(self, place: Place) -> str:
        """Return the name to show."""
        return self._names[place.login]
