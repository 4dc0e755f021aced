"""Knows the words by which a line says that it is a total, or an average or count beside one."""

TOTALS = ("total", "totals", "grand total", "sub total", "subtotal", "sum")
_OVERALL = (
    *("overall", "all", "\u0915\u0941\u0932", "\u092f\u094b\u0917"),  # the last two in Hindi
    *("\u090f\u0915\u0942\u0923", "\u09ae\u09cb\u099f", "\u0a95\u0ac1\u0ab2"),  # Marathi, Bengali, Gujarati
    *("\u0bae\u0bca\u0ba4\u0bcd\u0ba4\u0bae\u0bcd", "\u0c2e\u0c4a\u0c24\u0c4d\u0c24\u0c02"),  # Tamil, Telugu
    *("\u0c92\u0c9f\u0ccd\u0c9f\u0cc1", "\u0d06\u0d15\u0d46"),  # Kannada, Malayalam
    *("\u0a15\u0a41\u0a71\u0a32", "\u0b2e\u0b4b\u0b1f", "\u06a9\u0644"),  # Punjabi, Odia, Urdu
)
WORDS = (*TOTALS, *_OVERALL)
AVERAGES = ("average", "avg", "mean", "\u0914\u0938\u0924")  # the last in Hindi
COUNTS = ("count", "no. of records", "number of records", "records")
SAYS_TOTAL = (  # a cell that begins with one, or is one that may begin other texts
    r"(?i)^\s*(?:(?:(?:grand|sub|net|overall)[\s-]*)?totals?(?:\s*$|[\s:.(].*)"
    rf"|(?:{'|'.join(('sum', *_OVERALL))})[\s:.]*$)"
)
_EDGE = r"[^\p{L}\p{M}]"
_WORD = rf"(?:(?:(?:grand|sub|net)[\s_-]*)?totals?|{'|'.join(word for word in _OVERALL if word != 'all')})"
HOLDS_TOTAL = rf"(?i)(?:^|{_EDGE}){_WORD}(?:{_EDGE}|$)"  # a cell that has one anywhere
IS_TOTAL = rf"(?i)^{_EDGE}*{_WORD}{_EDGE}*$"  # a cell that is one, signs around it
