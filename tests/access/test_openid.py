import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey

from influencer_roi.access import users
from influencer_roi.access.audit import Trail
from influencer_roi.access.gate import Gate, gate_of
from influencer_roi.access.provider import Provider as Asked
from influencer_roi.access.provider import Unreachable
from influencer_roi.access.store import Store
from influencer_roi.app import for_everybody
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.roles import Role
from influencer_roi.settings import Access, OpenId, Settings
from tests.access.conftest import PASSWORD
from tests.access.local_provider import ASHA, CLIENT, SECRET, Provider, key, running

BROWSER = {
    "Accept": "text/html",
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
}
BY_GROUP = (("roi-finance", "finance"), ("everybody", "viewer"))
ASHAS = "asha@example.com"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Give a provider on this machine, at which Asha is signed in."""
    with running() as provider:
        yield provider


@dataclass(frozen=True)
class Site:
    """The dashboard of readers who sign in at a provider."""

    provider: Provider
    store: Store
    openid: OpenId
    browser: Callable[[], FlaskClient]

    def there(self, client: FlaskClient, onward: str = "/payouts") -> str:
        """Go to the provider, and return the address it leads back to."""
        leaves = client.get(f"/sign-in/openid?next={onward}", headers=BROWSER)
        assert leaves.status_code == 303, leaves.text
        answer = requests.get(leaves.location, allow_redirects=False, timeout=10)
        return str(answer.headers["Location"])

    def back(self, client: FlaskClient, address: str) -> Any:
        """Come back from the provider."""
        parts = urlsplit(address)
        return client.get(f"{parts.path}?{parts.query}", headers=BROWSER)

    def written(self) -> list[tuple[Any, ...]]:
        """What the audit log holds of sign-ins."""
        return self.store.rows("SELECT event, who, details FROM audit WHERE event LIKE 'sign%'")


Serve = Callable[..., Site]


@pytest.fixture
def serve(provider: Provider, store: Store, world: Ledger) -> Serve:
    """Serve the world to those who sign in at the provider; Asha is a user, for finance."""
    users.add(store, ASHAS, Role.FINANCE, None, Trail(store, "a test"))

    def start(*, passwords: bool = True, tls: bool = False, **settings: Any) -> Site:
        openid = OpenId(provider.address, CLIENT, SECRET, label="Our login", **settings)
        access = Access(host="0.0.0.0", tls=tls, file=Path("unused"), openid=openid, passwords=passwords)
        flask = for_everybody(world, Settings(), gate=Gate(access, store))
        return Site(provider, store, openid, flask.test_client)

    return start


def words(answer: Any) -> str:
    """What a page that refuses tells a reader."""
    return re.sub("<[^>]+>", "", re.findall(r"<p>.*?</p>", answer.text)[0])


# ---- the way in


def test_the_whole_way(serve: Serve):
    """A reader asks for a page, signs in at the provider, and comes to that page as the user they are."""
    site = serve()
    client = site.browser()
    form = client.get("/sign-in?next=%2Fpayouts%3Fbrand%3DGritzo")
    (link,) = re.findall(r'<a class="elsewhere" href="([^"]+)">Sign in with Our login</a>', form.text)
    assert link == "/sign-in/openid?next=%2Fpayouts%3Fbrand%3DGritzo"
    entered = site.back(client, site.there(client, link.partition("next=")[2]))
    assert (entered.status_code, entered.location) == (303, "/payouts?brand=Gritzo")
    assert client.get("/payouts?brand=Gritzo", headers=BROWSER).status_code == 200
    assert client.get("/download/entries.csv").status_code == 200
    assert client.get("/sign-in/openid?next=/payouts").location == "/payouts"
    details = json.dumps({"by": site.provider.address})
    assert site.written() == [("signed in", ASHAS, details)]


def test_what_leaves(serve: Serve):
    """The provider is asked for a code, with a challenge, a state and a nonce that are new each time."""
    site = serve(tls=True)
    client = site.browser()
    asked = [urlsplit(client.get("/sign-in/openid").location) for _ in range(2)]
    first, second = (parse_qs(one.query) for one in asked)
    assert first["redirect_uri"] == ["https://localhost/sign-in/openid/back"]
    assert first["scope"] == ["openid email profile"]
    for name in ("state", "nonce", "code_challenge"):
        assert re.fullmatch(r"[\w-]{43}", first[name][0])
        assert first[name] != second[name]
    cookie = client.get("/sign-in/openid").headers["Set-Cookie"]
    assert re.fullmatch(
        r"__Host-attempt=[\w-]{43}; Expires=[^;]+; Max-Age=600; Secure; HttpOnly; Path=/; SameSite=Lax",
        cookie,
    )


def test_a_new_id_and_a_sign_out(serve: Serve):
    """The session is one of ours: new at each sign-in, and over at sign-out."""
    site = serve()
    client = site.browser()
    ids: list[str] = []
    for _ in range(2):
        site.back(client, site.there(client) if not ids else site.there(out_of(client)))
        found = client.get_cookie("session")
        assert found is not None
        ids.append(found.value)
    thief = site.browser()
    thief.set_cookie("session", ids[0])
    assert (ids[0] != ids[1], thief.get("/status.json").status_code) == (True, 401)
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/status.json").status_code == 401


def out_of(client: FlaskClient) -> FlaskClient:
    """Sign out."""
    client.post("/sign-out")
    return client


def test_two_tabs(serve: Serve):
    """Two tabs of a browser that sign in at once both come in."""
    site = serve()
    client = site.browser()
    first, second = site.there(client, "/payouts"), site.there(client, "/campaigns")
    assert site.back(client, second).location == "/campaigns"
    assert site.back(client, first).location == "/payouts"


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example/payouts", "/sign-out", "/nope"])
def test_never_elsewhere(serve: Serve, onward: str):
    """After sign-in a reader goes to a page of ours and nowhere else."""
    site = serve()
    client = site.browser()
    assert site.back(client, site.there(client, onward)).location == "/"


def test_how_we_prove_who_we_are(serve: Serve, provider: Provider):
    """Our secret goes by a header, or where the provider takes it so alone, by the body."""
    provider.about = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    site = serve()
    client = site.browser()
    assert site.back(client, site.there(client)).status_code == 303


def test_keys_that_change(serve: Serve, provider: Provider):
    """A provider may sign with a new key at any time; keys are asked for once until then."""
    site = serve()
    for _ in range(2):
        client = site.browser()
        assert site.back(client, site.there(client)).status_code == 303
    provider.key = key("second")
    client = site.browser()
    assert site.back(client, site.there(client)).status_code == 303
    assert provider.paths.count("/keys") == 2
    assert provider.paths.count("/.well-known/openid-configuration") == 1


@pytest.mark.parametrize(("sub", "status"), [("u-17", 303), ("u-18", 403)])
def test_small_tokens(serve: Serve, provider: Provider, sub: str, status: int):
    """What an id token lacks is asked for, and counts where it is of the same person."""
    provider.claims, provider.userinfo = {}, {**ASHA, "sub": sub}
    site = serve()
    client = site.browser()
    assert site.back(client, site.there(client)).status_code == status


# ---- who they are here


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["everybody", "roi-finance"], Role.FINANCE),
        (["everybody"], Role.VIEWER),
        ("everybody", Role.VIEWER),
    ],
)
def test_roles_by_group(serve: Serve, provider: Provider, groups: object, role: Role):
    """The first group of the settings that somebody is in gives their role, also where they are new here."""
    provider.claims = {**ASHA, "email": "New.Desk@example.com", "groups": groups}
    site = serve(roles=BY_GROUP)
    client = site.browser()
    assert site.back(client, site.there(client)).status_code == 303
    assert users.role_of(site.store, "new.desk@example.com") is role
    found = site.store.rows(
        "SELECT who, details FROM audit WHERE event = 'user added' ORDER BY id DESC LIMIT 1"
    )
    details = json.dumps({"user": "new.desk@example.com", "role": role.value})
    assert found == [(site.provider.address, details)]


def test_a_group_that_is_left(serve: Serve, provider: Provider):
    """Who is in no group with a role any more does not come in, and what they had open is over."""
    provider.claims = {**ASHA, "groups": ["roi-finance"]}
    site = serve(roles=BY_GROUP)
    before, after = site.browser(), site.browser()
    site.back(before, site.there(before))
    assert before.get("/status.json").status_code == 200
    provider.claims = {**ASHA, "groups": ["roi-financiers"]}
    refused = site.back(after, site.there(after))
    assert (refused.status_code, "You have no account here." in refused.text) == (403, True)
    assert before.get("/status.json").status_code == 401


def test_a_role_that_changes(serve: Serve, provider: Provider):
    """Whose groups give another role has it from the next sign-in on."""
    provider.claims = {**ASHA, "groups": ["everybody"]}
    site = serve(roles=BY_GROUP)
    client = site.browser()
    site.back(client, site.there(client))
    assert users.role_of(site.store, ASHAS) is Role.VIEWER
    assert client.get("/download/entries.csv").status_code == 403


# ---- who does not come in


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"aud": "another"}, "aud"),
        ({"aud": ["another", "more"]}, "aud"),
        ({"aud": [CLIENT, "another"]}, "azp"),
        ({"azp": "another"}, "azp"),
        ({"iss": "https://evil.example"}, "iss"),
        ({"exp": 1_700_000_000}, "exp"),
        ({"exp": None}, "exp"),
        ({"iat": 4_000_000_000, "exp": 4_000_000_300}, "issued in the future"),
        ({"sub": None}, "sub"),
        ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "at_hash"),
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this(serve: Serve, provider: Provider, changed: dict[str, Any], why: str):
    """A token of another try, for another client, of another provider, or over, lets nobody in."""
    provider.changed = changed
    site = serve()
    client = site.browser()
    answer = site.back(client, site.there(client))
    assert (answer.status_code, client.get_cookie("session")) == (403, None)
    assert words(answer).startswith("What Our login says of you could not be checked.")
    assert answer.headers["Request-Id"] in answer.text
    ((event, who, details),) = site.written()
    assert (event, who, why in details) == ("sign-in failed", "unknown name", True)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_nobody_signed(serve: Serve, provider: Provider, algorithm: str):
    """A token without a signature, or with one anybody could make, lets nobody in, whatever is announced."""
    provider.algorithm = algorithm
    provider.about = {"id_token_signing_alg_values_supported": ["none", "HS256", "RS256"]}
    site = serve()
    client = site.browser()
    assert site.back(client, site.there(client)).status_code == 403
    assert client.get("/status.json").status_code == 401


def test_a_token_somebody_else_signed(serve: Serve, provider: Provider):
    """A token under the provider's key id, by another key, lets nobody in."""
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "first"})
    site = serve()
    client = site.browser()
    assert site.back(client, site.there(client)).status_code == 403


