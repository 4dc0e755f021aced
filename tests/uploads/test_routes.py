import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from influencer_roi.store import current_version
from influencer_roi.store.staged import staged_of
from tests.uploads.conftest import Bringer

LINE = b"influencer_id,basis\nann,post\n"


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip of members by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_file_lies_as_it_was_sent(bringer: Bringer, root: Path):
    """A file that is brought lies in its upload byte by byte, and nothing is live."""
    bringer.begin()
    assert bringer.bring("payouts.csv", LINE) == (200, {"taken": ["payouts.csv"]})
    assert (staged_of(root, bringer.upload).dropped / "payouts.csv").read_bytes() == LINE
    assert current_version(root) is None


def test_more_than_a_callback_may_have(bringer: Bringer, root: Path):
    """A file of two megabytes is taken where every other body ends at 64 KB."""
    content = LINE + b"ann,post\n" * 250_000
    assert bringer.begin().bring("payouts.csv", content)[0] == 200
    assert (staged_of(root, bringer.upload).dropped / "payouts.csv").stat().st_size == len(content)


@pytest.mark.in_turn(4)
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("orders.csv", b"MZ\x90\x00" + b"\0" * 300, "a Windows program"),
        ("orders.csv", b"\x7fELF\x02\x01" + b"\0" * 300, "a program"),
        ("orders.xlsx", b"%PDF-1.7 ...", "a PDF"),
        ("orders.csv", b"\xd0\xcf\x11\xe0old", "Save it as .xlsx or CSV"),
        ("orders.csv", b"<!DOCTYPE html><p>", "Download the export again"),
        ("orders.csv", bytes(range(256)) * 4, "no text and no table"),
        ("orders.csv", b"", "the file is empty"),
        ("orders.csv", b"%PDF-1.7 ...", "a PDF"),
        ("orders.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "remove the password"),
        ("Tracker.numbers", zipped({"Index/Document.iwa": b"x"}), "Export To > CSV or Excel"),
        ("orders.ods", zipped({"content.xml": b"x"}), "an OpenDocument file"),
        ("orders.csv", b'[{"id": 1}]', "this is JSON"),
        ("../orders.csv", LINE, "is no name for a file"),
        ("a/b/orders.csv", LINE, "is no name for a file"),
        (".orders.csv", LINE, "is no name for a file"),
        *((name, LINE, "is no name for a file") for name in ("", "/", "//", ".", " ", "./orders.csv")),
        ("orders.zip", b"PK\x03\x04 no zip", "Pack it again"),
        ("orders.zip", zipped({"/etc/orders.csv": LINE}), "outside of its folder"),
        ("orders.zip", zipped({"../orders.csv": LINE}), "outside of its folder"),
        ("orders.zip", zipped({"inner.zip": b"PK"}), "an archive in an archive"),
        ("orders.zip", zipped({"orders.csv": zipped({"posts.csv": LINE})}), "an archive in an archive"),
        ("orders.zip", zipped({"posts.csv": LINE, "NUL.csv": LINE}), "no name for a file"),
        ("orders.zip", zipped({"posts.csv": LINE, "a\x1bb.csv": LINE}), "no name for a file"),
        ("orders.zip", lambda: zipped({"bomb.csv": b"0" * (30 << 20)}), "unpacks beyond measure"),
        ("orders.zip", zipped({"evil.csv": b"MZ\x90\x00" + b"\0" * 99}), "a Windows program"),
        ("orders.zip", lambda: zipped({f"{at}.csv": b"a" for at in range(10_000)}), "10,000 files"),
    ],
)
def test_refused_in_words(
    bringer: Bringer, root: Path, name: str, content: bytes | Callable[[], bytes], says: str
):
    """What is no table, or would lie elsewhere, is refused in words that say what to do; none of it stays."""
    status, answer = bringer.begin().bring(name, content if isinstance(content, bytes) else content())
    assert status == 422
    assert says in answer["refused"]
    assert staged_of(root, bringer.upload).names() == []
    assert not [path for path in root.parent.rglob("*orders.csv") if "no-users" not in str(path)]


