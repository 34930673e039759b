"""The image's own commands run, in a fresh virtual environment in place of an image."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
import yaml

from courseops.serve import broker
from tests.courseops.queues import running
from tests.courseops.test_serve import free_port
from tests.deployment.dockerfile import ROOT, stages

pytestmark = [
    pytest.mark.xdist_group("image"),
    pytest.mark.stack,
    pytest.mark.skipif(
        not os.environ.get("TEST_IMAGE"),
        reason="installs everything anew, which takes minutes: set TEST_IMAGE=1",
    ),
]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


class Image:
    """A folder with what the image would hold, and a way to run its commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.app, self.venv = folder / "app", folder / "venv"
        self.port = free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "k" * 60,
            "TMPDIR": str(folder),
            "HOSTNAME": socket.gethostname(),
            **{name: v for name, v in os.environ.items() if name.startswith("PIP_")},
        }

    def here(self, text: str) -> str:
        """Return *text* with the image's folders replaced by ours."""
        ours = {
            "/venv": self.venv,
            "/var/lib/courseops": self.folder / "data",
            "/tmp": self.folder,
        }
        return re.sub("|".join(ours), lambda found: str(ours[found[0]]), text)

    def build(self) -> None:
        """Do what the Dockerfile says, then take its last stage's environment."""
        build, final = stages()
        self.app.mkdir()
        for name, text in build.steps:
            if name == "COPY":
                self._copy(text)
            elif name == "RUN":
                self.call(["bash", "-c", self.here(text)], check=True)
        settled = final.environment() | {"HOST": "127.0.0.1", "PORT": str(self.port)}
        settled["PATH"] = f"{self.venv}/bin:/usr/bin:/bin"
        settled["VAR_DIR"] = self.here(settled["VAR_DIR"])
        self.environment |= settled

    def _copy(self, text: str) -> None:
        *sources, target = text.split()
        for source in sources:
            if (ROOT / source).is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / source, self.app / target, ignore=ignored)
            else:
                shutil.copy(ROOT / source, self.app)

    def call(
        self, words: list[str], *, check: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of the image to its end."""
        return subprocess.run(
            self._found(words),
            cwd=self.app,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=None if check else subprocess.STDOUT,
            text=True,
            check=check,
        )

    @contextmanager
    def service(self, name: str) -> Iterator[None]:
        """Run the command of a compose service, and stop it as compose does."""
        words = self._found([self.here(word) for word in SERVICES[name]["command"]])
        log = self.folder / f"{name}.log"
        with (
            log.open("wb") as output,
            subprocess.Popen(
                words,
                cwd=self.app,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            try:
                yield
            finally:
                process.send_signal(signal.SIGTERM)
                code = process.wait(timeout=40)
        assert code == 0, log.read_text()

    def healthy(self, name: str) -> bool:
        """Return what the health check of a compose service says."""
        kind, *words = SERVICES[name]["healthcheck"]["test"]
        assert kind == "CMD-SHELL"
        line = self.here(words[0].replace("$$", "$"))
        return self.call(["bash", "-c", line]).returncode == 0

    def _found(self, words: list[str]) -> list[str]:
        program = shutil.which(words[0], path=self.environment["PATH"])
        assert program, words[0]
        return [program, *words[1:]]


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.3)


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    """The built image on a migrated SQLite database, with a queue."""
    with tempfile.TemporaryDirectory(prefix="image-") as name:
        built = Image(Path(name))
        built.build()
        migrate = built.call(SERVICES["migrate"]["command"])
        assert migrate.returncode == 0, migrate.stdout
        asked = "from django.conf import settings; print(settings.BROKER_SOCKET)"
        setting = ["python", "manage.py", "shell", "--no-imports", "-c", asked]
        queue = broker.program(
            socket=Path(built.call(setting).stdout.strip()),
            data=built.folder / "queue",
            log=built.folder / "queue.log",
        )
        with running(queue):
            yield built


def test_the_web_server_is_ready_and_says_so(image: Image) -> None:
    probe = stages()[-1].one("HEALTHCHECK").rpartition("CMD ")[2]
    words = [word.strip('[]", ') for word in probe.split(",")]

    with image.service("web"):
        wait_for(lambda: image.call(words).returncode == 0, "not alive")
        connection = HTTPConnection("127.0.0.1", image.port, timeout=10)
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        assert (answer.status, answer.read().count(b": OK")) == (200, 3)
        connection.close()

    assert image.call(words).returncode == 1


def test_static_files_have_hashed_names(image: Image) -> None:
    collected = image.folder / "data" / "static"

    assert (collected / "staticfiles.json").exists()


def test_the_worker_is_healthy(image: Image) -> None:
    with image.service("worker"):
        wait_for(lambda: image.healthy("worker"), "no answer from the worker")

    assert not image.healthy("worker")


def test_the_clock_is_healthy(image: Image) -> None:
    assert not image.healthy("beat")

    with image.service("beat"):
        wait_for(lambda: image.healthy("beat"), "the clock wrote nothing")
