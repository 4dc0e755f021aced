"""Writes the document that pages are drawn into."""

from influencer_roi.model.notation import base_notation

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='8' fill='%233b5bdb'/%3E"
    "%3Cpath d='M7 22l6-7 5 4 7-9' fill='none' stroke='%23fff' stroke-width='3'/%3E%3C/svg%3E"
)
_INDEX = """<!DOCTYPE html>
<html lang="en">
  <head>
    {%metas%}
    <meta name="version" content="{version}">
    <title>{%title%}</title>
    <link rel="icon" href="{icon}">
    <script src="{early}" nonce="{%nonce%}"></script>
    {%css%}
  </head>
  <body {money}>
    {%app_entry%}
    <footer>{%config%}{%scripts%}{%renderer%}</footer>
  </body>
</html>"""


def document(*, early: str, version: str) -> str:
    """Return the document as Dash fills it in; `early` is the script that runs before anything is drawn."""
    filled = {"{early}": early, "{version}": version, "{icon}": _ICON, "{money}": base_notation().for_browser}
    found = _INDEX
    for place, words in filled.items():
        found = found.replace(place, words)
    return found
