"""Prints how much the numbers of a data folder can carry: the gates, and what must be caused."""

import argparse
import sys
from collections.abc import Iterator

from influencer_roi.cli.asking import filters_of
from influencer_roi.cli.data_options import ledger_of, settings_of
from influencer_roi.cli.printing import print_json, print_table
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.queries.evidence import evidence
from influencer_roi.queries.evidence.gate import QUESTIONS, STATE_WORDS, TITLES
from influencer_roi.queries.evidence.values import plain


def print_evidence(parsed: argparse.Namespace) -> int:
    """Print the gates of a selection: a line each, or with all their numbers as JSON."""
    settings = settings_of(parsed)
    ledger = ledger_of(parsed, settings)
    filters = filters_of(parsed, ledger)
    if parsed.format == "json":
        print_json(plain(ledger, filters, assumed=Assumptions.of(settings)))
        return 0
    print_table(["Gate", "Question", "State", "Number", "Line"], _lines(ledger, filters), texts=3)
    for gate in evidence(ledger, filters).gates:
        sys.stdout.write(f"{TITLES[gate.key]}: {gate.says} {gate.opens}\n")
    return 0


def _lines(ledger: Ledger, filters: Filters) -> Iterator[tuple[str, ...]]:
    for gate in evidence(ledger, filters).gates:
        number = "–" if gate.number is None else f"{gate.number:.3f}"
        yield TITLES[gate.key], QUESTIONS[gate.key], STATE_WORDS[gate.state], number, f"{gate.line:g}"
