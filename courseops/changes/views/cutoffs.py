"""The cutoff studio: try a table on the class, draft it, post it."""

from datetime import datetime
from typing import Any

import numpy as np
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops import clock
from courseops.changes import cutoffs, histogram
from courseops.changes.cutoff_form import CutoffForm
from courseops.changes.proposing import CUTOFFS, edit_by, propose
from courseops.changes.views.asking import actor, component_of, staff
from courseops.changes.views.change import letters_in_order
from courseops.coursefile.changing import RefusedSectionsError
from courseops.models import Component
from courseops.permissions import Access, Permission
from grading import changing, gradebook
from grading.models import CutoffDraft
from grading.policy.columns import Floats


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def studio(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the studio; htmx asks for what a table would do. POST drafts or posts it."""
    at = clock.now()
    found = staff(request, course, Permission.DRAFT_CUTOFFS)
    chosen = component_of(found, component)
    tried = _Tried(request, found, chosen, at=at)
    wanted = request.POST.get("do", "")
    if wanted == "post" and not found.allows(Permission.POST_CUTOFFS):
        raise PermissionDenied
    is_ready = wanted in ("draft", "post") and tried.form.is_valid()
    if is_ready and (answer := _done(request, tried, wanted, at=at)):
        return answer
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        return render(request, "changes/_cutoff_effects.html", tried.context())
    return render(request, "changes/cutoffs.html", tried.context() | tried.frame())


def _done(
    request: HttpRequest, tried: "_Tried", wanted: str, *, at: datetime
) -> HttpResponse | None:
    """Draft or propose the table; None where the course file would refuse it."""
    slug, form = tried.component.slug, tried.form
    if wanted == "draft":
        cutoffs.save_draft(
            component=tried.component,
            cutoffs=form.table(),
            actor=actor(request),
            at=at,
        )
        messages.success(request, "The draft is saved. Students see nothing of it.")
        return redirect("changes:cutoffs", tried.found.course.slug, slug)
    given = form.cleaned_data
    title = given["title"] if given["announce"] else ""
    try:
        change = propose(
            course=tried.found.course,
            action=CUTOFFS,
            edits=cutoffs.edits(
                tried.component, form.table(), title=title, text=given["text"]
            ),
            component=tried.component,
            reason=given["reason"],
            actor=actor(request),
            at=at,
        )
    except RefusedSectionsError as error:
        form.add_error(None, str(error))
        return None
    return redirect("changes:change", tried.found.course.slug, change.pk)


class _Tried:
    """A table as it is tried on the class's scores."""

    def __init__(
        self, request: HttpRequest, found: Access, component: Component, *, at: datetime
    ) -> None:
        self.found, self.component, self.at = found, component, at
        book = gradebook.load(course=found.course, at=at)
        rules = {c.slug: c.score_rule for _, _, c in book.plan.components()}
        rule = rules.get(component.slug)
        if rule is None:
            raise Http404("Not a competition")
        self.maximize = rule.maximize
        raw = book.components[component.slug].raw
        active = np.array([one == "active" for one in book.students.status], bool)
        self.scores: Floats = raw[active & ~np.isnan(raw)]
        self.without = int((active & np.isnan(raw)).sum())
        self.draft = CutoffDraft.objects.filter(component=component).first()
        letters = cutoffs.letters_of(component)
        data = request.POST or request.GET
        typed = data if any(letter in data for letter in letters) else None
        self.form = CutoffForm(
            typed,
            component=component,
            letters=letters,
            maximize=self.maximize,
            initial=self._start(),
        )

    def _start(self) -> dict[str, float]:
        """Return the table to begin with: drafted, posted or proposed."""
        known = (self.draft and self.draft.cutoffs) or self.component.cutoffs
        return dict(known or cutoffs.proposed(self.scores, maximize=self.maximize))

    def table(self) -> dict[str, float]:
        """Return the table to show, empty while it is not a valid one."""
        if not self.form.is_bound:
            return self._start()
        return self.form.table() if self.form.is_valid() else {}

    def context(self) -> dict[str, Any]:
        """Return what the table does: bands, marks and letters."""
        table = self.table()
        effects = self._effects(table) if table else {}
        return {
            "course": self.found.course,
            "component": self.component,
            "form": self.form,
            "table": table,
            "without": self.without,
            "scored": len(self.scores),
            "bands": cutoffs.bands(
                self.scores,
                table,
                component=self.component,
                maximize=self.maximize,
            )
            if table
            else [],
            "effects": effects,
            "letters": letters_in_order(effects.get("letters", {}), self.found.course),
            "total": effects.get("targets", {}).get("total"),
        }

    def frame(self) -> dict[str, Any]:
        """Return what stands around it: the drawing, the draft, the history."""
        return {
            "access": self.found,
            "at": self.at,
            "drawing": histogram.draw(
                self.scores.tolist(), self.table() or {}, maximize=self.maximize
            ),
            "draft": self.draft,
            "maximize": self.maximize,
            "may_post": self.found.allows(Permission.POST_CUTOFFS),
            "postings": cutoffs.postings(self.component),
        }

    def _effects(self, table: dict[str, float]) -> dict[str, Any]:
        """Return the effects of posting *table*; none where it cannot be posted."""
        made = cutoffs.edits(self.component, table, title="", text="")
        try:
            return changing.preview(
                course=self.found.course, edit=edit_by(made), at=self.at
            )
        except RefusedSectionsError as error:
            return {"refused": str(error)}
