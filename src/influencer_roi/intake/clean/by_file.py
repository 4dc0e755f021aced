"""Reads a column of several files, each as its own values say: one may write the day first, one the month."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import polars as pl

from influencer_roi.intake.clean.commas import OWN
from influencer_roi.intake.clean.parsed import Parsed
from influencer_roi.intake.clean.written import GROUPS, UNSURE
from influencer_roi.intake.remarks.wording import some
from influencer_roi.model.parts import Part
from influencer_roi.model.report import Refused, refusal

NOTHING: Mapping[str, str] = MappingProxyType({})


def of_part(lines: pl.Series, parts: Sequence[Part], values: Sequence[object]) -> pl.Series:
    """Return for each line what is said of the part it stands in; lines of a part begin behind its start."""
    starts = pl.Series([part.start for part in parts], dtype=lines.dtype)
    return pl.Series(values).gather(starts.search_sorted(lines, side="left") - 1)


def by_file(
    text: pl.Series,
    files: pl.Series | None,
    *,
    tells: Callable[[Sequence[pl.Series]], Iterable[str]],
    parse: Callable[[pl.Series, pl.Series | None], Parsed],
    known: Mapping[str, str] = NOTHING,
    doubted: bool = False,
    column: str = "",
) -> Parsed:
    """Return a column parsed at once; apart where files tell of several ways to write its values.

    `files` are those of rows, one after the other, None of one file alone; `tells` says of the texts of each
    which way those prove, where none is `known`. A file that tells of no way is as its siblings, where those
    agree; where they do not, files that tell nothing are read together. What is read without a remark is read
    in the one way there is, unless it is `doubted`.

    Raises:
        Refused: nobody can say what dots of the `column` are in some file.
    """
    whole = parse(text, files)
    if files is None or not (doubted or whole.remarks or whole.faults.height):
        return whole
    each = dict(texts_of(text, files))
    answers = {**dict(zip(each, tells([*each.values()]), strict=True)), **known}
    certain = {*answers.values()} - {""}
    if UNSURE in certain:
        raise _unsure(answers, column)
    if len(certain) < 2 and not certain & OWN:  # two
        like = _as_beside(each, answers) if doubted and certain == {"point"} else ()
        return replace(whole, remarks=(*whole.remarks, *like))
    ways = {way: [name for name, one in answers.items() if one == way] for way in sorted({*answers.values()})}
    return _parsed_apart(text, files, ways, parse)


def _parsed_apart(
    text: pl.Series,
    files: pl.Series,
    ways: Mapping[str, list[str]],
    parse: Callable[[pl.Series, pl.Series | None], Parsed],
) -> Parsed:
    """Return a column of which the files of each way are parsed by themselves."""
    places = [files.is_in(names).arg_true() for names in ways.values()]
    parsed = [parse(text.gather(rows), files.gather(rows)) for rows in places]
    order = pl.concat(places).arg_sort()
    faults = [
        one.faults.with_columns(row=rows.gather(one.faults["row"]).cast(pl.UInt32))
        for rows, one in zip(places, parsed, strict=True)
    ]
    remarks = (
        (code, f"in {some(sorted(names))}, {said}")
        for names, one in zip(ways.values(), parsed, strict=True)
        for code, said in one.remarks
    )
    values = pl.concat([one.values for one in parsed]).gather(order)
    return Parsed(values, pl.concat(faults).sort("row"), tuple(remarks))


def texts_of(text: pl.Series, files: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    """Yield each file's name and its texts."""
    start = 0
    for name, length in files.rle().struct.unnest().select("value", "len").iter_rows():
        yield name, text.slice(start, length)
        start += length


def _as_beside(each: Mapping[str, pl.Series], answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is to be said of a number such as 1.500, which is a thousand where nothing stands beside."""
    dotted = {
        name: each[name].filter(each[name].str.contains(GROUPS)) for name in answers if not answers[name]
    }
    if names := [name for name, texts in dotted.items() if len(texts)]:
        shown = f"'{dotted[names[0]][0]}' and the like have decimal points"
        yield "dots_of_files", f"in {some(sorted(names))}, {shown}, as numbers of other files do."


def _unsure(answers: Mapping[str, str], column: str) -> Refused:
    unsure, points = ([name for name, one in answers.items() if one == way] for way in (UNSURE, "point"))
    text = (
        f"{column} has only numbers such as 499.000: 499 if its dots are decimal points, as those of "
        f"{some(points)} are, or 499,000. Write one of the two."
    )
    return refusal("dots_differ", some(unsure), text)
