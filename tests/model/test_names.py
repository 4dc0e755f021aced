import polars as pl
import pytest

from influencer_roi.model.names import (
    BRANDS,
    PLATFORMS,
    Brands,
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
    brand: str | None = named_in(texts(text), Brands(BRANDS, {}))[0]
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
    assert [*BRANDS, "Acme", "Zeta Labs"] == list(spellings.every)
    named = named_in(texts("an acme bar", "ZETALABS!", "Acme for MB"), spellings)
    assert named.to_list() == ["Acme", "Zeta Labs", "MuscleBlaze"]


def test_a_learnt_brand_is_found_as_whole_words() -> None:
    """A stated brand is found in a text as whole words in a row, however long it is; blanks do not count."""
    spellings = brand_spellings(map(counted, [texts("Acme", "Zesta Foods")]))
    named = named_in(texts("acmeology", "zestafoodsology", "New: ZESTA_FOODS!", "zestafoods bar"), spellings)
    assert named.to_list() == [None, None, "Zesta Foods", "Zesta Foods"]


@pytest.mark.parametrize(
    "text", ["128 MB card", "30MB/s stick", "up to mb/s", "HK$80 off", "$HK 12", "hk $ 5", "€ GZ"]
)
def test_units_and_currencies_name_no_brand(text: str) -> None:
    """A short spelling that measures an amount or stands at a sign of money names nobody."""
    assert brand_in(text) is None


def test_a_unit_beside_a_brand_leaves_the_brand() -> None:
    """Where a short spelling stands once as a unit and once by itself, the latter counts."""
    assert (brand_in("MB shaker, 500 MB app"), brand_in("Pack of 2 HK Multivitamin")) == (
        "MuscleBlaze",
        "HKVitals",
    )


def test_a_learnt_brand_is_no_unit() -> None:
    """A brand column that says `KG` makes no brand of every kilogram."""
    spellings = brand_spellings(map(counted, [texts("KG")]))
    assert named_in(texts("Whey 2 kg", "KG shaker"), spellings).to_list() == [None, "KG"]


def test_spellings_of_a_folder_come_first() -> None:
    """Given spellings extend a known brand or add one, and are asked before the others."""
    spellings = brand_spellings([counted(texts(None))], {"Acme": ("acmefoods", "ac"), "Gritzo": ("gzo",)})
    named = named_in(texts("TheAcmeFoodsBar", "AC for MB", "gzo milk", "gritzo"), spellings)
    assert named.to_list() == ["Acme", "Acme", "Gritzo", "Gritzo"]


def test_a_new_brand_is_written_as_most_rows_write_it() -> None:
    """Spellings of one new brand are one brand, named as most rows name it."""
    spellings = brand_spellings(map(counted, [texts("ZETA labs", "Zeta Labs", "zeta-labs", "Zeta Labs")]))
    assert [*BRANDS, "Zeta Labs"] == list(spellings.every)


def test_a_stated_brand_is_never_lost() -> None:
    """A stated brand is the known one the whole of it spells, else itself; only an absent one is none."""
    stated = texts("hk vitals", "GZ Garments", "Acme Plus", "Acme", None)
    spellings = brand_spellings(map(counted, [stated]))
    named = pl.select(stated_brand(pl.lit(stated), spellings)).to_series()
    assert named.to_list() == ["HKVitals", "GZ Garments", "Acme Plus", "Acme", None]


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
        ("l.instagram.com", "Instagram"),
        ("m.youtube.com", "YouTube"),
        ("lm.facebook.com", "Facebook"),
        ("t.co", "Twitter"),
        ("netflix.com", None),
        ("Instagram ad", None),
        ("xx", None),
    ],
)
def test_platform_spellings(text: str, platform: str | None) -> None:
    """The whole of a text names a platform, by any of its spellings."""
    assert platform == pl.select(named_by_whole(pl.lit(text), PLATFORMS)).item()


def test_a_new_platform_is_welcome() -> None:
    """A platform the table lacks is kept under its own name; a spelling the table has is not new."""
    spellings = platform_spellings(map(counted, [texts("Koo", "IG"), texts("koo", "Koo", None)]))
    assert [*PLATFORMS, "Koo"] == list(spellings)
    assert pl.select(named_by_whole(pl.lit("KOO"), spellings)).item() == "Koo"


def test_a_source_names_a_brand_only_as_a_whole() -> None:
    """`mb` names MuscleBlaze as a source, `mb_ad` does not."""
    named = pl.select(named_by_whole(pl.lit(texts("mb", "mb_ad", None)), BRANDS)).to_series()
    assert named.to_list() == ["MuscleBlaze", None, None]
