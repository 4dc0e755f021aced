import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from influencer_roi.ledger.entries import Ledger
from influencer_roi.store import current_version, write_snapshot
from tests.faults.states import State, served

ROUNDS = 150
Damage = Callable[[bytes, random.Random], bytes | None]


def _flip(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]


DAMAGES: dict[str, Damage] = {
    "flip": _flip,
    "cut": lambda content, chance: content[: chance.randrange(len(content))],
    "grow": lambda content, chance: content + chance.randbytes(chance.randint(1, 64)),
    "zero": lambda content, _: bytes(len(content)),
    "delete": lambda _content, _chance: None,
}


def test_any_damage_is_found(tmp_path: Path, ledgers: dict[str, Ledger], states: dict[str, State]):
    """Of 150 random damages to a snapshot all are found, and what is served is the last good version."""
    whole = tmp_path / "whole"
    good = write_snapshot(ledgers["one"], whole, sources={})
    damaged = write_snapshot(ledgers["two"], whole, sources={})
    chance = random.Random(20261121)  # noqa: S311 # damage, not secrets
    outcomes: Counter[str] = Counter()
    for number in range(ROUNDS):
        root = tmp_path / f"damaged-{number}"
        shutil.copytree(whole, root)
        name, kind = _damage(root, damaged, chance)
        expected = (damaged, states["two"], 1) if name == "CURRENT" else (good, states["one"], 1)
        outcomes["found" if served(root) == expected else f"missed: {kind} {name}"] += 1
        shutil.rmtree(root)
    assert outcomes == {"found": ROUNDS}


def _damage(root: Path, version: str, chance: random.Random) -> tuple[str, str]:
    """Damage one file of the current version, or CURRENT; return its name and how."""
    files = sorted(path for path in (root / "versions" / version).rglob("*") if path.is_file())
    file = chance.choice([*files, root / "CURRENT"])
    kind = chance.choice(sorted(DAMAGES))
    content = DAMAGES[kind](file.read_bytes(), chance)
    if content is None:
        file.unlink()
    else:
        assert content != file.read_bytes()
        file.write_bytes(content)
    return file.name, kind


def test_what_is_not_damaged(tmp_path: Path, ledgers: dict[str, Ledger], states: dict[str, State]):
    """A snapshot nobody touched has no problem: the finder does not cry wolf."""
    write_snapshot(ledgers["one"], tmp_path, sources={})
    version = write_snapshot(ledgers["two"], tmp_path, sources={})
    assert served(tmp_path) == (version, states["two"], 0)
    assert current_version(tmp_path) == version
