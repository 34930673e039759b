"""A database server and a disk of our own, which drills may hurt."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.stack.queues import free_port

DISK_MB = 512


def _postgres_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


class PostgresServer:
    """A PostgreSQL cluster in a temporary folder, gone when it is removed.

    The server refuses to run as root, so that root runs it as its own user.
    """

    programs = _postgres_programs()

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="co-pg-"))
        self._port = free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self._port}/postgres"
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
            self._as = {
                "user": owner.pw_uid,
                "group": owner.pw_gid,
                "extra_groups": [],
            }
        self._run("initdb", "--no-sync", "--auth=trust", "--username=postgres")

    def start(self) -> None:
        options = (
            f"-p {self._port} -c listen_addresses=127.0.0.1 -c fsync=off"
            f" -k {self._folder}"
        )
        log = str(self._folder / "log")
        self._run("pg_ctl", "start", "--wait", "--log", log, "--options", options)

    def crash(self) -> None:
        """End it at once, as a power cut does; every connection breaks."""
        self._run("pg_ctl", "stop", "--mode=immediate")

    def remove(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.crash()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        assert self.programs is not None
        # pg_ctl's server would keep a pipe open for as long as it runs.
        subprocess.run(
            [
                str(self.programs / program),
                "--pgdata",
                str(self._folder / "data"),
                *arguments,
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            check=True,
            **self._as,
        )


class Disk:
    """A small file system, mounted at *place*."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def mount(self) -> bool:
        """Tell whether this machine lets us mount."""
        self.place.mkdir(parents=True)
        mounting = [
            *("mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs"),
            str(self.place),
        ]
        return (
            subprocess.run(mounting, capture_output=True, check=False).returncode == 0
        )

    def unmount(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.place)], check=True)

    @contextlib.contextmanager
    def full(self) -> Iterator[None]:
        """Leave no room on it for a while."""
        ballast = self.place / "ballast"
        with ballast.open("wb") as file:
            for size in (1 << 24, 1 << 12):
                with contextlib.suppress(OSError):
                    while True:
                        os.posix_fallocate(file.fileno(), file.seek(0, 2), size)
        try:
            yield
        finally:
            ballast.unlink()
