"""Lets keys meet: all tables spell an influencer as the influencers file, however a cell names them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from influencer_roi.intake.handles import handle_in, parts_of
from influencer_roi.intake.remarks.wording import some
from influencer_roi.intake.tallies import NAMING, Tallies
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import Counts, Note, rows
from influencer_roi.model.schema import INFLUENCERS
from influencer_roi.model.tables import Tables

Meaning = Callable[[str], str | None]
Notes = Callable[[Mapping[str, Counts]], Iterator[Note]]
_SAID = {
    "id_case": (
        "spells an influencer in other capitals than the influencers file",
        "spell an influencer in other capitals than the influencers file",
    ),
    "id_handle": (
        "names an influencer by a handle, a code or the address of a profile",
        "name an influencer by a handle, a code or the address of a profile",
    ),
    "several_ids": (
        "names several, of which the first that is known counts",
        "name several, of which the first that is known counts",
    ),
    "several_known": (
        "names several known influencers, of whom the first counts",
        "name several known influencers, of whom the first counts",
    ),
}
_SHOWN = 3
_MARKED = r"[@/]|^\s|\s$"


def respelled(tables: Tables, tallies: Tallies, aliases: pl.DataFrame) -> tuple[Tables, Notes]:
    """Return the tables with influencer ids as the influencers file spells them, and what was changed.

    An id that the influencers file has as it stands stays; so does one that fits two of its ids. `tallies`
    are those of the tables, which are returned themselves where nothing changes; `aliases` has every `alias`
    of an `id`.
    """
    strangers = _strangers(tables.influencers["id"], tallies)
    meant = _Known(tables.influencers["id"], aliases).meant
    spelled = {text: one for text in strangers if (one := meant(text))}
    ids = {name: one.id for name, one in spelled.items()}
    before = {name: getattr(tables, name) for name in NAMING}
    for name in NAMING if spelled else ():
        frame: pl.DataFrame = before[name]
        respelled = frame["influencer_id"].replace(ids)
        if (respelled != frame["influencer_id"]).any():
            tables = replace(tables, **{name: frame.with_columns(respelled)})
    zeros = _zeros([text for text in strangers if text not in ids], tables.influencers["id"])

    def notes(counts: Mapping[str, Counts]) -> Iterator[Note]:
        for name in NAMING if spelled or zeros else ():
            named = _rows_naming(before[name], {*spelled, *zeros})
            for code, text in (*_changes(named, spelled), *_lost_zeros(named, zeros)):
                yield Note(name, counts[name].file, code, text)
        if text := _alike_but_zeros(tables.influencers["id"]):
            yield Note(INFLUENCERS.name, counts[INFLUENCERS.name].file, "leading_zeros", text)

    return tables, notes


@dataclass(frozen=True)
class _Spelling:
    """Which influencer of the influencers file an id means, and the code of the note that says how."""

    id: str
    code: str


def meaning_of(ids: pl.Series, aliases: pl.DataFrame) -> Meaning:
    """Return what tells which influencer of the influencers file a text means, None where it means nobody."""
    meant = _Known(ids, aliases).meant

    def meaning(text: str) -> str | None:
        found = meant(text)
        return found.id if found else None

    return meaning


def _strangers(ids: pl.Series, tallies: Tallies) -> pl.Series:
    """Return the ids that tables name and the influencers file does not have as they stand."""
    named = pl.concat([tally["influencer_id"] for tally in tallies.values()]).unique()
    return named.filter(~named.is_in(ids.implode()))


@dataclass(frozen=True, eq=False)
class _Known:
    """What stands for the influencers of the influencers file, looked at when first asked for."""

    rows: pl.Series
    aliases: pl.DataFrame

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids as they stand."""
        return frozenset(self.rows.to_list())

    @cached_property
    def folded(self) -> dict[str, str]:
        """The id of each in small letters."""
        return _single(self.rows.str.to_lowercase(), self.rows)

    @cached_property
    def handles(self) -> dict[str, str]:
        """The id of each handle."""
        texts, ids = pl.concat([self.rows, self.aliases["alias"]]), pl.concat([self.rows, self.aliases["id"]])
        return _single(_handles(texts), ids)

    def meant(self, text: str) -> _Spelling | None:
        """Return whom a text means: all of it, else the first of its parts that means somebody."""
        if whole := self._meaning(text):
            return whole
        several = [*dict.fromkeys(one.id for one in map(self._meaning, parts_of(text)) if one)]
        if not several:
            return None
        return _Spelling(several[0], "several_known" if len(several) > 1 else "several_ids")

    def _meaning(self, text: str) -> _Spelling | None:
        if text in self.ids:
            return _Spelling(text, "several_ids")
        if text.lower() in self.folded:
            return _Spelling(self.folded[text.lower()], "id_case")
        handle = handle_in(text)
        return _Spelling(self.handles[handle], "id_handle") if handle in self.handles else None


