"""Notes what is odd in rows that were kept: the sense of the figures, words, keys and payouts."""

from collections.abc import Iterator, Mapping
from itertools import chain

from influencer_roi.data.at_once import at_once
from influencer_roi.data.remarks.keys import key_remarks
from influencer_roi.data.remarks.payouts import payout_remarks
from influencer_roi.data.remarks.rows import row_remarks
from influencer_roi.data.remarks.words import word_remarks
from influencer_roi.data.report import Counts, Note
from influencer_roi.data.resolve import Tables


def remarks(raw: Tables, counts: Mapping[str, Counts]) -> Iterator[Note]:
    """Yield a note for everything a reader should know about kept rows; `raw` are the cleaned tables."""
    file = counts["influencers"].file
    looks = (row_remarks(raw), word_remarks(raw), key_remarks(raw, file), payout_remarks(raw))
    for table, code, said in chain.from_iterable(at_once(list, looks)):
        yield Note(table, counts[table].file, code, said)
