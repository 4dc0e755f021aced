"""Asks order rows in pandas: plainly, with texts as it reads them, and with the care of an expert."""

from collections.abc import Sequence

import pandas as pd
import polars as pl

from benchmarks.overview.asked import SQUARED, Question, Tell
from benchmarks.overview.facts import OF_ORDERS, OF_SHARES, Facts
from influencer_roi.filters import Filters


class InPandas:
    """Order rows as pandas reads them: texts are texts, and every question cuts the rows it asks."""

    name = f"pandas {pd.__version__}"

    def __init__(self, facts: Facts) -> None:
        coded = pl.selectors.by_dtype(pl.Categorical, pl.Enum)
        plain = (rows.with_columns(coded.cast(pl.String)) for rows in (facts.orders, facts.shares))
        self._orders, self._shares = map(_framed, plain)

    def ask(self, questions: Sequence[Question]) -> Tell:
        """Answer with a frame per question."""
        answers = [
            _answer(question, *(_chosen(rows, question.filters) for rows in (self._orders, self._shares)))
            for question in questions
        ]
        return lambda: [_told(answer) for answer in answers]


class InPandasWithCare:
    """Order rows as an expert would hold them in pandas: categories for texts, cut once a selection."""

    name = f"pandas {pd.__version__}, categories, cut once"

    def __init__(self, facts: Facts) -> None:
        self._orders, self._shares = (_framed(rows) for rows in (facts.orders, facts.shares))

    def ask(self, questions: Sequence[Question]) -> Tell:
        """Answer with a frame per question; a selection is cut out once for all questions of it."""
        cut = {
            filters: (_chosen(self._orders, filters), _chosen(self._shares, filters))
            for filters in dict.fromkeys(question.filters for question in questions)
        }
        answers = [_answer(question, *cut[question.filters]) for question in questions]
        return lambda: [_told(answer) for answer in answers]


def _told(answer: pd.DataFrame) -> pl.DataFrame:
    return pl.from_pandas(answer.reset_index()).with_columns(pl.selectors.datetime().dt.date())


def _framed(rows: pl.DataFrame) -> pd.DataFrame:
    return rows.to_pandas().astype({"date": "datetime64[s]"})


def _chosen(rows: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    mask = pd.Series(data=True, index=rows.index)
    if filters.start or filters.end:
        mask = rows["date"].between(str(filters.start or "1970-01-01"), str(filters.end or "2999-01-01"))
    for name, values in filters.chosen:
        mask &= rows[name].isin(values)
    return rows[mask]


def _answer(question: Question, orders: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    if not question.sums:
        pairs = [rows[[question.by, "influencer_id"]].drop_duplicates() for rows in (orders, shares)]
        both = pd.concat(pairs).drop_duplicates()
        return both.groupby(question.by, observed=True).size().to_frame("count")
    sold = [name for name in question.sums if name in OF_ORDERS]
    posted = [name for name in question.sums if name in OF_SHARES]
    if SQUARED in question.sums:
        squared = orders["revenue"] ** 2 / orders["orders"].clip(lower=1)
        orders, sold = orders.assign(**{SQUARED: squared}), [*sold, SQUARED]
    parts = [_summed(rows, question.by, names) for rows, names in ((orders, sold), (shares, posted)) if names]
    if not question.by:
        return pd.concat(parts)[list(question.sums)].sum().to_frame().T
    both = pd.concat([part.reset_index() for part in parts])
    return both.groupby(question.by, observed=True)[list(question.sums)].sum()


def _summed(rows: pd.DataFrame, by: str, names: Sequence[str]) -> pd.DataFrame:
    """Return sums; days are added up first, so that weeks and months are made of few rows."""
    if not by:
        return rows[list(names)].sum().to_frame().T
    if by in ("week", "month", "weekday"):
        days = rows.groupby("date")[list(names)].sum().reset_index()
        return days.assign(**{by: _period(days["date"], by)}).groupby(by)[list(names)].sum()
    return rows.groupby(by, observed=True)[list(names)].sum()


def _period(days: "pd.Series[pd.Timestamp]", by: str) -> "pd.Series[str]":
    if by == "weekday":
        return days.dt.day_name()
    first = days.dt.day_of_week if by == "week" else days.dt.day - 1
    return (days - pd.to_timedelta(first, unit="D")).dt.strftime("%Y-%m-%d")
