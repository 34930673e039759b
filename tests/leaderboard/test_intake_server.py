"""Uploads through the real web server: its memory, its answers, broken connections."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UPLOAD = "/api/v1/courses/ml-f20/competitions/hw1p2/submissions/"
MIB = 1024 * 1024
BOUNDARY = "a-boundary"
CONFIG = "python:courseops.serve.gunicorn_conf"
PEOPLE = """
from courseops.models import ApiToken
from tests.factories import *
found = CompetitionFactory(component__slug="hw1p2")
SolutionFactory(competition=found)
alice = EnrollmentFactory(course=found.component.course).user
print(ApiToken.objects.create(user=alice)[1])
"""

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("intake")]


@dataclass(frozen=True, kw_only=True)
class Server:
    """A web server with one worker process, a competition and a student's token."""

    port: int
    worker: int
    folder: Path
    token: str

    @property
    def parts(self) -> list[Path]:
        """What is on its way in."""
        return list((self.folder / "media" / "incoming").glob("*"))

    def connect(self, *, length: int) -> socket.socket:
        """Begin an upload of *length* bytes."""
        sender = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        sender.sendall(
            f"POST {UPLOAD} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            f"Authorization: Token {self.token}\r\nContent-Length: {length}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n".encode()
        )
        return sender

    def upload(self, content: bytes) -> tuple[int, dict]:
        """Send a file; returns the status and the JSON of the answer."""
        body = _form(content)
        with self.connect(length=len(body)) as sender:
            sender.sendall(body)
            answer = sender.makefile("rb").read()
        head, _, text = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), json.loads(text)


def _form(content: bytes) -> bytes:
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
        'filename="predictions.csv"\r\nContent-Type: text/csv\r\n\r\n'.encode()
        + content
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def _wait_for(holds) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    given = {
        k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")
    }
    environment = given | {"VAR_DIR": str(folder), "PYTHONPATH": str(ROOT)}

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments, "-v0"]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    manage("migrate")
    token = manage("shell", "-c", PEOPLE).strip()
    port = _free_port()
    web = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            CONFIG,
            "--workers=1",
            f"--bind=127.0.0.1:{port}",
        ],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(lambda: _answers(port))
        children = Path(f"/proc/{web.pid}/task/{web.pid}/children")
        _wait_for(lambda: children.read_text().split())
        yield Server(
            port=port,
            worker=int(children.read_text().split()[0]),
            folder=folder,
            token=token,
        )
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=60)


def _memory(pid: int, field: str) -> int:
    """Return VmRSS (now) or VmHWM (the most since it was cleared), in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) * 1024


def test_25_mb_upload_leaves_the_server_small_and_arrives_unchanged(server):
    rows = b"".join(b"%d,%04d\n" % (n, n % 71) for n in range(2_000_000))
    content = b"id,label\n" + rows
    server.upload(b"id,label\n1,0\n")
    before = _memory(server.worker, "VmRSS")
    Path(f"/proc/{server.worker}/clear_refs").write_text("5")

    status, receipt = server.upload(content)

    assert status == 201
    assert receipt["size"] == len(content) > 24_000_000
    assert receipt["sha256"] == hashlib.sha256(content).hexdigest()
    assert _memory(server.worker, "VmHWM") - before < 32 * MIB
    assert server.parts == []


def test_upload_that_breaks_off_leaves_nothing_and_hurts_nobody(server):
    sender = server.connect(length=30 * MIB)
    sender.sendall(_form(b"x" * 8 * MIB))
    _wait_for(lambda: server.parts)
    sender.close()

    _wait_for(lambda: not server.parts)

    assert server.upload(b"id,label\n1,0\n")[0] == 201


def test_file_too_large_is_read_to_its_end_so_that_the_answer_arrives(server):
    status, refusal = server.upload(b"x" * 101_000_000)

    assert status == 413
    assert refusal["code"] == "too_large"
    assert server.parts == []
