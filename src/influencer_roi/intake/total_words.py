"""Knows the words by which a line says that it is a total, or another figure of records."""

from influencer_roi.model.calendar import MONTH_WORD

TOTALS = ("total", "totals", "grand total", "sub total", "subtotal", "sum")
_OVERALL = (
    *("overall", "all", "\u0915\u0941\u0932", "\u092f\u094b\u0917"),  # the last two in Hindi
    *("\u090f\u0915\u0942\u0923", "\u09ae\u09cb\u099f", "\u0a95\u0ac1\u0ab2"),  # Marathi, Bengali, Gujarati
    *("\u0bae\u0bca\u0ba4\u0bcd\u0ba4\u0bae\u0bcd", "\u0c2e\u0c4a\u0c24\u0c4d\u0c24\u0c02"),  # Tamil, Telugu
    *("\u0c92\u0c9f\u0ccd\u0c9f\u0cc1", "\u0d06\u0d15\u0d46"),  # Kannada, Malayalam
    *("\u0a15\u0a41\u0a71\u0a32", "\u0b2e\u0b4b\u0b1f", "\u06a9\u0644"),  # Punjabi, Odia, Urdu
    *("gesamt", "gesamtsumme", "zwischensumme", "summe", "insgesamt"),  # Suma is a name
    *("totale", "totaux", "subtotale", "somme"),
)
WORDS = (*TOTALS, *_OVERALL)
SAYS_TOTAL = (  # a cell that begins with one, or is one that may begin other texts
    r"(?i)^\s*(?:(?:(?:grand|sub|net|overall)[\s-]*)?totals?(?:\s*$|[\s:.(].*)"
    rf"|(?:{'|'.join(('sum', *_OVERALL))})[\s:.]*$)"
)
_EDGE = r"[^\p{L}\p{M}]"
_CARRIED = r"[cb]/[fd]|(?:carried|brought) (?:forward|down)"  # from page to page
_WORD = (
    rf"(?:(?:(?:grand|sub|net)[\s_-]*)?totals?|{_CARRIED}"
    rf"|{'|'.join(word for word in _OVERALL if word != 'all')})"
)
HOLDS_TOTAL = rf"(?i)(?:^|{_EDGE}){_WORD}(?:{_EDGE}|$)"  # a cell that has one anywhere
NOBODYS_TOTAL = rf"(?i)^{_EDGE}*(?:grand|sub|net)[\s_-]*totals?{_EDGE}*$"  # and nobody's name
IS_TOTAL = rf"(?i)^{_EDGE}*{_WORD}{_EDGE}*$"  # a cell that is one, signs around it

_THINGS = (
    "influencers?|creators?|people|posts?|reels?|videos?|orders?|rows?|records?|entries|items?|lines?"
    "|payouts?|payments?|spend|costs?|sales?|revenue|amounts?|values?|rates?|fees?|reach|likes?|comments?"
    "|views?|followers?|units?|quantity|campaigns?|days?|weeks?|months?|customers?|inr|rs"
)
_GAP = r"[\s_.:()/*-]+"
_OF = rf"(?:{_GAP}(?:per|of|by|for|in|each|and|all|the|total|[0-9]+|{_THINGS}))"
_NEVER_NAMES = (
    "average|avg|median|minimum|maximum|highest|lowest|std\\.? ?dev|min[\\s/&-]*max|max[\\s/&-]*min"
    "|durchschnitt|mittelwert|moyenne|m\u00e9diane|promedio|\u0914\u0938\u0924"  # the last in Hindi
)
_MAY_BE_NAMES = "mean|min|max|counts?|records|anzahl|nombre|cantidad|media"
_NUMBER = r"(?:no|nos|num|number|count)"
_COUNTED = rf"(?:total{_GAP})?(?:{_NUMBER}{_GAP}of{_GAP}|#\s*(?:of\s+)?)(?:{_THINGS})"
_WHOLE = rf"(?:%|per ?cent(?:age)?|share){_GAP}(?:of|to){_GAP}(?:(?:the|grand){_GAP})*total"
_WHEN = rf"(?:{MONTH_WORD}|q[1-4]|h[12]|[0-9]{{4}}|monthly|weekly|daily|overall|grand|total)"
_SIGN = r"[^\p{L}\p{M}\p{N}]"
STATISTIC = (  # a cell that says nothing else, and is nobody's name
    rf"(?i)^{_SIGN}*(?:{_WHEN}{_GAP})*(?:(?:{_NEVER_NAMES}){_OF}*|(?:{_MAY_BE_NAMES}){_OF}+"
    rf"|(?:{_THINGS}){_GAP}(?:{_NEVER_NAMES}|mean|min|max|count)|{_COUNTED}{_OF}*"
    rf"|total{_GAP}(?:influencers|creators|rows|records)|{_WHOLE}){_SIGN}*$"
)
MAY_BE_STATISTIC = (  # a cell that ends so, and may be a name: by its figure a line is known
    rf"(?i)(?:^|{_EDGE})(?:{_NEVER_NAMES}|{_MAY_BE_NAMES}|total{_GAP}(?:posts|orders|payouts)){_SIGN}*$"
)
_PERIOD = rf"(?:{MONTH_WORD}|q[1-4]|h[12]|[0-9]{{2,4}}|month|week|quarter|year|for|of|the|{_THINGS})"
SUMS_PERIOD = (  # a cell that is a total, if of a month, and no campaign such as Total Wellness
    rf"(?i)^{_SIGN}*(?:{_PERIOD}{_GAP})*{_WORD}(?:{_GAP}{_PERIOD})*{_SIGN}*$"
)
