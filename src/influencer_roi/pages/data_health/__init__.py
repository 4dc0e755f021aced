"""Answers "Can I trust it?": what arrived, whether totals agree, what was set aside, noted and worked out."""

from itertools import pairwise

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT, PERCENT, RUPEES
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.notation import worded
from influencer_roi.model.report import Note
from influencer_roi.pages.data_health.cards import Heading, card, figure, plain_table
from influencer_roi.queries import rows
from influencer_roi.queries.data_health import Arrival, Origin, Reconciled, arrivals, origins, reconciled
from influencer_roi.queries.evidence.rules import RULES
from influencer_roi.ui.grid import Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import page_link
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import Regions, filled
from influencer_roi.ui.tables import Framed, Table, file_items, nowhere
from influencer_roi.ui.view import View
from influencer_roi.ui.words import day, plural, span

KEY = "health"
MOST_HIGH = 10  # rows the table is high at most
TABLE_LABELS = {"influencers": "Influencers", "posts": "Posts", "orders": "Orders", "payouts": "Payouts"}
SET_ASIDE_COLUMNS = (
    Column("file", "File", width=150),
    Column("line", "Line", "number", 90, "The line in the file, from 1."),
    Column("column", "Column", width=120),
    Column("value", "Value", width=120, meaning="What the cell holds."),
    Column("reason", "Reason", width=200),
    Column("fix", "What to do", width=300),
    Column("code", "Code", width=140, meaning="The reason in one word, for scripts."),
    Column("raw", "Row as it stands", width=420),
)
AT = Anchor(KEY, KEY)
SET_ASIDE = Table(
    SET_ASIDE_COLUMNS,
    Framed(lambda view: rows.set_aside(view.ledger)),
    nowhere,
    most=MOST_HIGH,
    name="set-aside",
)


def frame(ledger: Ledger) -> Component:
    """Return the page's frame; all but the sentence on filters is the same under every selection."""
    found, sums = arrivals(ledger), reconciled(ledger)
    cards = [
        _arrived(found),
        html.Div([_agreeing(sums), _notes(ledger)], className="w6 stacked"),
        html.Div([_money(ledger), _worked_out(origins(ledger))], className="w6 stacked"),
        _set_aside(ledger),
        _rules(),
    ]
    return html.Div(
        [
            html.P(id=f"{KEY}-scope", className="say", role="status"),
            html.Div(_figures(ledger, found, sums), className="kpis"),
            html.Div(cards, className="cards"),
        ]
    )


