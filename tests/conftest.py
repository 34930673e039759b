"""What every test may ask for."""

import os
import shutil
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest

from courseops.models import Course, Enrollment, User
from tests.factories import CourseFactory, EnrollmentFactory

# Playwright keeps an event loop in the thread of the tests, whose queries are sync.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, object],
) -> dict[str, object]:
    """Use the system's chromium, where there is one."""
    system = {"executable_path": CHROMIUM} if CHROMIUM else {}
    return {**browser_type_launch_args, **system, "args": ["--no-sandbox"]}


# A deadline would measure the machine, not the rule.
hypothesis.settings.register_profile("rules", deadline=None)
hypothesis.settings.load_profile("rules")


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path: Path) -> None:
    """Give each test folders of its own, and passwords that hash at once."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXPORT_ROOT = tmp_path / "exports"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
