"""Draws tables: columns from the metric registry; the server sorts, filters and searches their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

import dash_ag_grid as dag
from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES
from influencer_roi.metrics.vocabulary import Better, Metric
from influencer_roi.model.notation import worded
from influencer_roi.ui.figures import Json
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.rooms import head_room
from influencer_roi.ui.words import NOTHING_HERE

BLOCK = 100
ROW_HEIGHT = 32  # pixels, of rows and of a head of one line
AROUND = 34  # pixels: a head, lines; assets/60-tables.js measures the scroll bar
PAGE, LEAST, PAGING = 25, 2, 1.5  # rows of a page, of an empty table, of the bar that turns pages
HIGHEST = 560  # pixels of a table that is not as high as its rows
FIRST, ASKED, ANSWERED = STORES = ("first", "asked", "answered")
BY_PAGES: dict[str, Json] = {
    "pagination": True,
    "paginationPageSize": PAGE,
    "paginationPageSizeSelector": [PAGE, 100, 500],
}
BY_SCROLLING: dict[str, Json] = {}
_SEARCHED = ("text", "name", "day", "link")
_THEME = (
    "themeQuartz.withParams({backgroundColor:'var(--surface)',foregroundColor:'var(--ink)',"
    "accentColor:'var(--accent)',borderColor:'var(--line)',wrapperBorder:false,wrapperBorderRadius:0,pinnedColumnBorder:false,pinnedRowBorder:false,"
    "headerRowBorder:{color:'var(--line-strong)'},headerColumnResizeHandleColor:'transparent',headerBackgroundColor:'var(--surface)',"
    "headerTextColor:'var(--ink-3)',oddRowBackgroundColor:'var(--surface)',fontFamily:'inherit',"
    "fontSize:13,spacing:6,cellHorizontalPadding:5})"
)
# Pixels of a metric's column where nobody knows its figures.
_WIDTHS = {"rupees": 116}
_WIDTH = 88


@dataclass(frozen=True)
class Column:
    """A column of a table that is no metric: its field, header and kind.

    Kinds are text, day, link and post; name, a text cut in its middle; number, money, a change in × or in
    rupees (times_moved, rupees_moved), what lies apart from what it should be (apart); likely, a range worked
    out in words for rows on screen, which a search passes over. Columns side by side with the same `group`
    stand under that word; `tone` is a class of its cells; a dot of the row's `dot`, a dimension, precedes it.
    """

    field: str
    label: str
    kind: str = "text"
    width: int = 150
    meaning: str = ""
    href: str = ""
    pinned: bool = False
    group: str = ""
    tone: str = ""
    dot: str = ""


def table(
    identity: str,
    columns: Sequence[Column | str],
    turning: Mapping[str, Json] = MappingProxyType(BY_PAGES),
) -> Component:
    """Return an empty table; a text among columns is a metric, and `search` draws what searches it.

    The page brings its first rows in `-first`; what it asks for goes by `-asked` and `-answered`.
    """
    stores = [dcc.Store(id=f"{identity}-{name}") for name in STORES]
    return html.Div([_grid(identity, columns, turning), *stores], id=f"{identity}-box")


def height(identity: str, rows: int, *, most: int = PAGE, beside: int = 0) -> Regions:
    """Return how high a table is: of its rows, `most` at most, and of lines `beside` them."""
    turned = PAGING if rows > PAGE else 0
    lines = max(min(rows, most), LEAST) + turned + beside
    return {
        f"{identity}-box.className": "table-box" if rows > PAGE else "table-box one-page",
        f"{identity}-box.style": {"--height": f"{AROUND + ROW_HEIGHT * lines}px"},
    }


def total_region(
    identity: str, total: Sequence[Json], turning: Mapping[str, Json] = MappingProxyType(BY_PAGES)
) -> Regions:
    """Return the row of totals that stays below the rows of a table."""
    return {f"{identity}.dashGridOptions": {**_options(turning), "pinnedBottomRowData": total}}


def texts(columns: Sequence[Column | str]) -> tuple[str, ...]:
    """Return the fields a search looks in."""
    return tuple(one.field for one in columns if isinstance(one, Column) and one.kind in _SEARCHED)


def column_defs(
    columns: Sequence[Column | str], rooms: Mapping[str, int] = MappingProxyType({})
) -> list[Json]:
    """Return the definitions ag-grid takes; `rooms` are pixels that figures of a field need (ui/rooms.py)."""
    defined = [
        (_group(one), _metric_def(REGISTRY[one], rooms) if isinstance(one, str) else _plain_def(one, rooms))
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
    "localeText": {"noRowsToShow": NOTHING_HERE},
}
_SERVER: dict[str, Json] = {
    "cacheBlockSize": BLOCK,
    "maxBlocksInCache": 20,
    "infiniteInitialRowCount": 1,
    "maxConcurrentDatasourceRequests": 1,  # dash-ag-grid remembers only the last request
}


def _grid(identity: str, columns: Sequence[Column | str], turning: Mapping[str, Json]) -> Component:
    grid: Component = dag.AgGrid(
        id=identity,
        columnDefs=column_defs(columns),
        defaultColDef={
            "sortable": True,
            "filter": True,
            "resizable": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        dashGridOptions=_options(turning),
        eventListeners={key: ["narrowed(params)"] for key in ("newColumnsLoaded", "firstDataRendered")},
        rowClassRules={"beneath": "params.data && params.data.small"},
        rowModelType="infinite",
        style={"height": f"calc(var(--height, {HIGHEST}px) + var(--scroll, 0px))", "width": "100%"},
    )
    return grid


def _options(turning: Mapping[str, Json]) -> dict[str, Json]:
    return {**_COMMON, **_SERVER, **turning}


def _wide(pixels: int) -> dict[str, Json]:
    """Return how wide a column is: never less, and where there is more room, its part of that."""
    return {"width": pixels, "minWidth": pixels, "flex": pixels}


def _metric_def(metric: Metric, rooms: Mapping[str, int]) -> Json:
    unit = metric.unit.key
    unknown = 0 if rooms else _WIDTHS.get(unit, _WIDTH)  # of rows without a figure, the head's alone
    room = rooms.get(metric.key) or unknown
    definition: dict[str, Json] = {
        "field": metric.key,
        "headerName": metric.label,
        "headerTooltip": f"{worded(metric.meaning)} {metric.made_of}",
        "type": "rightAligned",
        "filter": "agNumberColumnFilter",
        "cellDataType": False,
        **_wide(max(room, head_room(metric.label))),
        "valueFormatter": {"function": f"{unit}(params.value, params.data)"},
    }
    if metric.unit is RUPEES and metric.better is Better.HIGHER:
        definition["cellClassRules"] = {"bad": "params.value < 0"}
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
    "rate": "rate",
    "money": "rupees",
    "times_moved": "times_moved",
    "rupees_moved": "rupees_moved",
    "apart": "apart",
    "day": "day",
}
_RENDERERS = {"post": "PostLink", "name": "Name", "link": "InnerLink"}
_TONES = {
    "times_moved": {"good": "params.value > 0", "bad": "params.value < 0"},
    "apart": {"warn": "Math.round(params.value)"},
}


def _plain_def(column: Column, rooms: Mapping[str, int]) -> Json:
    definition: dict[str, Json] = {
        "field": column.field,
        "headerName": column.label,
        "headerTooltip": worded(column.meaning) or column.label,
        **(
            {"width": column.width} if column.pinned else _wide(max(column.width, rooms.get(column.field, 0)))
        ),
        "cellDataType": False,
        "filter": "agTextColumnFilter",
    }
    if column.pinned:
        definition["pinned"] = "left"
    if column.kind in _WRITTEN:
        written = f"{_WRITTEN[column.kind]}(params.value, params.data)"
        definition |= {"type": "rightAligned", "valueFormatter": {"function": written}}
        if column.kind != "day":
            definition["filter"] = "agNumberColumnFilter"
    if tones := {**_TONES.get(column.kind, {}), **({column.tone: "true"} if column.tone else {})}:
        definition["cellClassRules"] = tones
    if column.kind == "likely":
        definition["type"] = "rightAligned"
    if column.kind == "link":
        definition["cellRendererParams"] = {"hrefField": column.href}
    if renderer := _RENDERERS.get(column.kind, "Dotted" if column.dot else ""):
        definition["cellRenderer"] = renderer
    return definition
