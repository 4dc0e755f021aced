"""Knows the words by which a line says that it is a total."""

TOTALS = ("total", "totals", "grand total", "sub total", "subtotal", "sum")
_OVERALL = ("overall", "all", "\u0915\u0941\u0932", "\u092f\u094b\u0917")  # the last two in Hindi
WORDS = (*TOTALS, *_OVERALL)
SAYS_TOTAL = (  # a cell that begins with one, or is one that may begin other texts
    r"(?i)^\s*(?:(?:(?:grand|sub|net|overall)[\s-]*)?totals?(?:\s*$|[\s:.(].*)"
    rf"|(?:{'|'.join(('sum', *_OVERALL))})[\s:.]*$)"
)
