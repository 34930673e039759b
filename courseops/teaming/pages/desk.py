"""Where somebody stands who asks about teams: about which work, at whose pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from courseops import teams
from courseops.asking import Asking
from courseops.models import Component, Enrollment, User
from courseops.navigation import component_url
from courseops.permissions import Permission
from courseops.teaming.rules import Rules, rules_of
from courseops.teaming.work import Change, Work


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A checked request about the teams of ``asking.component``.

    ``app`` is the namespace of the addresses, ``user`` who asks, ``shown`` what each
    page about the work shows beside, of its ``component`` that the asker comes from.
    """

    asking: Asking
    work: Work
    app: str
    user: User | AnonymousUser | None
    shown: Mapping[str, Any]

    @property
    def component(self) -> Component:
        return self.asking.component

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.component)

    @property
    def is_open(self) -> bool:
        """Whether students form teams now."""
        return self.rules.largest > 1 and not self.rules.is_over(self.asking.at)

    @property
    def student(self) -> Enrollment:
        """The asker's enrolment as a student; raises PermissionDenied for others."""
        me = self.asking.me
        if me is None or not me.is_student:
            raise PermissionDenied
        return me

    @property
    def places(self) -> bool:
        """Whether the asker may put students into teams."""
        return self.asking.access.allows(Permission.CHANGE_CLASS)

    def change(self, *, why: str = "") -> Change:
        """Return the asker's change of the teams."""
        return Change(
            component=self.component,
            work=self.work,
            actor=self.user if isinstance(self.user, User) else None,
            at=self.asking.at,
            why=why,
        )

    def url(self, name: str, *more: str) -> str:
        """Return the address of one of the pages."""
        where = [self.asking.course.slug, self.component.slug, *more]
        return reverse(f"{self.app}:{name}", args=where)

    def to(self, name: str) -> HttpResponse:
        """Lead to one of the pages."""
        return redirect(self.url(name))

    def context(self) -> dict[str, Any]:
        """Return what every page about the teams shows."""
        together = teams.sharing(self.component)
        return dict(self.shown) | {
            "frame": f"{self.app}/team_frame.html",
            "change_team": f"{self.app}:change_team",
            "team_url": self.url("team"),
            "teams_url": self.url("teams"),
            "group_url": self.url("group_teams"),
            "work_url": component_url(
                course=self.asking.course, component=self.shown["component"]
            ),
            "team_rules": self.rules,
            "teams_open": self.is_open,
            "works": together if len(together) > 1 else (),
            "can_place": self.places,
        }
