"""Runs the whole product as its own processes, for tests that look from outside."""

import contextlib
import ctypes
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg2

from tests.stack.visitor import answers

ROOT = Path(__file__).resolve().parent.parent.parent
# Slow machines share their cores with the rest of the suite: wait long, poll often.
PATIENCE_SECONDS = 120.0
POLL_SECONDS = 0.05


def end_with_tests() -> None:
    """Have the kernel end this process when the tests themselves are killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def wait_for(
    what: str, holds: Callable[[], Any], seconds: float = PATIENCE_SECONDS
) -> Any:
    """Ask until *holds* answers something true; return that."""
    deadline = time.monotonic() + seconds
    while not (answer := holds()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(POLL_SECONDS)
    return answer


def _parent(pid: int) -> int | None:
    with contextlib.suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.split("PPid:")[1].split()[0])
    return None


class Product:
    """One installation: its folder, its database, its queue, its processes.

    Every process carries a mark in its environment, so that whatever a run leaves
    behind is found; the embedded queue, which writes over its environment, names a
    socket below ``short``, a folder with a short name.
    """

    def __init__(self, *, folder: Path, port: int, **environment: str) -> None:
        self.folder = folder
        self.port = port
        self.mark = uuid.uuid4().hex
        self.short = Path(tempfile.mkdtemp(prefix="co-"))
        self._serve: subprocess.Popen[bytes] | None = None
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name
            not in {"DATABASE_URL", "REDIS_URL", "VAR_DIR", "MEDIA_ROOT", "DEMO"}
        }
        self.environment = {
            **inherited,
            "VAR_DIR": str(folder),
            "SCORING_LEASE_SECONDS": "4",
            "REQUEUE_AFTER_SECONDS": "2",
            "SWEEP_SECONDS": "1",
            "PYTHONUNBUFFERED": "1",
            "COURSEOPS_STACK": self.mark,
            "TMPDIR": str(self.short),
            **environment,
        }

    # --- commands -------------------------------------------------------------

    def manage(self, *arguments: object, fails: bool = False) -> str:
        """Run ``manage.py`` to its end; return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout
        return done.stdout

    def manage_all(self, *commands: Sequence[object]) -> None:
        """Run several commands in one process, which spares them its start."""
        calls = [f"call_command{tuple(map(str, command))!r}" for command in commands]
        self.python("from django.core.management import call_command", *calls)

    def python(self, *lines: str) -> None:
        """Run lines of Python inside the product."""
        self.manage("shell", "--verbosity", "0", "--command", "\n".join(lines))

    # --- processes ------------------------------------------------------------

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        """What ``manage.py serve`` has printed so far."""
        return (self.folder / "serve.log").read_text()

    def start(self) -> None:
        """Start ``manage.py serve`` and wait until it says that it runs."""
        with (self.folder / "serve.log").open("wb") as log:
            self._serve = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_tests,  # noqa: PLW1509 sets one flag
            )
        wait_for("the product to start", self._started)

    def _started(self) -> bool:
        assert self._serve is not None
        assert self._serve.poll() is None, self.output
        return "is running at" in self.output and answers(f"{self.address}/livez")

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit code of ``manage.py serve``."""
        assert self._serve is not None
        self._serve.send_signal(signal.SIGINT)
        return self._serve.wait(timeout=PATIENCE_SECONDS)

    def stop(self) -> None:
        """End every process that is left, however it is doing."""
        if self._serve is not None and self._serve.poll() is None:
            self._serve.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._serve.wait(timeout=40)
        for pid in self.pids():
            self.send(pid, signal.SIGKILL)
        if self._serve is not None:
            self._serve.wait()
        shutil.rmtree(self.short, ignore_errors=True)

    def pids(self, *words: str) -> list[int]:
        """Return this installation's processes whose command line has all *words*."""
        mark = f"COURSEOPS_STACK={self.mark}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (process / "cmdline").read_bytes().decode()
                ours = str(self.short) in command
                ours = ours or mark in (process / "environ").read_bytes()
                if ours and all(word in command for word in words):
                    found.append(int(process.name))
        return sorted(found)

    @staticmethod
    def send(pid: int, number: signal.Signals) -> None:
        """Signal a process, which may have ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)

    def worker_pids(self) -> list[int]:
        """Return the worker and the processes of its pool."""
        return self.pids("celery", "worker")

    def pool_pids(self) -> list[int]:
        """Return the processes of the worker's pool, which do the work."""
        workers = self.worker_pids()
        return [pid for pid in workers if _parent(pid) in workers]

    def signal_worker(self, number: signal.Signals) -> None:
        """Signal the worker and its pool, all at once."""
        for pid in self.worker_pids():
            self.send(pid, number)

    @contextlib.contextmanager
    def worker_frozen(self) -> Iterator[None]:
        """Stop the worker in its tracks; it is killed and started afresh afterwards.

        Never amid a transaction: what that locks is free again only when it is killed.
        """
        wait_for("the worker to stop between transactions", self._freeze_worker)
        try:
            yield
        finally:
            self.signal_worker(signal.SIGKILL)

    def _freeze_worker(self) -> bool:
        """Stop the worker; let it go on, and return false, where somebody writes."""
        self.signal_worker(signal.SIGSTOP)
        if not self._is_written():
            return True
        self.signal_worker(signal.SIGCONT)
        return False

    def _is_written(self) -> bool:
        """Tell whether a transaction is open in the database."""
        if "DATABASE_URL" in self.environment:
            others = (
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                " AND state <> 'idle' AND pid <> pg_backend_pid()"
            )
            return bool(self.rows(others))
        file = self.folder / "courseops.sqlite3"
        with contextlib.closing(sqlite3.connect(file, timeout=0.2)) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            database.rollback()
        return False

    def incoming(self) -> Iterator[Path]:
        """Return the files that uploads are being written to."""
        media = Path(self.environment.get("MEDIA_ROOT", self.folder / "media"))
        return (media / "incoming").glob("*.part")

    def web_pids(self) -> list[int]:
        """Return the web server's processes."""
        return self.pids("gunicorn")

    # --- facts ----------------------------------------------------------------

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that *sql* selects, with ``?`` for values."""
        address = self.environment.get("DATABASE_URL")
        if address:
            database: Any = psycopg2.connect(address)
            sql = sql.replace("?", "%s")
        else:
            database = sqlite3.connect(self.folder / "courseops.sqlite3", timeout=20)
        with contextlib.closing(database):
            cursor = database.cursor()
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def states(self, component: str) -> dict[str, int]:
        """Return how many submissions of a competition are in each state."""
        return dict(
            self.rows(
                "SELECT s.state, count(*) FROM leaderboard_submission s"
                " JOIN courseops_component c ON c.id = s.competition_id"
                " WHERE c.slug = ? GROUP BY s.state",
                component,
            )
        )

    def wait_until_scored(self, component: str, count: int) -> None:
        """Wait until *count* submissions are scored and none is under way."""
        wait_for(
            f"{count} scored submissions of {component}",
            lambda: self.states(component) == {"scored": count},
        )
