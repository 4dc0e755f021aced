"""Makes, lists and revokes share links."""

import argparse
import datetime as dt

from influencer_roi.access import share
from influencer_roi.access.onward import onward_of
from influencer_roi.cli.users import opened, trail
from influencer_roi.model.roles import SharedView
from influencer_roi.pages import PAGES


def make(parsed: argparse.Namespace) -> int:
    """Print the path of a link to one view.

    Raises:
        ValueError: the view is no page of ours, or the link would last too long.
    """
    view = _view(parsed.view, payouts=parsed.with_payouts)
    with opened() as store:
        path = share.make(store, view, trail(store), days=parsed.days)
    print(f"{path}\nPut your server's address before it. It lasts {parsed.days} days.")
    return 0


def listed(_: argparse.Namespace) -> int:
    """Print a line per link: number, view, until when, who made it."""
    with opened() as store:
        for link in share.listed(store):
            print(f"{link.number}  {link.view.path}{link.view.query}  {_state(link)}  by {link.maker}")
    return 0


def revoke(parsed: argparse.Namespace) -> int:
    """End a link."""
    with opened() as store:
        share.revoke(store, parsed.number, trail(store))
    print(f"Link {parsed.number} opens nothing from now on.")
    return 0


def _view(address: str, *, payouts: bool) -> SharedView:
    """Return the view an address names, such as "/campaigns?brand=Gritzo".

    Raises:
        ValueError: there is no such page.
    """
    pages = {page.path: page.label for page in PAGES}
    path, mark, query = onward_of(address, pages).partition("?")
    if path != address.partition("?")[0]:
        raise ValueError(f"'{address}' is no page; there are {', '.join(pages)}, each with its filters.")
    return SharedView(path, mark + query, payouts)


def _state(link: share.Link) -> str:
    if link.revoked:
        return "revoked"
    ended = link.expires <= dt.datetime.now(dt.UTC)
    return f"{'ended' if ended else 'until'} {link.expires:%Y-%m-%d %H:%M} UTC"
