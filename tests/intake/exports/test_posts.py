"""Exports of Meta Business Suite, YouTube Studio and TikTok are posts."""

import datetime as dt
from pathlib import Path

from tests.exported import ledger_of, notes, refused, rows, set_aside, total

FORMATS = ("Meta Business Suite (Instagram, Facebook)", "YouTube Studio", "TikTok video")
META = "Post ID,Account username,Description,Publish time,Permalink,Post type,Reach,Likes,Comments,Date\n"
STUDIO = "Content,Video title,Video publish time,Views,Likes,Comments added\n"
TIKTOK = "Video title,Video link,Post time,Total likes,Total comments,Total views\n"


def test_a_post_of_meta(tmp_path: Path) -> None:
    """Days are month first though none proves it; the permalink says the platform, the name whose it is."""
    text = (
        f"{META}"
        "17,asha.fit,Run #fit,05/04/2031 23:30,https://www.instagram.com/p/x1/,IG reel,900,50,5,Lifetime\n"
        "18,binabeauty,Glow,05/06/2031 01:00,https://www.facebook.com/1/posts/2,Photos,800,40,4,Lifetime\n"
    )
    ledger = ledger_of(tmp_path, {"May-01-2031_May-31-2031.csv": text}, instead_of="posts")
    assert rows(
        ledger, "posts", "post_id", "influencer_id", "platform", "date", "reach", "likes", "comments"
    ) == [
        ("17", "A1", "Instagram", dt.date(2031, 5, 4), 900, 50, 5),
        ("18", "B2", "Facebook", dt.date(2031, 5, 6), 800, 40, 4),
    ]
    assert total(ledger, "posts", "reach", "engagements") == (2, 1700, 99)


def test_a_second_line_of_descriptions_is_no_post(tmp_path: Path) -> None:
    """Meta writes below the header what each column means; that is neither a post nor a fault."""
    text = (
        f"{META}The id,The account,Its words,When it was published,Where it is,What it is,Who saw it,x,y,z\n"
        "17,asha.fit,Run,05/04/2031 23:30,https://www.instagram.com/p/x1/,IG reel,900,50,5,Lifetime\n"
    )
    ledger = ledger_of(tmp_path, {"meta.csv": text}, instead_of="posts")
    assert total(ledger, "posts") == (1,)
    assert set_aside(ledger) == []
    assert "1 post on 2 lines" in notes(ledger, "export")[0]


def test_views_stand_for_reach(tmp_path: Path) -> None:
    """Where Meta has no reach, views do, with a note; reactions are likes."""
    text = (
        "Page name,Publish time,Permalink,Post type,Views,Reactions,Comments\n"
        "asha.fit,05/04/2031,https://www.facebook.com/p/1,Photos,700,30,3\n"
    )
    ledger = ledger_of(tmp_path, {"meta.csv": text}, instead_of="posts")
    assert total(ledger, "reach", "engagements") == (700, 33)
    assert notes(ledger, "export")[0].endswith("; views stand for reach.")


def test_views_stand_for_the_reach_of_one_post(tmp_path: Path) -> None:
    """A post without reach has its views, whatever the others have: files apart and one file say the same."""
    text = (
        "Account username,Publish time,Permalink,Post type,Views,Reach,Likes,Comments\n"
        "asha.fit,05/04/2031,https://www.instagram.com/p/x1/,IG reel,900,700,30,3\n"
        "asha.fit,05/05/2031,https://www.instagram.com/p/x2/,IG reel,50,,2,1\n"
    )
    ledger = ledger_of(tmp_path, {"meta.csv": text}, instead_of="posts")
    assert total(ledger, "reach", "posts") == (750, 2)
    assert notes(ledger, "export")[0].endswith("; views stand for reach.")


