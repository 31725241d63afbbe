"""Draws the training losses as a small SVG."""
import json
from pathlib import Path

from places import HERE, WORK

WIDTH, HEIGHT, MARGIN = 640, 240, 36
COLOURS = {"guide": "#1f5f8b", "embed": "#b5541c"}


def smooth(losses: list[float], window: int = 25) -> list[float]:
    return [sum(losses[i:i + window]) / len(losses[i:i + window]) for i in range(0, len(losses), window)]


def line(name: str, losses: list[float], top: float) -> str:
    values = smooth(losses)
    points = " ".join(f"{MARGIN + at * (WIDTH - 2 * MARGIN) / max(1, len(values) - 1):.1f},"
                      f"{HEIGHT - MARGIN - value / top * (HEIGHT - 2 * MARGIN):.1f}" for at, value in enumerate(values))
    return f'<polyline fill="none" stroke="{COLOURS[name]}" stroke-width="1.5" points="{points}"/>'


def draw(target: Path = HERE / "losses.svg") -> None:
    curves = {name: json.loads((WORK / f"{name}-losses.json").read_text()) for name in COLOURS}
    top = max(max(smooth(losses)) for losses in curves.values())
    labels = [f'<text x="{WIDTH - MARGIN}" y="{MARGIN + 16 * at}" text-anchor="end" fill="{COLOURS[name]}">'
              f"{name}: {len(losses)} steps, ends at {smooth(losses)[-1]:.2f}</text>"
              for at, (name, losses) in enumerate(curves.items())]
    base = HEIGHT - MARGIN
    axes = (f'<path d="M{MARGIN} {MARGIN}V{base}H{WIDTH - MARGIN}" fill="none" stroke="#888"/>'
            f'<text x="4" y="{MARGIN + 4}">{top:.1f}</text><text x="4" y="{base + 4}">0</text>')
    target.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
                      f'font-size="12"><rect width="100%" height="100%" fill="#fff"/>{axes}'
                      + "".join(line(name, losses, top) for name, losses in curves.items()) + "".join(labels) + "</svg>\n")
