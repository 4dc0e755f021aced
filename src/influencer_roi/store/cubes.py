"""Keeps roll-ups as frames: the dimension tuples and sums of each, and where the blocks of all of them start.

The sums of the finest roll-up are the entries' own columns, and longer blocks have its tuples. This module
knows roll-ups and frames, and nothing of files.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from influencer_roi.ledger.cubes import Cube, Cubes, Ints, Names, daily_of, measures_of

STARTS, FINEST = "starts", "finest"
_KEYS, _BLOCKS, _DAILY = "keys.", "blocks.", "daily."
_PLACE, _ROW = "place", "row"


def frames_of(cubes: Cubes) -> dict[str, pl.DataFrame]:
    """Return {name: rows} of all that is worth storing; a finer one that stands in is there once."""
    finest = cubes.finest
    own = {one: cube for one, cube in cubes.daily.items() if cube.keys.columns[:-1] == [*one]}
    daily = {_DAILY + "-".join(one): cube for one, cube in own.items()}
    rolled = {f"{_BLOCKS}{cube.step}": cube for cube in cubes.longer} | daily
    starts = {name: cube.starts for name, cube in rolled.items()}
    starts |= {FINEST: finest.starts, _PLACE: cubes.tuple_starts}
    return {
        STARTS: pl.DataFrame({"of": [*starts], STARTS: [one.astype(np.int64) for one in starts.values()]}),
        FINEST: pl.DataFrame({_PLACE: finest.tuples, _ROW: cubes.by_tuple}),
        _KEYS + FINEST: finest.keys,
        **{name: pl.DataFrame({_PLACE: cube.tuples, **cube.measures}) for name, cube in rolled.items()},
        **{_KEYS + name: cube.keys for name, cube in daily.items()},
    }


def cubes_from(
    entries: pl.DataFrame, frames: Mapping[str, pl.DataFrame], *, measures: Sequence[str]
) -> Cubes:
    """Return the roll-ups of entries that were stored as frames, in the memory of those."""
    starts: dict[str, Ints] = {
        name: of.to_numpy() for name, of in zip(frames[STARTS]["of"], frames[STARTS][STARTS], strict=True)
    }
    tuples, rows = (frames[FINEST][name].to_numpy() for name in (_PLACE, _ROW))
    finest = Cube(frames[_KEYS + FINEST], 1, starts[FINEST], tuples, measures_of(entries, measures))

    def stored(name: str, keys: pl.DataFrame, step: int) -> Cube:
        sums = measures_of(frames[name], measures)
        return Cube(keys, step, starts[name], frames[name][_PLACE].to_numpy(), sums)

    def daily(finer: Cube, dimensions: Names) -> Cube:
        name = _DAILY + "-".join(dimensions)
        return stored(name, frames[_KEYS + name], 1) if name in frames else finer

    steps = sorted(int(name.removeprefix(_BLOCKS)) for name in frames if name.startswith(_BLOCKS))[::-1]
    longer = tuple(stored(f"{_BLOCKS}{step}", finest.keys, step) for step in steps)
    return Cubes(entries, finest, rows, starts[_PLACE], longer, daily_of(finest, daily))
