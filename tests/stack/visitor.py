"""A visitor without a browser: cookies, forms and files over plain HTTP."""

import http.client
import json
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

TIMEOUT_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the server answered."""

    status: int
    body: str
    url: str

    def json(self) -> Any:
        return json.loads(self.body)


def answers(url: str) -> bool:
    """Return whether anything at *url* answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (OSError, http.client.HTTPException):
        return False


class _Multipart:
    """A form with one file, read from the disk while it is sent."""

    def __init__(self, fields: Mapping[str, str], file: Path) -> None:
        self.boundary = uuid.uuid4().hex
        head = "".join(
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
            f"{value}\r\n"
            for name, value in fields.items()
        )
        head += (
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{file.name}"\r\nContent-Type: text/csv\r\n\r\n'
        )
        tail = f"\r\n--{self.boundary}--\r\n"
        self._parts: list[BinaryIO] = [
            BytesIO(head.encode()),
            file.open("rb"),
            BytesIO(tail.encode()),
        ]
        self.length = len(head.encode()) + file.stat().st_size + len(tail)

    def read(self, size: int) -> bytes:
        while self._parts:
            if chunk := self._parts[0].read(size):
                return chunk
            self._parts.pop(0).close()
        return b""


class Visitor:
    """Somebody at one address, with their cookies or their token."""

    def __init__(self, address: str, *, token: str = "") -> None:
        self.address = address
        self._headers = {"Authorization": f"Token {token}"} if token else {}
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        )

    def get(self, path: str) -> Answer:
        return self._send(urllib.request.Request(self.address + path))

    def post(self, path: str, fields: Mapping[str, str] | None = None) -> Answer:
        """Send a form."""
        form = urllib.parse.urlencode({**(fields or {}), **self._csrf()})
        return self._send(
            urllib.request.Request(self.address + path, data=form.encode())
        )

    def post_json(self, path: str, content: Mapping[str, Any]) -> Answer:
        request = urllib.request.Request(
            self.address + path, data=json.dumps(content).encode()
        )
        request.add_header("Content-Type", "application/json")
        return self._send(request)

    def upload(self, path: str, file: Path) -> Answer:
        """Send a form with *file* in its field ``file``."""
        form = _Multipart(self._csrf(), file)
        request = urllib.request.Request(self.address + path, data=form)
        request.add_header(
            "Content-Type", f"multipart/form-data; boundary={form.boundary}"
        )
        request.add_header("Content-Length", str(form.length))
        return self._send(request)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in as everybody does, by the form."""
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", {"login": email, "password": password})
        assert answer.status == 200, answer.body
        assert "/accounts/login/" not in answer.url, answer.body

    @property
    def cookies(self) -> str:
        """The cookies as a browser sends them."""
        return "; ".join(f"{one.name}={one.value}" for one in self._cookies)

    def _csrf(self) -> dict[str, str]:
        tokens = [c.value for c in self._cookies if c.name == "csrftoken"]
        return {"csrfmiddlewaretoken": tokens[0] or ""} if tokens else {}

    def _send(self, request: urllib.request.Request) -> Answer:
        request.add_header("Origin", self.address)
        request.add_header("Referer", self.address + "/")
        for name, value in self._headers.items():
            request.add_header(name, value)
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as response:
                return _answer(response.status, response.read(), response.url)
        except urllib.error.HTTPError as error:
            with error:
                return _answer(error.code, error.read(), request.full_url)


def _answer(status: int, body: bytes, url: str) -> Answer:
    return Answer(status=status, body=body.decode(errors="replace"), url=url)


def submission_ids(page: str) -> list[int]:
    """Return the submissions that a page links to, as they come."""
    return [int(pk) for pk in re.findall(r"/submissions/(\d+)/", page)]
