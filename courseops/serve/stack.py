"""The programs that make up the product."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.conf import settings

from courseops.celery import app
from courseops.serve import broker
from courseops.serve.supervisor import Program

WORKER_QUEUES = "scoring,grading,exports"


@dataclass(frozen=True, kw_only=True)
class Stack:
    """Where the product listens, and with how many processes."""

    host: str
    port: int
    web_workers: int = 2
    worker_processes: int = 2

    @property
    def address(self) -> str:
        """The address to open in a browser on this machine."""
        name = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{name}:{self.port}"

    def programs(self) -> list[Program]:
        """Return every program, the embedded queue among them unless one is given.

        Raises NoEmbeddedBrokerError where an embedded queue is needed and cannot run.
        """
        logs = settings.VAR_DIR / "log"
        queue = []
        if not settings.REDIS_URL:
            queue = [
                broker.program(
                    socket=settings.BROKER_SOCKET,
                    data=settings.VAR_DIR / "broker",
                    log=logs / "queue.log",
                )
            ]
        return [*queue, self._worker(logs), self._beat(logs), self._web(logs)]

    def _worker(self, logs: Path) -> Program:
        name = f"courseops-{os.getpid()}@localhost"
        # pandas is imported before the fork, so that every process shares it.
        command = _celery("worker", "--queues", WORKER_QUEUES, "--include", "pandas")
        command += ["--concurrency", str(self.worker_processes), "--hostname", name]
        command += ["--without-gossip", "--without-mingle"]
        return Program(
            name="worker",
            command=command,
            log=logs / "worker.log",
            ready=_worker_answers(name),
        )

    def _beat(self, logs: Path) -> Program:
        return Program(
            name="clock", command=_celery("beat", "--pidfile="), log=logs / "clock.log"
        )

    def _web(self, logs: Path) -> Program:
        command = [sys.executable, "-m", "gunicorn"]
        command += ["--config", "python:courseops.serve.gunicorn_conf"]
        command += ["--bind", f"{self.host}:{self.port}"]
        command += ["--workers", str(self.web_workers)]
        return Program(
            name="web",
            command=command,
            log=logs / "web.log",
            ready=lambda: web_answers(self.address),
        )


def _celery(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--app", "courseops", *arguments]


def _worker_answers(name: str) -> Callable[[], bool]:
    def ping() -> bool:
        return bool(app.control.ping(destination=[name], timeout=0.5, limit=1))

    return ping


def web_answers(address: str) -> bool:
    """Return whether a web server answers at *address*, whatever it says."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=5)
    try:
        connection.request("GET", "/livez")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True
