"""Starts what the engines need: a PostgreSQL server, and Spark with two executors."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from influencer_roi.settings import SPARK_MASTER

CLUSTER = "local-cluster[2,1,1024]"  # two executors, in processes of their own
# Small tables spend their time on compiling, Spark's and Java's, on what Java proves of its classes, and on
# empty parts.
_FOR_SMALL = (
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.shuffle.partitions=2"
    " --conf spark.sql.codegen.factoryMode=NO_CODEGEN --conf spark.ui.enabled=false"
    " --driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote'"
)
_BINARIES = Path("/usr/lib/postgresql")


@pytest.fixture
def executors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spark starts, when it is asked for, with two executors in processes of their own."""
    if not shutil.which("java"):
        pytest.skip("no Java: apt-get install openjdk-17-jre-headless")
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"{_FOR_SMALL} pyspark-shell")
    if SPARK_MASTER not in os.environ:
        monkeypatch.setenv(SPARK_MASTER, CLUSTER)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address, as Ibis takes it, of a PostgreSQL server on a socket in a folder of its own.

    No folder of pytest's: another run of tests shuts those off from the user PostgreSQL runs as.
    """
    found = sorted(_BINARIES.glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    bin_, home = found[-1].parent, Path(tempfile.mkdtemp(prefix="pg-"))
    run = _as_postgres(home)
    run([bin_ / "initdb", "-D", home / "data", "-A", "trust", "-U", "postgres", "--no-sync"])
    options = f"-c listen_addresses='' -k {home} -c fsync=off"
    run([bin_ / "pg_ctl", "-D", home / "data", "-w", "-l", home / "log", "-o", options, "start"])
    yield f"postgres://postgres@/postgres?host={home}"
    run([bin_ / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"])
    shutil.rmtree(home)


def _as_postgres(home: Path):
    """PostgreSQL refuses to run as root: then it runs as Debian's postgres."""
    words: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
        words = ["runuser", "-u", "postgres", "--"]
    return lambda command: subprocess.run([*words, *map(str, command)], check=True, stdout=subprocess.DEVNULL)
