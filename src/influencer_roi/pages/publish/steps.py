"""Draws one of the five steps: its number, what it is, and its body while it is open."""

from collections.abc import Sequence

from influencer_roi.ui.nodes import Node, el, scrolling

DONE, NOW, LATER = "done", "now", "later"


def step(
    number: int,
    state: str,
    title: str,
    beside: str = "",
    *,
    say: "Sequence[Node]" = (),
    tools: Sequence[Node] = (),
    body: Sequence[Node] = (),
) -> list[Node]:
    """Return a step; a done one shows what was found, one that comes later what it will show."""
    mark = "✓" if state == DONE else str(number)
    heading = el("h2", title, el("span", beside) if beside else None)
    words = [el("div", *say, className="sm")] if say else []
    header = el(
        "header",
        el("span", mark, className="no", aria_hidden="true"),
        el("div", [heading, *words]),
        el("div", list(tools), className="step-tools"),
    )
    inside = [el("div", list(body), className="in")] if body else []
    current = {"aria_current": "step"} if state == NOW else {}
    return el("li", [header, *inside], className=f"step {state}", key=str(number), **current)


def state_of(number: int, now: int, *, reached: bool) -> str:
    """Return whether a step is done, open, or comes later."""
    if number == now:
        return NOW
    return DONE if reached else LATER


def button(words: str, act: str, *, style: str = "btn", off: bool = False, **values: str) -> list[Node]:
    """Return a button that tells the server of an act; one that is off says in its words why."""
    data = {f"data_{name}": value for name, value in values.items()}
    return el("button", words, className=style, type="button", disabled=off, data_do=act, **data)


def onward(words: str, act: str, *, off: bool = False, **data: str) -> list[Node]:
    """Return the button that leads on."""
    return button(words, act, style="btn" if off else "btn go", off=off, **data)


def back_to(words: str, number: int, *, style: str = "ghost small") -> list[Node]:
    """Return a button that opens another step."""
    return button(words, "look", style=style, to=str(number))


def file_link(words: str, upload: str, file: str, *, style: str | None = "ghost small") -> list[Node]:
    """Return the link to a file of an upload."""
    return el("a", words, href=f"/upload/{upload}/{file}", className=style, download=file)


def sub(title: str, beside: str, *more: Node, name: str | None = None) -> list[Node]:
    """Return the heading of a part, what is beside it, and what stands at its end."""
    words = [el("h3", title), el("span", beside, className="muted")]
    return el("div", words, *((el("span", className="gap"), *more) if more else ()), className="sub", id=name)


def folded(words: str, *inside: "Node | list[Node]", opened: bool = False) -> list[Node]:
    """Return what is folded up under some words."""
    return el("details", el("summary", words), *inside, className="heads", open=opened)


def table(
    name: str, headings: Sequence[tuple[str, str]], lines: Sequence[Sequence[Node]], *, style: str = "rt"
) -> list[Node]:
    """Return a table that scrolls by itself; headings are words and a class, the first cell names its row."""
    head = [el("th", words, scope="col", className=cls or None) for words, cls in headings]
    body = [
        el(
            "tr",
            [
                el("th", cell, scope="row") if at == 0 else el("td", cell, className=cls or None)
                for at, (cell, (_, cls)) in enumerate(zip(line, headings, strict=True))
            ],
        )
        for line in lines
    ]
    inner = el("table", el("thead", el("tr", head)), el("tbody", body), className=style)
    return scrolling(inner, name)
