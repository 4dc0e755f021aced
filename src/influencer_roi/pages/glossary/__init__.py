"""Answers "What does each number mean?": every metric, assumption, dimension and word."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import PERCENT
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions, Metric
from influencer_roi.model import glossary
from influencer_roi.model.dimensions import DIMENSIONS, Dimension
from influencer_roi.model.notation import worded
from influencer_roi.pages.glossary import words
from influencer_roi.ui.components import panel
from influencer_roi.ui.markup import search_box
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import Regions

KEY = "glossary"
FORMULAS = (
    f"{glossary.FORMULAS} Beside each name stands its value in this selection; where there is nothing to "
    "divide by, it is “–”, and that is not 0."
)


def frame(ledger: Ledger) -> Component:
    """Return the page's frame: all of it but the values beside metrics and assumptions."""
    metrics, dimensions = REGISTRY.values(), DIMENSIONS.values()
    cards = [
        _card("Metrics", FORMULAS, [_metric(metric, ledger) for metric in metrics]),
        _card("Assumptions", glossary.ASSUMED, [_assumption(name) for name in words.ASSUMPTIONS]),
        _card("Dimensions", "What numbers can be sliced by.", [_dimension(one) for one in dimensions]),
        _card("Words", "What is meant by them, everywhere in this app.", list(map(_word, glossary.WORDS))),
    ]
    # The browser hides what a search in a `pane` does not find, as in the filter bar.
    return html.Div([_search(), html.Div(cards, className="cards")], className="pane glossary")


def update(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> Regions:
    """Return every region of the page: what each metric is in this selection, and what is assumed."""
    values = queries.totals(ledger, filters, assumed=assumed)
    here: Regions = {
        f"{_anchor(key)}-here.children": metric.unit.short(values[key]) for key, metric in REGISTRY.items()
    }
    shares: Regions = {
        f"{_anchor(name)}-here.children": PERCENT.short(getattr(assumed, name)) for name in words.ASSUMPTIONS
    }
    return here | shares


def _anchor(name: str) -> str:
    """Return the id of an entry, which a link can name after its #."""
    return f"{KEY}-{name.lower().replace(' ', '-')}"


def _search() -> Component:
    return html.Div(search_box(f"{KEY}-search", "Search the glossary"), className="search local")


def _card(title: str, say: str, entries: Sequence[Component]) -> Component:
    return panel(title, [html.P(say, className="say"), html.Div(entries, className="entries")], width="w12")


def _entry(
    anchor: str, title: str, sentences: Sequence[str], *, here: str = "", formula: str = ""
) -> Component:
    """Return one entry; `here` is the id of the value beside its name."""
    value = [html.Span(id=here, className="here")] if here else []
    lines = [html.P(sentence) for sentence in sentences if sentence]
    computed = [html.P(formula, className="formula")] if formula else []
    return html.Article([html.H3([title, *value]), *lines, *computed], id=anchor, className="form-check")


def _metric(metric: Metric, ledger: Ledger) -> Component:
    anchor = _anchor(metric.key)
    unit = ", ".join(part for part in (words.unit_words(metric.unit), words.better_words(metric)) if part)
    sentences = (
        worded(metric.meaning),
        words.band_words(metric),
        words.assumption_words(metric),
        words.nothing_words(metric),
        words.unmeasured_words(metric, ledger.unmeasured),
    )
    formula = f"{metric.made_of} · {unit}"
    return _entry(anchor, metric.label, sentences, here=f"{anchor}-here", formula=formula)


def _assumption(name: str) -> Component:
    anchor = _anchor(name)
    label, meaning = words.ASSUMPTIONS[name]
    resting = [metric.label for metric in REGISTRY.values() if name in metric.formula.assumes]
    return _entry(anchor, label, (meaning, f"Used by {', '.join(resting)}."), here=f"{anchor}-here")


def _dimension(one: Dimension) -> Component:
    return _entry(
        _anchor(f"by {one.key}"), one.label, (worded(one.meaning), "A filter." if one.filters else "")
    )


def _word(word: str) -> Component:
    return _entry(_anchor(f"word {word}"), word.capitalize(), (worded(glossary.WORDS[word]),))


PAGE = Page(
    key=KEY,
    path="/glossary",
    label="Glossary",
    icon="glossary",
    group="data",
    question="What does each number mean?",
    frame=frame,
    update=update,
)
