"""API tokens: make one, see it once, revoke it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from courseops import clock, services
from courseops.forms import TokenForm
from courseops.models import ApiToken, User


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_variables("secret")
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens; a new one is shown in the answer to its making, and only there."""
    assert isinstance(request.user, User)  # noqa: S101 login_required
    form = TokenForm(request.POST or None, user=request.user)
    secret = None
    if form.is_valid():
        secret = services.create_token(
            user=request.user,
            name=form.cleaned_data["name"],
            days=form.cleaned_data["days"],
            at=clock.now(),
        )
        form = TokenForm(None, user=request.user)
    context = {
        "form": form,
        "secret": secret,
        "tokens": ApiToken.objects.filter(user=request.user),
    }
    return render(request, "courseops/tokens.html", context)


@login_required
@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    """Delete one of one's own tokens."""
    assert isinstance(request.user, User)  # noqa: S101 login_required
    token = get_object_or_404(
        ApiToken, user=request.user, digest=request.POST.get("token", "")
    )
    services.revoke_token(token=token, at=clock.now())
    messages.success(request, f"Revoked the token “{token}”.")
    return redirect("tokens")
