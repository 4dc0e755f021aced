"""Lists the rows of tables: a page brings the first, the server sorts, filters and searches all of them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from types import MappingProxyType
from urllib.parse import urlencode

import polars as pl
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.units import NOTHING
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.orders import RowBook
from influencer_roi.orders.in_memory import FrameRows
from influencer_roi.orders.requests import RowRequest, Schema, Sort
from influencer_roi.queries import Frame
from influencer_roi.queries.listed import Listed
from influencer_roi.queries.row_requests import row_request, shown_rows
from influencer_roi.ui import grid, table_tools
from influencer_roi.ui.figures import Json
from influencer_roi.ui.grid import PAGE, Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import hue_of
from influencer_roi.ui.markup import address, profile_address
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.rooms import rooms
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import columns_for

LISTS_IN_MEMORY = 8
_KIND = re.compile(r"-(grid|list)$")
FILES = {"csv": "Download what is shown (CSV)", "xlsx": "What is shown as Excel"}
BESIDE = ("small",)  # what a row has beside its fields: how it is drawn
Row = Mapping[str, Json]
Leading = Callable[[Row], str | None]


def profiles(view: View) -> Leading:
    """Return what gives a row the address of its influencer's profile; an organic order has none."""
    query = view.filters.without(["influencer_id"]).to_query()
    return lambda row: profile_address(str(row["influencer_id"]), query) if row["influencer_id"] else None


def nowhere(_: View) -> Leading:
    """Return what leads no row anywhere."""
    return lambda _: None


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a table on a page: their `book` under a view, the fields shown, those a search looks in.

    `leads` says where the link of a row leads; `dots` are the dimensions whose colours precede fields.
    """

    book: Callable[[View], RowBook]
    fields: Callable[[View], Sequence[str]]
    searched: Sequence[str]
    leads: Callable[[View], Leading] = profiles
    dots: Mapping[str, str] = field(default_factory=dict)

    def block(self, view: View, request: Mapping[str, object]) -> dict[str, Json]:
        """Return a block of rows for ag-grid's infinite row model, and how many rows there are."""
        rows, count = self.found(view, request)
        return {"rowData": rows, "rowCount": count}

    def found(self, view: View, request: Mapping[str, object]) -> tuple[list[Json], int]:
        """Return the rows that are requested, and how many pass its tests."""
        book = self.book(view)
        if book.why_unlisted():
            return [], 0
        schema: Schema = book.empty.schema if request else {}
        found, count = book.block(row_request(request, schema, searched=self._searched(schema)))
        return self._lines(view, found), count

    def shown(self, book: RowBook, model: object) -> RowRequest:
        """Return which rows of a book a table shows.

        Raises:
            ValueError: something of the model is not understood.
        """
        schema = book.empty.schema
        return shown_rows(model, schema, searched=self._searched(schema))

    def _searched(self, schema: Schema) -> list[str]:
        return [name for name in self.searched if name in schema]

    def _lines(self, view: View, found: Frame) -> list[Json]:
        leads, names = self.leads(view), [name for name in self.fields(view) if name in found.columns]
        hues = {name: (by, hue_of(view, by)) for name, by in self.dots.items() if by in found.columns}
        return [
            {
                **{name: row[name] for name in names},
                "href": leads(row),
                **({"hues": {name: hue(row[by]) for name, (by, hue) in hues.items()}} if hues else {}),
            }
            for row in found.with_columns(pl.col(pl.Date).dt.to_string("iso")).to_dicts()
        ]


@dataclass(frozen=True, eq=False)
class Framed:
    """The book of a table whose rows are a frame, found once for a view.

    `rows` gives all of them, which stand by `order` at first; each of `stages` adds columns that are worked
    out for rows on screen alone, until a request looks at one of them.
    """

    rows: Callable[[View], Frame]
    order: tuple[Sort, ...] = ()
    stages: tuple[Callable[[View, Frame], Frame], ...] = ()

    def __call__(self, view: View) -> Listed:
        """Return the book of a view."""
        choices = tuple(sorted(view.choices.items()))
        stated = (view.page, view.assumed, view.picked, choices)
        return _listed(view.ledger, view.filters, self, *stated)

    def known(self, view: View) -> Frame:
        """Return all rows, in no order, without the columns of `stages`."""
        return self(view).rows


