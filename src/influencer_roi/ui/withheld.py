"""Says in place of spend, and of what follows from it, that these readers do not see it."""

from collections.abc import Sequence

from dash.development.base_component import Component
from dash_ag_grid import AgGrid

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.spend import SPENT
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.queries.audience import why_no_spend
from influencer_roi.ui.figures import Json
from influencer_roi.ui.filter_bar import label_of
from influencer_roi.ui.regions import below

WITHHELD = "withheld"  # the same, where there is room for one word
ESTIMATED = (
    "What one person was paid is not for viewers: what five or more were paid is spread over them. "
    "Totals and follower sizes are what was paid; spend and ROAS of all else are estimates."
)
OF_PEOPLE = "Spend and ROAS of single people are for analysts and finance."
FIELDS = frozenset({*SPENT, *(key for key, one in REGISTRY.items() if one.formula.uses & {*SPENT})})


def selection_words(ledger: Ledger, filters: Filters) -> str:
    """Return why a selection shows no spend, and what to do about it; empty where it does."""
    why = why_no_spend(ledger, filters)
    if why is None:
        return ""
    text = f"Spend and ROAS are not shown for fewer than {why.least} paid people."
    someone = "ask someone with the role analyst or finance."
    if not filters.set_names():
        return f"{text} These files do not hold enough of them; {someone}"
    cleared = f"Clear {label_of(why.cleared)}" if why.cleared else "Clear filters"
    return f"{text} This selection holds {why.paid}. {cleared} to see more, or {someone}"


def audience_words(ledger: Ledger, filters: Filters) -> str:
    """Return what readers must know who read pooled spend: why there is none, else how near it is."""
    return selection_words(ledger, filters) or ESTIMATED


def few_words(ledger: Ledger, filters: Filters) -> str:
    """Return in short why a selection shows no spend; empty where it does."""
    why = why_no_spend(ledger, filters)
    return f"fewer than {why.least} paid people" if why else ""


def spent(amount: float | None) -> str:
    """Return an amount of spend in short, or that it is withheld."""
    return WITHHELD if amount is None else RUPEES.short(amount)


def returned(roas: float | None, spend: float | None, *, nothing: str = TIMES.short(None)) -> str:
    """Return a ROAS in short, or that it is withheld; `nothing` where nothing was spent."""
    if spend is None:
        return WITHHELD
    return nothing if roas is None else TIMES.short(roas)


def locked(frame: Component) -> Component:
    """Return a frame whose tables say of spend they are not given that it is not for these readers."""
    for component in (frame, *below(frame)):
        if isinstance(component, AgGrid):
            component.columnDefs = _locked_columns(component.columnDefs)
    return frame


def columns_for(ledger: Ledger, definitions: Sequence[Json]) -> Sequence[Json]:
    """Return definitions of columns as the readers of a ledger get them."""
    return definitions if ledger.audience.sees_payouts else _locked_columns(definitions)


def _locked_columns(definitions: Sequence[Json]) -> list[Json]:
    return [_locked(one) if isinstance(one, dict) else one for one in definitions]


def _locked(definition: dict[str, Json]) -> dict[str, Json]:
    if definition.get("field") not in FIELDS:
        return definition
    formatter = definition["valueFormatter"]
    written = formatter["function"] if isinstance(formatter, dict) else "params.value"
    function = f"withheld(params.value, params.data, {written})"
    return {
        **definition,
        "valueFormatter": {"function": function},
        "cellClassRules": {WITHHELD: "params.data && params.value == null && params.data.spend == null"},
    }
