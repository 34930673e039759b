"""The field in which staff name the students whom a decision is about."""

import re
from typing import Any

from django import forms

from courseops.models import Course, Enrollment, Role

_SEPARATORS = re.compile(r"[\s,;]+")


class StudentsField(forms.CharField):
    """Logins or e-mail addresses of students; ``course`` is set by the form."""

    course: Course | None = None

    def __init__(self) -> None:
        super().__init__(
            label="Who",
            max_length=20_000,
            help_text="Logins or e-mail addresses, one a line or separated by commas.",
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        )

    def clean(self, value: Any) -> list[Enrollment]:
        """Return the students, each once; refuse every entry that is none."""
        entries = [e for e in _SEPARATORS.split(super().clean(value)) if e]
        people = Enrollment.objects.filter(course=self.course).select_related("user")
        by_login = {one.user.login: one for one in people}
        by_email = {one.user.email.casefold(): one for one in people}
        found, wrong = {}, []
        for entry in entries:
            one = by_login.get(entry) or by_email.get(entry.casefold())
            if one is None:
                wrong.append(f"“{entry}” is nobody in this course.")
            elif one.role != Role.STUDENT:
                wrong.append(f"“{entry}” is no student here.")
            else:
                found[one.pk] = one
        if wrong:
            raise forms.ValidationError(wrong)
        return list(found.values())
