"""Cases F01 to F22, F26 and F27: what may stand where a file belongs."""

import gzip
import hashlib
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from influencer_roi.ledger.load import Intake
from tests.intake.cases.cases import BASE, FILES, Case, Change, Refusal, both, kept, lines, put

POSTS = BASE["posts"].encode()
GIB = 1 << 30


def gone(folder: Path) -> Path:
    """Take the posts file away, and return where it was."""
    (folder / FILES["posts"]).unlink()
    return folder / FILES["posts"]


def packed(content: bytes) -> Change:
    """Give the posts as gzip."""
    return put("posts", content, "posts.csv.gz")


def parquet(frame: pl.DataFrame) -> Change:
    """Give the posts as Parquet in which bytes can be found, without a checksum."""

    def change(folder: Path) -> None:
        gone(folder)
        frame.write_parquet(folder / "posts.parquet", compression="uncompressed", statistics=False)

    return change


def texts() -> pl.DataFrame:
    """The posts as texts."""
    return pl.read_csv(POSTS, infer_schema=False)


def sealed(folder: Path) -> None:
    """Write the checksum of the Parquet file beside it."""
    file = folder / "posts.parquet"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / "posts.parquet.sha256").write_text(f"{digest}  posts.parquet\n")


def flipped(folder: Path) -> None:
    """Flip one bit of a caption: the file stays readable, and says something else."""
    file = folder / "posts.parquet"
    content = file.read_bytes()
    place = content.index(b"A run in the morning") + 2
    file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])


def cut(folder: Path) -> None:
    """Cut the Parquet file in half."""
    file = folder / "posts.parquet"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def as_socket(folder: Path) -> None:
    """Put a socket where the posts belong."""
    gone(folder)
    here = Path.cwd()
    os.chdir(folder)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("posts.csv")
    finally:
        os.chdir(here)


def sparse(folder: Path) -> None:
    """Make the posts file 10 GiB large, nearly all of it holes."""
    with gone(folder).open("wb") as file:
        file.truncate(10 * GIB)


def moved(to: Callable[[Path], Path]) -> Change:
    """Put the posts elsewhere, and a link to them in their place."""

    def change(folder: Path) -> None:
        target = to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        file = folder / FILES["posts"]
        file.rename(target)
        file.symlink_to(target)

    return change


def gone_meanwhile(folder: Path) -> Intake:
    """Take in a folder whose posts vanish between the look at the folder and the look into the file."""

    def hear(step: str, _: float) -> None:
        if step == "reading posts":
            gone(folder)

    return Intake(progress=hear)


def ahead(folder: Path) -> None:
    """Let the posts have been written tomorrow."""
    os.utime(folder / FILES["posts"], (time.time() + 86_400,) * 2)


def joined() -> bytes:
    """Return two exports of posts, each with its header, packed and put behind one another."""
    header, *rows = lines("posts")
    parts = ([header, *rows[:2]], [header, *rows[2:]])
    return b"".join(gzip.compress("".join(f"{line}\n" for line in part).encode()) for part in parts)


FILE_CASES = (
    Case("F01", "missing", gone, Refusal("file_missing")),
    Case("F02", "nothing in it", put("posts", b""), Refusal("file_empty")),
    Case("F03", "a byte order mark only", put("posts", b"\xef\xbb\xbf"), Refusal("file_empty")),
    Case("F04", "blanks only", put("posts", b"\n  \n\t\n"), Refusal("no_header")),
    Case("F05", "header only", put("posts", lines("posts")[0] + "\n"), Refusal("no_rows")),
    Case("F06", "a directory", lambda folder: gone(folder).mkdir(), Refusal("not_a_file")),
    Case(
        "F07",
        "a link to nothing",
        lambda folder: gone(folder).symlink_to("nowhere.csv"),
        Refusal("file_missing"),
    ),
    Case("F08", "a link inside", moved(lambda folder: folder / "2025" / "export.csv"), kept()),
    Case(
        "F08",
        "a link to outside",
        moved(lambda folder: folder.parent / "elsewhere" / "export.csv"),
        kept("posts:linked_outside"),
    ),
    Case("F10", "a pipe", lambda folder: os.mkfifo(gone(folder)), Refusal("not_a_regular_file")),
    Case(
        "F10",
        "a device",
        lambda folder: gone(folder).symlink_to("/dev/zero"),
        Refusal("not_a_regular_file"),
    ),
    Case("F10", "a socket", as_socket, Refusal("not_a_regular_file")),
    Case("F11", "10 GiB", sparse, Refusal("too_large")),
    Case("F12", "brackets in its name", put("posts", POSTS, "posts[1].csv"), kept()),
    Case("F12", "a star in its name", put("posts", POSTS, "posts*.csv"), kept()),
    Case("F13", "gzip cut short", packed(gzip.compress(POSTS)[:-20]), Refusal("truncated_gzip")),
    Case("F13", "gzip", packed(gzip.compress(POSTS)), kept()),
    Case(
        "F14",
        "a gzip bomb",
        packed(gzip.compress(POSTS + b" " * (80 << 20))),
        Refusal("decompressed_too_large"),
    ),
    Case("F15", "gzip of joined files", packed(joined()), kept(aside=("posts 4 * repeated_header",))),
    Case("F16", "parquet cut short", both(parquet(texts()), cut), Refusal("bad_parquet")),
    Case("F17", "text named parquet", put("posts", POSTS, "posts.parquet"), Refusal("bad_parquet")),
    Case("F17", "an empty parquet", put("posts", b"", "posts.parquet"), Refusal("bad_parquet")),
    Case(
        "F18",
        "a flipped bit beside a checksum",
        both(parquet(texts()), sealed, flipped),
        Refusal("checksum_mismatch"),
    ),
    Case("F18", "a flipped bit", both(parquet(texts()), flipped), kept("posts:no_checksum")),
    Case("F18", "parquet with its checksum", both(parquet(texts()), sealed), kept()),
    Case(
        "F19",
        "parquet of numbers and dates",
        parquet(texts().with_columns(pl.col("reach").cast(pl.Int32), pl.col("date").str.to_date())),
        kept("posts:no_checksum"),
    ),
    Case(
        "F19",
        "parquet of times with a zone",
        parquet(
            texts().with_columns(
                pl.col("date").str.to_datetime("%Y-%m-%d").dt.replace_time_zone("Asia/Kolkata")
            )
        ),
        kept("posts:no_checksum", "posts:cast", "posts:time_zone"),
    ),
    Case(
        "F19",
        "parquet of lists",
        parquet(texts().with_columns(pl.concat_list("reach"))),
        Refusal("bad_type"),
    ),
    Case("F20", "a workbook named csv", put("posts", b"PK\x03\x04" + POSTS), Refusal("looks_like_excel")),
    Case(
        "F21",
        "a web page named csv",
        put("posts", b"<!DOCTYPE html>\n<html><body>Error 503, sorry</body></html>\n"),
        Refusal("looks_like_html"),
    ),
    Case(
        "F22",
        "a git-lfs pointer",
        put("posts", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
        Refusal("git_lfs_pointer"),
    ),
    Case("F26", "gone meanwhile", lambda _: None, Refusal("file_missing"), gone_meanwhile),
    Case("F27", "written tomorrow", ahead, kept("posts:clock_skew")),
)
