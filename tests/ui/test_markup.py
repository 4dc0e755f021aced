import ast
from pathlib import Path

import pytest

import influencer_roi
from influencer_roi.ui.markup import plot_text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("6\" of 'steel'", "6\" of 'steel'"),
        ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("R&D", "R&amp;D"),
    ],
)
def test_plot_text(text: str, written: str):
    """Markup is escaped for a figure; quotes stay, which Plotly would otherwise show as `&quot;`."""
    assert plot_text(text) == written


def test_one_rule_for_figures():
    """No other module escapes texts by a rule of its own."""
    package = Path(influencer_roi.__file__).parent
    escaping = {
        str(file.relative_to(package))
        for floor in ("ui", "pages")
        for file in (package / floor).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "html"
    }
    assert escaping == {"ui/markup.py"}
