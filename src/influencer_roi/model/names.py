"""Knows which brand or platform a text names: the one table of spellings."""

import re
from collections.abc import Callable, Iterable, Mapping

import polars as pl

UNKNOWN = "Unknown"
NO_CAMPAIGN = "No campaign"
ORGANIC = "Organic"

BRANDS: dict[str, tuple[str, ...]] = {
    "MuscleBlaze": ("muscleblaze", "mb"),
    "HKVitals": ("hkvitals", "hkvital", "hkv", "hk"),
    "Gritzo": ("gritzo", "gz"),
    "TrueBasics": ("truebasics",),
    "bGreen": ("bgreen",),
}
PLATFORMS: dict[str, tuple[str, ...]] = {
    "Instagram": ("instagram", "insta", "ig"),
    "YouTube": ("youtube", "yt"),
    "Twitter": ("twitter", "x", "twitter/x", "x/twitter", "twitter(x)", "x(twitter)"),
    "Facebook": ("facebook", "fb"),
    "LinkedIn": ("linkedin",),
    "TikTok": ("tiktok",),
    "Snapchat": ("snapchat",),
    "Pinterest": ("pinterest",),
    "Threads": ("threads",),
    "ShareChat": ("sharechat",),
}
BASES = {"post": "Per post", "order": "Per order"}
LONG = 5
_IGNORED = r"[\s_\-]+"
_EDGE = r"[^\p{L}\p{N}]"
Test = Callable[[pl.Expr, str], pl.Expr]


Spellings = dict[str, tuple[str, ...]]


def fold(text: pl.Expr) -> pl.Expr:
    """Return text without case, blanks, `_` and `-`."""
    return text.str.to_lowercase().str.replace_all(_IGNORED, "")


def basis_word(text: pl.Expr) -> pl.Expr:
    """Return what a payout is paid for: a word of BASES where the text is a spelling of one, else its own."""
    return fold(text).str.replace("^per", "").str.replace("s$", "")


def counted(texts: pl.Series) -> pl.DataFrame:
    """Return one row per distinct text: it as `name`, and how many `rows` have it."""
    return texts.rename("name").drop_nulls().value_counts(name="rows").cast({"rows": pl.Float64})


def dated(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return one row per distinct text of a column: `name`, how many `rows` have it, their `first` day."""
    texts = rows.select(pl.col(column).alias("name"), "date").drop_nulls("name")
    return texts.group_by("name").agg(rows=pl.len().cast(pl.Float64), first=pl.col("date").min())


def campaign_spellings(written: Iterable[pl.DataFrame]) -> dict[str, str]:
    """Return how campaigns that differ in case alone are written, by each text: as most rows write them.

    Of two written as often it is the one that was used first, and not in one case throughout.
    """
    texts = pl.concat(written, how="vertical_relaxed")
    each = texts.group_by("name").agg(pl.col("rows").sum(), pl.col("first").min())
    text = pl.col("name")
    mixed = (text != text.str.to_lowercase()) & (text != text.str.to_uppercase())
    best = each.with_columns(fold=text.str.to_lowercase(), mixed=mixed).sort(
        "rows", "first", "mixed", "name", descending=[True, False, True, False]
    )
    spelled = best.with_columns(spelling=text.first().over("fold"))
    return dict(spelled.filter(text != pl.col("spelling")).select("name", "spelling").iter_rows())


def as_spelled(texts: pl.Series, spellings: Mapping[str, str]) -> pl.Series:
    """Return texts as their spellings are."""
    return texts.replace(dict(spellings)) if spellings else texts


def brand_spellings(stated: Iterable[pl.DataFrame]) -> Spellings:
    """Return the table of brands with every counted text of brand columns that names none of them.

    New brands follow the known ones in alphabetical order, written as most rows write them.
    """
    return _extended(BRANDS, stated, _holds)


def platform_spellings(stated: Iterable[pl.DataFrame]) -> Spellings:
    """Return the table of platforms with every counted text of platform columns that it lacks."""
    return _extended(PLATFORMS, stated, _is)


def named_in(text: pl.Series, spellings: Spellings) -> pl.Series:
    """Return the first brand each text names, null where it names none.

    A spelling of five letters and more matches anywhere; a shorter one as a whole word, or as capitals
    leading a word (`MBPreWorkout`, but not `MBBYX`).
    """
    return _named(text, spellings, _holds)


def named_by_whole(text: pl.Series, spellings: Spellings) -> pl.Series:
    """Return the brand or platform the whole of each text names, null where it names none."""
    return _named(text, spellings, _is)


def stated_brand(text: pl.Series, spellings: Spellings) -> pl.Series:
    """Return the brand each value of a brand column stands for; only an absent value has none."""
    known = named_in(text, BRANDS)
    return known.zip_with(known.is_not_null(), named_by_whole(text, spellings))


def _extended(known: Spellings, stated: Iterable[pl.DataFrame], test: Test) -> Spellings:
    values = pl.concat(stated).group_by("name").agg(pl.col("rows").sum())
    new = (
        values.filter(_named(values["name"], known, test).is_null())
        .with_columns(fold=fold(pl.col("name")))
        .sort(["rows", "name"], descending=[True, False])
        .unique("fold", keep="first", maintain_order=True)
        .sort("name")
    )
    return {**known, **{name: (folded,) for name, folded in new.select("name", "fold").iter_rows()}}


def _named(text: pl.Series, spellings: Spellings, test: Test) -> pl.Series:
    """Return the first name whose spellings pass the test, worked out once per distinct text."""
    distinct = text.drop_nulls().unique().to_frame("text")
    hits = [
        pl.when(pl.any_horizontal(test(pl.col("text"), spelling) for spelling in ways)).then(pl.lit(name))
        for name, ways in spellings.items()
    ]
    answers = distinct.with_columns(name=pl.coalesce(hits).cast(pl.String))
    return text.to_frame("text").join(answers, on="text", how="left", maintain_order="left", validate="m:1")[
        "name"
    ]


def _is(text: pl.Expr, spelling: str) -> pl.Expr:
    return fold(text) == spelling


def _holds(text: pl.Expr, spelling: str) -> pl.Expr:
    if len(spelling) >= LONG:
        return fold(text).str.contains(spelling, literal=True)
    word = re.escape(spelling)
    whole = text.str.contains(f"(?i)(?:^|{_EDGE}){word}(?:{_EDGE}|$)")
    capitals = text.str.contains(f"(?:^|{_EDGE}){word.upper()}(?:[A-Z][a-z]|[0-9])")
    return whole | capitals
