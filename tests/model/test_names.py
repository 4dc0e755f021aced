import polars as pl
import pytest

from influencer_roi.model.names import (
    BRANDS,
    PLATFORMS,
    brand_spellings,
    counted,
    named_by_whole,
    named_in,
    platform_spellings,
    stated_brand,
)


def texts(*values: str | None) -> pl.Series:
    """A column of texts."""
    return pl.Series("text", values, pl.String)


def brand_in(text: str) -> str | None:
    """The known brand a text names."""
    brand: str | None = named_in(texts(text), BRANDS)[0]
    return brand


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("MuscleBlaze Whey", "MuscleBlaze"),
        ("hk_vitals-acv", "HKVitals"),
        ("HK Vitals ACV", "HKVitals"),
        ("GritzoKidsRun", "Gritzo"),
        ("gritzokidsrun", "Gritzo"),
        ("newTRUE-basics!", "TrueBasics"),
        ("b green tea", "bGreen"),
    ],
)
def test_a_long_spelling_matches_anywhere(text: str, brand: str) -> None:
    """A spelling of five letters and more counts anywhere; case, blanks, `_` and `-` do not count."""
    assert brand == brand_in(text)


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("MB_SummerFit", "MuscleBlaze"),
        ("Whey Protein (MB)", "MuscleBlaze"),
        ("mb", "MuscleBlaze"),
        ("HK Multivitamin", "HKVitals"),
        ("get hkv now", "HKVitals"),
        ("GZ-2025", "Gritzo"),
    ],
)
def test_a_short_spelling_matches_as_a_word(text: str, brand: str) -> None:
    """A spelling of under five letters counts as a whole word, `_` and `-` being edges of words."""
    assert brand == brand_in(text)


@pytest.mark.parametrize(
    ("text", "brand"),
    [("MBPreWorkout", "MuscleBlaze"), ("#HKMultivitamin", "HKVitals"), ("GZ500", "Gritzo")],
)
def test_a_short_spelling_matches_as_capitals_leading_a_word(text: str, brand: str) -> None:
    """A short spelling also counts as capitals before a capitalised word or a digit."""
    assert brand == brand_in(text)


@pytest.mark.parametrize("text", ["#HKDYH", "#MBBYX", "mbpreworkout", "Thumbs up", "COMBPro", "Khk", "", " "])
def test_a_text_that_names_no_brand(text: str) -> None:
    """A short spelling inside a word, small before a word or before more capitals names nobody."""
    assert brand_in(text) is None


def test_the_first_brand_of_the_table_wins() -> None:
    """Where a text names several brands, the table's order decides, not the text's."""
    assert brand_in("Gritzo by HKVitals") == "HKVitals"


def test_stated_brands_extend_the_table() -> None:
    """A value of any brand column that names no known brand becomes one, after the known ones."""
    spellings = brand_spellings(map(counted, [texts("Acme", "MB", None), texts("Zeta Labs", "Acme")]))
    assert [*BRANDS, "Acme", "Zeta Labs"] == list(spellings)
    named = named_in(texts("an acme bar", "ZETALABS!", "Acme for MB"), spellings)
    assert named.to_list() == ["Acme", "Zeta Labs", "MuscleBlaze"]


def test_five_letters_are_long() -> None:
    """A stated brand of five letters is found anywhere, one of four only as a word."""
    spellings = brand_spellings(map(counted, [texts("Acme", "Zesta")]))
    assert named_in(texts("acmeology", "zestaology"), spellings).to_list() == [None, "Zesta"]


def test_a_new_brand_is_written_as_most_rows_write_it() -> None:
    """Spellings of one new brand are one brand, named as most rows name it."""
    spellings = brand_spellings(map(counted, [texts("ZETA labs", "Zeta Labs", "zeta-labs", "Zeta Labs")]))
    assert [*BRANDS, "Zeta Labs"] == list(spellings)


def test_a_stated_brand_is_never_lost() -> None:
    """A stated brand is the known one it spells, else itself; only an absent one is none."""
    stated = texts("hk vitals", "Acme Plus", "Acme", None)
    spellings = brand_spellings(map(counted, [stated]))
    assert stated_brand(stated, spellings).to_list() == ["HKVitals", "Acme Plus", "Acme", None]


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("Insta", "Instagram"),
        ("IG", "Instagram"),
        ("instagram ", "Instagram"),
        ("YT", "YouTube"),
        ("Youtube", "YouTube"),
        ("you tube", "YouTube"),
        ("X", "Twitter"),
        ("X (Twitter)", "Twitter"),
        ("twitter", "Twitter"),
        ("FB", "Facebook"),
        ("Instagram ad", None),
        ("xx", None),
    ],
)
def test_platform_spellings(text: str, platform: str | None) -> None:
    """The whole of a text names a platform, by any of its spellings."""
    assert platform == named_by_whole(texts(text), PLATFORMS)[0]


def test_a_new_platform_is_welcome() -> None:
    """A platform the table lacks is kept under its own name; a spelling the table has is not new."""
    spellings = platform_spellings(map(counted, [texts("Koo", "IG"), texts("koo", "Koo", None)]))
    assert [*PLATFORMS, "Koo"] == list(spellings)
    assert named_by_whole(texts("KOO"), spellings).to_list() == ["Koo"]


def test_a_source_names_a_brand_only_as_a_whole() -> None:
    """`mb` names MuscleBlaze as a source, `mb_ad` does not."""
    assert named_by_whole(texts("mb", "mb_ad", None), BRANDS).to_list() == ["MuscleBlaze", None, None]
