"""Makes the image files that ArtMediaTests reads, and what must come out of them.

Usage: python images.py [FOLDER]     (needs Pillow with WebP and AVIF, and NumPy)

Images are 24x16 (or turned) and hold smooth colours, an edge and a few fine details. The PNG files are put together
here byte by byte, for Pillow cannot write all kinds. `expected.json` gives, for each file, size, channels, samples
(base64) and the largest and mean difference that a decoder may show.
"""
import base64
import json
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "Tests/ArtMediaTests/Fixtures")
WIDTH, HEIGHT = 24, 16
expected = {}


def base_image():
    """RGBA, 16 bits a channel, no symmetry."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    red = x * 65535 // (WIDTH - 1)
    green = y * 65535 // (HEIGHT - 1)
    blue = (x * 2731 + y * 4093 + 977) % 65536
    alpha = np.clip((x + y) * 2600, 0, 65535)
    image = np.stack([red, green, blue, alpha], axis=-1)
    image[2:6, 3:8, :3] = [60000, 3000, 3000]
    return image.astype(np.uint16)


BASE16 = base_image()
BASE = ((BASE16.astype(np.uint32) * 255 + 32895) >> 16).astype(np.uint8)
RGB = BASE[..., :3]
GREY = np.asarray(Image.fromarray(RGB).convert("L"))
GREY16 = (BASE16[..., 0].astype(np.uint32) + BASE16[..., 1] * 3) // 4


def note(name, samples, largest=0, mean=0.0):
    samples = np.asarray(samples, dtype=np.uint8)
    height, width = samples.shape[:2]
    channels = 1 if samples.ndim == 2 else samples.shape[2]
    expected[name] = {
        "width": width, "height": height, "channels": channels, "largest": largest, "mean": mean,
        "samples": base64.b64encode(samples.tobytes()).decode(),
    }


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def pack(rows, depth):
    """Samples [rows, samples] as PNG rows without filter."""
    out = b""
    for row in rows:
        if depth == 16:
            line = row.astype(">u2").tobytes()
        elif depth == 8:
            line = row.astype(np.uint8).tobytes()
        else:
            bits = np.unpackbits(row.astype(np.uint8)[:, None], axis=1)[:, 8 - depth:].ravel()
            line = np.packbits(bits).tobytes()
        out += b"\0" + line
    return out


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(name, samples, color, depth, extra=b"", after=b"", interlaced=False):
    """samples: [height, width, channels]."""
    height, width, _ = samples.shape
    if interlaced:
        raw = b"".join(pack(samples[y0::dy, x0::dx].reshape(len(range(y0, height, dy)), -1), depth)
                       for x0, y0, dx, dy in ADAM7 if samples[y0::dy, x0::dx].size)
    else:
        raw = pack(samples.reshape(height, -1), depth)
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    data = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(raw, 9)) + after +
            chunk(b"IEND", b""))
    (FOLDER / name).write_bytes(data)


def to8(samples):
    return ((samples.astype(np.uint64) * 255 + 32895) >> 16).astype(np.uint8)


def grey_rgba(grey, alpha):
    return np.stack([grey, grey, grey, alpha], axis=-1)


def pngs():
    for depth in (1, 2, 4, 8):
        levels = GREY >> (8 - depth)
        png(f"grey{depth}.png", levels[..., None], 0, depth)
        note(f"grey{depth}.png", levels.astype(int) * 255 // (2 ** depth - 1))
    png("grey16.png", GREY16[..., None], 0, 16)
    note("grey16.png", to8(GREY16))
    png("rgb8.png", RGB, 2, 8)
    note("rgb8.png", RGB)
    png("rgb8-interlaced.png", RGB, 2, 8, interlaced=True)
    note("rgb8-interlaced.png", RGB)
    png("rgb16.png", BASE16[..., :3], 2, 16)
    note("rgb16.png", to8(BASE16[..., :3]))
    png("rgba8.png", BASE, 6, 8)
    note("rgba8.png", BASE)
    png("rgba16.png", BASE16, 6, 16)
    note("rgba16.png", to8(BASE16))
    png("greyalpha8.png", np.stack([GREY, BASE[..., 3]], -1), 4, 8)
    note("greyalpha8.png", grey_rgba(GREY, BASE[..., 3]))
    png("greyalpha16.png", np.stack([GREY16, BASE16[..., 3]], -1), 4, 16)
    note("greyalpha16.png", grey_rgba(to8(GREY16), to8(BASE16[..., 3])))
    png("grey8-key.png", GREY[..., None], 0, 8, extra=chunk(b"tRNS", struct.pack(">H", int(GREY[3, 4]))))
    note("grey8-key.png", grey_rgba(GREY, np.where(GREY == GREY[3, 4], 0, 255)))
    key = RGB[3, 4]
    png("rgb8-key.png", RGB, 2, 8, extra=chunk(b"tRNS", struct.pack(">HHH", *map(int, key))))
    note("rgb8-key.png", np.dstack([RGB, np.where((RGB == key).all(-1), 0, 255)]))
    for depth in (1, 2, 4, 8):
        count = 2 ** depth
        palette = np.stack([np.linspace(0, 255, count), np.linspace(255, 40, count),
                            (np.arange(count) * 77) % 256], -1).astype(np.uint8)
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
        index = (x * 3 + y * 5) % count
        extra = chunk(b"PLTE", palette.tobytes())
        png(f"palette{depth}.png", index[..., None], 3, depth, extra=extra)
        note(f"palette{depth}.png", palette[index])
        if depth == 4:
            alpha = np.array([0, 128, 255], np.uint8)
            png("palette4-alpha.png", index[..., None], 3, 4, extra=extra + chunk(b"tRNS", alpha.tobytes()))
            full = np.concatenate([alpha, np.full(count - 3, 255, np.uint8)])
            note("palette4-alpha.png", np.dstack([palette[index], full[index]]))
    exif = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 274, 3, 1, 6, 0, 0)
    png("turned.png", RGB, 2, 8, extra=chunk(b"eXIf", exif))
    note("turned.png", np.rot90(RGB, -1))
    png("texts.png", RGB, 2, 8, extra=chunk(b"tEXt", b"Title\0Caf\xe9") +
        chunk(b"zTXt", b"Description\0\0" + zlib.compress(b"long " * 100)),
        after=chunk(b"iTXt", b"Comment\0\0\0en\0\0" + "snow \u2603".encode()))
    note("texts.png", RGB)
    png("one-pixel.png", RGB[:1, :1], 2, 8)
    note("one-pixel.png", RGB[:1, :1])
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    (FOLDER / "bomb.png").write_bytes(bomb)


def pillow(name, image, largest, mean, reference=None, **options):
    """Saves with Pillow; what comes out is what Pillow reads from the file, unless another reference is given."""
    image.save(FOLDER / name, **options)
    if reference is None:
        reference = np.asarray(Image.open(FOLDER / name).convert(image.mode if image.mode != "CMYK" else "RGB"))
    note(name, reference, largest, mean)


def exif_block(orientation, order=">"):
    mark = b"MM" if order == ">" else b"II"
    return b"Exif\0\0" + struct.pack(order + "2sHIHHHIHHI", mark, 42, 8, 1, 274, 3, 1, orientation, 0, 0)


def others():
    smooth = np.stack([np.linspace(20, 230, WIDTH)[None].repeat(HEIGHT, 0),
                       np.linspace(230, 30, HEIGHT)[:, None].repeat(WIDTH, 1),
                       np.full((HEIGHT, WIDTH), 90.0)], -1).astype(np.uint8)
    rgb, soft, rgba = Image.fromarray(RGB), Image.fromarray(smooth), Image.fromarray(BASE)
    pillow("rgb-444.jpg", rgb, 2, 0.2, quality=95, subsampling=0)
    pillow("rgb-420.jpg", rgb, 2, 0.2, quality=80, subsampling=2)
    pillow("progressive.jpg", rgb, 2, 0.2, quality=85, progressive=True)
    pillow("grey.jpg", Image.fromarray(GREY), 2, 0.2, quality=90)
    pillow("comment.jpg", rgb, 2, 0.2, quality=80, comment="made by hand")
    cmyk = soft.convert("CMYK")
    cmyk.save(FOLDER / "cmyk.jpg", quality=95)
    ink = 255 - np.asarray(Image.open(FOLDER / "cmyk.jpg")).astype(int)
    note("cmyk.jpg", (ink[..., :3] * ink[..., 3:] + 127) // 255, 2, 0.5)
    # The same samples, said to be YCCK: Adobe's marker with transform 2.
    data = (FOLDER / "cmyk.jpg").read_bytes()
    place = data.index(b"Adobe") + 11
    (FOLDER / "ycck.jpg").write_bytes(data[:place] + b"\2" + data[place + 1:])
    ink = 255 - np.asarray(Image.open(FOLDER / "ycck.jpg")).astype(int)
    note("ycck.jpg", (ink[..., :3] * ink[..., 3:] + 127) // 255, 2, 0.5)
    for orientation in range(1, 9):
        name = f"orientation{orientation}.jpg"
        soft.save(FOLDER / name, quality=95, subsampling=0, exif=exif_block(orientation, "><"[orientation % 2])[0:])
        note(name, np.asarray(ImageOps.exif_transpose(Image.open(FOLDER / name))), 2, 0.2)
    pillow("lossless.webp", rgb, 0, 0, reference=RGB, lossless=True)
    pillow("alpha.webp", rgba, 0, 0, reference=BASE, lossless=True, exact=True)
    pillow("lossy.webp", soft, 8, 2, quality=90)
    pillow("lossy-alpha.webp", Image.fromarray(np.dstack([smooth, BASE[..., 3]])), 12, 2, quality=90)
    soft.save(FOLDER / "turned.webp", lossless=True, exif=exif_block(8))
    note("turned.webp", np.rot90(smooth))
    frames = [Image.fromarray(np.roll(RGB, shift, 1)) for shift in (0, 5, 10)]
    frames[0].save(FOLDER / "animated.webp", save_all=True, append_images=frames[1:], duration=100, lossless=True)
    note("animated.webp", RGB)
    corner = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    corner[4:12, 6:20] = BASE[4:12, 6:20] | [0, 0, 0, 128]
    later = Image.fromarray(np.roll(corner, 3, 1))
    Image.fromarray(corner).save(FOLDER / "offset.webp", save_all=True, append_images=[later], duration=100,
                                 lossless=True)
    note("offset.webp", corner)
    flat = rgb.quantize(64)
    flat.save(FOLDER / "still.gif")
    note("still.gif", np.asarray(flat.convert("RGB")))
    moving = [frame.quantize(64) for frame in frames]
    moving[0].save(FOLDER / "animated.gif", save_all=True, append_images=moving[1:], duration=100)
    note("animated.gif", np.asarray(moving[0].convert("RGB")))
    see_through = flat.copy()
    see_through.save(FOLDER / "transparent.gif", transparency=int(np.asarray(flat)[3, 4]))
    index = np.asarray(flat)
    with_hole = np.dstack([np.asarray(flat.convert("RGB")), np.where(index == index[3, 4], 0, 255)])
    note("transparent.gif", np.asarray(Image.open(FOLDER / "transparent.gif").convert("RGBA")))
    assert (np.asarray(Image.open(FOLDER / "transparent.gif").convert("RGBA"))[..., 3] == with_hole[..., 3]).all()
    pillow("rgb.bmp", rgb, 0, 0, reference=RGB)
    pillow("palette.bmp", flat, 0, 0, reference=np.asarray(flat.convert("RGB")))
    pillow("rgb.tiff", rgb, 0, 0, reference=RGB)
    pillow("lzw.tiff", rgb, 0, 0, reference=RGB, compression="tiff_lzw")
    pillow("rgba.tiff", rgba, 0, 0, reference=BASE)
    pillow("grey16.tiff", Image.fromarray(GREY16.astype(np.uint16)), 1, 0.6, reference=to8(GREY16))
    rgb.save(FOLDER / "turned.tiff", tiffinfo={274: 3})
    note("turned.tiff", RGB[::-1, ::-1])
    pillow("rgb.ppm", rgb, 0, 0, reference=RGB)
    pillow("grey.pgm", Image.fromarray(GREY), 0, 0, reference=GREY)
    pillow("soft.avif", soft, 8, 2, quality=95)


FOLDER.mkdir(parents=True, exist_ok=True)
pngs()
others()
(FOLDER / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
print(f"{len(expected)} images, {sum(f.stat().st_size for f in FOLDER.iterdir())} bytes")
