"""Knows which brand or platform a text names: the one table of spellings."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from influencer_roi.model.patterns import may_hold

UNKNOWN = "Unknown"
NO_CAMPAIGN = "No campaign"
ORGANIC = "Organic"
NO_PAYOUT = "No payout"
MIXED = "Mixed"

BRANDS: dict[str, tuple[str, ...]] = {
    "MuscleBlaze": ("muscleblaze", "mb"),
    "HKVitals": ("hkvitals", "hkvital", "hkv", "hk"),
    "Gritzo": ("gritzo", "gz"),
    "TrueBasics": ("truebasics",),
    "bGreen": ("bgreen",),
}
PLATFORMS: dict[str, tuple[str, ...]] = {
    "Instagram": ("instagram", "insta", "ig", "instagram.com", "l.instagram.com"),
    "YouTube": ("youtube", "yt", "youtube.com", "m.youtube.com"),
    "Twitter": (
        *("twitter", "x", "twitter/x", "x/twitter", "twitter(x)", "x(twitter)"),
        *("twitter.com", "x.com", "t.co"),
    ),
    "Facebook": (
        *("facebook", "fb", "facebook.com", "m.facebook.com", "l.facebook.com", "lm.facebook.com", "fb.com"),
        "fb.watch",
    ),
    "LinkedIn": ("linkedin", "linkedin.com", "lnkd.in"),
    "TikTok": ("tiktok", "tiktok.com"),
    "Snapchat": ("snapchat", "snapchat.com"),
    "Pinterest": ("pinterest", "pinterest.com"),
    "Threads": ("threads", "threads.net", "threads.com", "l.threads.com"),
    "ShareChat": ("sharechat",),
}
SITES = {site: name for name, spellings in PLATFORMS.items() for site in spellings if "." in site}
BASES = {"post": "Per post", "order": "Per order", "revenue": "Revenue share"}
_BASIS_FORMS = {
    "post": r"(?:(?:cost|pay)?per)?posts?",
    "order": (
        r"(?:(?:cost|pay)?per)?(?:order|sale)s?|cp[aos]|(?:cost|pay)?per(?:acquisition|conversion|purchase)"
    ),
    "revenue": (
        r"revenue|%?(?:affiliate|sales?|variable)?commissions?%?|affiliates?%?"
        r"|(?:rev(?:enue)?|gmv)(?:shar(?:e|ing)%?|%)|shareof(?:revenue|sales?)"
        r"|(?:%|percent(?:age)?)(?:(?:of)?(?:the)?(?:revenue|sales?|gmv|ordervalue))?"
    ),
}
LONG = 5
_FEW = 1_000  # texts
UNITS = frozenset(
    {"kb", "mb", "gb", "tb", "mg", "g", "gm", "kg", "ml", "l", "mm", "cm", "m", "km", "w", "kw", "v"}
)
_IGNORED = r"[\s_\-]+"
_JOINT = r"[\s_\-]*"
_EDGE = r"[^\p{L}\p{N}]"
_CURRENCY = "[$€£¥₹]"
Spellings = dict[str, tuple[str, ...]]
Test = Callable[[pl.Series, str], pl.Series]


def fold(text: pl.Expr) -> pl.Expr:
    """Return text without case, blanks, `_` and `-`."""
    return text.str.to_lowercase().str.replace_all(_IGNORED, "")


def basis_word(text: pl.Expr) -> pl.Expr:
    """Return what a payout is paid for: a word of BASES where the text is a spelling of one, else its own."""
    letters = text.str.to_lowercase().str.replace_all("[^a-z%]", "").str.replace("bas(?:ed|is)$", "")
    known = [
        pl.when(letters.str.contains(f"^(?:{form})$")).then(pl.lit(word))
        for word, form in _BASIS_FORMS.items()
    ]
    return pl.coalesce(*known, fold(text))


def counted(texts: pl.Series) -> pl.DataFrame:
    """Return one row per distinct text: it as `name`, and how many `rows` have it."""
    names = texts.to_frame("name").lazy().drop_nulls()
    return names.group_by("name").agg(rows=pl.len().cast(pl.Float64)).collect(engine="in-memory")


def dated(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return one row per distinct text of a column: `name`, how many `rows` have it, their `first` day."""
    texts = rows.lazy().select(pl.col(column).alias("name"), "date").drop_nulls("name")
    each = texts.group_by("name").agg(rows=pl.len().cast(pl.Float64), first=pl.col("date").min())
    return each.collect(engine="in-memory")


