"""Draws sparklines: small inline SVG images that take their colour from the page."""

from collections.abc import Sequence
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 108, 32, 3
MOST_POINTS = 60


def spark_style(values: Sequence[float | None]) -> dict[str, str]:
    """Return the style of a sparkline, an SVG line that masks a coloured box; under two points hide it."""
    points = _points(values)
    if len(points) < 2:
        return {"visibility": "hidden"}
    path = " ".join(f"{'L' if number else 'M'}{x:.1f},{y:.1f}" for number, (x, y) in enumerate(points))
    x, y = points[-1]
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' preserveAspectRatio='none'>"
        f"<path d='{path}' fill='none' stroke='black' stroke-width='1.75' stroke-linejoin='round'/>"
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='2.6'/></svg>"
    )
    image = f'url("data:image/svg+xml,{quote(svg)}")'
    return {"maskImage": image, "WebkitMaskImage": image}


def _points(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """Return where each present value lies; the last of more than sixty are shown."""
    shown = list(values)[-MOST_POINTS:]
    present = [(number, value) for number, value in enumerate(shown) if value is not None]
    if not present:
        return []
    low, high = min(value for _, value in present), max(value for _, value in present)
    step = (WIDTH - 2 * MARGIN) / max(1, len(shown) - 1)
    span = (high - low) or 1.0
    return [
        (MARGIN + number * step, HEIGHT - MARGIN - (value - low) / span * (HEIGHT - 2 * MARGIN))
        for number, value in present
    ]
