"""The supervisor starts programs, keeps them running, and leaves none behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from courseops.serve.logs import LogFollower
from courseops.serve.supervisor import Program, ProgramFailedError, Supervisor

PROGRAMS = str(Path(__file__).with_name("programs.py"))


def program(name: str, folder: Path, **options) -> Program:
    log = folder / f"{name}.log"
    options.setdefault("ready", lambda: log.stat().st_size > 0)
    options.setdefault("stop_within", 3.0)
    command = [sys.executable, PROGRAMS, name, str(folder)]
    return Program(name=name, command=command, log=log, **options)


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def run(programs: list[Program], meanwhile: Callable[[], None]) -> list[str]:
    """Run until *meanwhile* has returned, then stop as Ctrl-C does; return the talk."""
    said: list[str] = []
    trouble: list[BaseException] = []

    def act() -> None:
        try:
            meanwhile()
        except BaseException as error:  # noqa: BLE001
            trouble.append(error)
        os.kill(os.getpid(), signal.SIGINT)

    Supervisor(programs, say=said.append).run(
        when_ready=threading.Thread(target=act).start
    )
    assert not trouble, trouble
    return said


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended but was not waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def pids(name: str, folder: Path) -> list[int]:
    """Return the processes of *folder*'s program *name*."""
    tail = [PROGRAMS, name, str(folder), ""]
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes().decode()
            except OSError:
                continue
            if line.split("\0")[-4:] == tail:
                found.append(int(entry.name))
    return found


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="reads processes from /proc"
)


@needs_proc
def test_ctrl_c_ends_a_program_and_its_children(tmp_path) -> None:
    log = tmp_path / "parent.log"

    run([program("parent", tmp_path)], lambda: None)

    child = int(log.read_text().split()[1])
    wait_for(lambda: not alive(child), "the child outlived its parent")


@needs_proc
def test_a_killed_program_is_started_again(tmp_path) -> None:
    seen: list[int] = []

    def kill_and_wait() -> None:
        seen.extend(pids("sleeper", tmp_path))
        os.kill(seen[0], signal.SIGKILL)
        wait_for(
            lambda: pids("sleeper", tmp_path) not in ([], seen), "it was not restarted"
        )

    said = run([program("sleeper", tmp_path)], kill_and_wait)

    assert any(
        line.startswith("sleeper ended (killed by signal 9); starting it again in 1 s")
        for line in said
    )
    assert pids("sleeper", tmp_path) == []


@needs_proc
def test_what_a_killed_program_leaves_behind_ends_before_the_restart(tmp_path) -> None:
    log = tmp_path / "parent.log"

    def kill_and_wait() -> None:
        child = int(log.read_text().split()[1])
        os.kill(pids("parent", tmp_path)[0], signal.SIGKILL)
        wait_for(lambda: not alive(child), "the old child lived on")
        wait_for(lambda: log.read_text().count("child") == 2, "not restarted")

    run([program("parent", tmp_path)], kill_and_wait)


@needs_proc
def test_a_program_that_ignores_the_end_is_killed_in_time(tmp_path) -> None:
    asked: list[float] = []

    run(
        [program("stubborn", tmp_path, stop_within=0.5)],
        lambda: asked.append(time.monotonic()),
    )

    assert time.monotonic() - asked[0] < 3
    assert pids("stubborn", tmp_path) == []


@needs_proc
def test_a_second_ctrl_c_does_not_wait(tmp_path) -> None:
    asked: list[float] = []

    def ask_twice() -> None:
        asked.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.3)

    run([program("stubborn", tmp_path, stop_within=60)], ask_twice)

    assert time.monotonic() - asked[0] < 5
    assert pids("stubborn", tmp_path) == []


@needs_proc
def test_a_program_that_cannot_start_ends_everything_and_tells_why(tmp_path) -> None:
    with pytest.raises(ProgramFailedError) as caught:
        Supervisor(
            [
                program("sleeper", tmp_path, stage=0),
                program("broken", tmp_path, ready=lambda: False),
            ],
            say=lambda line: None,
        ).run(when_ready=lambda: None)

    assert "broken ended while starting (exit code 3)" in str(caught.value)
    assert "no such setting: COLOUR" in str(caught.value)
    assert pids("sleeper", tmp_path) == []


@needs_proc
def test_a_program_that_is_never_ready_ends_everything(tmp_path) -> None:
    never = program("sleeper", tmp_path, ready=lambda: False, start_within=0.3)

    with pytest.raises(ProgramFailedError, match="sleeper was not ready after 0 s"):
        Supervisor([never], say=lambda line: None).run(when_ready=lambda: None)

    assert pids("sleeper", tmp_path) == []


def test_a_stage_waits_for_the_one_before(tmp_path) -> None:
    said = run(
        [
            program("sleeper", tmp_path, stage=1),
            program("complaining", tmp_path, stage=0),
        ],
        lambda: None,
    )

    assert said[:2] == ["complaining ready", "sleeper ready"]


def test_errors_in_a_log_are_shown(tmp_path) -> None:
    log = tmp_path / "complaining.log"

    def wait() -> None:
        wait_for(lambda: "ERROR" in log.read_text(), "nothing logged")
        time.sleep(0.3)

    said = run([program("complaining", tmp_path)], wait)

    assert "complaining: 2020-09-01 ERROR cannot score 17" in said
    assert not any("all is well" in line for line in said)


def test_many_errors_are_counted(tmp_path) -> None:
    log = tmp_path / "x.log"
    log.write_text("ERROR from yesterday\n")
    follower = LogFollower(log)
    with log.open("a") as more:
        more.write("".join(f"ERROR {n}\n" for n in range(8)) + "ERROR unfinis")

    shown = follower.errors()

    assert shown == [*(f"ERROR {n}" for n in range(5)), f"… and 3 more errors in {log}"]
    assert follower.errors() == []


@needs_proc
def test_programs_end_when_the_supervisor_is_killed(tmp_path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux tells a program that its parent has died")
    log = tmp_path / "sleeper.log"
    command = [sys.executable, PROGRAMS, "supervisor", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as supervisor:
        wait_for(lambda: log.exists() and log.stat().st_size > 0, "never started")

        supervisor.kill()

    wait_for(lambda: pids("sleeper", tmp_path) == [], "the program lived on")


MANY_SIGNALS = """
import os, random, signal, threading
from courseops.serve import supervisor
supervisor.POLL_SECONDS = 0
for _ in range(100):
    ask = lambda: os.kill(os.getpid(), signal.SIGINT)
    soon = threading.Timer(random.uniform(0, 0.01), ask)
    supervisor.Supervisor([], say=str).run(when_ready=soon.start)
"""


def test_a_signal_ends_it_at_whatever_moment_it_comes():
    subprocess.run([sys.executable, "-c", MANY_SIGNALS], check=True, timeout=60)
