"""Words the rules of a data folder that look beyond one cell, for the data dictionary."""

from influencer_roi.intake.clean.outliers import FAR
from influencer_roi.intake.clean.totals import RUN
from influencer_roi.intake.exports import EXPORTS
from influencer_roi.intake.folder import BRANDS
from influencer_roi.ledger.spend import DUST
from influencer_roi.model.precedence import WINDOW_DAYS
from influencer_roi.settings import CURRENCY, PREFIX, ZONE

_SIGNS = "`@handle`, a code, the address of a profile"
FOLDER = {
    "Several files": (
        "Files that have every column a table needs are its parts, in any number; optional ones decide "
        "nothing. One that lacks some and has records of money refuses the folder; without such, beside a "
        "file named as the table, it is named in a note, as are copies (`posts (1).csv`) and whatever else "
        "lies there unread. A part that has the rows of all others together, or, in posts and orders, of an "
        "earlier one, says nothing new and is named so, in a folder of orders too. Parts, one file, Parquet, "
        "a workbook and frames give one answer. Each part tells by its own values, else by its header, "
        "whether the day or the month comes first, and by its values what a comma or a dot in its numbers "
        "is; one that does not is as the others."
    ),
    "Workbooks": (
        "A cell is what it shows: 0.1 in percent is 10 %, 7 in the form `000` is 007, an amount in another "
        "currency is in that. Lines are the rows of the sheet. Sheets that have what a table needs are its "
        "parts, as those of each month; hidden ones are none where others are shown, and what was not read "
        "is named in a note."
    ),
    "Exports": (
        f"Known by their headers, whatever the file is called: {', '.join(one.name for one in EXPORTS)}. "
        "What each gives, how `mapping.toml` says it of a format of one's own, and whose codes are: "
        "[exports.md](exports.md)."
    ),
    "Total lines": (
        f"One of the first or last {RUN} rows of a file that names no known influencer and whose figure is "
        "the sum of the others is a total, in any language: set aside as `footer_row`. It sums the revenue "
        "of orders, the payout of payouts, the reach of posts or the followers of influencers, of all rows "
        "as written or of those that earned; what else it states (orders, likes, comments) is their sum "
        "too. A row with an id in the series of the others, an address, a rate of its own, or a customer as "
        "the others have is a record. The sum of one record is a total only where it says nothing else. "
        "In a file that people may have summed by hand, a row that says it is a subtotal and sums the rows "
        "above it, from another one on, is one wherever it stands; so is one that says an average, a count, "
        "a share or an extreme of others where the influencer stands. A word that may be a name, as Max, "
        "says so only with the figure it names; a grand total or subtotal there is one whatever it "
        "sums. A row that names somebody is one where a whole cell of it is a word for a total (`Total`, "
        "`June total`, never `Total Wellness`), it sums several rows above it, and most rows with such a "
        "cell do. "
        "A table of a warehouse has no first and last rows, so none is looked for there."
    ),
    "Who is meant": (
        f"An id as the influencers file has it; else its id in other capitals, {_SIGNS}, of any of a "
        f"person's "
        "profiles; of several in a cell the first that is known. Ids that differ in leading zeros are two, "
        "with a "
        "note. Who is still unknown stays in the totals as category Unknown, and a note says how much "
        "that is."
    ),
    "One person, one post": (
        "Rows of one id and name on several platforms are profiles of one person, at home where most follow. "
        "Readings of one post on several days are one post: the last figures, on the first day."
    ),
    "Keys": (
        "A row that repeats a key exactly is set aside, as is one that contradicts it; one order number of "
        "two "
        "customers is two orders. Rows without an id that are exactly alike are kept, and counted in a note."
    ),
    "Customers": (
        "E-mails in any capitals, blanks, marks without width and forms of a letter (NFKC) are one "
        "customer, on every "
        "engine. A new customer is founded by an order above 0 that is no refund."
    ),
    "Days": (
        f"An instant is its day in the zone of the business (`{PREFIX}ZONE`, {ZONE}). A few rows {FAR.days} "
        f"days and "
        "more from all others are set aside as `date_outlier`. No rule looks at today."
    ),
    "Money": (
        f"Amounts are in `{PREFIX}CURRENCY`, {CURRENCY} unless it is set. A row in another currency, by its "
        f"cell, its "
        "currency column or the number format of a workbook, is set aside and never added."
    ),
    "Names": (
        "Campaigns that differ in case alone are one. A stated brand is renamed only where the whole of it "
        "is a "
        f"spelling; `{BRANDS}` (brand, spelling) adds spellings of your own, several in a cell "
        "apart by `;` or a bar."
    ),
}
SPEND = {
    "Order": "Each of the influencer's orders bears its part by number of orders. Also `sale`, `cpo`, "
    "`cpa`, `cps`.",
    "Revenue": "Each order bears its part by revenue: `commission`, `% of revenue`, `affiliate`, a rate in "
    "percent.",
    "Post": "Each post bears an equal part, shared as the post is. So does hybrid, and any basis that is "
    "not known.",
    "Named": (
        "A payout that names a campaign, brand, post or period is borne by the posts or orders of that "
        "alone; where "
        "there are none, as if nothing was named, with a note. A period is a month in any form, `Q2 2025`, "
        "`Q1 FY26`, `2025-H1`, `FY25` (April 2024 to March 2025), `2025`, `week 23`, `Apr-Jun 2025` or "
        "`1-15 May 2025`; quarters are the calendar's unless a financial year is named, weeks ISO's. "
        "Without a year it is of the one year in which orders or posts are of it."
    ),
    "Neither": (
        "Without posts, orders bear it; without orders, posts; without both it stands on its payment date, "
        "or on no "
        "day: then it counts while no dates are chosen."
    ),
    "Alike": "Where all weights are 0, rows weigh alike. A negative number of orders weighs 0.",
    "Nothing": (
        f"Sums below {DUST:g} of a rupee are 0. Every ratio with spend in it is nothing unless spend is "
        f"above 0."
    ),
    "Basis": "A rupee has the basis of its own payout; people with several are Mixed, rupees never are.",
}
CREDIT = (
    "An order is credited to the post it names (`post_id`, or `source`), else to its influencer's last post "
    "of the "
    f"{WINDOW_DAYS} days up to it whose brand is the order's or which has none; an order of "
    f"brand Unknown "
    "fits any. Credit moves nothing between influencers."
)
