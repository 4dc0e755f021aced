"""Draws the small pages that stand outside the dashboard: sign-in, and what could not be answered."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Response
from markupsafe import Markup

SIGN_IN, SIGN_OUT, SHARED, PASSWORD = "/sign-in", "/sign-out", "/shared/", "/password"
PROVIDER, BACK = (
    f"{SIGN_IN}/openid",
    f"{SIGN_IN}/openid/back",
)  # off to who signs readers in, and back from there
NO_ACCOUNT = "You have no account here. Whoever runs this server makes one."
BUSY = "Many sign in at this moment. Try again in a minute."
STYLES = ("/assets/10-tokens.css", "/assets/sign-in.css")
SCRIPT = "/assets/early.js"
LOADED = (*STYLES, SCRIPT)  # what these pages load; nobody signs in for it
# Stricter than the dashboard's: nothing inline, and nothing but the above.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_PAGE = Markup("""<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title} · influencer-roi</title>
    <link rel="icon" href="data:,">
    <script src="{script}"></script>
    {styles}
  </head>
  <body class="sign">
    <main id="main">
      <div class="logo">influencer<em>·</em>roi</div>
      <section class="card"><h1>{title}</h1>{card}</section>
      {under}
    </main>
  </body>
</html>""")
_FORM = Markup("""
        <form method="post" action="/sign-in">
          <input type="hidden" name="next" value="{next}">
          <label for="name">Name</label>
          <input id="name" name="name" value="{name}" autocomplete="username" autocapitalize="none"
            spellcheck="false" maxlength="64" required autofocus>
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required>
          <button>Sign in</button>
        </form>""")
_CHANGE = Markup("""
        <form method="post" action="/password">
          <input type="hidden" name="name" value="{name}" autocomplete="username">
          <label for="current">Password now</label>
          <input id="current" name="current" type="password" autocomplete="current-password" required
            autofocus>
          <label for="new">New password</label>
          <input id="new" name="new" type="password" autocomplete="new-password" minlength="{shortest}"
            required>
          <label for="again">The same again</label>
          <input id="again" name="again" type="password" autocomplete="new-password" required>
          <button>Change it</button>
        </form>""")
_ELSEWHERE = (
    Markup('<p class="or">or</p>'),
    Markup('<a class="elsewhere" href="{}?next={}">Sign in with {}</a>'),
)
_WRONG = Markup('<p class="wrong" role="alert">{}</p>')
_UNDER = Markup('<p class="under">{}</p>')
_LINK = Markup('<li><a href="{}">{}</a></li>')


@dataclass(frozen=True)
class Offer:
    """How readers may sign in: by password here, and where `elsewhere` names it, at a provider."""

    passwords: bool = True
    elsewhere: str = ""


def sign_in_page(
    offer: Offer, *, onward: str, where: str, name: str = "", wrong: str = "", note: str = ""
) -> Response:
    """Return the page readers sign in on; `where` says in words what is at the path `onward`."""
    ways = [_FORM.format(next=onward, name=name)] if offer.passwords else []
    if offer.elsewhere:
        or_, link = _ELSEWHERE
        ways += [or_] * offer.passwords + [link.format(PROVIDER, quote(onward, safe=""), offer.elsewhere)]
    card = Markup("").join([_WRONG.format(wrong)] * bool(wrong) + ways)
    under = f"You go on to {where}. No account? Whoever runs this server makes one."
    return _drawn("Sign in", card, _UNDER.format(f"{under} {note}".strip()), 200)


def password_page(name: str, *, shortest: int, wrong: str = "", status: int = 200) -> Response:
    """Return the page a reader changes their password on; `shortest` is in characters."""
    card = Markup("").join(
        [_WRONG.format(wrong)] * bool(wrong) + [_CHANGE.format(name=name, shortest=shortest)]
    )
    under = Markup('{} You stay signed in here, and are signed out everywhere else. <a href="/">Back</a>')
    text = f"{shortest} characters or more; several words that do not belong together make a good one."
    return _drawn("Change your password", card, _UNDER.format(under.format(text)), status)


def refusal_page(title: str, text: str, status: int, links: tuple[tuple[str, str], ...] = ()) -> Response:
    """Return a page that says what could not be answered, with ways on: addresses and their labels."""
    listed = Markup("").join(_LINK.format(address, label) for address, label in links)
    card = Markup("<p>{}</p><ul>{}</ul>").format(text, listed) if links else Markup("<p>{}</p>").format(text)
    return _drawn(title, card, Markup(""), status)


def _drawn(title: str, card: Markup, under: Markup, status: int) -> Response:
    styles = Markup("").join(Markup('<link rel="stylesheet" href="{}">').format(one) for one in STYLES)
    text = _PAGE.format(title=title, card=card, under=under, styles=styles, script=SCRIPT)
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": POLICY}
    return Response(text, status=status, headers=headers, mimetype="text/html")
