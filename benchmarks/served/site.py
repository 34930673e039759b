"""One installation in a temporary folder: its settings, its commands, its processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "VAR_DIR", "MEDIA_ROOT", "DEMO")


class Site:
    """A site on SQLite with the embedded queue, or with what *environment* names."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        inherited = {k: v for k, v in os.environ.items() if k not in OUTSIDE}
        self.environment = {
            **inherited,
            "VAR_DIR": str(folder),
            "TMPDIR": str(folder),
            "SECRET_KEY": "benchmark" * 8,
            "PORT": str(self.port),
            "SCORING_LEASE_SECONDS": "4",
            "SWEEP_SECONDS": "1",
            **environment,
        }

    def python(self, program: str) -> str:
        """Run *program* with the site's settings; return what it printed."""
        lines = f"import django; django.setup()\n{program}"
        return self._run(sys.executable, "-c", lines)

    def manage(self, *arguments: str) -> str:
        """Run ``manage.py``; return what it printed."""
        return self._run(sys.executable, "manage.py", *arguments)

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "courseops.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def running(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """Have a program of the site running, in a group of processes of its own."""
        with (self.folder / "benchmark.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=40)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def answers(self) -> bool:
        """Tell whether the site's web server takes connections."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False


@contextmanager
def migrated(**environment: str) -> Iterator[Site]:
    """Give a migrated site, gone without a trace afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="co-bench-"))
    try:
        site = Site(folder, **environment)
        site.manage("migrate", "--verbosity", "0")
        yield site
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Callable[[], object], *, seconds: float = 120.0) -> None:
    """Return once *holds* answers something true."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds:.0f} s in vain"
        time.sleep(0.05)
