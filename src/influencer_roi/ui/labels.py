"""Finds room for names in pictures: beside their dots where nothing lies, long ones without their middle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LETTER, LINE, APART = 6.9, 15.0, 4.0
LONGEST = 26  # characters of a name in a picture


@dataclass(frozen=True)
class Spot:
    """A dot in pixels from the upper left, its radius, and the name that should stand beside it."""

    x: float
    y: float
    radius: float
    words: str


@dataclass(frozen=True)
class Box:
    """A rectangle that something takes up, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Return whether the two share any room."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, width: float, height: float) -> bool:
        """Return whether it lies inside a picture of this size."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


def placed(spots: Sequence[Spot], *, width: float, height: float, besides: Sequence[Box] = ()) -> list[str]:
    """Return where each name stands, as Plotly calls it ("middle right"), "" where there is no room.

    Larger dots choose first; no name covers a dot, another name or what is there `besides`, or leaves the
    picture.
    """
    taken = [*(_around(spot) for spot in spots), *besides]
    found = [""] * len(spots)
    for number in sorted(range(len(spots)), key=lambda place: -spots[place].radius):
        others = taken[:number] + taken[number + 1 :]
        free = (
            (words, box)
            for words, box in _sides(spots[number])
            if box.within(width, height) and not any(box.meets(other) for other in others)
        )
        words, box = next(free, ("", None))
        found[number] = words
        if box is not None:
            taken.append(box)
    return found


def _around(spot: Spot) -> Box:
    return Box(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)


def _sides(spot: Spot) -> Iterator[tuple[str, Box]]:
    """Yield the four sides of a dot, the best to read first."""
    wide, off, half = LETTER * len(spot.words), spot.radius + APART, LINE / 2
    x, y = spot.x, spot.y
    yield "middle right", Box(x + off, y - half, x + off + wide, y + half)
    yield "middle left", Box(x - off - wide, y - half, x - off, y + half)
    yield "top center", Box(x - wide / 2, y - off - LINE, x + wide / 2, y - off)
    yield "bottom center", Box(x - wide / 2, y + off, x + wide / 2, y + off + LINE)


def shortened(name: str) -> str:
    """Return a name as a picture has room for it, a long one without its middle."""
    half = LONGEST // 2
    return f"{name[:half]}…{name[1 - half :]}" if len(name) > LONGEST else name
