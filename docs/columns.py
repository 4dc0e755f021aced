"""Words what tables and columns hold, for the data dictionary."""

from influencer_roi.model.schema import Kind

TABLES_HOLD = {
    "influencers": "One row per influencer.",
    "posts": "One row per post.",
    "orders": "One row per tracked sale; `orders` says how many orders it stands for.",
    "payouts": "One row per payout; several for one influencer add up.",
}
KINDS = {
    Kind.ID: "text; `8.0` means `8`, `007` stays `007`, Excel's `'A1` and `=\"A1\"` mean `A1`",
    Kind.TEXT: "text; blanks around it go, several inside are one, as are forms of a letter (NFKC)",
    Kind.LINK: "an address that begins with http:// or https://; what does not is left out, with a note",
    Kind.DATE: (
        "`2025-07-31`, `20250731`, `31-07-2025`, `31/07/2025`, `31-Jul-25`, `Jul 31, 2025`, of 2000 to 2099; "
        "months in English, Hindi, German, French or Spanish; "
        "which of day and month comes first is what values of the file prove, else what its header says "
        "(`Date (MM/DD/YYYY)`, `Date (US format)`), else what other files of the table prove, else what "
        "`INFLUENCER_ROI_DATE_ORDER` says, else the day; a time of day is dropped, an instant "
        "(`Z`, `UTC`, `+05:30`, or a header `Date (UTC)`) is its day in the zone of the business (a setting, "
        "Asia/Kolkata)"
    ),
    Kind.MONEY: (
        "rupees, or what `INFLUENCER_ROI_CURRENCY` names: "
        "`123456.5`, `1,23,456.50`, `Rs. 500`, `500/-`, `1.5 lakh`, `50K`, `(500)` is −500; under "
        "`Revenue (₹ Lakh)` numbers are lakhs, under `Revenue (paise)` or `(p)` hundredths, under "
        "`(Rs. and Paise)` rupees; `5 Cr` is crores, but beside an amount in `Dr` neither can be read; "
        "dots group thousands where all fractions of the column look like it; a comma stands before decimals "
        "where all numbers of the column agree and fields are divided by something else, or each has two "
        "digits behind it; "
        "another currency sets the row aside"
    ),
    Kind.COUNT: "a whole number, written like money; orders that are all written as `1.000` are ones",
}
NEGATIVE = {"set aside": "the row is set aside", "keep": "kept", "absent": "counts as absent"}
ABSENT_MEANS = {
    "influencers.name": "shown by id",
    "influencers.follower_count": "the tier is Unknown",
    "influencers.platform": "shown as Unknown",
    "posts.platform": "the influencer's own",
    "posts.post_id": "named after influencer and day",
    "posts.brand": "the caption's, else that of the orders it brought",
    "posts.campaign": "that of the orders it brought",
    "orders.source": "the platform is the post's or the influencer's",
    "orders.campaign": "shown as No campaign",
    "orders.influencer_id": "the order is organic",
    "orders.user_id": "counts as no new customer",
    "orders.code": "UTM values are asked; else the order is organic",
    "orders.utm_content": "the campaign and the source are asked whose the order is",
    "orders.utm_campaign": "the source is asked whose the order is",
    "orders.utm_source": "nothing more is asked whose the order is",
    "orders.affiliate": "no network pays for the order",
    "orders.sub_id": "the affiliate's number and coupon say who is meant",
    "orders.order_number": "a network's file cannot mean the order",
    "influencers.handle": "named by id and code alone",
    "influencers.code": "codes of `codes.csv` alone are theirs",
    "payouts.affiliate": "the influencer named is meant",
    "payouts.sub_id": "the affiliate's number and coupon say who is meant",
    "payouts.code": "the affiliate's number and sub-track say who is meant",
    "payouts.order_number": "placed on all the influencer's posts or orders",
    "orders.brand": "that of the product, campaign, source or post",
    "orders.post_id": "credited to the last fitting post",
    "payouts.basis": "placed as for posts",
    "orders.refunded_amount": "nothing was refunded; what is there is taken off `revenue`",
    "orders.cancelled_at": "not cancelled; with a date the row is left out",
    "orders.is_cancelled": "not cancelled; `yes` leaves the row out",
    "orders.cancelled": "not cancelled; `yes` leaves the row out, as does 1 of a row of one order",
    "orders.cancel_reason": "not cancelled; with a reason the row is left out",
    "orders.is_rto": "not sent back; `yes` or a day leaves the row out",
    "orders.rto": "not sent back; `yes` or a day leaves the row out, as does 1 of a row of one order",
    "orders.is_returned": "not returned; `yes` or a day leaves the row out",
    "orders.returned": "not returned; `yes` or a day leaves the row out, as does 1 of a row of one order",
    "orders.is_refunded": "not refunded; `yes` or a day leaves the row out",
    "orders.declined": "not declined; `yes` leaves the row out",
    "payouts.campaign": "placed on all the influencer's posts or orders",
    "payouts.brand": "placed on all the influencer's posts or orders",
    "payouts.post_id": "placed on all the influencer's posts or orders",
    "payouts.month": "placed on posts or orders of any day",
    "payouts.payment_date": "without posts and orders, spend has no day",
}
COLUMNS_HOLD = {
    "name": "The influencer's name. Two may share one, so rows are grouped by id.",
    "basis": "What the influencer is paid for; Mixed for several.",
    "spend_basis": "Of spend, the basis of its payout; of all else, that of the influencer.",
    "follower_count": "The influencer's followers, null where unknown.",
    "revenue": "Rupees of attributed orders; refunds are negative.",
    "orders": "Attributed orders.",
    "new_customers": "Customers whose first order this is; orders of one first day share a customer.",
    "organic_revenue": "Rupees of orders without an influencer.",
    "organic_orders": "Orders without an influencer.",
    "spend": "Rupees of payouts placed here.",
    "posts": "Posts; a post that sold for several campaigns is shared over them, so there are parts.",
    "reach": "Times the posts were seen, shared like posts.",
    "likes": "Likes, shared like posts.",
    "comments": "Comments, shared like posts.",
    "revenue_squared": "The sum of squared order values, from which the interval around a ROAS follows.",
    "reached_engagements": "Likes and comments, of posts whose reach is known and above 0.",
    "reached_orders": "Attributed orders but those credited to a post without a known reach.",
    "reached_spend": "Spend but that on a post without a known reach.",
    "paid_revenue": "Revenue of influencers who have a payout.",
}
