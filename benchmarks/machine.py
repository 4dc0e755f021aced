"""Says what was measured on: cores, memory, processor, versions, the day, the commit."""

import datetime as dt
import os
import platform
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.setup import HOME

LIBRARIES = ("polars", "duckdb", "pandas", "pyarrow", "dash", "gunicorn")


def described() -> str:
    """Return machine and versions in a line."""
    memory = f"{_meminfo('MemTotal') / 2**30:.0f} GiB"
    cores = f"{os.cpu_count()} cores ({_processor()})"
    python = f"Python {platform.python_version()}"
    return ", ".join((cores, memory, platform.system(), python, *_versions()))


def dated() -> str:
    """Return the day, and the commit that was measured; "changed" where files differ from it."""
    words = ("git", "describe", "--always", "--dirty=, changed", "--exclude=*")
    said = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=False)
    today = dt.datetime.now(dt.UTC).date()
    return f"{today}, commit {said.stdout.strip() or 'unknown'}"


def free_memory() -> int:
    """Return how many bytes can be had without swapping."""
    return _meminfo("MemAvailable")


def _versions() -> list[str]:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return found


def _processor() -> str:
    named = re.search(r"model name\s*: (.+)", _read("/proc/cpuinfo"))
    return named[1].strip() if named else platform.processor() or platform.machine()


def _meminfo(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", _read("/proc/meminfo"))
    return int(found[1]) * 1024 if found else os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except OSError:
        return ""
