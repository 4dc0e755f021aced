"""Draws the page that stands where there is no ledger yet: what is being read, how far, or why not."""

from flask import Response
from markupsafe import Markup

from influencer_roi.live.health import Health

_PAGE = Markup("""<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>influencer-roi</title>
    <script src="/assets/early.js"></script>
    <link rel="stylesheet" href="/assets/10-tokens.css">
    <link rel="stylesheet" href="/assets/waiting.css">
    <script src="/assets/waiting.js" defer></script>
    <noscript><meta http-equiv="refresh" content="3"></noscript>
  </head>
  <body class="waiting">
    <main>
      <h1 id="title">{title}</h1>
      <p id="step" role="status">{step}</p>
      <progress id="done" aria-label="Read so far" max="1" value="{done}"{hidden}></progress>
      <ul id="problems">{problems}</ul>
      <p id="way-out"{no_problem}>Fix the files in the data folder:
        this page opens by itself as soon as they can be read.</p>
    </main>
  </body>
</html>""")
_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'self'"


def waiting_page(now: Health) -> Response:
    """Return the page, with status 503 and when to come again."""
    complaints = now.complaints
    page = _PAGE.format(
        title="This data cannot be served yet." if complaints else "The data is being read.",
        step=now.status.step or ("" if complaints else "starting"),
        done=f"{now.status.done:.2f}",
        hidden=Markup(" hidden") if complaints else "",
        problems=Markup("").join(Markup("<li>{}</li>").format(complaint) for complaint in complaints),
        no_problem="" if complaints else Markup(" hidden"),
    )
    headers = {
        "Retry-After": "2",
        "Cache-Control": "no-store",
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    return Response(page, status=503, headers=headers, mimetype="text/html")
