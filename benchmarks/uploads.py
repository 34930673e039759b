"""What taking in an upload costs, next to copying its bytes from a socket to a file.

``python -m benchmarks.uploads [MEGABYTES]`` serves the product and hands in a file by
the API's form, and sends it to a bare socket whose other end writes it to a file, in
turn; it prints the ratio of the two. First what arrived is compared byte by byte, and no
second copy of it may lie about.
"""

import http.client
import json
import platform
import socket
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.served.course import HERE, make_course
from benchmarks.served.site import Site, migrated, wait_until

MEGABYTES = 25
ROUNDS = 9
GOAL = 8.0
BOUNDARY = "----the-benchmark-of-uploads"


def main(megabytes: int) -> None:
    """Measure and print."""
    content = b"id,label\n" + b"12345678,7\n" * (megabytes * 1_000_000 // 11)
    gunicorn = str(Path(sys.executable).with_name("gunicorn"))
    with migrated() as site:
        token = make_course(site, rows=10)
        with site.running(gunicorn, "--config", "courseops/serve/gunicorn_conf.py"):
            wait_until(site.answers)
            check(site, content, token)
            raw, ours = [], []
            for _ in range(ROUNDS):
                raw.append(copy(content, site.folder))
                ours.append(upload(site, content, token))
    ratios = [one / other for one, other in zip(ours, raw, strict=True)]
    print(
        f"Python {platform.python_version()}; {megabytes} MB, {ROUNDS} rounds, in turn\n"
        f"socket to file  {statistics.median(raw) * 1e3:7.1f} ms\n"
        f"upload          {statistics.median(ours) * 1e3:7.1f} ms "
        f"{statistics.median(ratios):6.1f} x ({min(ratios):.1f}-{max(ratios):.1f}),"
        f" goal {GOAL:g} x"
    )


def check(site: Site, content: bytes, token: str) -> None:
    """See that an upload arrives whole, and once."""
    upload(site, content, token)
    files = [path for path in (site.folder / "media").rglob("*") if path.is_file()]
    stored = [path for path in files if path.stat().st_size >= len(content) // 2]
    assert [path.read_bytes() == content for path in stored] == [True], stored


def upload(site: Site, content: bytes, token: str) -> float:
    """Hand the file in; return the seconds until it is acknowledged."""
    head = (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=file;"
        ' filename="predictions.csv"\r\nContent-Type: text/csv\r\n\r\n'
    )
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Authorization": f"Token {token}",
    }
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", site.port)
    connection.request("POST", f"{HERE}submissions/", body, headers)
    answer = connection.getresponse()
    said = answer.read()
    took = time.perf_counter() - began
    connection.close()
    assert answer.status == 201, said
    assert json.loads(said)["size"] == len(content)
    return took


def copy(content: bytes, folder: Path) -> float:
    """Send the bytes to a socket whose other end writes a file; return the seconds."""
    server = socket.create_server(("127.0.0.1", 0))
    receiver = threading.Thread(target=receive, args=(server, folder))
    receiver.start()
    began = time.perf_counter()
    with socket.create_connection(server.getsockname()) as connection:
        connection.sendall(content)
    receiver.join()
    took = time.perf_counter() - began
    server.close()
    return took


def receive(server: socket.socket, folder: Path) -> None:
    """Write what one connection sends to a file."""
    connection, _ = server.accept()
    buffer = bytearray(1 << 20)
    with connection, tempfile.NamedTemporaryFile(dir=folder, buffering=0) as file:
        while size := connection.recv_into(buffer):
            file.write(memoryview(buffer)[:size])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES)
