"""Cases H01 to H12: headers."""

import polars as pl

from influencer_roi.ledger.entries import Ledger
from tests.intake.cases.cases import (
    BASE,
    Case,
    Refusal,
    answers,
    edit,
    kept,
    lines,
    put,
    wider,
    without,
)

POSTS = BASE["posts"]
HEADER = lines("posts")[0]


def under(header: str) -> str:
    """Return the posts under another header."""
    return "\n".join([header, *lines("posts")[1:]]) + "\n"


def mangled(text: str) -> str:
    """Return the header in other letters."""
    header, *rows = text.splitlines()
    return "\n".join([header.upper(), *rows]) + "\n"


def no_clicks(entries: pl.DataFrame) -> pl.DataFrame:
    """The same entries, clicks not counted."""
    return entries.with_columns(clicks=pl.lit(None, pl.Float64))


def clicks(ledger: Ledger) -> tuple[object, object]:
    """The two metrics that rest on clicks."""
    return answers()(ledger)["clicks"], answers()(ledger)["cpc"]


HEADER_CASES = (
    Case("H01", "another case", put("posts", mangled(POSTS)), kept("posts:header_form")),
    Case(
        "H02",
        "blanks around names and values",
        put("posts", POSTS.replace("likes", " likes ").replace("400", " 400 ")),
        kept("posts:trimmed"),
    ),
    Case(
        "H03",
        "a quoted header behind a mark",
        put("posts", ("\ufeff" + under(",".join(f'"{name}"' for name in HEADER.split(","))))),
        kept(),
    ),
    Case(
        "H04",
        "blanks and hyphens in names",
        put("posts", under(HEADER.replace("influencer_id", "Influencer ID").replace("post_id", "post-id"))),
        kept("posts:header_form"),
    ),
    Case("H05", "a synonym", edit("posts", ("date", "post_date")), kept("posts:synonym")),
    Case("H06", "a column twice", put("posts", wider("posts", ",Likes", ",1")), Refusal("duplicate_column")),
    Case(
        "H07", "a required column missing", put("posts", without("posts", "reach")), Refusal("missing_column")
    ),
    Case(
        "H08",
        "an optional column missing",
        put("posts", without("posts", "clicks")),
        kept("posts:column_absent", like=no_clicks, shows=(clicks, (None, None))),
    ),
    Case(
        "H09", "columns too many", put("posts", wider("posts", ",city", ",Pune")), kept("posts:extra_columns")
    ),
    Case(
        "H10",
        "another order",
        put("posts", "".join(",".join(reversed(line.split(","))) + "\n" for line in lines("posts"))),
        kept(),
    ),
    Case(
        "H11", "a column without a name", put("posts", wider("posts", ",", ", ")), kept("posts:empty_column")
    ),
    Case(
        "H11",
        "values without a name",
        put("posts", wider("posts", ",", ",7")),
        Refusal("unnamed_column"),
    ),
    Case(
        "H12",
        "no header",
        put("posts", "".join(f"{row}\n" for row in lines("posts")[1:])),
        Refusal("header_not_found"),
    ),
)