def test_another_browsers_try(serve: Serve):
    """A state that is wrong, another browser's, used before or missing lets nobody in; no code is asked."""
    site = serve()
    client, victim = site.browser(), site.browser()
    address = site.there(client)
    site.there(victim)
    for wrong in (re.sub("state=[^&]+", "state=wrong", address), address.partition("?")[0]):
        assert site.back(client, wrong).status_code == 400
    assert site.back(victim, address).status_code == 400
    assert site.back(site.browser(), address).status_code == 400
    assert site.provider.paths.count("/token") == 0
    assert site.back(client, address).status_code == 303
    again = site.back(out_of(client), address)
    assert words(again) == "This sign-in was begun in another browser, or too long ago."
    assert '<a href="/sign-in">Begin again</a>' in again.text


def test_too_long_ago(serve: Serve):
    """Ten minutes after it began a try is over."""
    site = serve()
    client = site.browser()
    address = site.there(client)
    with site.store.writing() as change:
        change.execute("UPDATE attempts SET made = made - 600")
    assert site.back(client, address).status_code == 400


def test_a_code_that_is_not_ours(serve: Serve):
    """A code the provider gave for another try is worth nothing here."""
    site = serve()
    client, other = site.browser(), site.browser()
    mine, theirs = site.there(client), site.there(other)
    code = parse_qs(urlsplit(theirs).query)["code"][0]
    answer = site.back(client, re.sub("code=[^&]+", f"code={code}", mine))
    assert answer.status_code == 403
    assert "invalid_grant" in site.written()[-1][2]


