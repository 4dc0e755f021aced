"""Takes the sting out of texts that a spreadsheet would run as formulas, and the dust off sums."""

import polars as pl
import polars.selectors as cs

SIGNS = "=+@＝＋－＠﹦﹢﹣﹫-"  # noqa: RUF001 # full-width and small forms count as the plain ones
# What somebody's spreadsheet may take for the end of a cell, whatever the file was written with.
_ENDS = r";,|\t\n\r\v\f\u{85}\u{2028}\u{2029}"
# What it passes over before it looks at a cell: blanks, marks without width, control characters, quotes.
_PASSED_OVER = r'\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}"'
_STARTS = rf"(?:^|[{_ENDS}])[{_PASSED_OVER}]*"
_RUNS = rf"^[\t\r]|{_STARTS}[{SIGNS}]"
_TEXTUAL = (pl.String, pl.Categorical)
_DIGITS = 15  # that a sum carries


def inert(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows as a CSV file may hold them: an apostrophe stands before what would run.

    That is at the start of a text, and inside it after whatever ends a cell somewhere. Numbers are no texts.
    """
    return rows.with_columns(_inert(name) for name, dtype in rows.schema.items() if _may_run(dtype))


def in_csv(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows as a CSV file has them: inert, without what adding leaves behind the digits of a sum.

    123.10000000000001 is 123.1.
    """
    return inert(rows).with_columns(cs.float().round_sig_figs(_DIGITS))


def inert_text(text: str) -> str:
    """Return one text as `inert` has it."""
    return str(inert(pl.DataFrame({"text": [text]})).item())


def _may_run(dtype: pl.DataType) -> bool:
    """Return whether a column may hold a text that runs; codes are looked through once, not in every row."""
    if isinstance(dtype, pl.Enum):
        return bool(dtype.categories.str.contains(_RUNS).any())
    return dtype.base_type() in _TEXTUAL


def _inert(name: str) -> pl.Expr:
    text = pl.col(name).cast(pl.String)
    quoted = text.str.replace_all(rf"({_STARTS})([{SIGNS}])", "$1'$2").str.replace(r"^([\t\r])", "'$1")
    return pl.when(text.str.contains(_RUNS)).then(quoted).otherwise(text).alias(name)
