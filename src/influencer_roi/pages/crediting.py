"""Lets readers pick the rule by which orders are credited to posts, and over how many days it looks."""

from dataclasses import replace

from influencer_roi.queries.credit import closed_rules
from influencer_roi.queries.credit_rules import STANDARD, WINDOWS, Crediting, Rule
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.view import View

_RULES = {
    Rule.STANDARD: "recorded, else last post",
    Rule.RECORDED: "recorded post alone",
    Rule.LAST: "last post",
    Rule.FIRST: "first post",
    Rule.LINEAR: "all posts alike",
    Rule.DECAY: "later posts more",
    Rule.ENDS: "first and last 40 % each",
}


_WINDOWS = {str(days): f"within {days} days" for days in WINDOWS}
CHOICES: dict[str, Choice] = {
    "credit": Choice("Credit goes to", {rule.value: words for rule, words in _RULES.items()}, closed_rules),
    "window": Choice("Within", _WINDOWS, usual=str(STANDARD.window)),
}


def crediting(view: View) -> Crediting:
    """Return the rule and the window that are picked; the ledger's own where a page has no such choice."""
    picked = {name: view.choices.get(name, choice.default) for name, choice in CHOICES.items()}
    return Crediting(Rule(picked["credit"]), int(picked["window"]))


def with_crediting(view: View) -> View:
    """Return the view whose files know the rule and the window, where they are not the ledger's own."""
    how = crediting(view)
    picked = f"credit={how.rule}&window={how.window}" if how != STANDARD else ""
    return replace(view, picked="&".join(part for part in (view.picked, picked) if part))