def test_nobody_of_ours(serve: Serve, provider: Provider):
    """Who is signed in at the provider and is no user here reads whom to ask, and is written down."""
    provider.claims = {**ASHA, "email": "bob@example.com"}
    site = serve()
    client = site.browser()
    answer = site.back(client, site.there(client))
    assert (answer.status_code, words(answer)) == (
        403,
        "You have no account here. Whoever runs this server makes one.",
    )
    assert site.written()[0][:2] == ("sign-in failed", "bob@example.com")


@pytest.mark.parametrize("verified", [False, None, "yes"])
def test_an_address_nobody_verified(serve: Serve, provider: Provider, verified: object):
    """An e-mail address anybody could have typed is nobody's name."""
    provider.claims = {**ASHA, "email_verified": verified}
    site = serve()
    client = site.browser()
    answer = site.back(client, site.there(client))
    assert (answer.status_code, "has not verified" in answer.text) == (403, True)


def test_another_claim(serve: Serve, provider: Provider):
    """The settings say which claim is the name of a user."""
    provider.claims = {"preferred_username": ASHAS.upper()}
    site = serve(name="preferred_username")
    client = site.browser()
    assert site.back(client, site.there(client)).status_code == 303


def test_who_declines(serve: Serve, provider: Provider):
    """Who does not sign in there is told so, in no words of the provider's."""
    provider.refuses = "access_denied"
    site = serve()
    client = site.browser()
    answer = site.back(client, site.there(client))
    assert (answer.status_code, words(answer)) == (403, "Our login did not sign you in.")


