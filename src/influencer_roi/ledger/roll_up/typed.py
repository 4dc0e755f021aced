"""Gives the columns of orders where they lie their names and types, and tells plain rows from odd ones."""

from collections.abc import Container, Mapping, Sequence

import narwhals as nw
from narwhals.dtypes import DType

from influencer_roi.intake.clean import Rules
from influencer_roi.intake.clean.dates import EARLIEST, LATEST, Days
from influencer_roi.intake.clean.heard import usual_words
from influencer_roi.intake.clean.instants import offset_from
from influencer_roi.intake.clean.numbers import LIMIT
from influencer_roi.intake.clean.written import DIGITS
from influencer_roi.intake.naming import FIELDS
from influencer_roi.ledger.lookups import NO_LOOKUPS, Lookups
from influencer_roi.ledger.roll_up.codes import named_or_coded
from influencer_roi.ledger.roll_up.expression import CUSTOMER, TEXTS
from influencer_roi.model.scales import scale_of
from influencer_roi.model.schema import ORDERS
from influencer_roi.settings import CURRENCY, ZONE

# A day that exists, whatever the year: the 29th of February is odd, and read with care.
_DAY = (
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8])"
)
_DATE = rf"^[0-9]{{4}}-(?:{_DAY})$"
_NUMBER = r"^-?[0-9]{1,15}(?:\.[0-9]{1,9})?$"
_WHOLE = r"^-?[0-9]{1,15}$"
NUMBERS = ("orders", "revenue")
KEY = "order_id"
ORDINARY = "influencer_roi_ordinary"
Columns = dict[str, nw.Expr]


def typed(
    kinds: Mapping[str, DType],
    headers: Mapping[str, str],
    *,
    dotted: Container[str] = (),
    zone: str = ZONE,
    currency: str = CURRENCY,
    lookups: Lookups = NO_LOOKUPS,
) -> Columns:
    """Return {name: column} of date, customer, orders, revenue and, where they are there, TEXTS and order_id.

    `kinds` has the type of each header, `headers` is {column: header}. What is no plain ISO date or plain
    number is null, as is a number with a dot where dots may group thousands: in `dotted` columns. Texts stand
    as they are written, nobody with the codes beside it that `lookups` ask for; an instant is its day in
    `zone`.
    """
    there = {column: (nw.col(header), kinds[header]) for column, header in headers.items()}
    texts = {name: _text(*there[name]) for name in TEXTS if name in there}
    date = _date(*there["date"], zone, offset_from(headers["date"], zone))
    coded = {name: _text(*there[name]) for name in FIELDS if name in there}
    texts["influencer_id"] = named_or_coded(texts["influencer_id"], coded, date, lookups)
    key = {KEY: _text(*there[KEY])} if KEY in there else {}
    forms = {name: _WHOLE if name in dotted else _NUMBER for name in NUMBERS}
    scales = {name: scale_of(headers[name], ORDERS.column(name).kind, currency, kinds) for name in NUMBERS}
    numbers = {name: _scaled(_number(*there[name], forms[name]), scales[name]) for name in NUMBERS}
    return {
        "date": date,
        **texts,
        CUSTOMER: _text(*there["user_id"]),
        **key,
        **numbers,
    }


def absent(headers: Mapping[str, str]) -> nw.Expr:
    """Return where no number of orders is given."""
    return nw.col(headers["orders"]).is_null()


def plain(columns: Columns, headers: Mapping[str, str], days: Days | None) -> nw.Expr:
    """Return whether a row is plain: cleaning would keep it as it stands.

    Any other has a date or number that is absent, odd or out of bounds, a part of an order, or lies outside
    the `days` of all rows: only cleaning can say what becomes of it. Where no number of orders is given,
    that is plain.
    """
    orders, date = columns["orders"], columns["date"]
    first, last = days or (EARLIEST, LATEST)
    within = (date >= nw.lit(max(first, EARLIEST))) & (date <= nw.lit(min(last, LATEST)))
    whole = absent(headers) | ((orders == orders.round(0)) & (orders.abs() <= LIMIT))
    money = columns["revenue"].abs() <= LIMIT
    usual = [columns[ORDINARY]] if ORDINARY in columns else []
    sound = nw.all_horizontal(within, whole, money, *usual, ignore_nulls=False)
    return nw.when(sound).then(nw.lit(value=True)).otherwise(nw.lit(value=False))


def ordinary(kinds: Mapping[str, DType], headers: Mapping[str, str], rules: Rules) -> Columns:
    """Return whether rows say in no deciding column what cleaning has to look at; {} without such columns."""
    stated = [
        _usual(
            nw.col(headers[column.name]),
            kinds[headers[column.name]],
            usual_words(column.name, rules.currency, completed=rules.completed),
        )
        for column in ORDERS.deciding
        if column.name in headers
    ]
    return {ORDINARY: nw.all_horizontal(*stated, ignore_nulls=True)} if stated else {}


def _usual(cell: nw.Expr, kind: DType, words: Sequence[str]) -> nw.Expr:
    """Return whether a cell is absent or says what is usual."""
    if kind.is_numeric():
        return cell.is_null() | (cell == 0)
    text = _text(cell, kind).str.to_lowercase()
    return cell.is_null() | text.is_in(words)


def _date(column: nw.Expr, kind: DType, zone: str, offset: int | None) -> nw.Expr:
    if kind == nw.Date:
        return column
    if isinstance(kind, nw.Datetime) and (kind.time_zone or offset is None):
        local = column.dt.convert_time_zone(zone).dt.replace_time_zone(None) if kind.time_zone else column
        return local.cast(nw.Date)
    if kind == nw.String:
        return _where(column, _DATE).str.to_date(format="%Y-%m-%d")
    return nw.lit(None, nw.Date)


def _number(column: nw.Expr, kind: DType, form: str) -> nw.Expr:
    if kind == nw.String:
        return _where(column, form).cast(nw.Float64)
    return column.cast(nw.Float64) if kind.is_numeric() else nw.lit(None, nw.Float64)


def _scaled(numbers: nw.Expr, scale: float) -> nw.Expr:
    """Return numbers times the scale their header states, as those that are read here."""
    return numbers if scale == 1 else (numbers * scale).round(DIGITS)


def _text(column: nw.Expr, kind: DType) -> nw.Expr:
    return column if kind == nw.String else column.cast(nw.String)


def _where(column: nw.Expr, form: str) -> nw.Expr:
    return nw.when(column.str.contains(form)).then(column).otherwise(nw.lit(None, nw.String))