def test_youtube_names_no_channel(tmp_path: Path) -> None:
    """A Studio export is refused until mapping.toml says whose channel it is, in words to copy."""
    text = f'{STUDIO}Total,,,900,50,5\nabc,Review,"May 4, 2031",900,50,5\n'
    (problem,) = refused(tmp_path, {"Table data.csv": text}, instead_of="posts")
    assert (problem.code, problem.place) == ("missing_column", "Table data.csv")
    assert "a YouTube Studio export, in which nothing gives influencer_id" in problem.text
    assert "say whose it is in mapping.toml" in problem.text
    assert (
        '[posts] file = "Table data.csv", influencer_id = "their header" or { constant = "…" }'
        in problem.text
    )


def test_a_video_of_youtube(tmp_path: Path) -> None:
    """With its channel named, each video is a post; the line of totals is none."""
    files = {
        "Table data.csv": f'{STUDIO}Total,,,1500,70,9\nabc,Review,"May 4, 2031",900,50,5\n'
        'def,Haul,"May 9, 2031",600,20,4\n',
        "mapping.toml": '[[posts]]\nfile = "Table data.csv"\ninfluencer_id = { constant = "B2" }\n',
    }
    ledger = ledger_of(tmp_path, files, instead_of="posts")
    assert rows(ledger, "posts", "post_id", "influencer_id", "platform", "date", "reach") == [
        ("abc", "B2", "YouTube", dt.date(2031, 5, 4), 900),
        ("def", "B2", "YouTube", dt.date(2031, 5, 9), 600),
    ]
    assert total(ledger, "engagements") == (79,)
    assert rows(ledger, "posts", "url")[0] == ("https://www.youtube.com/watch?v=abc",)


def test_a_video_of_tiktok(tmp_path: Path) -> None:
    """Handle and number of a video come from its link; a day without a year is set aside."""
    text = (
        f"{TIKTOK}Haul,https://www.tiktok.com/@Asha.Fit/video/7301,2031-05-04,60,6,5000\n"
        "Tips,https://www.tiktok.com/@binabeauty/photo/7302?lang=en,May 5,10,1,300\n"
    )
    ledger = ledger_of(tmp_path, {"Video.csv": text}, instead_of="posts")
    assert rows(ledger, "posts", "post_id", "influencer_id", "platform", "date", "reach", "likes") == [
        ("7301", "A1", "TikTok", dt.date(2031, 5, 4), 5000, 60)
    ]
    ((file, line, column, _),) = set_aside(ledger)
    assert (file, line, column) == ("Video.csv", 3, "Post time")


def test_the_days_of_a_video_are_no_posts(tmp_path: Path) -> None:
    """Chart data.csv, which Studio packs beside the table, has the same videos day by day: it is not read."""
    files = {
        "Table data.csv": f'{STUDIO}Total,,,900,50,5\nabc,Review,"May 4, 2031",900,50,5\n',
        "Chart data.csv": "Date,Content,Video title,Video publish time,Duration,Views\n"
        '2031-05-04,abc,Review,"May 4, 2031",60,400\n2031-05-05,abc,Review,"May 4, 2031",60,500\n',
        "mapping.toml": '[posts]\nfile = "Table data.csv"\ninfluencer_id = { constant = "B2" }\n',
    }
    ledger = ledger_of(tmp_path, files, instead_of="posts")
    assert total(ledger, "posts", "reach") == (1, 900)
    assert "Chart data.csv" in notes(ledger, "unread_files")[0]


def test_an_account_without_a_username(tmp_path: Path) -> None:
    """A row without a username is of the page it names."""
    text = (
        "Post ID,Account username,Page name,Publish time,Permalink,Post type,Reach,Likes,Comments\n"
        "1,asha.fit,,05/04/2031 09:00,https://www.instagram.com/p/1,IG image,900,5,1\n"
        "2,,binabeauty,05/05/2031 09:00,https://www.facebook.com/b/2,Photos,700,5,1\n"
    )
    ledger = ledger_of(tmp_path, {"report.csv": text}, instead_of="posts")
    assert rows(ledger, "posts", "influencer_id", "platform") == [("A1", "Instagram"), ("B2", "Facebook")]