def campaign_spellings(written: Iterable[pl.DataFrame]) -> dict[str, str]:
    """Return how campaigns that differ in case alone are written, by each text: as most rows write them.

    Of two written as often it is the one that was used first, and not in one case throughout.
    """
    texts = pl.concat(written, how="vertical_relaxed").lazy()
    each = texts.group_by("name").agg(pl.col("rows").sum(), pl.col("first").min())
    text = pl.col("name")
    mixed = (text != text.str.to_lowercase()) & (text != text.str.to_uppercase())
    best = each.with_columns(fold=text.str.to_lowercase(), mixed=mixed).sort(
        "rows", "first", "mixed", "name", descending=[True, False, True, False]
    )
    spelled = best.with_columns(spelling=text.first().over("fold")).filter(text != pl.col("spelling"))
    return dict(spelled.select("name", "spelling").collect(engine="in-memory").iter_rows())


def as_spelled(texts: pl.Series, spellings: Mapping[str, str]) -> pl.Series:
    """Return texts as their spellings are."""
    return texts.replace(dict(spellings)) if spellings else texts


def brand_spellings(stated: Iterable[pl.DataFrame], given: Spellings | None = None) -> "Brands":
    """Return the table of brands with every counted text of brand columns that is no spelling of them.

    `given` are spellings of a folder's own, which come before the known ones. New brands follow in
    alphabetical order, written as most rows write them.
    """
    house = BRANDS if given is None else _joined(given, BRANDS)
    return Brands(house, _extended(house, stated))


def platform_spellings(stated: Iterable[pl.DataFrame]) -> Spellings:
    """Return the table of platforms with every counted text of platform columns that it lacks."""
    return {**PLATFORMS, **_extended(PLATFORMS, stated)}


@dataclass(frozen=True)
class Brands:
    """The spellings of brands: those of the `house`, and those `learnt` from brand columns.

    A text names a learnt brand only where it stands there as whole words in a row.
    """

    house: Spellings
    learnt: Spellings

    @property
    def every(self) -> Spellings:
        """All spellings by brand, the house's first."""
        return {**self.house, **self.learnt}


def named_in(text: pl.Series, brands: Brands) -> pl.Series:
    """Return the first brand each text names, null where it names none.

    A spelling of the house of five letters and more matches anywhere; any other as whole words in a row that
    are no unit (`90 MB`) and no currency (`HK$`), or, of the house, as capitals leading a word
    (`MBPreWorkout`, but not `MBBYX`).
    """
    tests = [(brands.house, _holds), (brands.learnt, _holds_words)]
    return _named(text, tests)


def named_by_whole(text: pl.Expr, spellings: Spellings) -> pl.Expr:
    """Return the brand or platform the whole of each text names, null where it names none."""
    whole = {spelling: name for name, ways in reversed(spellings.items()) for spelling in ways}
    return fold(text).replace_strict(whole, default=None, return_dtype=pl.String)


def stated_brand(text: pl.Expr, brands: Brands) -> pl.Expr:
    """Return the brand each value of a brand column stands for; only an absent value has none."""
    return named_by_whole(text, brands.every)


def _joined(first: Spellings, behind: Spellings) -> Spellings:
    """Return both tables; a brand of both has the spellings of both."""
    return {name: (*first.get(name, ()), *behind.get(name, ())) for name in (*first, *behind)}


