"""Says in readers' words which rule made which number; Data health and docs/evidence.md show it."""

from influencer_roi.queries.credit_rules import STANDARD, WINDOWS
from influencer_roi.queries.evidence import YOUNG_DAYS
from influencer_roi.queries.evidence.lags import HORIZON_TENTHS, LONGEST
from influencer_roi.queries.evidence.maturity import EXPECTED_FROM, MATURE_AT
from influencer_roi.queries.evidence.needed import BAND, LEAST_PEOPLE, RESAMPLES
from influencer_roi.queries.evidence.other_basis import WIDEST
from influencer_roi.queries.evidence.timing import RISE
from influencer_roi.queries.negotiating import LEAST_PEERS

RULES: tuple[tuple[str, str], ...] = (
    (
        "Credited post of an order",
        (
            f"the post the order names, else its influencer's last fitting one of {STANDARD.window} days, "
            "else none"
        ),
    ),
    (
        "What a rule of credit moves",
        f"revenue that first and last post differ by, in each window of {', '.join(map(str, WINDOWS))} days",
    ),
    ("Lag of an order", "days since the post it names, else since the last own post on or before its day"),
    (
        "Curve of lags",
        (
            "day by day the growth of posts watched as long (chain ladder), within "
            f"{HORIZON_TENTHS * 10} % of the days, {LONGEST} at most"
        ),
    ),
    (
        "Orders rise before the post",
        f"the mean of days −3 to −1 is over {RISE:g} times that of days −14 to −4",
    ),
    (
        "Still earning",
        (
            f"a post under {YOUNG_DAYS} days old, or under the day by which {MATURE_AT * 100:.0f} % have "
            "come where Timing and Maturity are open"
        ),
    ),
    (
        "Expected when complete",
        (
            "what posts brought ÷ the part of the curve they have lived through, from "
            f"{EXPECTED_FROM * 100:.0f} % on; always “about”, and only where Timing and Maturity are open"
        ),
    ),
    (
        "Band of the needed share",
        (
            f"people drawn again {RESAMPLES:,} times, the {BAND[0]}th to the {BAND[1]}th percent of what "
            f"that comes to; none under {LEAST_PEOPLE} paid people"
        ),
    ),
    (
        "Cost on the other basis",
        (
            "the deal's orders × what an order costs of peers paid per order, first, middle and third "
            f"quartile; the reverse with posts. Peers share platform and tier where there are {LEAST_PEERS}, "
            f"else the tier, else all; under {LEAST_PEERS} it is not said, and where the third quartile is "
            f"over {WIDEST:g} times the first, the middle is not"
        ),
    ),
)
