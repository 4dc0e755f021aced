"""Every map of the floors is the one import-linter enforces."""

import re
from pathlib import Path

import pytest

from docs import house

PAGES = house.pages()


@pytest.mark.parametrize("name", PAGES)
def test_fresh(name: str):
    """The map on disk is the enforced one; `make docs` writes it anew."""
    assert Path(house.ROOT, name).read_text(encoding="utf-8") == PAGES[name]


def test_every_module_is_on_the_map():
    """Each module and package of the house stands on one floor, and each floor is there."""
    there = {path.stem for path in house.PACKAGE.iterdir() if path.suffix == ".py" or _is_package(path)}
    mapped = [module for floor in house.floors() for module in floor]
    assert sorted(mapped) == sorted(there - {"__init__"})


def test_every_module_says_what_it_does():
    """The line a module has on the map is the first sentence of its own docstring."""
    assert [module for floor in house.floors() for module in floor if not house.does(module)] == []


def test_how_it_works_names_what_is_there():
    """Every file and folder the page names exists, in the package or at the top."""
    page = Path(house.ROOT, "docs", "how-it-works.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:[\w-]+/)+(?:[\w-]+\.\w+)?|[\w-]+\.py)`", page)
    bases = (house.PACKAGE, house.ROOT, house.PACKAGE / "intake", house.ROOT / "tests" / "intake" / "clean")
    assert [name for name in named if not any((base / name).exists() for base in bases)] == []
    assert len(named) > 40


def _is_package(path: Path) -> bool:
    return (path / "__init__.py").exists()


def test_only_the_order_book_asks_where_orders_are():
    """Outside the rooms that load, keep and list orders, nothing tells rows in memory from rows in files."""
    may = tuple(str(house.PACKAGE / room) for room in ("ledger", "orders", "store"))
    asks = [
        str(path)
        for path in house.PACKAGE.rglob("*.py")
        if re.search(r"\w\.in_place\b(?! import)", path.read_text("utf-8"))
    ]
    assert [path for path in asks if not path.startswith(may)] == []
    assert asks
