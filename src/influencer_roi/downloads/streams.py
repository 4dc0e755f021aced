"""Turns rows into the bytes of a file a piece at a time, so that no file is ever all in memory."""

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import polars as pl
import pyarrow.parquet as pq
from flask import Response

from influencer_roi.model.escape import in_csv
from influencer_roi.orders import Listing

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

AHEAD = 8 << 20
BOM = b"\xef\xbb\xbf"  # without it, Excel reads what is not ASCII by the code page of the machine


def csv_chunks(
    rows: Listing, *, quoted: Literal["necessary", "non_numeric"] = "necessary"
) -> Iterator[bytes]:
    """Yield rows as CSV, header first; texts a spreadsheet would run begin with an apostrophe.

    Texts are `quoted` where they must be, or all that is no number.
    """
    yield in_csv(rows.empty).write_csv(quote_style=quoted).encode()
    for piece in rows.pieces():
        if piece.height:
            yield in_csv(piece).write_csv(include_header=False, quote_style=quoted).encode()


def parquet_chunks(rows: Listing, about: Mapping[str, str]) -> Iterator[bytes]:
    """Yield rows as Parquet, one row group a piece, texts as they are; `about` stands in its metadata."""
    schema = _plain(rows.empty).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    sink = Sink()
    with pq.ParquetWriter(sink, schema.with_metadata(dict(about)), compression="zstd") as writer:
        for piece in rows.pieces():
            if piece.height:
                writer.write_table(_plain(piece).to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema))
                yield sink.drained()
    yield sink.drained()


def streamed(chunks: Iterator[bytes], mimetype: str, *, mark: bytes = b"") -> Response:
    """Answer with a file, streamed; one that is done within AHEAD bytes says how long it is.

    `mark` goes before it where something within AHEAD bytes is not ASCII. A reader who leaves ends the work:
    the chunks are closed with the answer.
    """
    ready: list[bytes] = []
    for chunk in chunks:
        ready.append(chunk)
        if sum(map(len, ready)) > AHEAD:
            return Response(_resumed(_led(ready, mark), chunks), mimetype=mimetype)
    answer = Response(_led(ready, mark), mimetype=mimetype)
    answer.content_length = sum(map(len, answer.response))
    return answer


def _led(ready: list[bytes], mark: bytes) -> list[bytes]:
    """Return what is ready, with the mark before it where it needs one."""
    return ready if not mark or all(map(bytes.isascii, ready)) else [mark, *ready]


def _resumed(ready: list[bytes], chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is ready, then the rest; to close it closes these."""
    yield from ready
    ready.clear()
    yield from chunks


def _plain(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with codes as texts."""
    coded = [name for name, kind in rows.schema.items() if isinstance(kind, pl.Enum)]
    return rows.with_columns(pl.col(coded).cast(pl.String))


class Sink(io.RawIOBase):
    """Takes what a writer writes until it is drained, and knows how much there was in all."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def tell(self) -> int:
        """Return how many bytes were written in all."""
        return self._length

    def write(self, part: "Buffer", /) -> int:
        """Take some bytes."""
        self._parts.append(bytes(part))
        self._length += len(self._parts[-1])
        return len(self._parts[-1])

    def drained(self) -> bytes:
        """Return what was written since the last time, and let go of it."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
