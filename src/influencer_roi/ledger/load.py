"""Loads a data folder, or four frames, into a ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from influencer_roi.intake.given import Given, given_by_folder, given_by_frames
from influencer_roi.intake.keys import respelled
from influencer_roi.intake.location import is_small
from influencer_roi.intake.naming import named_by_codes, with_affiliates
from influencer_roi.intake.remarks import remarks
from influencer_roi.intake.tables import (
    Intake,
    Named,
    Progress,
    cleaned_tables,
    known_by,
    named_of,
    reported,
    silent,
)
from influencer_roi.intake.tallies import tallied
from influencer_roi.ledger.entries import Ledger, build
from influencer_roi.ledger.load_in_place import load_in_place, rolled_by
from influencer_roi.ledger.resolve import conformed_of, resolve
from influencer_roi.ledger.spend import names_something
from influencer_roi.model.report import Refused, Report
from influencer_roi.model.schema import INFLUENCERS, ORDERS, PAYOUTS, TABLES
from influencer_roi.model.tables import Tables

__all__ = ["Intake", "Progress", "check_folder", "check_frames", "load_folder", "load_frames", "silent"]


def check_folder(folder: Path, intake: Intake | None = None) -> Report:
    """Return what would become of every row of a folder, without making its ledger.

    Raises:
        Refused: the folder cannot be served; it names every problem.
    """
    return _check(given_by_folder(folder, intake := intake or Intake()), intake)


def check_frames(frames: Mapping[str, pl.DataFrame], intake: Intake | None = None) -> Report:
    """Return what would become of every row of four frames by table name, without making their ledger.

    Raises:
        Refused: the frames cannot be served; it names every problem.
    """
    return _check(given_by_frames(frames, intake := intake or Intake()), intake)


def load_folder(folder: Path, intake: Intake | None = None, *, sample: bool = False) -> Ledger:
    """Return the ledger of a folder that holds the four files.

    Raises:
        Refused: a file is missing, unreadable or empty, or lacks a column; it names every such problem.
    """
    return _load(given_by_folder(folder, intake := intake or Intake()), intake, sample=sample)


def load_frames(frames: Mapping[str, pl.DataFrame], intake: Intake | None = None) -> Ledger:
    """Return the ledger of four frames by table name, through the same checks as files.

    Raises:
        Refused: a table is missing or empty, or lacks a column.
    """
    return _load(given_by_frames(frames, intake := intake or Intake()), intake, sample=False)


@dataclass(frozen=True)
class _Checked:
    """The four cleaned tables, what became of every row, and what rows name that are none of theirs."""

    tables: Tables
    report: Report
    named: Named


def _check(given: Given, intake: Intake) -> Report:
    if ledger := _in_place(given, intake):
        return ledger.report
    checked = _checked(given, intake)
    if checked.tables.payouts.filter(names_something()).is_empty():
        return checked.report
    return _built(checked, given, intake, sample=False).report  # only placing them shows what they missed


def _load(given: Given, intake: Intake, *, sample: bool) -> Ledger:
    if ledger := _in_place(given, intake):
        return ledger
    return _built(_checked(given, intake), given, intake, sample=sample)


def _built(checked: _Checked, given: Given, intake: Intake, *, sample: bool) -> Ledger:
    report, cleaned = checked.report, checked.tables.orders
    intake.progress("working out brands, links and credit", 0.5)
    conformed = conformed_of(checked.tables, checked.named, given.brands)
    resolved = resolve(cleaned, conformed)
    tables = conformed.with_orders(resolved.orders)
    intake.progress("rolling orders, posts and payouts up", 0.75)
    if intake.engine is None:
        del checked, cleaned  # texts that were resolved take as much room as the ledger
        return build(tables, resolved.posts, report, sample=sample)
    rolled = rolled_by(intake.engine, cleaned, conformed)
    built = build(conformed.with_orders(rolled.orders), rolled.posts, report, sample=sample)
    return replace(built, tables=replace(built.tables, orders=resolved.orders))


def _in_place(given: Given, intake: Intake) -> Ledger | None:
    """Return the ledger of orders that stay where they lie; None where there are none, or they are read.

    Files no engine can scan, by their encoding or a line of another length, are read where they are few.
    """
    if given.location is None:
        return None
    others = [table for table in TABLES if table is not ORDERS]
    beside = cleaned_tables(given.sheet_of, intake, others, codes=given.codes)
    try:
        ledger = load_in_place(beside, given.location, intake, brands=given.brands, codes=given.codes)
    except Refused as refused:
        if not is_small(given.location.files) or {one.code for one in refused.problems} != {"bad_place"}:
            raise
        return None
    return replace(ledger, report=ledger.report.with_notes(given.beside()))


def _checked(given: Given, intake: Intake) -> _Checked:
    cleaned = cleaned_tables(given.sheet_of, intake, codes=given.codes)
    intake.progress("looking at what was kept", 0.4)
    people, rows = cleaned[INFLUENCERS.name], {name: one.rows for name, one in cleaned.items()}
    aliases, meaning, codes = known_by(people, given.codes)
    named = named_by_codes(rows[ORDERS.name], codes, meaning, currency=intake.currency)
    paid = with_affiliates(rows[PAYOUTS.name], codes, meaning, day="payment_date")
    raw = Tables(**{**rows, ORDERS.name: named.orders, PAYOUTS.name: paid})
    tallies = tallied(raw)
    tables, notes = respelled(raw, tallies, aliases)
    report = reported(cleaned, named.unowned, intake.currency)
    remarked = remarks(tables, report, tallies if tables is raw else tallied(tables))
    report = report.with_notes(
        [*named.notes(report.counts), *notes(report.counts), *remarked, *given.beside()]
    )
    return _Checked(tables, report, named_of(cleaned))
