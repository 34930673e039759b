"""What a hostile metric file tries, and that each of it fails.

All attempts of a list are made in one process: the file gets them as its texts, runs
each and prints what came of it.
"""

import errno
import json
import os
import platform
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings

from leaderboard.sandbox.filter import MACHINES
from leaderboard.sandbox.running import MetricFaultError
from tests.sandbox.asking import answer, asked, body, texts

NOT_PERMITTED = errno.EPERM
# uretprobe and uprobe: the kernel takes them past every filter, and ends the process
# (or refuses) unless they come from a place that it made itself.
KERNELS_OWN = {335, 336} if platform.machine() == "x86_64" else set()
HOSTILE = """
import ctypes, errno, json, os, signal, sys
libc = ctypes.CDLL(None, use_errno=True)

def call(result):
    if result == -1:
        raise OSError(ctypes.get_errno(), "")

def score(truth, predictions):
    outcomes = {}
    for code in truth["y"]:
        try:
            exec(code, globals())
        except BaseException as error:
            outcomes[code] = getattr(error, "errno", repr(error))
        else:
            outcomes[code] = "done"
    print(json.dumps(outcomes))
    return 0.0
"""
FILES = {
    "settings": Path(settings.BASE_DIR) / "courseops" / "settings.py",
    "secret key": Path(settings.VAR_DIR) / "secret-key",
    "database": Path(settings.VAR_DIR) / "courseops.sqlite3",
    "submissions": Path(settings.VAR_DIR) / "media",
    "accounts": Path("/etc/passwd"),
    "own environment": Path("/proc/self/environ"),
    "server's environment": Path(f"/proc/{os.getpid()}/environ"),
    "server's memory": Path(f"/proc/{os.getpid()}/mem"),
}
ATTEMPTS = {
    **{f"read {name}": f"open({str(path)!r}, 'rb')" for name, path in FILES.items()},
    "read relative to an open file": "os.open('x', os.O_RDONLY, dir_fd=1)",
    "list a folder": "os.listdir('/')",
    "learn whether a file exists": "os.stat('/etc/passwd')",
    "write a file": "open('/tmp/courseops-hostile', 'w')",
    "make a folder": "os.mkdir('/tmp/courseops-hostile')",
    "remove a file": "os.unlink('/tmp/courseops-hostile')",
    "make a file in memory": "os.memfd_create('x')",
    "connect by IP": "call(libc.socket(2, 1, 0))",
    "connect by a Unix socket": "call(libc.socket(1, 1, 0))",
    "make a pipe": "os.pipe()",
    "fork": "os.fork()",
    "start a program in place": "os.execv('/bin/true', ['true'])",
    "start a program": "os.posix_spawn('/bin/true', ['true'], {})",
    "kill the server": f"os.kill({os.getpid()}, signal.SIGKILL)",
    "kill everything": "os.kill(-1, signal.SIGKILL)",
    "kill its group": "os.killpg(0, signal.SIGKILL)",
    "trace the server": f"call(libc.ptrace(16, {os.getpid()}, 0, 0))",
    "raise its limits": "call(libc.prlimit(0, 9, b'\\xff' * 16, None))",
    "stop its clock": "signal.setitimer(signal.ITIMER_REAL, 0)",
    "ignore the end of its time": "signal.signal(signal.SIGXCPU, signal.SIG_IGN)",
    "mount": "call(libc.mount(b'none', b'/tmp', b'tmpfs', 0, None))",
    "leave its namespaces": "call(libc.unshare(0x10000000))",
    "change its user": "os.setuid(0)",
    "have signals sent": "call(libc.fcntl(1, 8, 1))",
}


@pytest.fixture(scope="module")
def outcomes() -> Mapping[str, object]:
    """What came of each attempt, by its code."""
    question = asked(texts(*ATTEMPTS.values()), texts(*ATTEMPTS.values()))
    printed: dict[str, object] = json.loads(answer(HOSTILE, question).printed)
    return printed


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_kernel_does_not_let_a_metric(
    attempt: str, outcomes: Mapping[str, object]
) -> None:
    assert outcomes[ATTEMPTS[attempt]] == NOT_PERMITTED


def test_no_system_call_is_left_but_those_on_the_list() -> None:
    skipped = KERNELS_OWN | set(MACHINES[platform.machine()].allowed.values())
    # The last thousand are the same calls in the form of 32-bit addresses (x32).
    source = f"""
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
numbers = [*range(1024), *range(1 << 30, (1 << 30) + 1024)]

def score(truth, predictions):
    left = []
    for number in numbers:
        if number not in {skipped}:
            ctypes.set_errno(0)
            if libc.syscall(number, 0, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() != errno.EPERM:
                left.append(number)
    print(left)
    return 0.0
"""

    assert answer(source).printed == "[]\n"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the code is for x86-64")
def test_a_call_in_the_way_of_another_architecture_ends_the_process() -> None:
    # mov eax, 20 (getpid); int 0x80; ret
    source = body(
        "import ctypes",
        "mmap = ctypes.CDLL(None).mmap",
        "mmap.restype = ctypes.c_void_p",
        "code = mmap(None, 4096, 7, 0x22, -1, 0)",
        "ctypes.memmove(code, bytes.fromhex('b814000000cd80c3'), 8)",
        "return float(ctypes.CFUNCTYPE(ctypes.c_int)(code)())",
    )

    with pytest.raises(MetricFaultError, match=signal.SIGSYS.name):
        answer(source)


def test_a_metric_sees_nothing_of_the_servers_environment(monkeypatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "hidden")

    printed = answer(body("import os", "print(os.environ)", "return 0.0")).printed

    assert "hidden" not in printed
    assert "PATH" not in printed


def test_a_metric_has_none_of_the_servers_open_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    source = body(
        "import os",
        "for descriptor in range(256):",
        "    try:",
        "        print(descriptor, os.read(descriptor, 10))",
        "    except OSError:",
        "        pass",
        "return 0.0",
    )

    with secret.open() as held:
        os.set_inheritable(held.fileno(), True)
        printed = answer(source).printed

    assert "hidden" not in printed


def test_what_a_metric_does_to_its_arrays_stays_in_its_process() -> None:
    question = asked(parts=[None, [True, True, False, False]])
    source = body("truth['y'][:] = 7", "return truth['y'].sum()")

    ran = answer(source, question)

    assert ran.scores == [28.0, 14.0]
    assert question.truth[0].tolist() == [1.0, 2.0, 3.0, 4.0]
