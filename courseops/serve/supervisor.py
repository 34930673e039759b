"""Starts programs, keeps them running, and leaves nothing behind when it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from courseops.serve.logs import LogFollower, last_lines

POLL_SECONDS = 0.1
KEEP_LOG_BYTES = 20 * 1024 * 1024
STEADY_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 30.0
_PR_SET_PDEATHSIG = 1

Say = Callable[[str], None]


class ProgramFailedError(Exception):
    """A program ended, or did not get ready, while everything was starting."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """What to run, and how to tell that it runs.

    Programs of one ``stage`` start together; a later stage starts when the earlier
    is ready, and stops before it. ``ready`` is asked until it answers True, for
    ``start_within`` seconds. A program that has not ended ``stop_within`` seconds
    after SIGTERM is killed.
    """

    name: str
    command: Sequence[str]
    log: Path
    stage: int = 1
    ready: Callable[[], bool] = field(default=lambda: True)
    start_within: float = 60.0
    stop_within: float = 10.0


def _end_with_parent() -> None:
    """Have the kernel end this program when the supervisor is killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _manner(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


class _Running:
    """One program and its present process, the leader of its own process group."""

    def __init__(self, program: Program, say: Say) -> None:
        self.program = program
        self.restart_at: float | None = None
        self._say = say
        self._pause = 1.0
        program.log.parent.mkdir(parents=True, exist_ok=True)
        if program.log.exists() and program.log.stat().st_size > KEEP_LOG_BYTES:
            program.log.replace(program.log.with_suffix(".log.1"))
        self._follower = LogFollower(program.log)
        self.start()

    def start(self) -> None:
        self.restart_at = None
        self._started = time.monotonic()
        with self.program.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                self.program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509
            )

    def signal(self, number: signal.Signals) -> None:
        """Signal the leader; a kill goes to every process of the group."""
        try:
            if number == signal.SIGKILL:
                os.killpg(self.process.pid, number)
            else:
                self.process.send_signal(number)
        except ProcessLookupError:
            return

    def check_started(self) -> bool:
        """Return whether the program is ready; raise ProgramFailedError if it never will."""
        name, code = self.program.name, self.process.poll()
        if code is not None:
            raise ProgramFailedError(
                f"{name} ended while starting ({_manner(code)}). The end of "
                f"{self.program.log}:\n{last_lines(self.program.log)}"
            )
        if self.program.ready():
            return True
        if time.monotonic() - self._started > self.program.start_within:
            raise ProgramFailedError(
                f"{name} was not ready after {self.program.start_within:.0f} seconds. "
                f"The end of {self.program.log}:\n{last_lines(self.program.log)}"
            )
        return False

    def keep_running(self) -> None:
        """Start the program again after a pause, if it has ended."""
        for line in self._follower.errors():
            self._say(f"{self.program.name}: {line}")
        now = time.monotonic()
        if self.restart_at is not None:
            if now >= self.restart_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.signal(signal.SIGKILL)
            steady = now - self._started > STEADY_SECONDS
            self._pause = 1.0 if steady else self._pause
            self.restart_at = now + self._pause
            self._say(
                f"{self.program.name} ended ({_manner(code)}); "
                f"starting it again in {self._pause:.0f} s. Log: {self.program.log}"
            )
            self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)


class Supervisor:
    """Runs programs until SIGINT, SIGTERM or SIGHUP.

    A program that dies once everything has started is started again, with a longer
    pause each time. A second signal while stopping kills what is left at once.
    """

    def __init__(self, programs: Sequence[Program], *, say: Say) -> None:
        self._programs = programs
        self._say = say
        self._running: list[_Running] = []
        # Not an Event: the thread that waits for one may hold its lock when it is
        # interrupted by the signal that would set it.
        self._is_asked = False
        self._hurry = False

    def run(self, *, when_ready: Callable[[], None]) -> None:
        """Start everything, call *when_ready*, and watch until told to stop.

        Raises ProgramFailedError when a program does not get ready; everything else has
        then been stopped.
        """
        signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self._asked) for number in signals}
        try:
            if self.start():
                when_ready()
                self._watch()
        finally:
            self.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self._hurry = self._is_asked
        self._is_asked = True

    def start(self) -> bool:
        """Start everything; return whether it got ready before a signal to stop.

        Raises ProgramFailedError when a program does not get ready.
        """
        for stage in sorted({program.stage for program in self._programs}):
            waiting = []
            for program in self._programs:
                if program.stage == stage and not self._is_asked:
                    waiting.append(_Running(program, self._say))
                    self._running.append(waiting[-1])
            while waiting and not self._is_asked:
                for running in list(waiting):
                    if running.check_started():
                        waiting.remove(running)
                        self._say(f"{running.program.name} ready")
                time.sleep(POLL_SECONDS)
        return not self._is_asked

    def _watch(self) -> None:
        while not self._is_asked:
            for running in self._running:
                running.keep_running()
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """End every program, the later stages first."""
        if self._is_asked:
            self._say("stopping…")
        for stage in sorted({r.program.stage for r in self._running}, reverse=True):
            self._end([r for r in self._running if r.program.stage == stage])
        self._running.clear()

    def _end(self, stage: list[_Running]) -> None:
        for running in stage:
            running.signal(signal.SIGTERM)
        asked = time.monotonic()
        for running in stage:
            while running.process.poll() is None:
                late = time.monotonic() - asked > running.program.stop_within
                if late or self._hurry:
                    break
                time.sleep(POLL_SECONDS)
            # Whatever of the group outlived its leader ends here.
            running.signal(signal.SIGKILL)
            running.process.wait()
