"""Lists of creators are influencers: one row per profile, the handle the id where there is none."""

from pathlib import Path

from tests.exported import ledger_of, rows, split, total

FORMATS = ("creator list",)
ORDERS = """\
source,campaign,influencer_id,user_id,date,orders,revenue,code
,,@asha.fit,u1,2031-05-03,1,1000,
,,,u2,2031-05-04,1,700,BINA15
"""
POSTS = "influencer_id,platform,date,reach,likes,comments\nasha.fit,Instagram,2031-05-01,100,5,1\n"
PAYOUTS = "influencer_id,basis,total_payout\nhttps://instagram.com/asha.fit/,post,500\n"
OTHERS = {"orders.csv": ORDERS, "posts.csv": POSTS, "payouts.csv": PAYOUTS}


def test_the_handle_is_the_id(tmp_path: Path) -> None:
    """A list without ids is read by handles, as @handle, in any capitals and as an address."""
    creators = (
        "Username,Full name,Followers,Social network,Niche,Audience quality score,Promo code\n"
        "@Asha.Fit,Asha Rao,50K,instagram,Fitness,81,\n"
        "https://www.youtube.com/@binabeauty,Bina Iyer,1.2M,YouTube,Beauty,77,BINA15\n"
    )
    ledger = ledger_of(tmp_path, {"modash.csv": creators, **OTHERS}, instead_of="influencers")
    assert rows(ledger, "influencers", "id", "name", "platform", "follower_count", "category") == [
        ("asha.fit", "Asha Rao", "Instagram", 50_000, "Fitness"),
        ("binabeauty", "Bina Iyer", "YouTube", 1_200_000, "Beauty"),
    ]
    assert split(ledger, "influencer_id", "revenue", "spend") == {
        "asha.fit": (1000, 500),
        "binabeauty": (700, 0),
    }
    assert total(ledger, "organic_orders") == (0,)


def test_an_id_comes_before_the_handle(tmp_path: Path) -> None:
    """Where a list has ids, handles are other ways to name the same people."""
    creators = "ID,Handle,Name,Followers,Platform,Niche\nA1,asha.fit,Asha,50000,Instagram,Fitness\n"
    ledger = ledger_of(tmp_path, {"list.csv": creators, **OTHERS}, instead_of="influencers")
    assert split(ledger, "influencer_id", "revenue", "spend") == {"A1": (1000, 500)}


def test_profiles_of_one_person(tmp_path: Path) -> None:
    """One row per profile: two of one handle are one person, at home where most follow."""
    creators = (
        "Handle,Name,Followers,Platform,Category\n"
        "asha.fit,Asha,8000,YouTube,Fitness\nasha.fit,Asha,50000,Instagram,Fitness\n"
    )
    ledger = ledger_of(tmp_path, {"list.csv": creators, **OTHERS}, instead_of="influencers")
    assert rows(ledger, "influencers", "id", "platform", "follower_count") == [
        ("asha.fit", "Instagram", 50_000)
    ]


def test_the_profiles_address_says_the_platform(tmp_path: Path) -> None:
    """Without a column for it, the platform is that of the link; the name is the handle."""
    creators = "Handle,Followers,Profile URL\nasha.fit,8000,https://www.tiktok.com/@asha.fit\n"
    ledger = ledger_of(tmp_path, {"list.csv": creators, **OTHERS}, instead_of="influencers")
    assert rows(ledger, "influencers", "id", "name", "platform") == [("asha.fit", "asha.fit", "TikTok")]


def test_a_profile_without_an_id(tmp_path: Path) -> None:
    """Where a list has ids, a profile without one is known by its handle."""
    text = (
        "ID,Handle,Full name,Platform,Niche,Followers\n7,asha.fit,Asha,Instagram,Fitness,900\n"
        ",@BinaBeauty,,YouTube,Beauty,700\n"
    )
    files = {"list.csv": text, "orders.csv": ORDERS}
    ledger = ledger_of(tmp_path, files, instead_of="influencers")
    people = rows(ledger, "influencers", "id", "name")
    assert {("7", "Asha"), ("binabeauty", "binabeauty")} <= {*people}
