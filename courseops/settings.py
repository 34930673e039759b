"""Settings, read from the environment; every default works on a fresh clone.

The table of variables, with their defaults, is in docs/operators.md.
"""

import hashlib
import tempfile
from pathlib import Path

import environ
from celery.schedules import crontab

from courseops.secret import load_or_create_secret

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")

# --- Where the site keeps what it owns ----------------------------------------
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))).resolve()
EXPORT_ROOT = Path(env.str("EXPORT_ROOT", default=str(VAR_DIR / "exports"))).resolve()

# --- Site ---------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or load_or_create_secret(
    VAR_DIR / "secret-key"
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Where e-mails that no request causes say that the site is.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
DEMO = env.bool("DEMO", default=False)

ROOT_URLCONF = "courseops.urls"
WSGI_APPLICATION = "courseops.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "courseops.apps.CourseOpsConfig",
    "leaderboard.apps.LeaderboardConfig",
    "quizzes.apps.QuizzesConfig",
    "participation.apps.ParticipationConfig",
    "projects.apps.ProjectsConfig",
    "grading.apps.GradingConfig",
    "allauth",
    "allauth.account",
    "axes",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rest_framework",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that nothing delays the stamp of the moment a request arrived.
    "courseops.middleware.ReceivedAtMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["courseops.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "courseops.context.site",
            ],
        },
    }
]

# --- Database -----------------------------------------------------------------
DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'courseops.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue from the first statement instead of failing in the middle.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        "timeout": 20,
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)

