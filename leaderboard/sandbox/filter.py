"""The system calls that are left to a staff-written metric; the kernel denies all others.

A list of what is allowed, not of what is forbidden: no call that opens, connects,
starts, signals, looks up or changes anything is on it, nor will one be that a future
kernel adds. What is left is memory, time and the descriptors that are open already.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderboard.sandbox.limits import LimitError


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A kind of processor: how the kernel calls it, and the numbers of its calls.

    ``audit`` is its AUDIT_ARCH number (linux/audit.h).
    """

    audit: int
    seccomp: int
    allowed: Mapping[str, int]


MACHINES: Mapping[str, Machine] = {
    # arch/x86/entry/syscalls/syscall_64.tbl
    "x86_64": Machine(
        audit=0xC000003E,
        seccomp=317,
        allowed={
            "read": 0,
            "write": 1,
            "close": 3,
            "mmap": 9,
            "mprotect": 10,
            "munmap": 11,
            "brk": 12,
            "rt_sigreturn": 15,
            "mremap": 25,
            "madvise": 28,
            "nanosleep": 35,
            "exit": 60,
            "gettimeofday": 96,
            "futex": 202,
            "restart_syscall": 219,
            "clock_gettime": 228,
            "clock_nanosleep": 230,
            "exit_group": 231,
            "getrandom": 318,
        },
    ),
    # include/uapi/asm-generic/unistd.h
    "aarch64": Machine(
        audit=0xC00000B7,
        seccomp=277,
        allowed={
            "read": 63,
            "write": 64,
            "close": 57,
            "mmap": 222,
            "mprotect": 226,
            "munmap": 215,
            "brk": 214,
            "rt_sigreturn": 139,
            "mremap": 216,
            "madvise": 233,
            "nanosleep": 101,
            "exit": 93,
            "gettimeofday": 169,
            "futex": 98,
            "restart_syscall": 128,
            "clock_gettime": 113,
            "clock_nanosleep": 115,
            "exit_group": 94,
            "getrandom": 278,
        },
    ),
}

# linux/prctl.h, linux/seccomp.h
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER = 1
_ALL_THREADS = 1
_KILL, _DENY, _ALLOW = 0x80000000, 0x00050000 | errno.EPERM, 0x7FFF0000
# linux/bpf_common.h: load a word of seccomp_data, jump if equal, return.
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4

Step = tuple[int, int, int, int]


def this_machine() -> Machine:
    """Return the machine that this process runs on; raises LimitError for others."""
    machine = MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None or sys.maxsize < 1 << 32:
        raise LimitError(
            "The system call filter is made for 64-bit Linux on x86-64 and ARM64; this "
            f"is {platform.system()} on {platform.machine()}."
        )
    return machine


def program(machine: Machine) -> Sequence[Step]:
    """Return the filter, as the kernel's steps: code, jump if true, if false, operand."""
    numbers = sorted(machine.allowed.values())
    return [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        # Numbers mean other calls to a process of another architecture.
        (_JUMP_IF_EQUAL, 1, 0, machine.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        *(
            (_JUMP_IF_EQUAL, len(numbers) - index, 0, number)
            for index, number in enumerate(numbers)
        ),
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    ]


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def install(steps: Sequence[Step]) -> None:
    """Have the kernel ask *steps* about every call of this process from now on.

    Of all its threads, and of what they start, for good. Raises LimitError where the
    kernel does not take the filter.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    packed = b"".join(struct.pack("=HBBI", *step) for step in steps)
    kept = ctypes.create_string_buffer(packed)
    filter_program = _Program(len(steps), ctypes.addressof(kept))
    if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise LimitError(f"A dump of memory cannot be turned off ({_cause()}).")
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise LimitError(f"New rights cannot be turned off ({_cause()}).")
    if libc.syscall(
        this_machine().seccomp,
        _SET_MODE_FILTER,
        _ALL_THREADS,
        ctypes.byref(filter_program),
    ):
        raise LimitError(
            f"The kernel does not take a system call filter, seccomp ({_cause()})."
        )


def _cause() -> str:
    return os.strerror(ctypes.get_errno())
