"""Makes data folders and ledgers small enough to see whole: `-` stands for nothing, `~` for a blank."""

from pathlib import Path

import polars as pl

from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.kinds import kind_of
from influencer_roi.ledger.narrowed import NARROWED
from influencer_roi.model.dimensions import ATTRIBUTES, GRAIN, SPEND_BASIS
from influencer_roi.model.names import ORGANIC
from influencer_roi.model.report import Report
from influencer_roi.model.tables import Tables

# Asha is paid by order, Bala by post, Chitra for nothing that has a day, Dev not at all.
INFLUENCERS = """
id  name    category   gender  follower_count  platform
A   Asha    Fitness    Female  5000            Instagram
B   Bala    Yoga       Male    50000           YouTube
C   Chitra  Yoga       Female  2000000         Twitter
D   Dev     Nutrition  Male    -               Instagram
"""
POSTS = """
post_id  influencer_id  platform   date        caption       reach  likes  comments
P1       A              Instagram  2025-01-02  #MuscleBlaze  1000   40     10
P2       B              YouTube    2025-01-05  #Gritzo       2000   30     10
"""
ORDERS = """
source     campaign  influencer_id  user_id  date        orders  revenue  brand
Instagram  MB_New    A              U1       2025-01-02  1       1000     MuscleBlaze
Instagram  MB_New    A              U2       2025-01-03  2       2000     MuscleBlaze
YouTube    GZ_New    B              U3       2025-01-08  1       500      Gritzo
Instagram  -         D              U4       2025-01-09  1       100      MuscleBlaze
organic    -         -              U5       2025-01-08  1       700      Gritzo
"""
PAYOUTS = """
influencer_id  basis  rate  orders  total_payout
A              order  500   3       1500
B              post   1000  0       1000
C              post   100   0       100
"""
FILES = {"influencers": INFLUENCERS, "posts": POSTS, "tracking_data": ORDERS, "payouts": PAYOUTS}


def rows_of(table: str) -> pl.DataFrame:
    """The rows of a text table, every cell a text or null."""
    header, *lines = (line.split() for line in table.strip().splitlines())
    rows = pl.DataFrame(lines, schema=dict.fromkeys(header, pl.String), orient="row")
    return rows.select(pl.all().replace("-", None).str.replace_all("~", " ", literal=True))


def write_folder(folder: Path, **changed: str) -> Path:
    """Write the four files above into `folder`, those named by `changed` with other rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in (FILES | changed).items():
        rows_of(table).write_csv(folder / f"{name}.csv")
    return folder


def ledger_of(table: str) -> Ledger:
    """A ledger with these entries; texts left out are null, measures left out are 0.

    Where they are left out, every post's reach is known and everybody was paid.
    """
    rows = rows_of(table)
    texts = [name for name in (*GRAIN, *ATTRIBUTES) if name not in ("date", "follower_count")]
    entries = rows.with_columns(
        pl.lit(None, pl.String).alias(name)
        for name in (*GRAIN, *ATTRIBUTES, *MEASURES)
        if name not in rows.columns
    ).with_columns(
        pl.col("date").str.to_date(),
        pl.col(texts).cast(pl.String),
        pl.col("follower_count").cast(pl.Float64),
        pl.col(MEASURES).cast(pl.Float64).fill_null(0.0),
        pl.col("basis").cast(pl.String).alias(SPEND_BASIS),
    )
    entries = entries.with_columns(
        one.alias(name) for name, one in _ALL_COUNT.items() if name not in rows.columns
    )
    empty = pl.DataFrame()
    return Ledger(_coded(entries), Tables(empty, empty, empty, empty), Report())


_ALL_COUNT = dict(
    zip(
        NARROWED,
        (pl.col("likes") + pl.col("comments"), pl.col("orders"), pl.col("spend"), pl.col("revenue")),
        strict=True,
    )
)


def _coded(entries: pl.DataFrame) -> pl.DataFrame:
    """Entries as the ledger has them: sorted, texts as codes."""
    texts = [name for name in (*GRAIN[1:], SPEND_BASIS, *ATTRIBUTES) if name != "follower_count"]
    enums = {name: kind_of(name, [entries[name], pl.Series([ORGANIC])]) for name in texts}
    coded = entries.select(*GRAIN, SPEND_BASIS, *ATTRIBUTES, *MEASURES).with_columns(
        pl.col(name).cast(enum) for name, enum in enums.items()
    )
    return coded.sort(GRAIN, nulls_last=False).with_columns(pl.col("date").set_sorted())
