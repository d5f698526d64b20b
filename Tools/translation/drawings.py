"""Draws the two images of Pipelines/one-image.json, a smooth landscape and one of visible strokes.

    drawings.py Assets/Own
"""
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE, OVER = (320, 240), 4  # drawn four times as large, then reduced


def smooth_noise(random, shape, cells):
    small = Image.fromarray((random.random((cells, cells)) * 255).astype(np.uint8))
    return np.asarray(small.resize((shape[1], shape[0]), Image.Resampling.BICUBIC), dtype=float) / 255


def landscape():
    random = np.random.default_rng(7)
    w, h = SIZE[0] * OVER, SIZE[1] * OVER
    y = np.linspace(0, 1, h)[:, None, None]
    sky = np.array([112, 160, 206]) * (1 - y * 1.6).clip(0, 1) + np.array([236, 220, 198]) * (y * 1.6).clip(0, 1)
    image = np.broadcast_to(sky, (h, w, 3)).copy()
    clouds = sum(smooth_noise(random, (h, w), c) / k for c, k in ((5, 1), (11, 2), (23, 4)))
    cover = ((clouds - 0.95) * 3).clip(0, 1)[..., None] * (1 - y * 1.5).clip(0, 1)
    image = image * (1 - cover) + 250 * cover
    canvas = Image.fromarray(image.clip(0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(canvas)
    x = np.arange(w)

    def ridge(level, height, waves, color, seed):
        r = np.random.default_rng(seed)
        line = level + sum(height / (k + 1) * np.sin(x / w * 6.28 * f + r.random() * 6.28) for k, f in enumerate(waves))
        draw.polygon([(0, h)] + list(zip(x.tolist(), (line * h).tolist())) + [(w, h)], fill=color)

    ridge(0.50, 0.05, (1.3, 3.1, 7.7), (120, 138, 160), 1)
    ridge(0.58, 0.04, (0.9, 2.7, 6.1), (92, 120, 112), 2)
    draw.rectangle((0, int(h * .64), w, int(h * .80)), fill=(74, 122, 150))
    for k in range(260):
        r = random.random(3)
        cy, cx, l = h * (.645 + .15 * r[0]), w * r[1], w * (.01 + .03 * r[2])
        draw.line((cx, cy, cx + l, cy), fill=(150, 190, 206) if k % 3 else (52, 92, 124), width=OVER)
    ridge(0.80, 0.03, (0.7, 1.9, 4.3), (96, 128, 62), 3)
    ridge(0.90, 0.02, (1.1, 2.9, 8.3), (70, 100, 48), 4)
    s = w / 320
    draw.rectangle((60 * s, 158 * s, 104 * s, 190 * s), fill=(232, 222, 204))
    draw.polygon(((54 * s, 160 * s), (82 * s, 138 * s), (110 * s, 160 * s)), fill=(168, 74, 56))
    draw.rectangle((77 * s, 172 * s, 87 * s, 190 * s), fill=(96, 70, 52))
    for left in (65, 91):
        draw.rectangle((left * s, 166 * s, (left + 8) * s, 174 * s), fill=(110, 146, 170))
    draw.ellipse((246 * s, 30 * s, 276 * s, 60 * s), fill=(252, 240, 190))
    for tx, ty, size in ((236, 196, 26), (268, 204, 20), (24, 206, 18), (206, 206, 15)):
        draw.rectangle(((tx - 2) * s, ty * s - size * s * .2, (tx + 2) * s, (ty + 10) * s), fill=(84, 62, 44))
        for _ in range(90):
            a, b = random.normal(0, size * .34, 2)
            c = random.integers(-18, 18)
            cx, cy = tx + a, ty - size * .9 + b
            leaf = ((cx - 4) * s, (cy - 4) * s, (cx + 4) * s, (cy + 4) * s)
            draw.ellipse(leaf, fill=(58 + c, 104 + c, 52 + c // 2))
    canvas = canvas.filter(ImageFilter.GaussianBlur(OVER * .4)).resize(SIZE, Image.Resampling.LANCZOS)
    grain = random.normal(0, 3, (SIZE[1], SIZE[0], 1))
    return Image.fromarray((np.asarray(canvas, dtype=float) + grain).clip(0, 255).astype(np.uint8))


def strokes():
    random = np.random.default_rng(3)
    w, h = SIZE[0] * OVER, SIZE[1] * OVER
    field = smooth_noise(random, (h, w), 6) * 9
    tone = smooth_noise(random, (h, w), 7)
    colors = np.array([
        (22, 36, 92), (38, 74, 150), (64, 120, 190), (120, 170, 206), (226, 190, 80), (244, 222, 140), (206, 120, 52)])
    canvas = Image.new("RGB", (w, h), (26, 44, 100))
    draw = ImageDraw.Draw(canvas)
    for k in range(5200):
        x, y = random.random(2) * (w, h)
        length = random.uniform(7, 16) * OVER
        i = tone[int(y), int(x)] * 1.5 - .25 + random.normal(0, .08)
        color = colors[int(np.clip(i * len(colors), 0, len(colors) - 1))] + random.integers(-16, 17, 3)
        points = [(x, y)]
        for _ in range(8):
            angle = field[int(np.clip(y, 0, h - 1)), int(np.clip(x, 0, w - 1))]
            x, y = x + np.cos(angle) * length / 8, y + np.sin(angle) * length / 8
            points.append((x, y))
        width = int(random.uniform(2.2, 4.2) * OVER)
        draw.line(points, fill=tuple(color.clip(0, 255).tolist()), width=width, joint="curve")
        light = tuple((color + 26).clip(0, 255).tolist())
        ridge = [(a - OVER * .5, b - OVER * .5) for a, b in points]
        draw.line(ridge, fill=light, width=max(1, width // 4), joint="curve")
    return canvas.resize(SIZE, Image.Resampling.LANCZOS)


landscape().save(sys.argv[1] + "/landscape.jpg", quality=92, subsampling=0)
strokes().save(sys.argv[1] + "/strokes.jpg", quality=92, subsampling=0)
