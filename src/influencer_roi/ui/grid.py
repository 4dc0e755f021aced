"""Draws tables: columns from the metric registry; the browser or the server sorts, filters and pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Metric
from influencer_roi.ui.figures import Json
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import marked
from influencer_roi.ui.regions import Regions, below

BLOCK = 100
ROW_HEIGHT = 32  # pixels, of rows and of a head of one line
AROUND = 56  # pixels: a head, a scroll bar, the border
PAGE, LEAST, PAGING = 25, 2, 2  # rows of a page, of an empty table, of the bar that turns pages
_THEME = (
    "themeQuartz.withParams({backgroundColor:'var(--surface)',foregroundColor:'var(--ink)',"
    "accentColor:'var(--accent)',borderColor:'var(--line)',headerBackgroundColor:'var(--surface)',"
    "headerTextColor:'var(--ink-3)',oddRowBackgroundColor:'var(--surface)',fontFamily:'inherit',"
    "fontSize:13,spacing:6,wrapperBorderRadius:8})"
)


@dataclass(frozen=True)
class Column:
    """A column of a table that is no metric: its field, header and kind.

    Kinds are text, day, number, money, link, post, a change in × or in rupees (times_moved, rupees_moved).
    Columns side by side with the same `group` stand under that word.
    """

    field: str
    label: str
    kind: str = "text"
    width: int = 150
    meaning: str = ""
    href: str = ""
    pinned: bool = False
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A table in a card: its columns, a text among them is a metric; as high as its rows, at most `most`."""

    columns: Sequence[Column | str]
    most: int = PAGE

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields its rows have, in the order of columns."""
        return tuple(one if isinstance(one, str) else one.field for one in self.columns)

    def frame(self, at: Anchor) -> Component:
        """Return the table, empty."""
        return table(f"{at}-grid", self.columns)

    def regions(self, at: Anchor, rows: Sequence[Json]) -> Regions:
        """Return what the table shows: raw values by field."""
        return table_regions(f"{at}-grid", rows, most=self.most)

    def headed(self, heads: Mapping[str, str]) -> list[Json]:
        """Return the definitions of columns, some under other heads; a column without a head is left out."""
        columns = [
            one if isinstance(one, str) else replace(one, label=heads.get(one.field, one.label))
            for one in self.columns
        ]
        return column_defs([one for one in columns if isinstance(one, str) or one.label])


def table_regions(
    identity: str, rows: Sequence[Json], *, total: Sequence[Json] = (), heads: int = 1, most: int = PAGE
) -> Regions:
    """Return what a table shows, and its height: of `most` rows, of `total` below and `heads` above them."""
    turned = PAGING if len(rows) > PAGE else 0
    lines = max(min(len(rows), most), LEAST) + len(total) + turned + heads - 1
    return {
        f"{identity}.rowData": rows,
        f"{identity}-box.className": "table-box" if len(rows) > PAGE else "table-box one-page",
        f"{identity}-box.style": {"--height": f"{AROUND + ROW_HEIGHT * lines}px"},
    }


def total_region(identity: str, total: Sequence[Json]) -> Regions:
    """Return the row of totals that stays below the rows of a table."""
    return {f"{identity}.dashGridOptions": {**_options(_CLIENT), "pinnedBottomRowData": total}}


def table(identity: str, columns: Sequence[Column | str]) -> Component:
    """Return an empty table that `table_regions` fill; a text among columns is a metric."""
    grid = _grid(identity, columns, AROUND + ROW_HEIGHT * PAGE, _CLIENT)
    return html.Div([search_box(identity, "Search this table"), grid], id=f"{identity}-box")


def search_box(identity: str, words: str, *, column: str = "") -> Component:
    """Return the search box of a table: over all its columns, or over one, where the server has the rows."""
    box = html.Div(
        [
            dbc.Label(words, html_for=f"{identity}-search", class_name="visually-hidden"),
            dbc.Input(id=f"{identity}-search", type="search", placeholder=words),
        ],
        className="table-search",
    )
    return marked(box, **{"data-table": identity, "data-column": column})


def shown_item(identity: str, style: str = "item") -> Component:
    """Return the button that saves what a table shows: after search, column filters and sort."""
    button = html.Button("Download what is shown (CSV)", className=style)
    return marked(button, **{"data-act": "shown", "data-table": identity})


def tables_in(body: Component) -> list[str]:
    """Return the ids of the tables in a component whose rows are all in the browser."""
    grids = [one for one in (body, *below(body)) if isinstance(one, dag.AgGrid)]
    return [str(vars(one)["id"]) for one in grids if vars(one)["rowModelType"] == "clientSide"]


def paged_table(identity: str, columns: Sequence[Column | str], *, height: int = 560) -> Component:
    """Return a table that asks the server for one block of rows at a time, sorted and filtered there."""
    return _grid(identity, columns, height, _SERVER)


def column_defs(columns: Sequence[Column | str]) -> list[Json]:
    """Return the definitions ag-grid takes; what a metric's column shows is the registry's."""
    defined = [
        (_group(one), _metric_def(REGISTRY[one]) if isinstance(one, str) else _plain_def(one))
        for one in columns
    ]
    found: list[Json] = []
    for group, members in groupby(defined, key=lambda one: one[0]):
        children = [definition for _, definition in members]
        found += [{"headerName": group, "children": children}] if group else children
    return found


def _group(column: Column | str) -> str:
    return "" if isinstance(column, str) else column.group


_COMMON: dict[str, Json] = {
    "theme": {"function": _THEME},
    "animateRows": False,
    "suppressCellFocus": False,
    "enableCellTextSelection": True,
    "tooltipShowDelay": 300,
    "rowHeight": ROW_HEIGHT,
    "headerHeight": ROW_HEIGHT,
    "localeText": {"noRowsToShow": "Nothing to show under these filters."},
}
_CLIENT: dict[str, Json] = {
    "pagination": True,
    "paginationPageSize": PAGE,
    "paginationPageSizeSelector": [PAGE, 100, 500],
}
_SERVER: dict[str, Json] = {
    "rowModelType": "infinite",
    "cacheBlockSize": BLOCK,
    "maxBlocksInCache": 20,
    "infiniteInitialRowCount": 1,
    "maxConcurrentDatasourceRequests": 1,  # dash-ag-grid remembers only the last request
}


def _grid(identity: str, columns: Sequence[Column | str], height: int, options: dict[str, Json]) -> Component:
    grid: Component = dag.AgGrid(
        id=identity,
        columnDefs=column_defs(columns),
        defaultColDef={
            "sortable": True,
            "filter": True,
            "resizable": True,
            "minWidth": 90,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        dashGridOptions=_options(options),
        rowClassRules={"beneath": "params.data && params.data.small"},
        rowModelType=str(options.get("rowModelType", "clientSide")),
        style={"height": f"var(--height, {height}px)", "width": "100%"},
    )
    return grid


def _options(options: dict[str, Json]) -> dict[str, Json]:
    return {**_COMMON, **{key: value for key, value in options.items() if key != "rowModelType"}}


def _metric_def(metric: Metric) -> Json:
    unit = metric.unit.key
    definition: dict[str, Json] = {
        "field": metric.key,
        "headerName": metric.label,
        "headerTooltip": f"{metric.meaning} {metric.formula.text.replace('_', ' ')}",
        "type": "rightAligned",
        "filter": "agNumberColumnFilter",
        "cellDataType": False,
        "width": 125,
        "valueFormatter": {"function": f"{unit}(params.value, params.data)"},
    }
    if metric.bands:
        definition["cellRenderer"] = "Band"
        definition["cellRendererParams"] = {
            "poor": metric.bands.poor,
            "good": metric.bands.good,
            "words": list(metric.bands.words),
        }
    return definition


# The functions of assets/60-tables.js that write the numbers of a kind.
_WRITTEN = {
    "number": "count",
    "money": "rupees",
    "times_moved": "times_moved",
    "rupees_moved": "rupees_moved",
}


def _plain_def(column: Column) -> Json:
    definition: dict[str, Json] = {
        "field": column.field,
        "headerName": column.label,
        "headerTooltip": column.meaning or column.label,
        "width": column.width,
        "cellDataType": False,
        "filter": "agTextColumnFilter",
    }
    if column.pinned:
        definition["pinned"] = "left"
    if column.kind in _WRITTEN:
        definition |= {
            "type": "rightAligned",
            "filter": "agNumberColumnFilter",
            "valueFormatter": {"function": f"{_WRITTEN[column.kind]}(params.value, params.data)"},
        }
    if column.kind == "times_moved":
        definition["cellClassRules"] = {"good": "params.value > 0", "bad": "params.value < 0"}
    if column.kind == "link":
        definition |= {"cellRenderer": "InnerLink", "cellRendererParams": {"hrefField": column.href}}
    if column.kind == "post":
        definition["cellRenderer"] = "PostLink"
    return definition