def _handles(texts: pl.Series) -> pl.Series:
    """Return the handle each text is or holds: without signs and blanks, all of it in small letters."""
    odd = texts.str.contains(_MARKED).arg_true()
    return texts.str.to_lowercase().scatter(odd, [handle_in(text) for text in texts.gather(odd)])


def _single(keys: pl.Series, ids: pl.Series) -> dict[str, str]:
    """Return {what stands for an influencer: its id}, without what stands for two."""
    pairs = pl.DataFrame({"key": keys, "id": ids}).unique().filter(pl.col("key") != "")
    return dict(pairs.filter(pl.col("key").is_unique()).iter_rows())


def _zeros(strangers: Sequence[str], known: pl.Series) -> dict[str, str]:
    """Return {stranger: id of the influencers file that differs in leading zeros alone}."""
    bare = known.to_frame("id").lazy().select(pl.col("id").str.strip_chars_start("0").alias("bare"), "id")
    same = bare.filter(pl.col("bare").is_in([text.lstrip("0") for text in strangers]))
    ids = dict(same.collect(engine="in-memory").iter_rows()) if strangers else {}
    pairs = {text: ids.get(text.lstrip("0")) for text in strangers}
    return {text: id_ for text, id_ in sorted(pairs.items()) if id_ and text.strip("0")}


def _alike_but_zeros(known: pl.Series) -> str:
    """Return what is to be said of known ids that differ in leading zeros alone; nothing where none do."""
    ids = known.to_frame("id").lazy().unique().with_columns(bare=pl.col("id").str.strip_chars_start("0"))
    same = ids.filter((pl.col("bare") != "") & pl.col("bare").is_duplicated())
    alike = same.collect(engine="in-memory")
    if alike.is_empty():
        return ""
    groups = [
        " beside ".join(f"'{id_}'" for id_ in sorted(each["id"])) for each in alike.partition_by("bare")
    ]
    count = f"{grouped(alike.height)} ids differ in leading zeros alone: {some(sorted(groups))}"
    return f"{count}. They count apart; if they are the same, export the column as text."


def _changes(named: Mapping[str, int], spelled: Mapping[str, _Spelling]) -> Iterator[tuple[str, str]]:
    """Yield what was changed in a table."""
    for code, (one, many) in _SAID.items():
        found = {text: named[text] for text, how in spelled.items() if how.code == code and text in named}
        if found:
            cells = some([f"'{text}'" for text in sorted(found)])
            shown = f": {cells}" if code == "several_known" else ""
            yield code, f"{rows(sum(found.values()), one, many)}{shown}."


def _lost_zeros(named: Mapping[str, int], zeros: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what differs in leading zeros alone: nobody can say whether it is the same influencer."""
    there = [text for text in zeros if text in named]
    if not there:
        return
    pairs = some([f"'{text}' beside '{zeros[text]}'" for text in there], _SHOWN)
    count = rows(sum(named[text] for text in there), "names", "name")
    sentence = f"{count} ids that differ from known ones in leading zeros alone: {pairs}"
    yield "leading_zeros", f"{sentence}. They count apart; if they are the same, export the column as text."


def _rows_naming(frame: pl.DataFrame, ids: Iterable[str]) -> dict[str, int]:
    """Return how many rows name each of some ids; `rows` says for how many one stands, where it is there."""
    counted = pl.col("rows").sum() if "rows" in frame.columns else pl.len()
    naming = frame.filter(pl.col("influencer_id").is_in(list(ids)))
    return dict(naming.group_by("influencer_id").agg(counted.cast(pl.Int64).alias("n")).iter_rows())
