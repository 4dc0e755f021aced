"""Draws the map of the floors from the contract import-linter holds, wherever a reader meets it."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "influencer_roi"
BEGIN, END = "<!-- floors: written by `make docs` -->", "<!-- end of floors -->"
MAPPED = ("CONTRIBUTING.md", "docs/how-it-works.md")


def floors() -> list[tuple[str, ...]]:
    """Return the modules of each floor of the package, the roof first, as the contract has them."""
    return layers("influencer_roi")


def layers(container: str) -> list[tuple[str, ...]]:
    """Return the modules of each layer inside a package, as its contract has them; none without one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in project["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers" and container in contract["containers"]:
            return [tuple(name.strip() for name in layer.split("|")) for layer in contract["layers"]]
    return []


def path_of(module: str) -> str:
    """Return the folder or file of a module of the house."""
    return f"{module}/" if (PACKAGE / module / "__init__.py").exists() else f"{module}.py"


def does(module: str) -> str:
    """Return the sentence a module or package of the house opens with."""
    path = PACKAGE / path_of(module)
    source = path / "__init__.py" if path.is_dir() else path
    docstring = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.partition("\n\n")[0].split())


def table() -> str:
    """Return the map as a table of Markdown: a line per module, from the roof down."""
    lines = [
        f"| {'' if below else '↓'} | `{path_of(module)}` | {does(module)} |"
        for floor in floors()
        for below, module in enumerate(floor)
    ]
    return "\n".join(["| | module | what it does |", "| --- | --- | --- |", *lines])


def docstring() -> str:
    """Return the text of the package's __init__.py: the map in plain letters."""
    width = max(len(" · ".join(floor)) for floor in floors()) + 2
    lines = [f"    {' · '.join(floor):<{width}}".rstrip() for floor in floors()]
    return "\n".join(
        [
            '"""influencer-roi: four files in, one honest dashboard out.',
            "",
            "The house, from the roof down; imports only go down, and import-linter holds it. What each",
            "floor does stands in docs/how-it-works.md, and at the head of each.",
            "",
            *lines,
            '"""',
            "",
        ]
    )


def mapped(text: str) -> str:
    """Return the text of a page with the map between its marks as it is today."""
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    return f"{head}{BEGIN}\n\n{table()}\n\n{END}{tail}"


def pages() -> dict[str, str]:
    """Return the text of every file that holds the map, by its path in the repository."""
    return {
        **{name: mapped((ROOT / name).read_text(encoding="utf-8")) for name in MAPPED},
        "src/influencer_roi/__init__.py": docstring(),
    }
