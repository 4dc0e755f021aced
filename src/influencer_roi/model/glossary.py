"""Says what the words of this application mean, on screen and in the docs."""

from influencer_roi.model.precedence import WINDOW_DAYS

WORDS = {
    "ledger": "The one table the four files become when the app starts; every number is read off it.",
    "entry": (
        "One row of the ledger: what one influencer did on one day, on one platform, for one brand and "
        "campaign, with one post."
    ),
    "dimension": "Something the ledger can be sliced by, such as brand, platform or week.",
    "measure": "A column of the ledger. Measures add up: slices of one come to its total.",
    "metric": "A number readers see: a measure, or a formula over summed measures.",
    "spend": "What was paid, placed on the days, brands and campaigns it was paid for.",
    "payout": "A row of the payouts file. Its total is taken as it stands and never computed anew.",
    "agreement": (
        "What one influencer is paid for one basis at one rate. The payouts of an agreement are added up and "
        "compared with its rate × all the influencer's orders or posts."
    ),
    "basis": (
        "What a payout pays for: orders, posts, a share of revenue, or a mix (hybrid), placed like posts. "
        "Rupees have the basis of their payout; people with several are Mixed."
    ),
    "organic": "An order no influencer brought. It has measures of its own and is never part of ROAS.",
    "recorded link": "The post an order itself names, in its post_id or its source.",
    "credited post": (
        "The post an order is put down to: the recorded one, else the influencer's last fitting post of the "
        f"{WINDOW_DAYS} days before. Credit moves revenue between posts, never between influencers."
    ),
    "credited": (
        "Put down to a post by a rule, because it came after it. That is no proof that the post brought it."
    ),
    "touch": (
        "A post an order may be credited to: its influencer's own, within a window of days before it, of the "
        "same brand or none."
    ),
    "gate": (
        "A test of whether the data carry a kind of statement: open, weak, closed or too thin. What rests on "
        "it is grey while it is not open."
    ),
    "timing": (
        "The gate that asks whether orders come in time with posts: the week after against the two weeks "
        "before, beside 199 calendars shuffled by whole weeks."
    ),
    "lag": "How many days after its post an order came: the recorded one, else the influencer's last own.",
    "maturity": (
        "The gate that asks whether the end has been seen: which part of what comes within the horizon, 180 "
        "days at most, has come by half of it."
    ),
    "still earning": (
        "A post or period so young that much of what it brings is still to come: under 30 days, or before "
        "90 % have come where the lags can be read."
    ),
    "repeat": (
        "The gate that asks whether who sold much per post in the first 60 % of days does so in the rest: a "
        "rank correlation."
    ),
    "backtest": (
        "The gate that asks whether earlier months predicted the next: orders that came for each predicted "
        "at the spend really done."
    ),
    "other basis": (
        "What deals per post would have cost at what peers are paid per order, and the other way round; over "
        "their whole life."
    ),
    "peers": (
        "Paid people of the same platform and follower tier; of the tier where they are fewer than five, "
        "else all."
    ),
    "rule of credit": (
        "How the revenue of an order comes to posts of its influencer: to the recorded one, the last, the "
        "first, to all alike, to later ones more, or 40 % each to first and last. No rule moves a total."
    ),
    "window of credit": (
        f"How many days before an order a rule of credit looks for posts; {WINDOW_DAYS} where none is picked."
    ),
    "day of its post": (
        "The day revenue stands on where a reader says so: that of the credited post instead of the order's "
        "own. Spend stays on its days, and what is credited to no post stands apart."
    ),
    "set aside": "Kept out of the ledger because of a fault, with line and reason.",
    "left out": (
        "A row that earned nothing: cancelled, refunded, declined. Rows read = rows kept + rows set aside "
        "+ rows left out."
    ),
    "note": "A remark about rows that were kept although something about them is odd.",
    "band": "Good, average or poor: where a metric stands between its two thresholds.",
    "snapshot": "A built ledger on disk, which starts faster than the files it was built from.",
    "selection": "The filters in force, and the entries they let through.",
}
FORMULAS = "Every formula is over sums: of the whole selection, or of one slice of it."
ASSUMED = "No file states these shares. Where a metric rests on one, the screen says so."
