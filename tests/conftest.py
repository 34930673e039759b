"""What every test may ask for."""

import os
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from _pytest.nodeid import NodeId
from django.db import connection
from playwright.sync_api import expect

from courseops.models import Course, Enrollment, User
from tests.factories import CourseFactory, EnrollmentFactory

# Playwright keeps an event loop in the thread of the tests, whose queries are sync.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# The same engine without the windows around the pages opens a page in a third of the time.
CHROMIUM = next(
    filter(
        None,
        map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser")),
    ),
    None,
)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, object],
) -> dict[str, object]:
    """Use the system's chromium, where there is one."""
    system = {"executable_path": CHROMIUM} if CHROMIUM else {}
    return {**browser_type_launch_args, **system, "args": ["--no-sandbox"]}


# A page that is slow on a busy machine is not a page that is wrong.
expect.set_options(timeout=15_000)


def pytest_xdist_auto_num_workers() -> int:
    """Let ``-n auto`` start half as many processes again as there are cores.

    Those that watch a browser or a product at work wait for a third of their time.
    """
    cores = len(os.sched_getaffinity(0))
    return cores + cores // 2


# A deadline would measure the machine, not the rule.
hypothesis.settings.register_profile("rules", deadline=None)
hypothesis.settings.load_profile("rules")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    """Name the group of a test where xdist looks for it.

    xdist 3.8 writes it into a field that pytest 9.2 does not read any more: each worker
    ran some of every group, and made what its tests share.
    """
    yield
    if getattr(config.option, "loadgroup", False):
        for item in items:
            if item.get_closest_marker("xdist_group"):
                item._id = NodeId.parse(item._nodeid)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, tmp_path_factory) -> Path | None:
    """Make the database of this process; return a copy of it as it was new.

    Migrating takes longer than starting a product: those that are tested as processes
    begin with the copy. None where the database is no file, and where no test of this
    run asks for one: it was not made then.
    """
    name = connection.settings_dict["NAME"]
    if (
        connection.vendor != "sqlite"
        or name != connection.settings_dict["TEST"]["NAME"]
    ):
        return None
    copy = tmp_path_factory.mktemp("migrated") / "courseops.sqlite3"
    with (
        closing(sqlite3.connect(name)) as made,
        closing(sqlite3.connect(copy)) as new,
    ):
        made.backup(new)
    return copy


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path: Path) -> None:
    """Give each test folders of its own, and passwords that hash at once."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXPORT_ROOT = tmp_path / "exports"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _static_files_as_asked(settings) -> None:
    """Look a static file up when it is asked for: each client would list all before."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def fresh_cache(settings) -> None:
    """Have a cache in which nothing is, whoever else uses the same server."""
    own = settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}
    settings.CACHES = {"default": own}


@pytest.fixture
def course(db) -> Course:
    return CourseFactory()


@pytest.fixture
def alice(course: Course) -> Enrollment:
    """A student of the course."""
    return EnrollmentFactory(course=course, user__login="alice", user__name="Alice Ash")


@pytest.fixture
def bob(course: Course) -> Enrollment:
    """A TA of the course."""
    return EnrollmentFactory(
        course=course, user__login="bob", user__name="Bob Birch", role="ta"
    )


@pytest.fixture
def ina(course: Course) -> Enrollment:
    """The instructor of the course."""
    return EnrollmentFactory(
        course=course, user__login="ina", user__name="Ina Ivy", role="instructor"
    )


@pytest.fixture
def charlie(db) -> User:
    """A student of another course: an outsider here."""
    other = CourseFactory(slug="other-course", title="Another Course")
    return EnrollmentFactory(
        course=other, user__login="charlie", user__name="Charlie Cedar"
    ).user
