"""The most memory that this process has had."""

from pathlib import Path


def peak_mib() -> float:
    """Return the peak of the resident memory in MiB, since the program was started."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
