"""Every address of the site."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from courseops import health
from courseops.api import NoSuchRouteView
from courseops.coursefile.pages import save_curve
from courseops.coursefile.rubric_page import rubric
from courseops.rest.docs_page import DocsPage
from courseops.telemetry import metrics
from courseops.views.alerts import close_alert
from courseops.views.component import component
from courseops.views.course import course
from courseops.views.extensions import extend, extensions
from courseops.views.home import home
from courseops.views.roster import roster
from courseops.views.scores import scores
from courseops.views.slack import slack_cap
from courseops.views.tokens import revoke_token, tokens
from grading.sent import sent_to_canvas

# Staff sign in where everybody does, so that guessing is stopped there too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Only what a person on a roster needs. The sign-up page says that it is closed, and where
# accounts come from; e-mails to unknown addresses have to name it.
account_urls = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("tokens/", tokens, name="tokens"),
    path("tokens/revoke/", revoke_token, name="revoke_token"),
]

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("metrics", metrics, name="metrics"),
    path("readyz", health.Readiness.as_view(), name="readyz"),
    path("", home, name="home"),
    path("courses/<slug:course>/", course, name="course"),
    path("courses/<slug:course>/roster/", roster, name="roster"),
    path(
        "courses/<slug:course>/alerts/<int:pk>/close/", close_alert, name="close_alert"
    ),
    path(
        "courses/<slug:course>/scores/",
        scores,
        {"sent_by": sent_to_canvas},
        name="scores",
    ),
    path("courses/<slug:course>/extensions/", extensions, name="extensions"),
    path("courses/<slug:course>/extensions/new/", extend, name="extend"),
    path(
        "courses/<slug:course>/components/<slug:component>/",
        component,
        name="component",
    ),
    path(
        "courses/<slug:course>/components/<slug:component>/slack/",
        slack_cap,
        name="slack_cap",
    ),
    path("courses/<slug:course>/curve/save/", save_curve, name="save_curve"),
    path(
        "courses/<slug:course>/projects/<slug:component>/rubric/",
        rubric,
        name="rubric",
    ),
    path("", include("leaderboard.urls")),
    # Before the quizzes, of which none is called “import”.
    path("", include("courseops.quizeditor.urls")),
    path("", include("quizzes.urls")),
    path("", include("participation.urls")),
    path("", include("projects.urls")),
    path("", include("grading.urls")),
    path("", include("courseops.changes.urls")),
    path("api/v1/", include("courseops.api_urls")),
    path("api/v1/", include("leaderboard.api_urls")),
    path("api/v1/", include("quizzes.api_urls")),
    path("api/v1/", include("projects.api_urls")),
    path("api/v1/", include("grading.api_urls")),
    re_path("^api/v1/", NoSuchRouteView.as_view()),
    path("api/schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("api/docs/", DocsPage.as_view(), name="api_docs"),
    path("accounts/", include(account_urls)),
    path("admin/", admin.site.urls),
]
