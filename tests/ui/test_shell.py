from influencer_roi.pages import PAGES
from influencer_roi.ui.shell import not_found, notice_text, shell
from tests.ui.test_regions import drawn, text_of


def test_nothing_dropped():
    """A link that is wholly understood needs no words."""
    assert notice_text(()) == ""


def test_dropped():
    """What of a link was dropped is named."""
    assert notice_text(("brand 'Nope'", "grain 'hour'")) == (
        "Left out of the link, not in this data: brand 'Nope', grain 'hour'."
    )


def test_not_found():
    """An address that names no page leads to those the menu has; a profile is nobody's without a name."""
    page = not_found(PAGES)
    links = [one.href for one in drawn(page).components if hasattr(one, "href")]
    assert text_of(page).startswith("There is no such page.There are these:Overview")
    assert links == [page.path for page in PAGES if page.listed]


def test_toasts_are_hidden():
    """Nothing is said before there is something to say, and each toast has its way out."""
    found = drawn(shell())
    assert [found.attribute(one, "hidden") for one in ("notice", "problem", "stale", "fresh")] == [True] * 4
    acts = [getattr(one, "data-act") for one in found.components if hasattr(one, "data-act")]
    assert acts == ["dismiss", "retry", "retry"]


def test_skip_link():
    """The first thing the keyboard reaches skips to the content, which both kinds of page have."""
    links = [one.href for one in drawn(shell()).components if hasattr(one, "href")]
    assert links == ["#main"]
    assert drawn(not_found(PAGES)).at("main")
