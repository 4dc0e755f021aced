"""Declares the columns of a month close in three groups: the month, the financial year, the deal's life."""

from influencer_roi.ui.grid import Column

MONTH_CLOSE = (
    Column(
        "month_units", "Units in the month", "number", meaning="Orders or posts of the month, by the basis."
    ),
    Column("month_expected", "Expected in the month", "money", meaning="Rate × units in the month."),
    Column(
        "month_difference", "Difference in the month", "money", meaning="Accrued in the month less expected."
    ),
    Column(
        "month_accrued",
        "Accrued in the month",
        "money",
        meaning="What was stated, as far as it falls on days of the month.",
    ),
    Column("year_accrued", "Running total", "money", meaning="Accrued since 1 April, this month included."),
    Column("life_units", "Units in all", "number", meaning="Orders or posts of all months."),
    Column("life_expected", "Expected in all", "money", meaning="Rate × units in all."),
    Column(
        "life_stated", "Stated in all", "money", meaning="What the file states was paid; this is what counts."
    ),
    Column("life_difference", "Difference in all", "money", meaning="Stated in all less expected."),
)
