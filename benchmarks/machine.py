"""The machine that the figures come from: what it is, and how busy others keep it meanwhile."""

import os
import platform
import sqlite3
import time
from pathlib import Path

_STAT = Path("/proc/stat")
_CPU_INFO = Path("/proc/cpuinfo")
QUIET_CORES, GLANCE_SECONDS = 0.25, 1.0


def described() -> str:
    """Cores, processor, Python and SQLite in one line."""
    return (
        f"{os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _processor() -> str:
    if not _CPU_INFO.exists():
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in _CPU_INFO.read_text().splitlines() if "model name" in line]
    return names[0] if names else platform.machine()


def resident() -> float:
    """VmRSS of this process in MB of 10^6 bytes; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmRSS:")), 0.0)


def wait_for_quiet(patience: float) -> None:
    """Give others up to `patience` seconds to leave the machine alone."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        watch = OthersWatch()
        time.sleep(GLANCE_SECONDS)
        if watch.cores() <= QUIET_CORES:
            return


class OthersWatch:
    """How many cores others keep busy from now on: all that is used, less what this process and its children use."""

    def __init__(self) -> None:
        self._began, self._busy, self._own = time.monotonic(), _busy_seconds(), _own_seconds()

    def cores(self) -> float:
        """Their share so far, in cores; children that still run count as others."""
        others = _busy_seconds() - self._busy - (_own_seconds() - self._own)
        return max(0.0, others / (time.monotonic() - self._began))

    def told(self) -> str:
        """The same for the record."""
        cores, load = self.cores(), ", ".join(f"{one:.2f}" for one in os.getloadavg())
        judged = "" if cores <= QUIET_CORES else "; NOISY: the program itself is faster than these figures"
        return f"others used {cores:.2f} cores meanwhile, load average {load}{judged}"


def _own_seconds() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _busy_seconds() -> float:
    """Processor time that the whole machine has used since it started; 0 where it does not say."""
    if not _STAT.exists():
        return 0.0
    user, nice, system, _idle, _waiting, *rest = (int(one) for one in _STAT.read_text().split("\n")[0].split()[1:])
    return (user + nice + system + sum(rest[:3])) / os.sysconf("SC_CLK_TCK")
