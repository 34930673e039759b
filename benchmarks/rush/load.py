"""Sends the plan: a process of its own, one thread, bounded in time and number.

``python -m benchmarks.rush.load FOLDER PORT BEGIN READS`` sends to 127.0.0.1 only. It
writes what it did to ``FOLDER/sent.json``: for each request its kind, when it was begun
and when the whole answer was there (seconds since 1970), and its status.
"""

import asyncio
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.rush.course import SLUG, Keys, login_of, read_keys, slug_of
from benchmarks.rush.plan import BOUNDARY, SLOW_SECONDS, Plan, Upload, form

HOST = "127.0.0.1"
CSRF = "r" * 32
MOST_AT_ONCE = 400
TIMEOUT_SECONDS = 90.0


class Load:
    """Everybody's browsers and programs at once."""

    def __init__(self, folder: Path, port: int, reads: int) -> None:
        self._folder = folder
        self._port = port
        self._reads = reads
        self._plan = Plan.load(folder / "plan.json")
        self._keys = read_keys(folder / "keys.json")
        self._room = asyncio.Semaphore(MOST_AT_ONCE)
        self.sent: list[dict[str, Any]] = []
        self.latest = 0.0

    async def run(self, begin: float) -> None:
        """Send every upload at its time, and what its student reads around it."""
        visits = []
        for upload in self._plan.uploads:
            wait = begin + upload.after - time.time()
            if wait > 0:
                await asyncio.sleep(wait)
            self.latest = max(self.latest, -wait)
            visits.append(asyncio.create_task(self._visit(upload)))
        await asyncio.gather(*visits)

    async def _visit(self, upload: Upload) -> None:
        """Read, upload, look what became of it, as a student does."""
        keys = self._keys[login_of(upload.student)]
        page = f"/courses/{SLUG}/competitions/{slug_of(upload.competition)}/"
        for _ in range(self._reads > 0):
            await self._read("competition page", page, keys)
        found = await self._upload(upload, page, keys)
        if found is None:
            return
        for turn in range(self._reads - 1):
            await asyncio.sleep(1)
            kind = ("submission page", "leaderboard page")[turn % 2]
            place = f"submissions/{found}/" if turn % 2 == 0 else "leaderboard/"
            await self._read(kind, page + place, keys)

    async def _read(self, kind: str, path: str, keys: Keys) -> None:
        head = f"GET {path} HTTP/1.1\r\n{_browser(keys)}\r\n"
        await self._send(kind, head.encode(), b"")

    async def _upload(self, upload: Upload, page: str, keys: Keys) -> str | None:
        """Send a file; return the number of the submission if it was taken."""
        body = form(
            (self._folder / "bodies" / f"{upload.number}.csv").read_bytes(),
            name=f"upload-{upload.number}.csv",
            token=CSRF,
        )
        if upload.by_api:
            path, who = f"/api/v1{page}submissions/", _program(keys)
        else:
            path, who = f"{page}upload/", f"{_browser(keys)}HX-Request: true\r\n"
        head = (
            f"POST {path} HTTP/1.1\r\n{who}"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        kind = "upload by API" if upload.by_api else "upload by page"
        status, answer = await self._send(
            "slow upload" if upload.slow else kind,
            head.encode(),
            body,
            slow=upload.slow,
            number=upload.number,
        )
        if status != 201:
            return None
        if upload.by_api:
            return str(json.loads(answer)["id"])
        return answer.split(b"/submissions/")[1].split(b"/")[0].decode()

    async def _send(
        self, kind: str, head: bytes, body: bytes, *, slow: bool = False, **more: Any
    ) -> tuple[int, bytes]:
        async with self._room:
            begun = time.time()
            try:
                status, answer = await asyncio.wait_for(
                    self._exchange(head, body, slow=slow), TIMEOUT_SECONDS
                )
            except (OSError, TimeoutError, asyncio.IncompleteReadError):
                status, answer = 0, b""
            self.sent.append(
                {
                    "kind": kind,
                    "begun": begun,
                    "answered": time.time(),
                    "status": status,
                    **more,
                }
            )
        return status, answer

    async def _exchange(
        self, head: bytes, body: bytes, *, slow: bool
    ) -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection(HOST, self._port)
        try:
            writer.write(head)
            if slow:
                part = len(body) // 10
                for start in range(0, 9 * part, part):
                    writer.write(body[start : start + part])
                    await writer.drain()
                    await asyncio.sleep(SLOW_SECONDS / 9)
                body = body[9 * part :]
            writer.write(body)
            await writer.drain()
            answer = await reader.read(-1)
        finally:
            writer.close()
        if not answer:
            raise ConnectionResetError
        return int(answer[9:12]), answer.partition(b"\r\n\r\n")[2]


def _browser(keys: Keys) -> str:
    return (
        f"Host: {HOST}\r\nConnection: close\r\n"
        f"Cookie: sessionid={keys.session}; csrftoken={CSRF}\r\n"
    )


def _program(keys: Keys) -> str:
    return f"Host: {HOST}\r\nConnection: close\r\nAuthorization: Token {keys.token}\r\n"


def main(folder: Path, port: int, begin: float, reads: int) -> None:
    """Send all, then write down what was sent and what it cost."""
    load = Load(folder, port, reads)
    asyncio.run(load.run(begin))
    used = resource.getrusage(resource.RUSAGE_SELF)
    (folder / "sent.json").write_text(
        json.dumps(
            {
                "requests": load.sent,
                "latest": load.latest,
                "cpu": used.ru_utime + used.ru_stime,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
