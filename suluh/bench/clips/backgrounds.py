"""What stands behind words: colours, gradients and scenes like a photograph's, all drawn from numbers."""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
PALETTES = (
    ((18, 24, 48), (62, 84, 150)),
    ((120, 20, 30), (220, 90, 60)),
    ((10, 70, 60), (60, 170, 120)),
    ((245, 240, 225), (230, 205, 160)),
    ((255, 255, 255), (225, 232, 240)),
    ((250, 205, 40), (240, 140, 30)),
    ((60, 20, 90), (190, 60, 150)),
    ((20, 20, 20), (80, 80, 80)),
)
KINDS = ("flat", "gradient", "scene", "grain")


def background(seed: int, width: int, height: int, kind: str) -> Pixels:
    """height × width × 3, RGB. kind is one of KINDS."""
    chance = random.Random(f"background {seed}")
    dark, light = (np.array(c, float) for c in chance.choice(PALETTES))
    if kind == "flat":
        return np.broadcast_to(dark.astype(np.uint8), (height, width, 3)).copy()
    if kind == "scene":
        return scene(seed, width, height)
    across = gradient(width, height, chance.uniform(0, 2 * np.pi))[..., None]
    mixed = dark * (1 - across) + light * across
    if kind == "grain":
        mixed += np.random.default_rng(seed).normal(0, 12, (height, width, 1))
    return np.clip(mixed, 0, 255).astype(np.uint8)


def gradient(width: int, height: int, angle: float) -> NDArray[np.float64]:
    """0..1 across the picture in a direction (radians)."""
    x, y = np.linspace(-1, 1, width)[None, :], np.linspace(-1, 1, height)[:, None]
    along = np.cos(angle) * x + np.sin(angle) * y
    return np.asarray((along - along.min()) / (np.ptp(along) or 1))


def scene(seed: int, width: int, height: int) -> Pixels:
    """Clouds of colour at many scales under a horizon, with grain: as busy as a photograph, and of nothing."""
    chance = np.random.default_rng([seed, 5])
    low, high = np.sort(chance.uniform(20, 235, (2, 3)), axis=0)
    cloud = clouds(chance, width, height)
    picture = low + (high - low) * cloud[..., None]
    horizon = int(height * chance.uniform(0.45, 0.75))
    ground = clouds(chance, width, height - horizon)[..., None]
    tint = chance.uniform(20, 160, 3)
    picture[horizon:] = 0.35 * picture[horizon:] + 0.65 * tint * (0.5 + ground)
    picture = _shapes(chance, picture)
    picture += chance.normal(0, 4, (height, width, 1))
    return np.clip(picture, 0, 255).astype(np.uint8)


def clouds(chance: np.random.Generator, width: int, height: int) -> NDArray[np.float64]:
    """Smooth noise of five scales, 0..1."""
    total = np.zeros((height, width))
    for cells, weight in ((3, 1.0), (6, 0.6), (12, 0.4), (32, 0.25), (90, 0.12)):
        small = chance.random((max(2, cells * height // max(width, 1)), cells)).astype(np.float32)
        drawn = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
        total += weight * np.asarray(drawn)
    return np.asarray((total - total.min()) / (np.ptp(total) or 1))


def _shapes(chance: np.random.Generator, picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """Soft discs and boxes, as lamps, heads and houses would be."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height:4, 0:width:4].astype(np.float32)
    for _ in range(int(chance.integers(4, 9))):
        at, size = chance.uniform((0, 0), (width, height)), chance.uniform(0.05, 0.2) * width
        away = (
            np.maximum(np.abs(x - at[0]), np.abs(y - at[1]))
            if chance.random() < 0.5
            else np.hypot(x - at[0], y - at[1])
        )
        mask = Image.fromarray(np.clip((size - away) / 8, 0, 1)).resize(
            (width, height), Image.Resampling.BILINEAR
        )
        inside = (np.asarray(mask) * chance.uniform(0.3, 0.8))[..., None]
        picture = picture * (1 - inside) + chance.uniform(10, 245, 3) * inside
    return picture
