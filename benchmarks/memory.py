"""How much memory a web worker takes, next to a bare Django with DRF.

``python -m benchmarks.memory`` starts each in a process of its own, has it load all its
addresses and answer requests, and prints the ratio of the resident memory.
"""

import platform
import statistics
import subprocess
import sys

from benchmarks.served.site import ROOT, migrated

ROUNDS = 5
GOAL = 1.5
MEASURE = """
import resource
from django.test import Client
for path in PATHS:
    assert Client(SERVER_NAME="localhost").get(path).status_code in (200, 302)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
BARE = """
import django
from django.conf import settings
settings.configure(
    STATIC_URL="/static/", SECRET_KEY="bare", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.admin", "django.contrib.auth",
        "django.contrib.contenttypes", "django.contrib.sessions",
        "django.contrib.messages", "django.contrib.staticfiles", "rest_framework"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True, "OPTIONS": {"context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages"]}}],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
)
django.setup()
from django.contrib import admin
from django.core.wsgi import get_wsgi_application
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView
class Hello(APIView):
    def get(self, request):
        return Response({"hello": "world"})
urlpatterns = [path("admin/", admin.site.urls), path("hello/", Hello.as_view())]
application = get_wsgi_application()
PATHS = ["/admin/login/", "/hello/"]
"""
OURS = """
from courseops.wsgi import application
from django.urls import get_resolver
get_resolver().url_patterns
PATHS = ["/accounts/login/", "/livez"]
"""


def main() -> None:
    """Measure and print."""
    with migrated() as site:
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(resident(BARE, {}))
            ours.append(resident(OURS, site.environment))
    ratios = [one / other for one, other in zip(ours, bare, strict=True)]
    print(
        f"Python {platform.python_version()}; {ROUNDS} rounds, in turn, fresh processes\n"
        f"bare Django and DRF {statistics.median(bare) / 1024:6.1f} MiB\n"
        f"web worker          {statistics.median(ours) / 1024:6.1f} MiB "
        f"{statistics.median(ratios):6.2f} x ({min(ratios):.2f}-{max(ratios):.2f}),"
        f" goal {GOAL:g} x"
    )


def resident(program: str, environment: dict[str, str]) -> int:
    """Return the most memory, in KiB, that a process running *program* held."""
    done = subprocess.run(
        [sys.executable, "-c", program + MEASURE],
        cwd=ROOT,
        env=environment or None,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


if __name__ == "__main__":
    main()
