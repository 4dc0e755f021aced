import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from influencer_roi.intake.frames import as_polars, load_source
from influencer_roi.model.report import Refused

Module = Callable[[str], str]


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Module:
    """Give a module with this text that can be imported, by its name."""

    def written(text: str) -> str:
        name = f"given_{tmp_path.name}"
        (tmp_path / f"{name}.py").write_text(text)
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, name, raising=False)
        return name

    return written


def refused(act: Callable[[], object]) -> tuple[str, str]:
    """The code and words something is refused with."""
    with pytest.raises(Refused) as raised:
        act()
    (problem,) = raised.value.problems
    return problem.code, str(problem)


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame({"id": ["a", None], "n": [1.5, 2.0]}),
        pl.LazyFrame({"id": ["a", None], "n": [1.5, 2.0]}),
        pd.DataFrame({"id": ["a", None], "n": [1.5, 2.0]}),
        pa.table({"id": ["a", None], "n": [1.5, 2.0]}),
    ],
    ids=["polars", "lazy", "pandas", "pyarrow"],
)
def test_frames_of_any_kind(frame: object):
    """Frames of Polars, lazy ones, pandas and PyArrow are read alike."""
    assert as_polars(frame, "posts").rows() == [("a", 1.5), (None, 2.0)]


def test_a_pandas_column_of_many_types():
    """A pandas column that mixes numbers, texts and nothing becomes texts: the checks read them."""
    frame = pd.DataFrame({"revenue": [1, "₹2", None, 2.5]}, dtype=object)
    assert as_polars(frame, "orders")["revenue"].to_list() == ["1", "₹2", None, "2.5"]


def test_no_frame():
    """What is no frame is refused by the kind of thing it is."""
    assert refused(lambda: as_polars([1, 2], "orders")) == (
        "source_failed",
        "orders: this is list, no frame. Give one of pandas, Polars or PyArrow.",
    )


def test_a_loader(module: Module):
    """A loader is called, and what it gives is by table name."""
    name = module("import polars as pl\ndef tables():\n    return {'posts': pl.DataFrame({'id': ['a']})}\n")
    assert load_source(f"{name}:tables")["posts"].rows() == [("a",)]


@pytest.mark.parametrize(
    ("text", "function", "words"),
    [
        ("", "tables", "there is no such function (module"),
        ("tables = 3", "tables", "this is no function."),
        ("def tables():\n    return 3", "tables", "the function gave int. Give a mapping"),
        ("def tables():\n    raise OSError('no route')", "tables", "the function raised OSError: no route."),
        ("def tables():\n    return {'posts': 3}", "tables", "this is int, no frame."),
    ],
    ids=["missing", "no function", "no mapping", "raises", "no frame"],
)
def test_a_loader_that_fails(module: Module, text: str, function: str, words: str):
    """A loader that is not there, fails or gives something else is refused, with what it said."""
    name = module(text)
    code, said = refused(lambda: load_source(f"{name}:{function}"))
    assert (code, words in said) == ("source_failed", True), said


@pytest.mark.parametrize("named", ["", "no_such_module:tables", "json", "json:", ":tables"])
def test_a_loader_nobody_finds(named: str):
    """A name that is none of a function is refused, with the form it should have."""
    code, said = refused(lambda: load_source(named))
    assert (code, "package.module:function" in said) == ("source_failed", True)
