"""Knows the words for hundredths, thousands, lakhs and crores, and which of them a header says."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from itertools import pairwise

from influencer_roi.model.calendar import ENGLISH_MONTHS
from influencer_roi.model.currencies import names_another, own, some_currency
from influencer_roi.model.notation import places_of
from influencer_roi.model.schema import Kind
from influencer_roi.settings import CURRENCY

_SCALES = {
    1e2: ("hundred", "hundreds"),
    1e3: ("k", "thousand", "thousands"),
    1e5: ("l", "lac", "lacs", "lakh", "lakhs"),
    1e6: ("m", "mn", "mln", "mio", "million", "millions"),
    1e7: ("cr", "crs", "crore", "crores"),
    1e9: ("b", "bn", "billion", "billions"),
}
_LARGE = {word: scale for scale, words in _SCALES.items() for word in words}
_HUNDREDTHS = ("paise", "paisa", "cents", "cent", "pence", "penny", "ct", "centimes", "\u00a2")
_SMALLEST = ("fils", "baisa", "halala", "halalas", "minor")  # as many to one as its currency has
_SHORT = {"GBP": "p", "INR": "p"}  # never at the end of a header: in brackets of its own, or behind a number
_ZEROS = "0" * 9
_IN_HEADERS = {
    **_LARGE,
    **dict.fromkeys(("thou", "tsd", "thsd", "hazar", "hazaar", "\u0939\u091c\u093c\u093e\u0930"), 1e3),
    "\u0939\u091c\u093e\u0930": 1e3,
    **dict.fromkeys(("lks", "lkh", "lkhs", "\u0932\u093e\u0916"), 1e5),
    **dict.fromkeys(("karod", "\u0915\u0930\u094b\u0921\u093c", "\u0915\u0930\u094b\u0921"), 1e7),
    "mm": 1e6,
    "mrd": 1e9,
    **dict.fromkeys(("trillion", "trillions"), 1e12),
    "100s": 1e2,
    "100's": 1e2,
    **{
        form.format(_ZEROS[:places]): 10.0**places
        for places in range(2, len(_ZEROS) + 1)
        for form in ("'{}", "'{}s", "'{}'s", "'{}'", "{}", "{}s", "{}'s")
    },
    **{
        form.format(_ZEROS[:places]): 10.0**places
        for places in range(3, len(_ZEROS) + 1)
        for form in ("1{}", "1{}s", "1{}'s")
    },
}
_BEFORE = {word: word for word in ("k", *_IN_HEADERS) if word.isalpha() and (len(word) > 1 or word in "km")}
_BEFORE["t"] = "tsd"  # k€, TEUR
# What brackets say of an amount that changes no figure: which amount it is, and what it is for.
_QUALIFIES = frozenset(
    (
        *"in and or of the a an all only as by for is value values amount amounts money total sum".split(),
        *"currency figures gross net incl inclusive including included excl exclusive excluding ex".split(),
        *"with without before after less minus plus tax taxes gst igst cgst sgst vat tds mrp asp gmv".split(),
        *"nmv duty fee fees discount discounts coupon coupons shipping delivery cod charge charges".split(),
        *"refund refunds return returns paid payable payout payouts final actual approx estimated".split(),
        *"per each post posts order orders sale sales reel reels story unit units item day month".split(),
        *"bank cash upi neft imps rtgs barter advance balance formatted deducted deductions".split(),
        *"converted attributed base local shop store seller agency creator creators influencer".split(),
        *"influencers collab collaboration campaign video videos est provisional lifetime".split(),
        *ENGLISH_MONTHS,
        *"dr debit debits credit credits".split(),
        *"revenue commission fixed flat lump lumpsum price pre percent pct if any no".split(),
    )
)
_PERCENT = re.compile(r"[(\[{]\s*(?:in\s+)?(?:%|percent(?:age)?|pct)\s*[)\]}]", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_CREDIT, _DEBIT = (re.compile(rf"(?i)(?:[(\[{{]\s*|[\s_]){side}\.?\s*[)\]}}]?\s*$") for side in ("cr", "dr"))
# Of so many it is the price: `Rate/1000`, `Fee per 1000`; amounts are in as many: `Revenue/1000`.
_PRICE = re.compile(r"(?i)(?:\bper|\b(?:rates?|prices?|fees?|cpm|rpm|tariff)\W*)$")
_NAME = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)*|[A-Z]{2,}[0-9]+")
_NEAR = 0.7  # a scale somebody mistyped
_LONG = 4  # letters of a word that is a scale wherever it stands
_BETWEEN = r"(?:[\s_\-,/.:×]|(?<![a-z])x(?![a-z]))+"


@cache
def scales_in(currency: str, *, money: bool) -> dict[str, float]:
    """Return the words behind a number and what it is multiplied by, in small letters, the longest first.

    Only `money` has parts.
    """
    scales = {**_LARGE, **_parts_of(currency)} if money else _LARGE
    return {word: scales[word] for word in sorted(scales, key=len, reverse=True)}


@cache
def _parts_of(currency: str) -> dict[str, float]:
    """Return the words for parts of a currency, and how much of it one is."""
    short = [_SHORT[currency]] if currency in _SHORT else []
    smallest = 10.0 ** -places_of(currency)
    return {**dict.fromkeys((*_HUNDREDTHS, *short), 0.01), **dict.fromkeys(_SMALLEST, smallest)}


def unitless(header: str, currency: str = CURRENCY) -> str:
    """Return a header without the units it states: what stands in brackets, a currency or scale at its end.

    One in another currency keeps it, and one in percent says so: `Rate (%)` is Rate %.
    """
    if names_another(header, currency):
        return header
    header = _PERCENT.sub(" %", header)
    return _at_end(own(currency)).sub("", _BRACKETS.sub("", header))


def qualified(header: str, currency: str = CURRENCY) -> bool:
    """Return whether brackets in a header say more than a unit: `Amount (net)`, but not `Amount (₹ Lakh)`."""
    unit = _at_end(own(currency))
    return any(unit.sub("", f" {text}").strip() for text in _BRACKETS.findall(header))


def scale_of(header: str, kind: Kind, currency: str = CURRENCY, beside: Iterable[str] = ()) -> float:
    """Return what numbers under a header are multiplied by: 100,000 under `Revenue (₹ Lakh)`, 0.01 of paise.

    1 where it states no scale; nobody can say what two are, and only money has parts. `(Cr)` is a credit
    `beside` a header that ends in `(Dr)`.
    """
    if _CREDIT.search(header) and any(map(_DEBIT.search, beside)):
        return 1.0
    bare = _BRACKETS.sub("", header)
    behind = _at_end(some_currency()).search(bare)
    head = bare if behind is None else bare[: behind.start()]
    stated = [*_BRACKETS.findall(header), behind.group() if behind else ""]
    if _PRICE.search(head):
        stated = [text for text in stated if not (text.lstrip().startswith("/") or head.endswith("per"))]
    scales = {scale for text in stated for scale in _stated_in(text, currency)}
    scale = scales.pop() if len(scales) == 1 else 1.0
    return scale if kind is Kind.MONEY or scale > 1 else 1.0


def not_understood(header: str, kind: Kind, currency: str = CURRENCY) -> str:
    """Return what the brackets of a header of amounts say that may be a unit and is none known: INR T.

    So it is where they state two scales.
    """
    if kind is not Kind.MONEY:
        return ""
    brackets = _BRACKETS.findall(header)
    if len({scale for text in brackets for scale in _stated_in(text, currency)}) > 1:
        return " ".join(brackets)
    return next((text for text in brackets if _says_more(text, currency)), "")


def _says_more(text: str, currency: str) -> bool:
    """Return whether a unit has a word that may be one and is none known, or a scale that is not used."""
    (words, has_currency), stated = _words_in(text, currency), {*_stated_in(text, currency)}
    if not has_currency and _is_name(text):
        return False
    scales = {
        _IN_HEADERS[word]
        for before, word in pairwise(["", *words])
        if before != "per" and word in _IN_HEADERS
    }
    return not scales <= stated or any(map(_may_be_unit, words))


def _is_name(text: str) -> bool:
    """Return whether a text is no unit but a name, of a brand, town or tool: Delhi, GA4, Muscle Blaze."""
    words = [word for word in re.split(_BETWEEN, text) if word]
    names = [word for word in words if _NAME.fullmatch(word)]
    long = any(len(word) >= _LONG or any(map(str.isdigit, word)) for word in names)
    near = [get_close_matches(word.casefold(), _IN_HEADERS, n=1, cutoff=_NEAR) for word in words]
    return long and names == words and not any(near)


def _may_be_unit(word: str) -> bool:
    bare = word.strip("()[]{}&@+%*\u2013\u2014")
    if bare.isdecimal() and len(bare) == 4 and bare[:2] in ("19", "20"):  # a year
        return False
    known = word in _IN_HEADERS or word in _HUNDREDTHS or word in _SMALLEST or word in _SHORT.values()
    return bool(bare) and not known and bare not in _QUALIFIES and not word.endswith("%")


def _stated_in(text: str, currency: str) -> Iterator[float]:
    """Yield the scales a unit names: a letter or two only where it says `in`, or nothing else.

    So are parts of a currency, and only where none stands beside: `(Rs. and paise)` are rupees.
    """
    parts = _parts_of(currency)
    found, has_currency = _words_in(text, currency)
    words = ["", *found]
    alone = len([word for word in words if word not in ("", "in")]) == 1
    is_name = not has_currency and len(found) > 1 and _is_of_a_name(*found[:2])
    for before, word in pairwise(words):
        only = alone or before == "in"
        if word in parts and only and not has_currency:
            yield parts[word]
        elif word not in _IN_HEADERS or before == "per" or is_name or _is_counted(before, found):
            continue
        elif only or _is_scale_anywhere(word):
            yield _IN_HEADERS[word]


def _is_of_a_name(first: str, second: str) -> bool:
    """Return whether two words begin a name, and state no scale: `Crore Club`, but not `lakhs unaudited`."""
    plural = first.endswith("s") or not first.isalpha()
    return first in _IN_HEADERS and not plural and second.isalpha() and _may_be_unit(second)


def _is_counted(before: str, words: list[str]) -> bool:
    """Return whether a number counts a scale, which is an amount then: `2 lakh cap`, `above 1 lakh`."""
    first = next(word for word in words if word != "in")
    return before[:1].isdigit() and before not in _IN_HEADERS and not before == first == "1"


def _words_in(text: str, currency: str) -> tuple[list[str], bool]:
    """Return the words of a unit, in small letters, without currencies, and whether it names one."""
    small = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2018", "'").casefold()
    small = re.sub(r"minor (?:currency )?units?", "minor", small)
    small = re.sub(r"10\s*\^\s*([3-9])\b", lambda power: f"1{_ZEROS[: int(power[1])]}", small)
    small = re.sub(r"\b(?:10|ten|tens of) thousands?\b", "'0000", small)
    small = re.sub(r"(?<=[0-9]),(?=[0-9])", "", small)
    scales = "|".join(sorted(_BEFORE, key=len, reverse=True))
    before = rf"(?:(?<=[^a-z])|^)({scales})(?={own(currency)}(?:[^a-z]|$))"
    small = re.sub(before, lambda found: f"{_BEFORE[found.group(1)]} ", small)
    ends = rf"(?=[^a-z]|$)|(?<![a-z])|(?={_glued()}\.?(?:[^a-z]|$))"
    rest = re.sub(rf"(?:(?<=[^a-z])|^){some_currency()}(?:{ends})", " ", small)
    return [word for word in re.split(_BETWEEN, rest) if word], rest != small


def _is_scale_anywhere(word: str) -> bool:
    """Return whether a word is a scale beside others: `net lakhs` and `net 000s`, but not `above 1000`."""
    return len(word) >= _LONG and not (word.startswith("1") and word.isdecimal())


@cache
def _glued() -> str:
    """Return a pattern of scales right behind a currency in letters; RPM is none of an Indonesian one."""
    short, long = ("|".join(one for one in _LARGE if (len(one) == 1) is single) for single in (True, False))
    return rf"(?:(?:{long})|(?:(?<=[a-z]{{3}})|(?<=rs))(?:{short}))"


@cache
def _at_end(currency: str) -> re.Pattern[str]:
    """Return what finds units behind a header: `Revenue INR`, `Payout in Rs. Lakh`, `Reach in '000`."""
    words = sorted((*_IN_HEADERS, *_HUNDREDTHS, *_SMALLEST), key=len, reverse=True)
    scales = "|".join(map(re.escape, words))
    sign = rf"\s*(?:{currency}(?<![a-z.]))"
    written = rf"{currency}(?:{_glued()}\.?)?"
    one = rf"[\s_\-,/&]+(?:(?:in|and)[\s_]+|x\s*)?(?:{written}|(?:{scales})\.?)|{sign}"
    glued = rf"\s*(?:{currency}(?<![a-z]))(?:{scales})\.?"
    return re.compile(rf"(?i)(?:{glued}|{one})+\s*$")
