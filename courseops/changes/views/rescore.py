"""One run over every file: how far it is, who changes, and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from courseops.changes import dispatch, rescore, rescore_rows, twin
from courseops.changes.proposing import send_to_worker
from courseops.changes.views.change import letters_in_order
from courseops.permissions import Permission
from grading import changing
from grading.models import ClassChange
from leaderboard.models import RunState, ShadowRun
from leaderboard.place import Place, find_place
from leaderboard.selectors.competitions import solution_in_force
from leaderboard.shadow import dispatch as shadow_dispatch
from leaderboard.shadow import runs
from leaderboard.shadow.scope import measured

PAGE_SIZE = 100
TITLE_LENGTH, TEXT_LENGTH = 200, 2_000
Change = ClassChange.State
NOT_POSSIBLE = (changing.NotPossibleError, runs.NotPossibleError)
# A run in one of these goes on by itself.
MOVING = ("waiting", "measuring", "previewing", "applying")
_OF_CHANGE: Mapping[str, str] = {
    Change.PREVIEWED: "ready",
    Change.QUEUED: "applying",
    Change.RUNNING: "applying",
    Change.FAILED: "not applied",
    Change.APPLIED: "applied",
}
_OF_RUN: Mapping[str, str] = {
    RunState.QUEUED: "waiting",
    RunState.RUNNING: "measuring",
    RunState.FAILED: "failed",
    RunState.APPLIED: "applied",
    RunState.DISCARDED: "discarded",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A run that somebody who may decide about it asks for."""

    place: Place
    run: ShadowRun
    change: ClassChange | None

    @property
    def phase(self) -> str:
        """Where it is, in a word."""
        if self.run.state != RunState.READY:
            return _OF_RUN[self.run.state]
        return "previewing" if self.change is None else _OF_CHANGE[self.change.state]

    @property
    def may_decide(self) -> bool:
        """Whether it can be applied, repeated or discarded now."""
        if self.phase == "failed":
            return not self.run.solution.discarded
        return self.phase in ("waiting", "measuring", "ready", "not applied")

    def again(self) -> HttpResponse:
        """Return to its page."""
        return redirect(
            "changes:rescore",
            self.place.course.slug,
            self.place.component.slug,
            self.run.pk,
        )

    def effects(self) -> dict[str, Any]:
        """Return what changes, or did; empty where nothing was previewed."""
        if self.change is None:
            return {}
        self.change.refresh_from_db(fields=["preview", "outcome"])
        return (self.change.outcome or self.change.preview) or {}

    def rows(self, effects: Mapping[str, Any]) -> list[rescore_rows.Row]:
        """Return everybody with a score, before and after."""
        return rescore_rows.rows(
            effects, component=self.place.component.slug, course_id=self.place.course.pk
        )


@login_required
@require_GET
@vary_on_headers("HX-Request")
def rescore_run(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Show a run; htmx asks for its progress, and for all of it once it rests."""
    asked = _asked(request, course, component, pk)
    context = asked.place.context() | _progress(asked)
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        answer = render(request, "changes/_rescore_progress.html", context)
        if asked.phase not in MOVING:
            answer["HX-Refresh"] = "true"
        return answer
    if effects := asked.effects():
        context |= _report(request, asked, effects)
    return render(request, "changes/rescore.html", context)


@login_required
@require_GET
def rescore_csv(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Send who changes as a file for a spreadsheet."""
    asked = _asked(request, course, component, pk)
    effects = asked.effects()
    if not effects:
        raise Http404("There is no report yet")
    name = f"{course}-{component}-solution-{asked.run.solution.version}.csv"
    return HttpResponse(
        rescore_rows.as_csv(asked.rows(effects)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_POST
def apply_rescore(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Have the worker apply a run, with an announcement if one is wanted."""
    asked = _asked(request, course, component, pk)
    if asked.change is None or asked.run.state != RunState.READY:
        messages.warning(request, "There is nothing to apply.")
        return asked.again()
    title, text = "", ""
    if "announce" in request.POST:
        title = request.POST.get("title", "").strip()[:TITLE_LENGTH]
        text = request.POST.get("text", "").strip()[:TEXT_LENGTH]
    try:
        rescore.announce(change=asked.change, title=title, text=text)
        send_to_worker(asked.change)
    except NOT_POSSIBLE as error:
        messages.warning(request, str(error))
    return asked.again()


@login_required
@require_POST
def discard_rescore(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Put a run and its draft aside for good."""
    asked = _asked(request, course, component, pk)
    try:
        rescore.discard(run=asked.run, at=asked.place.at)
    except NOT_POSSIBLE as error:
        messages.warning(request, str(error))
        return asked.again()
    messages.success(
        request,
        f"Version {asked.run.solution.version} is discarded. No score has changed.",
    )
    return redirect("leaderboard:solution", course, component)


@login_required
@require_POST
def repeat_rescore(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Measure what came meanwhile and preview anew, or go on after a failure."""
    asked = _asked(request, course, component, pk)
    try:
        rescore.repeat(run=asked.run, at=asked.place.at, send=shadow_dispatch.send)
    except NOT_POSSIBLE as error:
        messages.warning(request, str(error))
    return asked.again()


def _asked(request: HttpRequest, course: str, component: str, pk: int) -> Asked:
    place = find_place(request, course, component, Permission.SET_SOLUTION)
    try:
        run = runs.found(competition=place.competition, pk=pk)
    except ShadowRun.DoesNotExist as missing:
        raise Http404("No such run") from missing
    return Asked(place=place, run=run, change=rescore.change_of(run))


def _progress(asked: Asked) -> dict[str, Any]:
    run, change, phase = asked.run, asked.change, asked.phase
    context: dict[str, Any] = {
        "run": run,
        "change": change,
        "phase": phase,
        "moving": phase in MOVING,
        "may_decide": asked.may_decide,
        "in_force": solution_in_force(competition=asked.place.competition),
    }
    if phase in ("waiting", "measuring"):
        context["done"] = measured(run=run).count()
    elif phase == "failed":
        context["problems"] = run.error.splitlines() if run.solution.discarded else []
    elif phase == "applying" and change is not None:
        context["done"] = min(dispatch.told(change.pk), change.of)
    return context


def _report(
    request: HttpRequest, asked: Asked, effects: Mapping[str, Any]
) -> dict[str, Any]:
    report, rows = effects["report"], asked.rows(effects)
    shown = rows if "all" in request.GET else [row for row in rows if row.changes]
    up, down = rescore_rows.movers(rows)
    target = f"component:{asked.place.component.slug}"
    return {
        "effects": effects,
        "report": report,
        "of": sum(report["counts"].values()),
        "changed_scores": rescore.changed_scores(report),
        "marks": effects["targets"].get(target),
        "total": effects["targets"].get("total"),
        "letters": letters_in_order(effects["letters"], asked.place.course),
        "split": report["has_split"],
        # Score, rank, mark, letter; with a split the private score and rank as well.
        "pairs": range(6 if report["has_split"] else 4),
        "climbers": up,
        "fallers": down,
        "all": "all" in request.GET,
        "everybody": len(rows),
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "drawing": twin.draw(
            [row.score[0] for row in rows if row.rank[0] is not None],
            [row.score[1] for row in rows if row.rank[1] is not None],
            asked.place.component.cutoffs or {},
            maximize=report["maximize"],
        ),
        "announcement": f"{asked.place.component.display_title} was scored again",
    }
