"""Makes pools of questions, changes and dissolves them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.coursefile.shapes import Json
from courseops.quizeditor import arranging
from courseops.quizeditor.forms.pool import PoolForm
from courseops.quizeditor.forms.refusing import refuse
from courseops.quizeditor.saving import OutdatedError
from courseops.quizeditor.views.desk import MEANWHILE, Desk, desk_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_pool(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Ask which questions make a pool, then make it."""
    return _answer(desk_of(request, course, component), "")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pool(request: HttpRequest, course: str, component: str, pool: str) -> HttpResponse:
    """Show a pool to be changed; POST changes it, or lets everybody get its questions."""
    desk = desk_of(request, course, component)
    if pool not in {one["pool"] for one in arranging.pools(desk.quiz)}:
        raise Http404("No such pool")
    return _answer(desk, pool)


def _answer(desk: Desk, name: str) -> HttpResponse:
    request = desk.request
    form = PoolForm(request.POST or None, quiz=desk.quiz, name=name)
    status = 200
    if request.method == "POST":
        status = 422
        wanted: Json = None
        if request.POST.get("do") == "dissolve":
            wanted = arranging.gathered(desk.quiz, {}, (), replaces=name)
        elif form.is_valid():
            wanted = form.entry()
        if wanted is not None and _saved(desk, form, wanted):
            return redirect("quizeditor:edit", desk.course.slug, desk.component.slug)
    context = desk.context(form=form, name=name)
    return render(request, "quizeditor/pool.html", context, status=status)


def _saved(desk: Desk, form: PoolForm, quiz: Json) -> bool:
    try:
        report = desk.save(quiz)
    except OutdatedError:
        form.add_error(None, f"{MEANWHILE} Look at the pool and save it again.")
        return False
    refuse(form, report.errors, quiz=quiz)
    if not report.errors:
        messages.success(desk.request, "The pool is saved.")
    return not report.errors