def _extended(known: Spellings, stated: Iterable[pl.DataFrame]) -> Spellings:
    """Return the counted texts that are no spelling of a known name, as names of their own."""
    new = (
        pl.concat(stated)
        .lazy()
        .group_by("name")
        .agg(pl.col("rows").sum())
        .with_columns(fold=fold(pl.col("name")))
        .filter(named_by_whole(pl.col("name"), known).is_null(), pl.col("fold") != "")
        .sort(["rows", "name"], descending=[True, False])
        .unique("fold", keep="first", maintain_order=True)
        .sort("name")
        .select("name", "fold")
        .collect(engine="in-memory")
    )
    return {name: (folded,) for name, folded in new.iter_rows()}


def _named(text: pl.Series, tests: Iterable[tuple[Spellings, Test]]) -> pl.Series:
    """Return the first name whose spellings pass their test, worked out once per distinct text."""
    texts = text.to_frame("text").lazy().drop_nulls().unique().with_columns(fold=fold(pl.col("text")))
    left = texts.collect(engine="in-memory")
    answers: list[pl.DataFrame] = []
    every: str = left["fold"].str.join("\n").item() or ""
    for spellings, test in tests:
        for name, ways in spellings.items():
            there = [way for way in ways if way in every]
            if not there:
                continue
            hits = _any(left, there, test)
            answers.append(left.select(pl.col("text").filter(hits), name=pl.lit(name)))
            left = left.filter(~hits)
    if not answers:
        return pl.repeat(None, len(text), dtype=pl.String, eager=True)
    found = pl.concat(answers)
    joined = text.to_frame("text").join(found, on="text", how="left", maintain_order="left", validate="m:1")
    return joined["name"]


def _any(texts: pl.DataFrame, spellings: Iterable[str], test: Test) -> pl.Series:
    """Return which texts pass the test of some spelling; only those that hold its letters are looked at."""
    hits = pl.repeat(value=False, n=texts.height, dtype=pl.Boolean, eager=True)
    for spelling in spellings:
        places = _holding(texts["fold"], spelling)
        if len(places):
            hits = hits.scatter(places.filter(test(texts["text"].gather(places), spelling)), values=True)
    return hits


def _holding(folds: pl.Series, spelling: str) -> pl.Series:
    """Return the places of texts that hold these letters; few are looked at sooner one by one."""
    if len(folds) > _FEW:
        return folds.str.contains(spelling, literal=True).arg_true()
    return pl.Series([at for at, text in enumerate(folds) if spelling in text], dtype=pl.UInt32)


def _holds(text: pl.Series, spelling: str) -> pl.Series:
    """Return which of these texts name a brand of the house by this spelling, whose letters they hold."""
    if len(spelling) >= LONG:
        return pl.repeat(value=True, n=len(text), dtype=pl.Boolean, eager=True)
    words = _holds_words(text, spelling)
    capitals = f"(?:^|{_EDGE}){re.escape(spelling.upper())}(?:[A-Z][a-z]|[0-9])"
    return words | text.str.contains(capitals) if may_hold(text, capitals) else words


def _holds_words(text: pl.Series, spelling: str) -> pl.Series:
    """Return which texts hold a spelling as whole words in a row that are neither unit nor currency."""
    words = _JOINT.join(map(re.escape, spelling))
    bare = text
    if text.str.contains(_CURRENCY).any():  # a look that is far cheaper than the pattern of an amount
        amounts = rf"(?i)(^|{_EDGE}){words}\s*{_CURRENCY}|{_CURRENCY}\s*{words}($|{_EDGE})"
        bare = text.str.replace_all(amounts, " ")
    if spelling in UNITS and bare.str.contains(rf"(?i)[0-9]\s*{words}|{words}/s").any():
        bare = bare.str.replace_all(rf"(?i)[0-9]\s*{words}($|{_EDGE})|(^|{_EDGE}){words}/s", " ")
    alone = f"(?:^|{_EDGE})(?i:{words})(?:{_EDGE}|$)"
    if not may_hold(bare, alone):
        return pl.repeat(value=False, n=len(text), dtype=pl.Boolean, eager=True)
    return bare.str.contains(alone)