@memo(LISTS_IN_MEMORY)
def _listed(
    ledger: Ledger,
    filters: Filters,
    framed: Framed,
    page: str,
    assumed: Assumptions,
    picked: str,
    choices: tuple[tuple[str, str], ...],
) -> Listed:
    view = View(page, ledger, filters, assumed, picked, dict(choices))
    stages = tuple(partial(stage, view) for stage in framed.stages)
    return Listed(ledger, filters, lambda *_: FrameRows(framed.rows(view)), framed.order, stages)


@dataclass(frozen=True, eq=False)
class Table:
    """A table in a card: its columns, a text among them is a metric; as high as its rows, at most `most`.

    Its columns have `heads` lines of words above them; its id ends with `name`.
    """

    columns: Sequence[Column | str]
    book: Callable[[View], RowBook]
    leads: Callable[[View], Leading] = profiles
    most: int = PAGE
    heads: int = 1
    name: str = "grid"

    @cached_property
    def listed(self) -> Rows:
        """Its rows, all of them."""
        fields = tuple(one if isinstance(one, str) else one.field for one in self.columns)
        searched = grid.texts(self.columns)
        dots = {one.field: one.dot for one in self.columns if isinstance(one, Column) and one.dot}
        return Rows(self.book, lambda _: (*fields, *BESIDE), searched, self.leads, dots)

    def identity(self, at: Anchor) -> str:
        """Return the id of the table where it stands."""
        return f"{at}-{self.name}"

    def frame(self, at: Anchor) -> Component:
        """Return the table, empty."""
        return grid.table(self.identity(at), self.columns)

    def tools(self, at: Anchor) -> list[Component]:
        """Return the search box of its rows, and the menu of its columns."""
        return [table_tools.search(self.identity(at)), table_tools.columns_menu(self.identity(at))]

    def regions(
        self, at: Anchor, view: View, *, total: Sequence[Json] | None = None, columns: Sequence[Json] = ()
    ) -> Regions:
        """Return what the table shows: its first rows, with a `total` below them, and where its files are.

        `columns` are definitions in place of those it is drawn with.
        """
        identity, (first, count) = self.identity(at), self.listed.found(view, {})
        query = "&".join(filter(None, (view.filters.to_query(), urlencode(view.choices))))
        return {
            f"{identity}-{grid.FIRST}.data": {"rowData": first, "rowCount": count},
            **grid.height(identity, count, most=self.most, beside=len(total or ()) + self.heads - 1),
            **{
                f"{identity}-{form}.href": address(f"/download/{file_of(identity)}.{form}", query)
                for form in FILES
            },
            **({} if total is None else grid.total_region(identity, total)),
            **({f"{identity}.columnDefs": columns_for(view.ledger, columns)} if columns else {}),
        }

    def headed(
        self,
        heads: Mapping[str, str],
        rows: Frame,
        *totals: Row,
        groups: Mapping[str, str] = MappingProxyType({}),
    ) -> list[Json]:
        """Return the definitions of columns, some under other heads; a column without a head is left out.

        `groups` are other words for groups; columns have room for the figures of the rows, and of the totals.
        """
        columns = [
            one
            if isinstance(one, str)
            else replace(
                one,
                label=heads.get(one.field, one.label),
                group=groups.get(one.group, one.group),
            )
            for one in self.columns
        ]
        kinds = {one: "" for one in columns if isinstance(one, str)}
        kinds |= {one.field: one.kind for one in columns if isinstance(one, Column)}
        shown = [one for one in columns if isinstance(one, str) or one.label]
        return grid.column_defs(shown, rooms(kinds, rows, totals))


def worded(rows: Frame, name: str, words: Iterable[str]) -> Frame:
    """Return rows with a column of words, one for each."""
    return rows.with_columns(pl.Series(name, list(words), pl.String))


def answered(rows: Frame, name: str) -> Frame:
    """Return rows with a column of truths in words; what nobody can tell is nothing."""
    truth = pl.col(name)
    words = pl.when(truth).then(pl.lit("yes")).when(~truth).then(pl.lit("no")).otherwise(pl.lit(NOTHING))
    return rows.with_columns(words.alias(name))


def file_of(identity: str) -> str:
    """Return what the files of a table are called."""
    return _KIND.sub("", identity)


def file_items(identity: str, style: str = "item") -> list[Component]:
    """Return the links to what a table shows: after search, column filters and sort."""
    return [
        table_tools.shown_link(f"{identity}-{form}", words, identity, style=style)
        for form, words in FILES.items()
    ]
