"""Takes data in for a command: a folder, a snapshot, or what a loader gives, as the settings say."""

import argparse

from influencer_roi.intake.folder import holds_snapshots
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import (
    Intake,
    check_folder,
    check_frames,
    load_folder,
    load_frames,
)
from influencer_roi.model.report import Report
from influencer_roi.settings import Settings, environment_with


def settings_of(parsed: argparse.Namespace) -> Settings:
    """Return the settings of the environment, and those of the command before them.

    Raises:
        ValueError: a value cannot be read; it names the variable.
    """
    return Settings.from_environment(environment_with({"engine": parsed.engine, "orders": parsed.orders}))


def ledger_of(parsed: argparse.Namespace, settings: Settings) -> Ledger:
    """Return the ledger of what a command names.

    Raises:
        Refused: it cannot be used; it names every problem.
    """
    if parsed.source:
        from influencer_roi.intake.frames import load_source

        return load_frames(load_source(parsed.source), Intake.of(settings))
    if holds_snapshots(parsed.folder):
        from influencer_roi.store import read_snapshot

        return read_snapshot(parsed.folder).ledger
    return load_folder(parsed.folder, Intake.of(settings))


def report_of(parsed: argparse.Namespace, settings: Settings) -> Report:
    """Return what became of every row of what a command names; no ledger is made for it.

    Raises:
        Refused: it cannot be used; it names every problem.
    """
    if parsed.source:
        from influencer_roi.intake.frames import load_source

        return check_frames(load_source(parsed.source), Intake.of(settings))
    if holds_snapshots(parsed.folder):
        from influencer_roi.store import read_snapshot

        return read_snapshot(parsed.folder).ledger.report
    return check_folder(parsed.folder, Intake.of(settings))
