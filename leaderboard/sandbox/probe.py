"""A metric file that tries to get out: it prints the name of each attempt that succeeds.

It runs in the sandbox as any staff-written metric does; its score is how many succeeded.
An attempt fails only by the answer of the filter, "not permitted", or for want of
memory: any other error says that the kernel did look into it.
"""

import ctypes
import errno
import os
from collections.abc import Callable, Mapping

import numpy as np

_FILE = "/etc/passwd"
_NOWHERE = "/nowhere/courseops-probe"
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "LC_CTYPE",
}
# Where the answer goes, twice what is printed; the question is closed by now.
_OWN_DESCRIPTORS = {1, 2, 3}
_PTRACE_ATTACH = 16
_AF_INET, _SOCK_STREAM = 2, 1
_LIBC = ctypes.CDLL(None, use_errno=True)
_TOO_MUCH = 2 << 30


class _NothingThereError(PermissionError):
    def __init__(self) -> None:
        super().__init__(errno.EPERM, "nothing there")


def _call(result: int) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), "call")


def _connect() -> None:
    _call(_LIBC.socket(_AF_INET, _SOCK_STREAM, 0))


def _read() -> None:
    os.close(os.open(_FILE, os.O_RDONLY))


def _see() -> None:
    os.stat(_FILE)  # noqa: PTH116


def _write() -> None:
    os.close(os.open(_NOWHERE, os.O_WRONLY | os.O_CREAT))


def _fork() -> None:
    if not os.fork():
        os._exit(0)
    os.wait()


def _execute() -> None:
    os.execv(_NOWHERE, ["probe"])  # noqa: S606


def _signal() -> None:
    os.kill(os.getppid(), 0)


def _trace() -> None:
    _call(_LIBC.ptrace(_PTRACE_ATTACH, 0, 0, 0))


def _environment() -> None:
    if set(os.environ) <= _ENVIRONMENT:
        raise _NothingThereError


def _descriptors() -> None:
    for descriptor in set(range(1024)) - _OWN_DESCRIPTORS:
        try:
            os.read(descriptor, 0)
        except OSError:
            continue
        return
    raise _NothingThereError


def _memory() -> None:
    np.empty(_TOO_MUCH, np.uint8)


ATTEMPTS: Mapping[str, Callable[[], None]] = {
    "opening a connection": _connect,
    "reading files": _read,
    "seeing which files there are": _see,
    "writing files": _write,
    "starting processes": _fork,
    "running programs": _execute,
    "signalling other processes": _signal,
    "looking into other processes": _trace,
    "reading the server's environment": _environment,
    "using what the server has open": _descriptors,
    "taking more memory than is allowed": _memory,
}


def succeeded() -> list[str]:
    """Return the names of the attempts that get through."""
    return [name for name, attempt in ATTEMPTS.items() if _succeeds(attempt)]


def _succeeds(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except MemoryError:
        return False
    except OSError as error:
        return error.errno != errno.EPERM
    return True


def score(truth: object, predictions: object) -> float:
    """Count the attempts that get through, and print them."""
    names = succeeded()
    print("\n".join(names))  # noqa: T201
    return float(len(names))
