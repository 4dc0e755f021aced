"""Holds what tests share to leaving each of them as it would be alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
SCENES = """
@pytest.fixture(scope="module")
def lives_on():
    with pytest.MonkeyPatch.context() as patched:
        yield patched

@pytest.fixture
def ends_with_its_test(monkeypatch):
    monkeypatch.setattr(files, "STRIPE", 7)

@pytest.fixture(scope="session")
def only_makes():
    return 1
"""


def patching(source: str) -> Iterator[str]:
    """Yield the fixtures that outlive a test and patch something."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            scoped = [
                one
                for one in node.decorator_list
                if "fixture(" in ast.unparse(one) and "scope=" in ast.unparse(one)
            ]
            if scoped and "monkeypatch" in ast.unparse(node).casefold():
                yield node.name


def test_only_fixtures_of_one_test_patch() -> None:
    """A fixture of a module lives on while tests that do not ask for it run: it patches nothing."""
    found = {
        str(path.relative_to(TESTS)): [*patching(path.read_text(encoding="utf-8"))]
        for path in TESTS.rglob("*.py")
    }
    assert {name: names for name, names in found.items() if names} == {}


def test_one_that_patches_is_found() -> None:
    """Of three fixtures the one is found that patches and lives on."""
    assert list(patching(SCENES)) == ["lives_on"]
