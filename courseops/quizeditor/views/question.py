"""The form of one question: written, looked at, tried, saved."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from courseops.coursefile.shapes import Json
from courseops.quizeditor import arranging, trying
from courseops.quizeditor.drawing import asked_in, question_in
from courseops.quizeditor.forms.kinds import FORMS, TITLES
from courseops.quizeditor.forms.question import QuestionForm
from courseops.quizeditor.forms.rows import changed
from courseops.quizeditor.saving import ALONE, ROOT, OutdatedError, judged_alone
from courseops.quizeditor.views.desk import Desk, desk_of
from quizzes.answers_told import rights_told

ANSWERED_MEANWHILE = (
    "Nothing was saved: students answered this question since you opened the page."
    " Its words can be changed; everything else is as it was."
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Ask for a question of the type in the address; POST puts it last."""
    desk = desk_of(request, course, component)
    kind = request.GET.get("type", "single")
    if kind not in FORMS:
        raise Http404("No such type")
    slug = arranging.free_slug(desk.quiz, "q1")
    return _answer(desk, {"slug": slug, "type": kind}, request.GET.get("pool", ""))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(
    request: HttpRequest, course: str, component: str, question: str
) -> HttpResponse:
    """Show a question to be changed; POST saves it where it stands."""
    desk = desk_of(request, course, component)
    found = arranging.find(desk.quiz, question)
    if found is None:
        raise Http404("No such question")
    return _answer(desk, found[1], found[0], replaces=question)


def _answer(
    desk: Desk, stored: Json, pool: str, *, replaces: str | None = None
) -> HttpResponse:
    """Do what the pressed button says; look, try and the buttons of rows save nothing."""
    request = desk.request
    form = FORMS[stored["type"]](
        request.POST if request.method == "POST" else None,
        question=stored,
        pool=pool,
        pools=[one["pool"] for one in arranging.pools(desk.quiz)],
        is_fixed=replaces in desk.answered,
    )
    verdict, status = None, 200
    if request.method == "POST":
        wanted = request.POST.get("do", "save")
        if wanted != "save":
            verdict = _pressed(form, wanted)
        elif _saved(desk, form, pool, replaces):
            here = (desk.course.slug, desk.component.slug)
            slug = form.entry()["slug"]
            return redirect(f"{reverse('quizeditor:edit', args=here)}#question-{slug}")
        else:
            status = 422
    context = _shown(desk, form, stored, replaces) | {"verdict": verdict}
    return render(request, "quizeditor/question.html", context, status=status)


def _pressed(form: QuestionForm, wanted: str) -> trying.Verdict | None:
    """Do what a button asks that saves nothing; return how a tried answer would do."""
    is_whole = form.is_valid()
    if wanted == "try":
        return trying.verdict(form) if is_whole else None
    if not form.is_fixed:
        form.rows = changed(form.rows, wanted)
    return None


def _saved(desk: Desk, form: QuestionForm, pool: str, replaces: str | None) -> bool:
    """Save the question, or put the errors beside the fields."""
    if not form.is_valid():
        form.refuse(judged_alone(form.entry())[1], path=ALONE)
        return False
    if form.is_fixed and "slug" in desk.request.POST:
        form.rows = form.shown_rows(form.question)
        form.add_error(None, ANSWERED_MEANWHILE)
        return False
    entry = form.entry()
    pool = form.cleaned_data.get("pool", pool)
    quiz = arranging.put(desk.quiz, entry, pool=pool, replaces=replaces)
    try:
        report = desk.save(quiz)
    except OutdatedError:
        form.is_outdated = True
        return False
    at = arranging.path_of(quiz, entry)
    form.refuse(report.errors, path=f"{ROOT}.{at}")
    if report.errors:
        return False
    messages.success(desk.request, f"{entry['slug']} is saved.")
    return True


def _shown(
    desk: Desk, form: QuestionForm, stored: Json, replaces: str | None
) -> dict[str, Any]:
    entry = form.entry() if form.is_bound else stored
    attempts = desk.answered.get(stored["slug"], 0) if replaces else 0
    return desk.context(
        form=form,
        kind_title=TITLES[form.kind],
        replaces=replaces,
        attempts=attempts,
        asked=asked_in(entry),
        rights=rights_told(question_in(stored)) if form.is_fixed else [],
        kept_also=rights_told(question_in(stored))[1:] if "also" in stored else [],
    )
