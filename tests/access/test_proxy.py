import pytest
from werkzeug.datastructures import Headers

from influencer_roi.access.hosts import is_ours
from influencer_roi.access.proxy import Caller, caller_of
from influencer_roi.settings import Access

PROXY, READER = "10.0.0.5", "192.0.2.7"
BEHIND = Access(proxies=("10.0.0.0/24",), header="X-Auth-User", hosts=("roi.example.com",))


def test_a_trusted_proxy_is_believed():
    """A proxy the settings name says where a request began, that it came by https, and who signed in."""
    sent = {"X-Forwarded-For": f"{READER}, 10.0.0.9", "X-Forwarded-Proto": "https", "X-Auth-User": "ann"}
    assert caller_of(PROXY, "http", Headers(sent), BEHIND) == Caller(
        READER, by_tls=True, name="ann", forwarded=True
    )


def test_nobody_else_is():
    """The same headers from any other address mean nothing."""
    sent = {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https", "X-Auth-User": "ann"}
    assert caller_of(READER, "http", Headers(sent), BEHIND) == Caller(READER, forwarded=True)


def test_what_a_reader_puts_before_the_proxys_word():
    """Only the part of the chain that trusted proxies wrote counts: a reader cannot name another address."""
    sent = {"X-Forwarded-For": f"127.0.0.1, 8.8.8.8, {READER}"}
    assert caller_of(PROXY, "http", Headers(sent), BEHIND).address == READER


def test_without_a_header_setting_no_header_names_anybody():
    """A proxy that only forwards signs nobody in."""
    forwards = Access(proxies=("10.0.0.5",))
    assert caller_of(PROXY, "http", Headers({"X-Auth-User": "ann"}), forwards).name == ""


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Proto"])
def test_what_was_forwarded_did_not_begin_here(header: str):
    """A request a proxy on this machine passed on is not one of this machine."""
    assert caller_of("127.0.0.1", "http", Headers(), Access()).is_at_this_machine
    assert not caller_of("127.0.0.1", "http", Headers({header: "x"}), Access()).is_at_this_machine
    assert not caller_of("", "http", Headers(), Access()).is_at_this_machine


@pytest.mark.parametrize(
    ("host", "alone", "shared", "named"),
    [
        ("localhost", True, True, True),
        ("localhost:8050", True, True, True),
        ("127.0.0.1:8050", True, True, True),
        ("[::1]:8050", True, True, True),
        ("192.168.1.5:8050", False, True, False),
        ("[fe80::1]", False, True, False),
        ("roi.example.com", False, False, True),
        ("ROI.example.com.:443", False, False, True),
        ("evil.example", False, False, False),
        ("roi.example.com.evil.example", False, False, False),
        ("localhost.evil.example", False, False, False),
        ("127.0.0.1.evil.example", False, False, False),
        ("evil.example@localhost", False, False, False),
        ("localhost, evil.example", False, False, False),
        ("localhost:80:80", False, False, False),
        ("local host", False, False, False),
        ("", False, False, False),
        ("2130706433", False, False, False),
    ],
)
def test_hosts(host: str, alone: bool, shared: bool, named: bool):  # noqa: FBT001 # columns of the table
    """Alone it answers to this machine's own names; shared, to any address too; else to what is named."""
    settings = Access(), Access(host="0.0.0.0"), BEHIND
    assert tuple(is_ours(host, one) for one in settings) == (alone, shared, named)
