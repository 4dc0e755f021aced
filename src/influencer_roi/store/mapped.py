"""Maps Arrow files as frames, so that all processes that read them share one copy."""

from pathlib import Path
from typing import cast

import polars as pl
import pyarrow as pa

from influencer_roi.store.manifest import Piece


def frame_of(file: Path, piece: Piece) -> pl.DataFrame:
    """Return the rows of an Arrow file where they lie; what is known to be sorted is known again.

    Polars copies the codes of dictionaries it is given, so it is given plain numbers and what they mean.
    """
    table = pa.ipc.open_file(pa.memory_map(str(file))).read_all()
    coded = _dictionaries(table)
    columns = [_codes(table[name]) if name in coded else table[name] for name in table.column_names]
    plain = _rows(pa.table(columns, names=table.column_names))
    return plain.with_columns(
        pl.col(name).cat.to(pl.dtype_of(pl.lit(like))) for name, like in coded.items()
    ).with_columns(
        pl.col(name).set_sorted(descending=descending) for name, descending in piece.descending.items()
    )


def _dictionaries(table: pa.Table) -> dict[str, pl.Series]:
    """Return an empty column for each dictionary-coded one; one for all that have the same texts.

    Each reads all of its texts, and so would a type that is named in Python.
    """
    found: dict[str, pl.Series] = {}
    known: dict[bytes, pl.Series] = {}
    for field in table.schema:
        if pa.types.is_dictionary(field.type):
            texts = b"".join((field.metadata or {}).values()) or field.name.encode()
            if texts not in known:
                known[texts] = _rows(table.select([field.name])[:0]).to_series()
            found[field.name] = known[texts]
    return found


def _rows(table: pa.Table) -> pl.DataFrame:
    return cast("pl.DataFrame", pl.from_arrow(table, rechunk=False))


def _codes(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array([chunk.indices for chunk in column.chunks], column.type.index_type)
