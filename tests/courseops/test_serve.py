"""``manage.py serve`` runs the whole product, and Ctrl-C ends all of it."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from courseops.serve.guards import CannotStartError, only_one
from courseops.serve.reset import reset

ROOT = Path(__file__).parents[2]

# In one process, so that a site is made and started once.
pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("serve")]
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="reads processes from /proc"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Site:
    """A site in a folder of its own, on SQLite and the embedded queue."""

    def __init__(self, folder: Path, sockets: Path) -> None:
        self.folder = folder
        self.port = free_port()
        # The queue's command line names its socket, which is in here.
        (own := sockets / folder.name).mkdir()
        self.sockets = str(own)
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "MEDIA_ROOT"}
        } | {"VAR_DIR": str(folder), "TMPDIR": self.sockets}

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command, whose words go to the file ``said``."""
        self.said = self.folder.with_name(f"{self.folder.name}-said-{time.time_ns()}")
        with self.said.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command to its end; return its exit code and what it said."""
        with self.start(*arguments) as command:
            code = command.wait(timeout=60)
        return code, self.said.read_text()

    def answer(self, path: str) -> int | None:
        """Return the status that *path* answers with, None if nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    def processes(self, word: str = "") -> list[int]:
        """Return the processes that run on this site's folder."""
        mine = f"VAR_DIR={self.folder}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    environment = (entry / "environ").read_bytes().split(b"\0")
                    command = (entry / "cmdline").read_bytes()
                except OSError:
                    continue
                own = mine in environment or self.sockets.encode() in command
                if own and word.encode() in command:
                    found.append(int(entry.name))
        return sorted(found)


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


@contextmanager
def serving(site: Site) -> Iterator[subprocess.Popen[bytes]]:
    with site.start("serve", "--port", str(site.port)) as command:
        said = site.said
        wait_for(lambda: "is running" in said.read_text(), "never ready")
        site.told = said.read_text()
        yield command
        if command.poll() is None:
            command.send_signal(signal.SIGINT)
            command.wait(timeout=40)


@pytest.fixture(scope="module")
def sockets() -> Iterator[Path]:
    """A folder whose path leaves room for a socket's name."""
    with tempfile.TemporaryDirectory(prefix="site-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory, sockets: Path) -> Site:
    site = Site(tmp_path_factory.mktemp("site"), sockets)
    code, said = site.run("migrate", "--verbosity", "0")
    assert code == 0, said
    return site


@pytest.fixture(scope="module")
def running(tmp_path_factory, migrated: Site, sockets: Path) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("running"), sockets)
    shutil.copytree(migrated.folder, site.folder, dirs_exist_ok=True)
    with serving(site):
        yield site


@needs_proc
def test_ctrl_c_ends_everything_and_succeeds(migrated: Site) -> None:
    with serving(migrated) as command:
        assert migrated.answer("/readyz") == 200
        asked = time.monotonic()

        command.send_signal(signal.SIGINT)

        assert command.wait(timeout=40) == 0
        assert migrated.processes() == []
        assert time.monotonic() - asked < 25


def test_the_address_is_told_when_it_answers(running) -> None:
    address = f"http://127.0.0.1:{running.port}"

    assert f"Course Ops is running at {address}" in running.told


@needs_proc
@pytest.mark.parametrize(
    ("program", "least"), [("valkey-server", 1), ("celery", 4), ("gunicorn", 3)]
)
def test_a_killed_program_comes_back(running, program, least) -> None:
    before = running.processes(program)

    for pid in before:
        os.kill(pid, signal.SIGKILL)

    wait_for(
        lambda: len(set(running.processes(program)) - set(before)) >= least,
        f"{program} did not come back",
    )
    wait_for(lambda: running.answer("/readyz") == 200, "not ready again")


def test_a_second_start_on_the_same_folder_is_refused(running) -> None:
    code, said = running.run("serve", "--port", str(free_port()))

    assert code == 1
    assert f"Course Ops is already running on {running.folder}" in said


def test_a_taken_port_is_named_with_the_way_out(migrated: Site) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        code, said = migrated.run("serve", "--port", str(port))

    assert code == 1
    assert f"Port {port} is in use by another program" in said
    assert f"make demo PORT={port + 1}" in said


def test_a_database_without_its_tables_is_named(tmp_path: Path, sockets: Path) -> None:
    code, said = Site(tmp_path, sockets).run("serve", "--port", str(free_port()))

    assert code == 1
    assert "`python manage.py migrate`" in said


def add_course(site: Site) -> None:
    code, said = site.run("loadcourse", "courseops/demo/course.yaml")
    assert code == 0, said


def test_a_reset_removes_what_the_site_made_and_nothing_else(tmp_path: Path) -> None:
    for name in ("courseops.sqlite3", "courseops.sqlite3-wal", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "media" / "submissions").mkdir(parents=True)

    reset(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {"notes.txt", "serve.lock"}


def test_a_running_site_is_not_reset(tmp_path: Path) -> None:
    (tmp_path / "courseops.sqlite3").touch()

    with only_one(tmp_path), pytest.raises(CannotStartError, match="already running"):
        reset(tmp_path)

    assert (tmp_path / "courseops.sqlite3").exists()


def test_resetdemo_removes_a_demo(
    migrated: Site, tmp_path: Path, sockets: Path
) -> None:
    site = Site(tmp_path / "demo", sockets)
    shutil.copytree(migrated.folder, site.folder)
    add_course(site)
    (site.folder / "demo-sign-ins.txt").touch()

    code, said = site.run("resetdemo")

    assert (code, said) == (0, f"Removed the demo from {site.folder}.\n")
    assert not (site.folder / "courseops.sqlite3").exists()


def test_resetdemo_spares_a_site_that_is_no_demo(
    migrated: Site, tmp_path: Path, sockets: Path
) -> None:
    site = Site(tmp_path / "term", sockets)
    shutil.copytree(migrated.folder, site.folder)
    add_course(site)

    code, said = site.run("resetdemo")

    assert (code, said) == (
        1,
        (
            f"CommandError: {site.folder} holds courses, but not the demo's. "
            "Nothing was removed.\n"
        ),
    )
    assert (site.folder / "courseops.sqlite3").exists()


def test_resetdemo_spares_a_database_elsewhere(
    migrated: Site, tmp_path: Path, sockets: Path
) -> None:
    site = Site(tmp_path / "var", sockets)
    site.folder.mkdir()
    site.environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/elsewhere.sqlite3"

    code, said = site.run("resetdemo")

    assert code == 1
    assert "DATABASE_URL names another one" in said
