"""Gives evidence as plain values, as the command line prints them and notebooks take them."""

from collections.abc import Mapping

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.queries.evidence import Evidence, evidence
from influencer_roi.queries.evidence.gate import QUESTIONS, STATE_WORDS, TITLES, Gate
from influencer_roi.queries.evidence.needed import NEEDED, needed
from influencer_roi.queries.evidence.other_basis import OtherBasis, Refused, other_basis

Plain = dict[str, object]


def plain(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> Plain:
    """Return the gates by name, the needed share with its band, and what other bases would have cost."""
    return {
        **_gates(evidence(ledger, filters)),
        NEEDED: vars(needed(ledger, filters, assumed=assumed)),
        "other_basis": [_other(one) for one in other_basis(ledger, filters)],
    }


def gate_rows(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per gate: gate, question, state, number, threshold, says, opens; null for no number."""
    rows = [
        {
            "gate": TITLES[gate.key],
            "question": QUESTIONS[gate.key],
            "state": STATE_WORDS[gate.state],
            "number": gate.number,
            "threshold": gate.line,
            "says": gate.says,
            "opens": gate.opens,
        }
        for gate in evidence(ledger, filters).gates
    ]
    return pl.DataFrame(rows, schema_overrides={"number": pl.Float64})


def _gates(found: Evidence) -> Plain:
    timing, maturity, repeat, backtest = found.timing, found.maturity, found.repeat, found.backtest
    numbers: tuple[Mapping[str, object], ...] = (
        {"p": timing.p, **_named(timing, "before", "after", "step", "rises", "orders", "posts", "people")},
        {"share": maturity.gate.number, **_named(maturity, "horizon", "orders", "posts", "recorded")},
        _named(repeat, "r", "chance", "people"),
        {"median": backtest.median, "months": {str(one.month): one.ratio for one in backtest.months}},
    )
    return {gate.key: _gate(gate, one) for gate, one in zip(found.gates, numbers, strict=True)}


def _gate(gate: Gate, numbers: Mapping[str, object]) -> Plain:
    return {"state": gate.state.value, **numbers, "line": gate.line, "says": gate.says, "opens": gate.opens}


def _named(of: object, *names: str) -> Plain:
    return {name: getattr(of, name) for name in names}


def _other(found: OtherBasis | Refused) -> Plain:
    if isinstance(found, Refused):
        return {**vars(found), "peers_missing": found.more}
    levels = {" and ".join(level) or "all": deals for level, deals in found.levels.items()}
    return {**vars(found), "levels": levels}