# --- Queue --------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
# A socket path has room for about 100 characters, so it cannot live in VAR_DIR.
BROKER_SOCKET = (
    Path(tempfile.gettempdir())
    / f"courseops-{hashlib.sha256(str(VAR_DIR).encode()).hexdigest()[:16]}"
    / "broker.sock"
)
CELERY_BROKER_URL = REDIS_URL or f"redis+socket://{BROKER_SOCKET}?virtual_host=0"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = env.int("SCORING_TIME_LIMIT", default=600)
CELERY_TASK_SOFT_TIME_LIMIT = max(1, CELERY_TASK_TIME_LIMIT - 10)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT,
    "socket_timeout": 30,
    "socket_connect_timeout": 5,
    "health_check_interval": 30,
}
CELERY_TASK_DEFAULT_QUEUE = "grading"
CELERY_TASK_ROUTES = {
    # A rush of submissions does not hold these up.
    "leaderboard.reveal_due": {"queue": "grading"},
    # Nor does it hold up submissions.
    "leaderboard.shadow": {"queue": "grading"},
    # It takes long, and must not hold scoring up.
    "leaderboard.compare": {"queue": "grading"},
    "leaderboard.restand": {"queue": "grading"},
    "leaderboard.note_ranks": {"queue": "grading"},
    "leaderboard.group_due": {"queue": "grading"},
    # Archives may take a while.
    "leaderboard.list_code": {"queue": "grading"},
    "leaderboard.*": {"queue": "scoring"},
    "grading.export_*": {"queue": "exports"},
}
CELERY_BEAT_SCHEDULE = {
    "sweep-submissions": {
        "task": "leaderboard.sweep",
        "schedule": env.float("SWEEP_SECONDS", default=5.0),
        "options": {"expires": 30},
    },
    "reveal-due": {
        "task": "leaderboard.reveal_due",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "group-competitions": {
        "task": "leaderboard.group_due",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "group-projects": {
        "task": "projects.group_due",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "note-ranks": {
        "task": "leaderboard.note_ranks",
        # A day begins at a quarter of an hour in every zone; most of what was received
        # before is scored five minutes later.
        "schedule": crontab(minute="5,20,35,50"),
        "options": {"expires": 900},
    },
    "limit-sidecars": {
        "task": "leaderboard.limit_sidecars",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "tidy-sidecars": {
        "task": "leaderboard.tidy_sidecars",
        "schedule": crontab(minute=20),
        "options": {"expires": 3600},
    },
    "list-code": {
        "task": "leaderboard.list_code",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "record-marks": {
        "task": "grading.record_marks",
        "schedule": env.float("RECORD_MARKS_SECONDS", default=60.0),
        "options": {"expires": 60},
    },
    "sweep-changes": {
        "task": "changes.sweep",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "remind-reviewers": {
        "task": "projects.remind_reviewers",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "export-nights": {
        "task": "grading.export_due",
        "schedule": crontab(minute=0),
        "options": {"expires": 3600},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# A worker renews its lease three times in this span; without renewal the
# submission is given to another worker.
SCORING_LEASE_SECONDS = env.int("SCORING_LEASE_SECONDS", default=30)
# How long a submission that was tried in vain waits before it is tried again.
REQUEUE_AFTER_SECONDS = env.int("REQUEUE_AFTER_SECONDS", default=30)
# So many files of an entrant may be refused within an hour, then no more are taken
# until one of them is an hour old; 0: any number.
REFUSED_PER_HOUR = env.int("REFUSED_PER_HOUR", default=20)
# Kept predictions, to score again without parsing; 0 keeps none.
SIDECAR_QUOTA_MB = env.int("SIDECAR_QUOTA_MB", default=5000)
SCORING_MAX_ATTEMPTS = 3
# What one run of a staff-written metric may use.
METRIC_SECONDS = env.int("METRIC_SECONDS", default=60)
METRIC_MEMORY_MB = env.int("METRIC_MEMORY_MB", default=1024)
# Who knows it may read /metrics; empty: nobody.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# From this hour of a course's day on its night is due; 0 keeps all nights.
EXPORT_HOUR = env.int("EXPORT_HOUR", default=3)
EXPORT_KEEP_DAYS = env.int("EXPORT_KEEP_DAYS", default=90)

CACHE_URL = env.str("CACHE_URL", default=REDIS_URL)
CACHES = {
    "default": {
        "BACKEND": "courseops.cache.ForgivingRedisCache",
        "LOCATION": CACHE_URL,
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- Accounts -----------------------------------------------------------------
AUTH_USER_MODEL = "courseops.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "courseops.accounts.RosterOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# None: the sign-in page asks.
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A class behind one address signs in within a minute; guessing is stopped by axes.
ACCOUNT_RATE_LIMITS = {"login": "240/m/ip", "login_failed": "60/m/ip"}
# Locking the pair, not the account: nobody can lock a classmate out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "courseops.accounts.sign_in_name"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_IPWARE_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0) or None

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="courseops@localhost")

# --- Language and time: everything is stored in UTC, shown in the course's zone --
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# --- Static files and uploads ---------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
# The image collects and hashes its files; elsewhere they are served as they are.
STATIC_MANIFEST = env.bool("STATIC_MANIFEST", default=False)
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# A hand-in of work says itself how many it takes.
DATA_UPLOAD_MAX_NUMBER_FILES = 50

# --- Security -------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
X_FRAME_OPTIONS = "DENY"

# --- API ------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "courseops.rest.authentication.Token",
        "courseops.rest.authentication.BrowserSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "courseops.rest.defaults.OnlyJson",
    "DEFAULT_SCHEMA_CLASS": "courseops.rest.schema.RouteSchema",
    "DEFAULT_PAGINATION_CLASS": "courseops.rest.defaults.Pages",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "courseops.rest.errors.handle",
    "URL_FORMAT_OVERRIDE": None,
}
KNOX_TOKEN_MODEL = "courseops.ApiToken"  # noqa: S105 a model
# Its migrations would make the table of the model that ours replaces.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"TOKEN_TTL": None, "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "ENUM_NAME_OVERRIDES": {"SubmissionStateEnum": "leaderboard.models.State"},
    "TITLE": "Course Ops",
    "DESCRIPTION": """Submit, follow scores, read leaderboards and grades.

Send `Authorization: Token YOUR-TOKEN` with each request. You make a token on the page
*API tokens* of your account, or with `POST /api/v1/token/`. Instants carry the offset
of the course's time zone. Every answer of 400 and above is JSON with a `code` for
programs, a `message` for people and, where there are several, `reasons`.""",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "courseops.rest.schema.document_errors",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Logs -------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "WARNING"}},
}
