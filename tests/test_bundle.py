from pathlib import Path

import pytest
from flask import Flask

from influencer_roi import bundle
from influencer_roi.bundle import APART, alone, assets_folder, bundles, serving


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """A folder of scripts and sheets."""
    for name in ("20-two.js", "10-one.js", "early.js", "10-one.css", "waiting.css", "note.txt"):
        (tmp_path / name).write_text(f"/* {name} */")
    return tmp_path


def test_one_file_of_each_kind(assets: Path):
    """Scripts and sheets stand in one file each, by name; what a page loads by itself stays apart."""
    assert [(one.kind, one.content) for one in bundles(assets)] == [
        ("js", "/* 10-one.js */\n/* 20-two.js */"),
        ("css", "/* 10-one.css */"),
    ]


def test_the_address_changes_with_the_content(assets: Path):
    """Another content has another address, so that a browser may keep a file for good."""
    before = bundles(assets)
    (assets / "10-one.js").write_text("other")
    after = bundles(assets)
    assert before[0].address != after[0].address
    assert before[1].address == after[1].address


def test_served(assets: Path):
    """Each is served as what it is, to be kept for a year."""
    flask = Flask("bundles")
    flask.register_blueprint(serving(bundles(assets)))
    for one, kind in zip(bundles(assets), ("text/javascript", "text/css"), strict=True):
        answer = flask.test_client().get(one.address)
        assert (answer.text, answer.mimetype) == (one.content, kind)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_alone(assets: Path):
    """What a page loads by itself is served under its name and a fingerprint, for a year."""
    before = alone(assets / "early.js")
    flask = Flask("bundles")
    flask.register_blueprint(serving((*bundles(assets), before)))
    answer = flask.test_client().get(before.address)
    assert (answer.text, answer.mimetype) == ("/* early.js */", "text/javascript")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    (assets / "early.js").write_text("other")
    after = alone(assets / "early.js")
    assert before.address != after.address
    assert {one.address.rsplit("/", 1)[1] for one in (before, after)} == {"early.js"}


def test_every_asset_is_served():
    """Every script and sheet of ours is in a bundle, or is loaded by name."""
    ours = assets_folder()
    served = "\n".join(one.content for one in bundles(ours))
    for file in [*ours.glob("*.js"), *ours.glob("*.css")]:
        assert file.name in APART or file.read_text() in served


@pytest.mark.parametrize("kind", ["js", "css"])
def test_an_empty_bundle(assets: Path, kind: str):
    """A page without its scripts or its sheets is never served: what is missing is named, and the way out."""
    for file in assets.glob(f"*.{kind}"):
        file.write_text("")
    with pytest.raises(ValueError, match=f"{assets} holds no {kind}.*pip install"):
        bundles(assets)


def test_no_assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A package that came without its assets says so, and how to get them."""
    monkeypatch.setattr(bundle, "HOME", tmp_path)
    with pytest.raises(ValueError, match=r"assets is missing.*pip install -c constraints\.txt"):
        assets_folder()
