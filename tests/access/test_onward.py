import pytest

from influencer_roi.access.onward import in_words, onward_of

PAGES = {"/": "Overview", "/payouts": "Payouts"}
VECTORS = """
//evil.example
///evil.example
////evil.example/payouts
/\\evil.example
/\\/evil.example
\\\\evil.example
\\/\\/evil.example/
https://evil.example
http:evil.example
https:/evil.example/payouts
https:evil.example
//evil.example/payouts
//evil.example\\@localhost/payouts
//localhost@evil.example/payouts
/payouts@evil.example
/payouts/..//evil.example
/payouts/../../evil.example
/./payouts
/%2f%2fevil.example
/%5cevil.example
/payouts%0d%0aLocation:%20https://evil.example
/payouts%00
/payouts;//evil.example
/payouts/
javascript:alert(1)
javascript://localhost/payouts%0aalert(1)
data:text/html,<script>alert(1)</script>
 /payouts
/\tpayouts
/pay\nouts
/payouts\r\nSet-Cookie: a=b
\uff0f\uff0fevil.example
/payouts\uff03@evil.example
//[::1]/payouts
//[evil/payouts
?next=/payouts
evil.example/payouts
/sign-out
/download/orders.csv
/nope
""".strip("\n").split("\n")  # fmt: skip


@pytest.mark.parametrize("text", [*VECTORS, "", "/" * 5000, "/payouts?" + "a=1&" * 200])
def test_nowhere_else(text: str):
    """What is no page of ours, however it is dressed, leads to the first page."""
    assert len(VECTORS) >= 30
    assert onward_of(text, PAGES) == "/"


@pytest.mark.parametrize(
    ("text", "onward"),
    [
        ("/payouts", "/payouts"),
        ("/?brand=Gritzo&from=2025-07-01", "/?brand=Gritzo&from=2025-07-01"),
        ("/payouts#@evil.example", "/payouts"),
        ("/payouts?next=//evil.example", "/payouts?next=%2F%2Fevil.example"),
        ('/payouts?brand="><script>', "/payouts?brand=%22%3E%3Cscript%3E"),
    ],
)
def test_pages_of_ours(text: str, onward: str):
    """A page keeps its filters, written anew."""
    assert onward_of(text, PAGES) == onward


@pytest.mark.parametrize(
    ("onward", "words"),
    [
        ("/", "Overview"),
        ("/payouts?from=2025-07-01&to=2025-07-31", "July 2025, Payouts"),
        ("/payouts?from=2025-07-01&to=2025-07-15&brand=Gritzo", "1–15 Jul 2025, Payouts"),
        ("/payouts?from=2025-07-01", "from 1 Jul 2025, Payouts"),
        ("/payouts?to=2025-07-01", "to 1 Jul 2025, Payouts"),
        ("/payouts?from=2025-07-31&to=2025-07-01", "Payouts"),
        ("/payouts?from=soon&influencer_id=ann", "Payouts"),
    ],
)
def test_in_words(onward: str, words: str):
    """A reader sees the page and the days they go on to; nothing of the data is looked up for nobody."""
    assert in_words(onward, PAGES) == words