@pytest.mark.parametrize("at", [0.3, 0.5, 0.7])
def test_a_zip_that_is_damaged(bringer: Bringer, at: float):
    """Whatever of its bytes are other than they were, it is refused in words."""
    text = "".join(f"A{one * 7919 % 9973},{one * one}\n" for one in range(5_000))
    packed = bytearray(zipped({"orders.csv": text.encode()}))
    middle = int(at * len(packed))
    packed[middle : middle + 40] = bytes(255 - one for one in packed[middle : middle + 40])
    assert "Pack it again" in bringer.begin().bring("orders.zip", bytes(packed))[1]["refused"]


def test_links_and_passwords_in_a_zip(bringer: Bringer):
    """A link in a zip is refused, and so is a member that is encrypted."""
    link = zipfile.ZipInfo("orders.csv")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "is a link" in bringer.begin().bring("orders.zip", packed.getvalue())[1]["refused"]
    secret = bytearray(zipped({"orders.csv": LINE}))
    secret[secret.rindex(b"PK\x01\x02") + 8] |= 1
    assert "is encrypted" in bringer.bring("orders.zip", bytes(secret))[1]["refused"]


def test_a_zip_is_its_files(bringer: Bringer):
    """The files of a zip are taken one by one, without the folder they all lie in, and what systems add."""
    packed = zipped({"data/posts.csv": LINE, "data/payouts.csv": LINE, "__MACOSX/x": b"x"})
    assert bringer.begin().bring("data.zip", packed)[1] == {"taken": ["posts.csv", "payouts.csv"]}


def test_two_files_of_one_name(bringer: Bringer):
    """Two files of one name in a zip are both taken; the parts of a folder of orders stay its parts."""
    packed = zipped({"asha/posts.csv": LINE, "bina/posts.csv": LINE, "orders/2025/1.csv": LINE})
    taken = bringer.begin().bring("data.zip", packed)[1]["taken"]
    assert taken == ["posts.csv", "posts_bina.csv", "orders/2025_1.csv"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (("posts.csv", "posts.csv", "Posts.csv"), ["posts.csv", "posts_2.csv", "Posts_3.csv"]),
        (("posts.csv", "posts.txt"), ["posts.csv", "posts_2.csv"]),
        (("a/x/posts.csv", "b/x/posts.csv", "c/x/posts.csv"), ["posts.csv", "posts_x.csv", "posts_c_x.csv"]),
        (("orders/a/1.csv", "orders/a_1.csv"), ["orders/a_1.csv", "orders/a_1_2.csv"]),
    ],
)
def test_no_member_replaces_another(bringer: Bringer, names: tuple[str, ...], taken: list[str]):
    """Whatever members of a zip are called, each is kept under a name of its own."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, LINE)
    assert bringer.begin().bring("data.zip", packed.getvalue())[1] == {"taken": taken}


@pytest.mark.parametrize(
    ("name", "taken"),
    [("posts: June?.csv", "posts_ June_.csv"), ("posts.parquet.sha256", "posts.parquet.sha256")],
)
def test_names_other_systems_lack(bringer: Bringer, name: str, taken: str):
    """What some systems have in no name is taken out of it; a checksum stays beside its file."""
    assert bringer.begin().bring(name, LINE)[1] == {"taken": [taken]}


@pytest.mark.parametrize("name", ["Codes.csv", "MAPPING.TOML"])
def test_known_beside_the_tables(bringer: Bringer, name: str):
    """What is read under one name is kept under it, however it is spelled."""
    assert bringer.begin().bring(name, LINE)[1] == {"taken": [name.lower()]}


def test_named_by_content(bringer: Bringer):
    """A file whose name lacks what it is, or says otherwise, is kept as what it is."""
    bringer.begin()
    assert bringer.bring("posts.txt", LINE)[1] == {"taken": ["posts.csv"]}
    assert bringer.bring("orders.dat", b"PAR1....PAR1")[1] == {"taken": ["orders.parquet"]}


def test_no_such_upload(bringer: Bringer):
    """An upload nobody began, or whose id is none, is said to be gone."""
    for identity in ("0" * 16, "..", "x"):
        bringer.upload = identity
        answer = bringer.client.post(f"/upload/{identity}", data=LINE, query_string={"name": "posts.csv"})
        assert answer.status_code in (404, 422)
