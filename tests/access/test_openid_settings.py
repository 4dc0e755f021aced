from pathlib import Path

import pytest

from influencer_roi.settings import Access, OpenId, is_private

ISSUER = {"OPENID_ISSUER": "https://login.example.com/realms/roi", "OPENID_CLIENT": "roi"}


def access(**variables: str) -> Access:
    """What the environment asks for."""
    return Access.from_environment({f"INFLUENCER_ROI_{name}": text for name, text in variables.items()})


def test_none():
    """Without an issuer readers sign in here."""
    assert (access().openid, access().passwords, access().is_for_others) == (None, True, False)


def test_a_provider():
    """An issuer and a client id are enough; a server with a provider is for others, and they sign in."""
    found = access(**ISSUER)
    assert found.openid == OpenId(
        "https://login.example.com/realms/roi",
        "roi",
        name="email",
        groups="groups",
        scope="openid email profile",
        label="login.example.com",
    )
    assert found.is_for_others


def test_all_of_it(tmp_path: Path):
    """Each variable sets its own value; the secret is a file's, and in no text of the settings."""
    file = tmp_path / "secret"
    file.write_text("s3cret\n", encoding="utf-8")
    named = {
        "OPENID_SECRET_FILE": str(file),
        "OPENID_NAME": "preferred_username",
        "OPENID_GROUPS": "roles",
        "OPENID_ROLES": "roi finance = Finance, cn=all,",
        "OPENID_SCOPE": "openid profile groups",
        "OPENID_LABEL": "HealthKart login",
        "PASSWORDS": "no",
    }
    found = access(**ISSUER, **named)
    assert found.openid == OpenId(
        "https://login.example.com/realms/roi",
        "roi",
        "s3cret",
        "preferred_username",
        "roles",
        (("roi finance", "finance"), ("cn", "all")),
        "openid profile groups",
        "HealthKart login",
    )
    assert ("s3cret" in repr(found), found.passwords) == (False, False)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"OPENID_ISSUER": "https://login.example.com"}, "INFLUENCER_ROI_OPENID_CLIENT is not set"),
        (
            {**ISSUER, "OPENID_ISSUER": "http://login.example.com"},
            "give the provider's address, such as https",
        ),
        ({**ISSUER, "OPENID_ISSUER": "login.example.com"}, "give the provider's address"),
        ({**ISSUER, "OPENID_ISSUER": "https://[login"}, "give the provider's address"),
        ({**ISSUER, "OPENID_ROLES": "finance"}, "'roi-finance=finance, everybody=viewer'"),
        ({**ISSUER, "OPENID_ROLES": "=finance"}, "'roi-finance=finance, everybody=viewer'"),
        ({**ISSUER, "OPENID_SCOPE": "email"}, "it holds openid"),
        ({**ISSUER, "OPENID_SECRET": "a", "OPENID_SECRET_FILE": "b"}, "are both set; keep one"),
        ({**ISSUER, "OPENID_SECRET_FILE": "/nowhere/secret"}, "/nowhere/secret cannot be read"),
        ({"PASSWORDS": "no"}, "nothing else signs readers in; set INFLUENCER_ROI_OPENID_ISSUER"),
        ({"PASSWORDS": "perhaps"}, "give yes or no"),
    ],
    ids=str,
)
def test_what_cannot_be_read(variables: dict[str, str], words: str):
    """A setting that makes no sense is refused by its name, with the way out."""
    with pytest.raises(ValueError, match=words):
        access(**variables)


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("https://login.example.com", True),
        ("http://127.0.0.1:9000/realms/roi", True),
        ("http://localhost", True),
        ("http://login.example.com", False),
        ("http://localhost.evil.example", False),
        ("http://localhost@evil.example", False),
        ("ftp://localhost", False),
        ("https://", False),
        ("", False),
        ("None", False),
    ],
)
def test_what_nobody_else_reads(address: str, private: bool):  # noqa: FBT001 # a column of the table
    """What is sent by https, or to this machine, stays between two."""
    assert is_private(address) is private