def update(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> Regions:
    """Return every region of the page: the sentence that says filters do not count here."""
    del ledger, assumed
    lead = "Filters are set; they do not count here." if filters.set_names() else ""
    return {f"{KEY}-scope.children": f"{lead} {SCOPE}".strip()}


SCOPE = "This page is about everything that was loaded, whatever the filters."


def _figures(ledger: Ledger, found: list[Arrival], sums: tuple[Reconciled, ...]) -> list[Component]:
    read, kept, aside, out = (
        sum(getattr(one.counts, name) for one in found) for name in ("read", "kept", "set_aside", "left_out")
    )
    left_out = f"; {plural(out, 'more row')} left out, for earning nothing" if out else ""
    agreeing = sum(one.agrees for one in sums)
    return [
        figure("Rows kept", f"{kept:,}", f"of {read:,} read"),
        figure("Rows set aside", f"{aside:,}", f"each with its line and reason below{left_out}"),
        figure("Totals that agree", f"{agreeing} of {len(sums)}", "files and screen, summed apart"),
        figure("Data to", day(ledger.as_of), f"from {day(ledger.first_day)}"),
    ]


_COUNTED = ("read", "kept", "set_aside", "left_out", "blank_lines")


def _arrived(found: list[Arrival]) -> Component:
    headings = [
        Heading("Table"),
        Heading("File"),
        *(Heading(name, "n") for name in ("Read", "Kept", "Set aside", "Left out", "Blank lines")),
        Heading("Days", "line"),
    ]
    lines = [
        [
            TABLE_LABELS[one.table],
            one.counts.file,
            *(f"{getattr(one.counts, name):,}" for name in _COUNTED),
            span(one.first, one.last) if one.first and one.last else "–",
        ]
        for one in found
    ]
    title = "Did every row arrive?"
    say = "Read is kept, set aside and left out together; blank lines are no rows."
    link = html.A("The whole report as JSON", href="/download/load-report.json", className="ghost")
    return card(title, say, [plain_table(title, headings, lines)], width="w12", tool=link)


def _agreeing(sums: tuple[Reconciled, ...]) -> Component:
    headings = [
        Heading("Total"),
        Heading("Files", "n"),
        Heading("Screen", "n"),
        Heading("Same?"),
    ]
    lines = [_sum_line(one) for one in sums]
    title = "Do the totals on screen equal the files?"
    wrong = sum(not one.agrees for one in sums)
    say = (
        f"{wrong} of {len(sums)} do not: beware of {'it' if wrong == 1 else 'them'}."
        if wrong
        else f"All {len(sums)} do: summed over the rows kept, and as other pages show them without filters."
    )
    return card(title, say, [plain_table(title, headings, lines)], width="")


def _sum_line(one: Reconciled) -> list[str | Component]:
    unit = REGISTRY[one.metrics[0]].unit
    label = " + ".join(REGISTRY[key].label for key in one.metrics)
    verdict = html.Span("✓ same", className="good")
    if not one.agrees:
        verdict = html.Span(f"differs by {unit.exact(one.screen - one.files)}", className="bad")
    return [label, unit.exact(one.files), unit.exact(one.screen), verdict]


def _set_aside(ledger: Ledger) -> Component:
    title = "Which rows were set aside?"
    faults = rows.set_aside(ledger)
    if faults.is_empty():
        return card(title, "None: every row read is in the ledger.", [], width="w12")
    lines = faults.select("file", "line").n_unique()
    verb = "is" if lines == 1 else "are"
    say = f"{plural(lines, 'row')} {verb} in no figure until fixed in the file."
    link = html.A("All of them as CSV", href="/download/set-aside.csv", className="ghost")
    items = file_items(SET_ASIDE.identity(AT), "ghost")
    view = View(KEY, ledger, Filters(), DEFAULT)
    parts = filled(
        html.Div([SET_ASIDE.frame(AT), *SET_ASIDE.tools(AT), *items, link]), SET_ASIDE.regions(AT, view)
    )
    table, *tools = parts.children
    return card(title, say, [table], width="w12", tool=html.Div(tools, className="tools"))


def _worked_out(found: tuple[Origin, ...]) -> Component:
    headings = [
        Heading("What"),
        Heading("Taken from"),
        Heading("How much", "n"),
        Heading("Share", "n"),
    ]
    lines = [
        [
            "" if before and before.subject == one.subject else one.subject,
            one.origin,
            REGISTRY[one.metric].unit.short(one.amount),
            PERCENT.short(one.share),
        ]
        for before, one in pairwise((None, *found))
        if one
    ]
    title = "What was worked out, and from what?"
    say = "Columns are tried in this order; the first that answers counts. "
    say += worded("Rows, and rupees for spend.")
    return card(title, say, [plain_table(title, headings, lines)], width="")


def _rules() -> Component:
    title = "Which rule made which number?"
    say = "What is read off the files stands above; this is what is worked out beyond them, always alike."
    lines = [[name, rule] for name, rule in RULES]
    table = plain_table(title, [Heading("Number"), Heading("Rule")], lines)
    link = page_link("How much they can carry", href="/evidence", className="ghost")
    return card(title, say, [table], width="w12", tool=link)


def _notes(ledger: Ledger) -> Component:
    title = "What should one know about the rows kept?"
    form = [note for note in ledger.report.notes if note.of_form]
    doubts = [note for note in ledger.report.notes if not note.of_form]
    read = html.Details(
        [html.Summary(f"How the files were read: {plural(len(form), 'note')}"), _list(form)],
        className="more-notes",
    )
    say = "Nothing in them is odd."
    if doubts:
        say = f"{plural(len(doubts), 'note')}. These rows count, although something about them is odd."
    return card(title, say, [_list(doubts), *([read] if form else [])], width="")


def _list(notes: list[Note]) -> Component:
    items = [html.Li([str(note), *_way_out(note)]) for note in notes]
    return html.Ul(items, className="insights", hidden=not notes)


def _way_out(note: Note) -> list[Component | str]:
    """Return what to do about a note, under it; nothing where no figure is in doubt."""
    return [html.Br(), html.Small(["What to do: ", note.way_out])] if note.way_out else []


def _money(ledger: Ledger) -> Component:
    headings = [
        Heading("Column"),
        *(Heading(name, "n") for name in ("In the file", "Kept", "Set aside", "Left out", "Unreadable")),
    ]
    lines = [
        [
            one.file,
            *(RUPEES.exact(getattr(one.money, name)) for name in ("whole", "kept", "set_aside", "left_out")),
            COUNT.exact(one.money.unreadable),
        ]
        for one in ledger.report.counts.values()
        if one.money.column
    ]
    title = worded("Where did every rupee of the files go?")
    say = "Revenue and payouts: kept, set aside or left out with their rows, or unreadable (counted)."
    return card(title, say, [plain_table(title, headings, lines)], width="")


PAGE = Page(
    key=KEY,
    path="/data",
    label="Data health",
    icon="data",
    group="data",
    question="Can I trust it?",
    frame=frame,
    update=update,
    tables={SET_ASIDE.identity(AT): SET_ASIDE.listed},
    filtered=False,
)
