"""Declares the columns of the file of a month close: those of its table, each named with its group."""

from dataclasses import replace

from influencer_roi.pages.payouts.month import COLUMNS
from influencer_roi.ui.grid import Column

MONTH_CLOSE = tuple(
    replace(column, label=f"{column.label}, {column.group[:1].lower()}{column.group[1:]}")
    for column in COLUMNS
    if isinstance(column, Column) and column.group
)
