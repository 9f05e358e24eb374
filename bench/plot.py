"""Curves on logarithmic scales, as SVG, side by side: no library, and the same bytes for the same points."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, ROOM = 230, 150, 46  # of one picture, and around it


@dataclass(frozen=True)
class Curve:
    """Points of sizes and milliseconds, and the exponent that was fitted."""

    name: str
    points: list[tuple[float, float]]
    exponent: float


def plotted(curves: list[Curve]) -> str:
    """All curves, three in a row."""
    across = min(3, len(curves))
    down = ceil(len(curves) / across)
    width, height = across * (WIDTH + 2 * ROOM), down * (HEIGHT + 2 * ROOM)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, curve in enumerate(curves):
        x, y = number % across * (WIDTH + 2 * ROOM) + ROOM, number // across * (HEIGHT + 2 * ROOM) + ROOM
        lines += [f'<g transform="translate({x} {y})">', *_picture(curve), "</g>"]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _picture(curve: Curve) -> list[str]:
    xs, ys = ([point[axis] for point in curve.points] for axis in (0, 1))
    (left, right), (low, high) = _decades(xs), _decades(ys)

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            (log10(x) - left) / (right - left) * WIDTH,
            HEIGHT - (log10(y) - low) / (high - low) * HEIGHT,
        )

    title = f"{curve.name}: exponent {curve.exponent:.2f}"
    lines = [f'<text x="0" y="-12" font-weight="bold">{escape(title)}</text>']
    for decade in range(left, right + 1):
        x, _ = place(10**decade, 10**low)
        lines.append(f'<path d="M{x:.1f} 0V{HEIGHT}" stroke="#ddd"/>')
        lines.append(f'<text x="{x:.1f}" y="{HEIGHT + 15}" text-anchor="middle">{_short(decade)}</text>')
    for decade in range(low, high + 1):
        _, y = place(10**left, 10**decade)
        lines.append(f'<path d="M0 {y:.1f}H{WIDTH}" stroke="#ddd"/>')
        lines.append(f'<text x="-5" y="{y + 4:.1f}" text-anchor="end">{_short(decade)} ms</text>')
    places = [place(x, y) for x, y in curve.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    lines.append(f'<polyline points="{path}" fill="none" stroke="#1f5fa8" stroke-width="1.5"/>')
    lines += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="#1f5fa8"/>' for x, y in places]
    return lines


def _decades(values: list[float]) -> tuple[int, int]:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


def _short(decade: int) -> str:
    return f"{10**decade:,}" if decade >= 0 else f"{10.0**decade:g}"
