"""Writes docs/exports.md: what each known export is recognised by, and what each of our columns is of it."""

from collections.abc import Iterable, Sequence

from influencer_roi.intake.clean.status_words import LEAVES_OUT, NO_SALE, WAITS
from influencer_roi.intake.exports import EXPORTS, UNREAD, Export
from influencer_roi.intake.exports.form import Header, Reading
from influencer_roi.intake.folder import CODES, MAPPING
from influencer_roi.settings import PREFIX

MAPPING_EXAMPLE = """\
[orders]
file = "Sales register.csv"
order_id = "Bill No"
date = "Bill Date"
date_order = "day first"
user_id = "Party"
revenue = "Net Amt"
code = "Coupon Used"
status = "Bill Status"
left_out = ["Scrapped"]
pending = ["Open"]
currency = "Curr"
campaign = { constant = "Summer" }

[[posts]]
file = "bina channel.csv"
influencer_id = { constant = "B2" }

[[posts]]
file = "asha reels*.csv"
influencer_id = { constant = "A1" }
platform = { constant = "Instagram" }
date = "Went live"
reach = "Reached"
likes = "Hearts"
comments = "Replies"
"""
CODES_EXAMPLE = """\
code,influencer_id,from,to
ASHA10,A1,,
DIWALI,A1,2031-10-01,2031-10-31
DIWALI,binabeauty,2031-11-01,
71,A1,,
"""
_RULES = """\
**Revenue** is what the goods earned: after discounts, before shipping, without tax, less refunds. A refund
holds tax like its order: refund × (1 − tax ÷ total) is taken off, whatever its sign.

**Left out**, with a note of count and sum: {leaves_out}, and whatever has a day of cancellation. **Pending**
counts, with a note: {waits}. A status nobody knows counts, with a note. Another currency is set aside, its
commission too. A status a team added to a shop's file is heard under any name that files of our own columns
have for it.

**An order** is its id; in two exports that overlap it is one, in one without ids by number and customer. A
return in a later export is not its order again. `#1002` is `1002`.

**Days** are those written in the file, in its own offset: no zone moves them. Of a format of one's own
they are as in our columns: an instant is its day in the zone of the business.

**A shop's file and a network's** know the same orders. A number both know, or an id of the shop's, is one
order: its revenue is the shop's, its influencer that of the order's own code, else the network's where it did
not decline it; its commission is a payout. What a network declined is still a sale of the shop; what it paid
for an order cancelled in the shop is still spend. A number the shop lacks is an order of its own, with a
note. Orders of our own columns meet a network's likewise, by their `order_id`; without one nobody can say,
and a note does. An order we know under the number or the id of a shop, of the same customer, is one. Two
shops number alike: one number of both is two orders."""
_READ = """\
A file of one of these formats is read whatever its name is, above or below `#` and title lines, in CSV,
CSV.gz, Parquet, a workbook or a frame. It is known by its headers, in which case, blanks, hyphens and a unit
do not count; a file that has all columns a table of ours needs is that table, and no export. Files of several
formats are the parts of one table. A note says what was recognised; with `{prefix}EXPORTS=off`
nothing is."""
_MAPPING = """\
A file `{mapping}` in the folder says which of their headers is which of our columns: `[influencers]`,
`[posts]`, `[orders]`, `[payouts]`, or the same in double brackets for each of several files of one table.

{example}

- A string is a header: case, blanks, hyphens and a unit in brackets do not count. `{{ constant = … }}` is a
  value for every row.
- `file` is a name or a pattern; without it, it is the file found by the table's name. Such a file is that
  table's whatever its name, and files found by name are parts beside it.
- `sheet` names one sheet of a workbook; its other sheets are read as ever.
- Of a file of a known format, what the mapping does not say, of columns and statuses, comes from the format;
  with `format = "none"` it is of none, whatever its headers, and only what the mapping says is read.
- `date_order` is `day first` or `month first`; `left_out` and `pending` are status words of theirs, beside
  those above.
- What is wrong with it refuses the folder, all at once, with the nearest name there is:
  `orders.revenue is "Net Amnt"; Sales register.csv has "Net Amt"`.
- `influencer-roi check FOLDER` prints the mapping in force."""
_CODES = """\
`{codes}` in the folder says whose a promo code, a UTM value, a source or an affiliate's number is, and on
which days: both included, an empty one open. It may be in any form of the tables, or a sheet `codes` of
their workbook. A column `code`, `promo_code`, `coupon` or `utm` of influencers belongs to it, always valid; a
cell may hold several codes. Influencers may be written as id, handle or address of a profile.

{example}

An order's influencer is the first that answers: the influencer it names; its codes, several apart by `,` `;`
`|`, of which the first that is known counts; the UTM content, campaign and source. Blanks do not count in a
code, and part those that are of letters and digits: `ASHA10 BINA15` is two, `ASHA 10` one. An affiliate a
network pays is an influencer's id, or the code table says whose number, sub-track or coupon it is; else it is
an influencer nobody knows, for who is paid is never organic.

A code of two influencers on one day refuses the folder, and names the code and both; the same person twice is
none. Codes of nobody, or outside their days, leave the order organic, and are counted by code in `check` and
on Data health, with orders and rupees."""


def exports(made: str) -> str:
    """Return the text of the page; `made` says where it comes from."""
    parts = [
        "# Exports, mappings and codes",
        made,
        _READ.format(prefix=PREFIX),
        "## Rules of all shops and networks",
        _RULES.format(leaves_out=", ".join((*LEAVES_OUT, *NO_SALE)), waits=", ".join(WAITS)),
        "## Formats",
        *(part for export in EXPORTS for part in _format(export)),
        "## Formats that are only named",
        *(f"**{one.name}** export, by {_headers(one.headers)}: refused by name." for one in UNREAD),
        f"## {MAPPING}",
        _MAPPING.format(mapping=MAPPING, example=_block(MAPPING_EXAMPLE)),
        f"## {CODES}",
        _CODES.format(codes=CODES, example=_block(CODES_EXAMPLE)),
    ]
    return "\n\n".join(parts) + "\n"


def _format(export: Export) -> Iterable[str]:
    """Yield the heading, the headers, a table of columns per table of ours, and what else holds."""
    one = f", and one of {_headers(export.or_one)}" if export.or_one else ""
    name = export.form.partition(" ")[2]
    yield f"### {name[0].upper()}{name[1:]}"
    other = f"; with {_headers(export.never)} it is another report, and not read" if export.never else ""
    yield f"Recognised by {_headers(export.headers)}{one}{other}."
    for name, reading in export.gives.items():
        yield f"As **{name}**{_rows(reading)}:"
        yield _table(
            ["Our column", "Computed from"],
            ([f"`{column}`", take.words] for column, take in reading.columns.items()),
        )
        if reading.missing:
            yield reading.missing
    if export.rules:
        yield export.rules


def _rows(reading: Reading) -> str:
    return f", {reading.rows_words}" if reading.rows_words else ", each line a row"


def _headers(headers: Sequence[Header]) -> str:
    """Return headers in code, the spellings of one with a stroke between."""
    spelled = [(one,) if isinstance(one, str) else one for one in headers]
    return ", ".join(" / ".join(f"`{name.replace('*', '…')}`" for name in names) for names in spelled)


def _block(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
