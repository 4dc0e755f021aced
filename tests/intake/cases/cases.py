"""Says what a case of the intake is: a clean folder, one thing changed, the one right outcome."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake

FILES = {
    "influencers": "influencers.csv",
    "posts": "posts.csv",
    "orders": "tracking_data.csv",
    "payouts": "payouts.csv",
}
BASE = {
    "influencers": """\
id,name,category,gender,follower_count,platform
ann,Ann Rao,Fitness,Female,50000,Instagram
bob,Bob Sen,Health,Male,1200000,YouTube
zoe,Zoé Iyer,Beauty,Female,,Instagram
dev,Dev Nair,Fitness,Male,9000,Twitter
""",
    "posts": """\
post_id,influencer_id,platform,date,url,caption,reach,likes,comments,clicks,brand,campaign
p1,ann,Instagram,2025-06-01,https://example.com/1,Try MuscleBlaze Whey,10000,400,100,50,MuscleBlaze,Summer
p2,ann,Instagram,2025-06-05,https://example.com/2,A run in the morning,20000,600,100,60,MuscleBlaze,Summer
p3,bob,YouTube,2025-06-10,https://example.com/3,HKVitals at home,100000,1500,500,160,HKVitals,Monsoon
p4,zoe,Instagram,2025-07-01,https://example.com/4,Gritzo for growing up,2000,50,0,8,Gritzo,Kids
""",
    "orders": """\
order_id,source,campaign,influencer_id,user_id,product,date,orders,revenue,brand,post_id,campaign_start,campaign_end
o1,Instagram,Summer,ann,u1,MB Whey,2025-04-01,1,1234.50,MuscleBlaze,,2025-04-01,2025-07-31
o2,Instagram,Summer,ann,u2,MB Whey,2025-06-20,2,123456.00,MuscleBlaze,p2,2025-04-01,2025-07-31
o3,YouTube,Monsoon,bob,u3,HK Vitals ACV,2025-06-28,3,3000,HKVitals,p3,2025-06-01,2025-09-30
o4,YouTube,Monsoon,bob,u1,HK Vitals ACV,2025-07-05,1,500,HKVitals,,2025-06-01,2025-09-30
o5,coupon,Kids,zoe,u4,Gritzo SuperMilk,2025-07-13,1,800.25,Gritzo,p4,,
o6,Twitter,Summer,dev,u5,MB Bar,2025-06-15,2,900,MuscleBlaze,,2025-04-01,2025-07-31
""",
    "payouts": """\
payout_id,influencer_id,basis,rate,orders,total_payout
y1,ann,post,500,3,1000
y2,bob,order,400,4,1600
y3,zoe,post,300,,300
y4,dev,order,100,2,200
""",
}
REVENUE = 129_890.75
SPEND = 3_100.0

Change = Callable[[Path], object]
Entries = Callable[[pl.DataFrame], pl.DataFrame]


# ---- what may come of it


def same(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the clean folder's entries: nothing else may change."""
    return entries


@dataclass(frozen=True)
class Kept:
    """The folder is served.

    `notes` are "table:code", as often as they stand; `aside` is every fault, "table line column code" (`*` is
    the whole row). `like` turns the clean folder's entries into those expected; None where they are others:
    then the totals say which, and `shows` what else to look at.
    """

    notes: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    like: Entries | None = same
    revenue: float = REVENUE
    spend: float = SPEND
    shows: tuple[Callable[[Ledger], object], object] | None = None


@dataclass(frozen=True)
class Refusal:
    """The folder is refused, for exactly this."""

    code: str


@dataclass(frozen=True)
class Case:
    """One kind of input by its id in the matrix: what is changed in a clean folder, and what comes of it."""

    id: str
    title: str
    change: Change
    outcome: Kept | Refusal
    intake: Callable[[Path], Intake] = field(default=lambda _: Intake())

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


def kept(*notes: str, **more: object) -> Kept:
    """Return the outcome of a folder that is served with these notes, "table:code"."""
    return Kept(notes=notes, **more)  # type: ignore[arg-type] # fields of Kept, spelled out at each case


def aside(*faults: str, **more: object) -> Kept:
    """Return the outcome of a folder of which these rows are set aside, "table line column code"."""
    return Kept(aside=faults, **more)  # type: ignore[arg-type] # fields of Kept, spelled out at each case


def answers(**filters: str) -> Callable[[Ledger], dict[str, float | None]]:
    """Return what `query` answers under these filters."""
    chosen = Filters(**{name: (value,) for name, value in filters.items()})  # type: ignore[arg-type] # dimensions only
    return lambda ledger: dict(queries.totals(ledger, chosen))


def asked(metric: str, **filters: str) -> Callable[[Ledger], object]:
    """Return what `query` answers about one metric under these filters."""
    return lambda ledger: answers(**filters)(ledger)[metric]


def column(table: str, name: str) -> Callable[[Ledger], object]:
    """Return the values of a column of a table, in the order of the file."""
    return lambda ledger: getattr(ledger.tables, table).sort("line", nulls_last=True)[name].to_list()


def dated_spend(ledger: Ledger) -> float:
    """The spend that stands on a day."""
    return float(ledger.entries.filter(pl.col("date").is_not_null())["spend"].sum())


# ---- ways to change a folder


def clean_folder(folder: Path) -> Path:
    """Write the clean folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, text in BASE.items():
        (folder / FILES[table]).write_bytes(text.encode())
    return folder


def put(table: str, content: str | bytes, name: str | None = None) -> Change:
    """Write other bytes in place of a table's file, under another name if one is given."""

    def change(folder: Path) -> None:
        (folder / FILES[table]).unlink()
        written = content if isinstance(content, bytes) else content.encode()
        (folder / (name or FILES[table])).write_bytes(written)

    return change


def edit(table: str, *swaps: tuple[str, str]) -> Change:
    """Write other words in place of words that stand in a table's file exactly once."""
    text = BASE[table]
    for old, new in swaps:
        if text.count(old) != 1:
            raise AssertionError(f"{old!r} stands {text.count(old)} times in {table}")
        text = text.replace(old, new)
    return put(table, text)


def add(table: str, *rows: str | bytes) -> Change:
    """Write rows behind those of a table."""
    written = [row if isinstance(row, bytes) else row.encode() for row in rows]
    return put(table, BASE[table].encode() + b"".join(row + b"\n" for row in written))


def cells(table: str, name: str, of: Callable[[str], str]) -> Change:
    """Write every cell of a column anew."""
    header, *rows = csv.reader(io.StringIO(BASE[table]))
    place = header.index(name)
    for row in rows:
        row[place] = of(row[place])
    return put(table, written([header, *rows]))


def without(table: str, name: str) -> str:
    """Return a table's text without a column."""
    rows = list(csv.reader(io.StringIO(BASE[table])))
    place = rows[0].index(name)
    return written(row[:place] + row[place + 1 :] for row in rows)


def written(rows: Iterable[list[str]], separator: str = ",") -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def separated(table: str, separator: str) -> str:
    """Return a table's text with another separator."""
    return written(csv.reader(io.StringIO(BASE[table])), separator)


def both(*changes: Change) -> Change:
    """Change one thing after another."""

    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


def lines(table: str) -> list[str]:
    """Return the lines of a table's file, header first."""
    return BASE[table].splitlines()


def wider(table: str, header: str, cell: str) -> str:
    """Return a table with one more cell behind each row."""
    first, *rows = lines(table)
    return "\n".join([first + header, *(row + cell for row in rows)]) + "\n"
