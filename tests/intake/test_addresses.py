"""Is the address of a page known however it was shared."""

import polars as pl
import pytest

from influencer_roi.intake.addresses import address


def read(*urls: str) -> set[str]:
    """What addresses are read as."""
    return set(pl.DataFrame({"url": urls}).select(address(pl.col("url")))["url"])


@pytest.mark.parametrize(
    "urls",
    [
        (
            "https://www.instagram.com/p/AbC-12/",
            "http://instagram.com/reel/AbC-12?igsh=zz",
            "https://m.instagram.com/asha.fit/reel/AbC-12/",
            "https://www.instagram.com/reels/AbC-12/?utm_source=x&img_index=2",
            "https://instagram.com/tv/AbC-12",
        ),
        (
            "https://www.youtube.com/watch?v=xYz_1",
            "https://youtu.be/xYz_1?si=abc",
            "https://m.youtube.com/watch?app=desktop&v=xYz_1&t=3s",
            "https://youtube.com/shorts/xYz_1",
            "https://www.youtube.com/live/xYz_1?feature=share",
        ),
        (
            "https://twitter.com/asha/status/17",
            "https://x.com/asha/status/17?s=20",
            "https://mobile.twitter.com/i/status/17",
        ),
    ],
)
def test_one_post(urls: tuple[str, ...]) -> None:
    """The forms in which a platform shows one post are one address."""
    assert len(read(*urls)) == 1


def test_other_posts() -> None:
    """Posts, profiles and other sites stay apart, and so do letters' cases of ids."""
    urls = (
        "https://instagram.com/p/AbC",
        "https://instagram.com/p/abc",
        "https://instagram.com/asha",
        "https://instagram.com/stories/asha/17",
        "https://youtube.com/watch?v=AbC",
        "https://youtube.com/@asha",
        "https://x.com/asha",
        "https://x.com/asha/status/17",
        "https://example.com/reel/AbC",
    )
    assert len(read(*urls)) == len(urls)
