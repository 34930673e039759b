"""The page of a quiz in the editor: its questions in order, its pools, its rules."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.permissions import Permission
from courseops.quizeditor import arranging
from courseops.quizeditor.drawing import rules_in
from courseops.quizeditor.forms.kinds import TITLES
from courseops.quizeditor.forms.refusing import refuse
from courseops.quizeditor.forms.rules import RulesForm
from courseops.quizeditor.listing import groups_of
from courseops.quizeditor.saving import OutdatedError, warnings_of
from courseops.quizeditor.views.desk import MEANWHILE, Desk, desk_of
from quizzes.models import Attempt


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the quiz as its editors see it; POST saves its rules."""
    desk = desk_of(request, course, component)
    form = RulesForm(request.POST or None, quiz=desk.quiz, locked=_locked(desk))
    status = 200
    if request.method == "POST":
        if form.is_valid() and _saved(desk, form):
            return redirect("quizeditor:edit", course, component)
        status = 422
    rules = rules_in(desk.quiz)
    context = desk.context(
        form=form,
        rules=rules,
        groups=groups_of(rules, desk.answered),
        kinds=TITLES.items(),
        can_pool=any(not pool for pool, _ in arranging.questions(desk.quiz)),
        warnings=[
            (arranging.in_words(desk.quiz, one.path), one.message)
            for one in warnings_of(desk.quiz, course=desk.course)
        ],
        may_change=desk.access.allows(Permission.CHANGE_CLASS),
    )
    return render(request, "quizeditor/edit.html", context, status=status)


def _locked(desk: Desk) -> list[str]:
    """Return what only an instructor may change: it changes marks, or shows results."""
    if not Attempt.objects.filter(component=desk.component).exists():
        return []
    rights = {"keep": Permission.CHANGE_CLASS, "reveal": Permission.REVEAL_SCORES}
    return [name for name, right in rights.items() if not desk.access.allows(right)]


def _saved(desk: Desk, form: RulesForm) -> bool:
    quiz = form.entry()
    try:
        report = desk.save(quiz)
    except OutdatedError:
        form.add_error(None, f"{MEANWHILE} Look at the rules and save them again.")
        return False
    refuse(form, report.errors, quiz=quiz)
    if report.errors:
        return False
    told = "The rules are saved." if report.changes else "The rules are as they were."
    messages.success(desk.request, told)
    return True
