"""Maps Arrow files as frames, so that all processes that read them share one copy."""

from pathlib import Path

import polars as pl
import pyarrow as pa

from influencer_roi.store.manifest import Piece


def frame_of(file: Path, piece: Piece) -> pl.DataFrame:
    """Return the rows of an Arrow file where they lie; what is known to be sorted is known again.

    Polars copies the codes of dictionaries it is given, so it is given plain numbers and what they mean.
    """
    table = pa.ipc.open_file(pa.memory_map(str(file))).read_all()
    enums = {name: kind for name, kind in _rows(table[:0]).schema.items() if isinstance(kind, pl.Enum)}
    columns = [_codes(table[name]) if name in enums else table[name] for name in table.column_names]
    plain = _rows(pa.table(columns, names=table.column_names))
    return plain.with_columns(pl.col(name).cat.to(kind) for name, kind in enums.items()).with_columns(
        pl.col(name).set_sorted(descending=descending) for name, descending in piece.descending.items()
    )


def _rows(table: pa.Table) -> pl.DataFrame:
    rows = pl.from_arrow(table, rechunk=False)
    if not isinstance(rows, pl.DataFrame):
        raise TypeError("an Arrow file holds a column, not a table")
    return rows


def _codes(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array([chunk.indices for chunk in column.chunks], column.type.index_type)
