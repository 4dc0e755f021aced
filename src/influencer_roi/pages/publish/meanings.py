"""Says in a few words what each column of ours holds, for who has to find it in a file of their own."""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "influencers": {
        "id": "how the other files name them",
        "name": "what people call them",
        "category": "what they are about: fitness, beauty",
        "follower_count": "how many follow them",
        "platform": "where they post",
    },
    "posts": {
        "influencer_id": "whose post it is",
        "platform": "where it was posted",
        "date": "the day it went live",
        "reach": "how many saw it",
        "likes": "how many liked it",
        "comments": "how many wrote below it",
    },
    "orders": {
        "source": "where the buyer came from",
        "campaign": "the campaign it belongs to",
        "influencer_id": "who brought it; an empty cell is organic",
        "user_id": "the customer, so that new ones are counted",
        "date": "the day of the order",
        "orders": "how many orders a row stands for",
        "revenue": "what was paid, without shipping",
        "code": "the promo code that was used",
        "status": "paid, cancelled, refunded",
    },
    "payouts": {
        "influencer_id": "who is paid",
        "basis": "what is paid for: post or order",
        "rate": "the fee for each post or order",
        "orders": "how many orders it is for",
        "total_payout": "what is paid in all, without tax that comes back",
    },
    "codes": {
        "code": "as it stands in the orders",
        "influencer_id": "whose it is: id, handle or profile",
        "from": "the first day it is theirs",
        "to": "the last day it is theirs",
    },
}


def meaning(tables: str, ours: str) -> str:
    """Return what a column of a file's tables holds; empty where its name says it."""
    table, _, name = ours.rpartition(".")
    return MEANINGS.get(table or tables, {}).get(name, "")
