"""Cases B01 to B09: words and texts."""

from collections.abc import Callable

from influencer_roi.ledger.entries import Ledger
from tests.intake.cases.cases import (
    BASE,
    SPEND,
    Case,
    column,
    dated_spend,
    edit,
    kept,
    put,
)

BIDI = "\u202e"
ZOE = "zoe,Zoé Iyer,Beauty,Female,,Instagram"


def distinct(dimension: str) -> Callable[[Ledger], object]:
    """Return what a filter on this dimension can choose."""
    return lambda ledger: list(ledger.values(dimension))


SPELLED = kept("posts:platform_spelling")
WORD_CASES = (
    *(
        Case(
            "B01",
            f"a column of {yes}",
            put(
                "influencers",
                BASE["influencers"].replace("\n", f",{yes}\n").replace(f",{yes}\n", ",verified\n", 1),
            ),
            kept("influencers:extra_columns"),
        )
        for yes in ("TRUE", "yes", "Y", "1")
    ),
    *(
        Case("B02", spelling, put("posts", BASE["posts"].replace(f",{name},", f",{spelling},")), SPELLED)
        for spelling, name in (("Insta", "Instagram"), ("IG", "Instagram"), ("YT", "YouTube"))
    ),
    Case(
        "B02",
        "IG as a source",
        edit("orders", ("o1,Instagram", "o1,IG")),
        kept("orders:platform_spelling"),
    ),
    Case(
        "B03",
        "a new platform",
        edit("posts", ("p4,zoe,Instagram", "p4,zoe,Koo")),
        kept(
            "posts:new_platform",
            like=None,
            shows=(distinct("platform"), ["Instagram", "Koo", "Twitter", "YouTube"]),
        ),
    ),
    Case(
        "B04",
        "a blank category",
        edit("influencers", (ZOE, ZOE.replace("Beauty", ""))),
        kept(
            "influencers:blank_attribute",
            like=None,
            shows=(distinct("category"), ["(blank)", "Fitness", "Health"]),
        ),
    ),
    Case(
        "B04",
        "a blank gender",
        edit("influencers", (ZOE, ZOE.replace("Female", ""))),
        kept(
            "influencers:blank_attribute",
            like=None,
            shows=(distinct("gender"), ["(blank)", "Female", "Male"]),
        ),
    ),
    *(
        Case("B05", spelling, edit("payouts", (old, new)), kept("payouts:basis_spelling"))
        for spelling, old, new in (
            ("Post", "ann,post", "ann,Post"),
            ("orders", "bob,order", "bob,orders"),
            ("PER POST", "zoe,post", "zoe,PER POST"),
        )
    ),
    *(
        Case(
            "B06",
            basis or "no basis",
            edit("payouts", ("ann,post", f"ann,{basis}")),
            kept("payouts:basis_unknown", like=None, shows=(dated_spend, SPEND)),
        )
        for basis in ("barter", "hybrid", "")
    ),
    *(
        Case(
            "B07",
            name,
            edit("influencers", ("Ann Rao", name.replace('"', "'"))),
            kept(
                like=None, shows=(lambda ledger: ledger.tables.influencers["name"][0], name.replace('"', "'"))
            ),
        )
        for name in ("=HYPERLINK('x')", '<a href="x">Ann</a>', '<b style="color:red">Ann')
    ),
    Case(
        "B08",
        "a link that runs",
        edit("posts", ("https://example.com/3", "javascript:alert(1)")),
        kept("posts:unsafe_url", shows=(lambda ledger: column("posts", "url")(ledger)[2], None)),  # type: ignore[index]
    ),
    Case(
        "B09",
        "control characters and text turned around",
        edit("influencers", ("Ann Rao", f"An\x07n{BIDI} Rao")),
        kept("influencers:control_characters"),
    ),
    Case(
        "B09",
        "emoji",
        edit("influencers", ("Ann Rao", "Ann 💪🏽")),
        kept(like=None, shows=(lambda ledger: ledger.tables.influencers["name"][0], "Ann 💪🏽")),
    ),
)