# ---- a provider that does not answer


def test_a_provider_that_is_down(world: Ledger, store: Store):
    """While the provider does not answer a reader is told so, and the server does without."""
    users.add(store, ASHAS, Role.FINANCE, PASSWORD, Trail(store, "a test"))
    access = Access(host="0.0.0.0", openid=OpenId("http://127.0.0.1:9", CLIENT, SECRET, label="Our login"))
    client = for_everybody(world, Settings(), gate=Gate(access, store)).test_client()
    answer = client.get("/sign-in/openid?next=/payouts", headers=BROWSER)
    assert (answer.status_code, words(answer)) == (
        503,
        "Our login does not answer at this moment. Try again in a minute.",
    )
    assert "127.0.0.1" not in answer.text
    assert client.get("/readyz").status_code == 200
    assert client.post("/sign-in", data={"name": ASHAS, "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"issuer": "https://evil.example"}, "calls itself 'https://evil.example'"),
        ({"token_endpoint": "http://login.example.com/token"}, "no address by https for token_endpoint"),
        ({"jwks_uri": None}, "no address by https for jwks_uri"),
    ],
)
def test_a_provider_that_cannot_be_one(provider: Provider, about: dict[str, Any], why: str):
    """A provider under another name, or that would be asked in the open, is not asked."""
    provider.about = about
    asked = Asked(OpenId(provider.address, CLIENT, SECRET))
    with pytest.raises(Unreachable, match=why):
        asked.address(state="s", nonce="n", verifier="v" * 43, back="http://localhost/back")


# ---- the form, and who may come at all


def test_without_passwords(serve: Serve):
    """Where passwords are off there is no form, and nobody comes in by one."""
    site = serve(passwords=False)
    client = site.browser()
    form = client.get("/sign-in")
    assert ("<form" in form.text, "Sign in with Our login" in form.text) == (False, True)
    assert client.post("/sign-in", data={"name": ASHAS, "password": "x"}).status_code == 405


def test_who_may_come(file: Path):
    """Groups that give roles are users enough to be open to others; a role that is none is refused."""
    openid = OpenId("https://login.example.com", CLIENT, roles=BY_GROUP)
    gate = gate_of(Access(host="0.0.0.0", file=file, openid=openid))
    assert gate.store is not None
    gate.store.close()
    with pytest.raises(ValueError, match="there is no user who may sign in"):
        gate_of(Access(file=file, openid=replace(openid, roles=())))
    with pytest.raises(ValueError, match="names 'boss'; roles are viewer, analyst, finance, admin"):
        gate_of(Access(file=file, openid=replace(openid, roles=(("staff", "boss"),))))
