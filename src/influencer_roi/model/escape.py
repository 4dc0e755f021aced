"""Takes the sting out of texts that a spreadsheet would run as formulas."""

import polars as pl

_RUNS = r"^[=+\-@\t\r]"
_TEXTUAL = (pl.String, pl.Categorical)


def inert(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows as a CSV file may hold them: texts a spreadsheet would run begin with an apostrophe."""
    return rows.with_columns(_inert(name) for name, dtype in rows.schema.items() if _may_run(dtype))


def _may_run(dtype: pl.DataType) -> bool:
    """Return whether a column may hold a text that runs; codes are looked through once, not in every row."""
    if isinstance(dtype, pl.Enum):
        return bool(dtype.categories.str.contains(_RUNS).any())
    return dtype.base_type() in _TEXTUAL


def _inert(name: str) -> pl.Expr:
    text = pl.col(name).cast(pl.String)
    return (
        pl.when(text.str.contains(_RUNS)).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(name)
    )
