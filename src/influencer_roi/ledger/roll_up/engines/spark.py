"""Rolls orders up on Spark: on the cluster that spark-submit or spark-defaults name, else on this machine."""

import narwhals as nw
import polars as pl
from py4j.protocol import Py4JError
from pyspark import StorageLevel
from pyspark.conf import SparkConf
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import from_utc_timestamp

from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.expression import EngineRows
from influencer_roi.settings import spark_master

_PARTITIONS = "16"  # of what is rolled up: a few million rows; 200, Spark's own, cost seconds each time


class Spark(Engine):
    """Spark as an engine, in a session of its own where none runs yet."""

    failures: tuple[type[Exception], ...] = (PySparkException, Py4JError)

    def __init__(self, zone: str) -> None:
        self._session, self._zone = _session(), zone
        self._kept: list[DataFrame] = []

    def orders(self, location: OrdersLocation) -> EngineRows:
        """Return the rows of files as they stand, texts of CSV as texts."""
        reader, files = self._session.read, [str(file) for file in location.files]
        root = location.root if location.root and location.root.is_dir() else None
        if root:
            reader = reader.option("basePath", str(root))
        if location.form == "csv":
            return nw.from_native(reader.csv(files, header=True, inferSchema=False, mode="FAILFAST"))
        return nw.from_native(self._local(reader.parquet(*files)))

    def _local(self, rows: DataFrame) -> DataFrame:
        """Return rows with instants as the time of day there is in the zone."""
        instants = [name for name, kind in rows.dtypes if kind == "timestamp"]
        local = {one: from_utc_timestamp(rows[one], self._zone).cast("timestamp_ntz") for one in instants}
        return rows.withColumns(local) if local else rows

    def lend(self, rows: pl.DataFrame) -> EngineRows:
        """Return rows of ours, sent to the executors."""
        return nw.from_native(
            self._session.createDataFrame(rows.to_arrow(compat_level=pl.CompatLevel.oldest()))
        )

    def keep(self, rows: EngineRows) -> EngineRows:
        """Return rows worked out once, in memory and on the executors' disks."""
        native: DataFrame = rows.to_native()
        self._kept.append(native.persist(StorageLevel.MEMORY_AND_DISK))
        return nw.from_native(self._kept[-1])

    def fetch(self, rows: EngineRows) -> pl.DataFrame:
        """Return rows as Polars."""
        native: DataFrame = rows.to_native()
        return pl.DataFrame(native.toArrow())

    def close(self) -> None:
        """Let go of what is kept; the session stays, for there may be only one in a process."""
        for one in self._kept:
            one.unpersist()


def start(location: OrdersLocation | None, zone: str) -> Spark:
    """Return the engine, its instants in a zone."""
    del location
    return Spark(zone)


def _session() -> SparkSession:
    settings = SparkConf()
    master = spark_master() or settings.get("spark.master", "local[*]")
    builder = SparkSession.builder.appName("influencer-roi").master(str(master))
    # Days are days: no zone may move one.
    return (
        builder.config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.sql.shuffle.partitions", settings.get("spark.sql.shuffle.partitions", _PARTITIONS))
        .getOrCreate()
    )
