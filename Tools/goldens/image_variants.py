"""Makes one small image file for each variant of each format that ArtMediaTests reads, and what must come out of them.

Usage: python image_variants.py [FOLDER]     (needs Pillow 11.3 or later, NumPy, tifffile and imagecodecs)

Images are 16x12 (or turned). `expected.json` gives size and samples (base64) by the decoder that is named, mostly Pillow,
and the largest difference that another decoder may show; equal samples stand there once. Transparent images are compared
on white and on black. Files under "refused" are valid, and must be refused in words that hold the ones given.
"""
import base64
import io
import json
import struct
import sys
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import tifffile
from PIL import Image, ImageOps

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "Tests/ArtMediaTests/Variants")
W, H = 16, 12
y, x = np.mgrid[0:H, 0:W]
RGB = np.stack([x * 255 // (W - 1), y * 255 // (H - 1), (x * 11 + y * 16 + 9) % 256], -1).astype(np.uint8)
RGB[2:5, 3:7] = [230, 12, 12]
SOFT = np.stack([np.linspace(20, 230, W)[None].repeat(H, 0), np.linspace(230, 30, H)[:, None].repeat(W, 1),
                 np.full((H, W), 90.0)], -1).astype(np.uint8)
ALPHA = np.clip((x + y) * 10, 0, 255).astype(np.uint8)
RGBA, SOFT_ALPHA = np.dstack([RGB, ALPHA]), np.dstack([SOFT, ALPHA])
GREY = np.asarray(Image.fromarray(RGB).convert("L"))
LA = np.dstack([GREY, ALPHA])
INDEX = ((x * 3 + y * 5) % 16).astype(np.uint8)
FLAT = Image.fromarray(RGB).quantize(32)
samples, images, refused = {}, {}, {}


def note(name, expected, largest=0):
    expected = np.ascontiguousarray(expected, np.uint8)
    text = base64.b64encode(expected.tobytes()).decode()
    key = next((key for key, known in samples.items() if known == text), f"{len(samples)}")
    samples[key] = text
    height, width = expected.shape[:2]
    channels = 1 if expected.ndim == 2 else expected.shape[2]
    images[name] = {"width": width, "height": height, "channels": channels, "largest": largest, "samples": key}


def to8(image):
    return ((image.astype(np.uint64) * 255 + 32895) >> 16).astype(np.uint8)


def by_pillow(name):
    image = ImageOps.exif_transpose(Image.open(FOLDER / name))
    if image.mode.startswith("I"):
        return to8(np.asarray(image))
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    transparent = image.mode in ("LA", "La", "PA", "RGBa", "RGBA") or "transparency" in image.info
    if image.mode == "La":
        image = image.convert("LA")
    return np.asarray(image.convert("RGBA" if transparent else "RGB"))


def keep(name, data, expected=None, largest=0, words=None):
    """Writes a file; what comes out is what Pillow says, unless it is given or the file is to be refused."""
    if data is not None:
        (FOLDER / name).write_bytes(data)
    if words is not None:
        refused[name] = words
    else:
        note(name, by_pillow(name) if expected is None else expected, largest)


def pillow(name, array, largest=0, words=None, expected=None, **options):
    image = array if isinstance(array, Image.Image) else Image.fromarray(array)
    image.save(FOLDER / name, **options)
    keep(name, None, expected, largest, words)


def padded(row):
    return row + b"\0" * (-len(row) % 4)


def exif(orientation, kind=3, order="<"):
    value = struct.pack(order + "HH", orientation, 0) if kind == 3 else struct.pack(order + "I", orientation)
    mark = b"II" if order == "<" else b"MM"
    return mark + struct.pack(order + "HIHHHI", 42, 8, 1, 274, kind, 1) + value + b"\0\0\0\0"


def xmp(orientation, element=False):
    inner = f"><tiff:Orientation>{orientation}</tiff:Orientation></rdf:Description>" if element else \
        f' tiff:Orientation="{orientation}"/>'
    return ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            f'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/"{inner}</rdf:RDF></x:xmpmeta>').encode()


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def file(extra):
        raw = b"".join(b"\0" + row.tobytes() for row in RGB)
        return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, 8, 2, 0, 0, 0)) + extra +
                chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))

    def text(packet):
        return chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)

    for orientation in range(1, 9):
        keep(f"orientation{orientation}.png", file(chunk(b"eXIf", exif(orientation, order=">"))))
    keep("orientation-long.png", file(chunk(b"eXIf", exif(6, kind=4))))
    keep("orientation-xmp.png", file(text(xmp(6))))
    keep("orientation-exif-first.png", file(chunk(b"eXIf", exif(3)) + text(xmp(6))))
    frames = [Image.fromarray(np.roll(RGB, shift, 1)) for shift in (0, 5)]
    frames[0].save(FOLDER / "animated.png", save_all=True, append_images=frames[1:])
    keep("animated.png", None, RGB)
    keep("animated.apng", (FOLDER / "animated.png").read_bytes(), RGB)


def jpeg():
    def file(array=SOFT, **options):
        block = io.BytesIO()
        Image.fromarray(array).save(block, "JPEG", **{"quality": 95, "subsampling": 0, **options})
        return block.getvalue()

    def app1(content):
        return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content

    plain = file()
    packet = b"http://ns.adobe.com/xap/1.0/\0"
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2), ("411", "4:1:1")):
        keep(f"chroma{name}.jpg", file(subsampling=subsampling), largest=4)
    keep("chroma440.jpg", imagecodecs.jpeg_encode(SOFT, level=95, subsampling="440"), largest=4)
    keep("rgb.jpg", file(keep_rgb=True), largest=2)
    keep("restarts.jpg", file(restart_marker_blocks=1), largest=2)
    keep("progressive-grey.jpg", file(GREY, progressive=True), largest=2)
    keep("orientation-long.jpg", plain[:2] + app1(b"Exif\0\0" + exif(6, kind=4)) + plain[2:], largest=2)
    keep("orientation-xmp.jpg", plain[:2] + app1(packet + xmp(8)) + plain[2:], largest=2)
    keep("orientation-xmp-element.jpg", plain[:2] + app1(packet + xmp(6, element=True)) + plain[2:], largest=2)
    keep("orientation-exif-first.jpg",
         plain[:2] + app1(b"Exif\0\0" + exif(3)) + app1(packet + xmp(6)) + plain[2:], largest=2)
    decoded = np.asarray(Image.open(io.BytesIO(plain)))
    trailer = b"\0\0\1\n\x0e\0\0\0Image_UTC_Data1500000000000SEFHk\0\0\0\1\0\0\0SEFT"
    keep("trailer.jpg", plain + trailer, decoded, largest=2)
    keep("trailer-without-end.jpg", plain[:-2] + trailer, decoded, largest=2)
    keep("second-image-without-end.jpg", plain[:-2] + plain, decoded, largest=2)
    progressive = file(progressive=True)
    keep("trailer-without-end-progressive.jpg", progressive[:-2] + trailer,
         np.asarray(Image.open(io.BytesIO(progressive))), largest=2)
    keep("bits12.jpg", imagecodecs.jpeg_encode(SOFT.astype(np.uint16) * 16, bitspersample=12), words="more than 8 bits")
    keep("lossless.jpg", imagecodecs.ljpeg_encode(GREY.astype(np.uint16)), words="is lossless")


def webp():
    for orientation in range(1, 9):
        pillow(f"orientation{orientation}.webp", RGB, lossless=True, exif=b"Exif\0\0" + exif(orientation))
    pillow("orientation-long.webp", RGB, lossless=True, exif=exif(6, kind=4))
    pillow("orientation-xmp.webp", RGB, lossless=True, xmp=xmp(6))
    pillow("lossy.webp", SOFT, largest=10, quality=95)
    pillow("alpha.webp", RGBA, lossless=True, exact=True)


def gif():
    pillow("still.gif", FLAT, interlace=0)
    pillow("interlaced.gif", FLAT, interlace=1)
    pillow("two-colors.gif", Image.fromarray(RGB).quantize(2))
    pillow("transparent.gif", FLAT, transparency=int(np.asarray(FLAT)[3, 4]))
    frames = [Image.fromarray(np.roll(RGB, shift, 1)).quantize(32) for shift in (0, 5)]
    pillow("animated.gif", frames[0], save_all=True, append_images=frames[1:], expected=np.asarray(frames[0].convert("RGB")))


def bmp():
    def file(bits, rows, palette=b"", compression=0, masks=b"", header=40, top_down=False, colors=0):
        data = b"".join(rows if top_down else rows[::-1]) if isinstance(rows, list) else rows
        if header == 12:
            head = struct.pack("<IHHHH", 12, W, H, 1, bits)
        else:
            head = struct.pack("<IiiHHIIiiII", header, W, -H if top_down else H, 1, bits, compression, len(data), 2835,
                               2835, colors, 0)
        if header > 40:
            head, masks = head + (masks + b"\0" * 100)[:header - 40], b""
        start = 14 + len(head) + len(masks) + len(palette)
        return b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + head + masks + palette + data

    def palette(count):
        return np.stack([np.linspace(0, 255, count), np.linspace(255, 40, count), (np.arange(count) * 77) % 256,
                         np.zeros(count)], -1).astype(np.uint8).tobytes()

    def rows(array):
        return [padded(row.tobytes()) for row in array]

    bgr = RGB[..., ::-1]
    bgra, bgr0 = np.dstack([bgr, ALPHA]), np.dstack([bgr, ALPHA * 0])
    wide = RGB.astype(int)
    rgb555 = ((wide[..., 0] >> 3) << 10 | (wide[..., 1] >> 3) << 5 | wide[..., 2] >> 3).astype("<u2")
    rgb565 = ((wide[..., 0] >> 3) << 11 | (wide[..., 1] >> 2) << 5 | wide[..., 2] >> 3).astype("<u2")
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    keep("rgb24.bmp", file(24, rows(bgr)))
    keep("rgb24-top-down.bmp", file(24, rows(bgr), top_down=True))
    keep("rgb24-os2.bmp", file(24, rows(bgr), header=12))
    keep("rgb32.bmp", file(32, rows(bgr0)))
    keep("rgb32-with-rest.bmp", file(32, rows(bgra)))
    keep("rgb32-masks.bmp", file(32, rows(bgr0), compression=3, masks=masks[:12]))
    keep("rgba32-v4.bmp", file(32, rows(bgra), compression=3, masks=masks, header=108))
    keep("rgba32-v5.bmp", file(32, rows(bgra), compression=3, masks=masks, header=124))
    keep("rgb32-v4.bmp", file(32, rows(bgra), compression=3, masks=masks[:12], header=108))
    keep("rgb16-555.bmp", file(16, rows(rgb555)), largest=1)
    keep("rgb16-565.bmp", file(16, rows(rgb565), compression=3, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F)), largest=1)
    keep("palette8.bmp", file(8, rows(INDEX * 16), palette(256)))
    keep("palette8-few.bmp", file(8, rows(INDEX), palette(16), colors=16))
    keep("palette4.bmp", file(4, [padded(bytes(row[0::2] << 4 | row[1::2])) for row in INDEX], palette(16)))
    keep("palette1.bmp", file(1, [padded(np.packbits(row & 1).tobytes()) for row in INDEX], palette(2)))
    greys = np.arange(256).astype(np.uint8)
    keep("grey8.bmp", file(8, rows(GREY), np.stack([greys, greys, greys, greys * 0], -1).tobytes()))
    runs = b"".join(b"".join(bytes([1, value]) for value in row) + b"\0\0" for row in (INDEX * 16)[::-1]) + b"\0\1"
    keep("palette8-runs.bmp", file(8, runs, palette(256), compression=1))
    runs = b"".join(b"".join(bytes([2, row[i] << 4 | row[i + 1]]) for i in range(0, W, 2)) + b"\0\0"
                    for row in INDEX[::-1]) + b"\0\1"
    keep("palette4-runs.bmp", file(4, runs, palette(16), compression=2), words="rare way")
    keep("png.bmp", file(24, (FOLDER / "orientation1.png").read_bytes(), compression=5), words="holds a JPEG or PNG")


def tiff():
    def write(name, array, words=None, largest=0, expected=None, **options):
        tifffile.imwrite(FOLDER / name, array, metadata=None, software=False, **options)
        keep(name, None, expected, largest, words)

    def bits(name, depth, photometric, extra=(), fill=1, words=None):
        levels = GREY >> (8 - depth)
        raw = np.packbits(np.unpackbits(levels[..., None], axis=-1)[..., 8 - depth:].reshape(H, -1), axis=1)
        entries = sorted([(256, 3, 1, W), (257, 3, 1, H), (258, 3, 1, depth), (259, 3, 1, 1), (262, 3, 1, photometric),
                          (266, 3, 1, fill), (273, 4, 1, 8), (277, 3, 1, 1), (278, 3, 1, H), (279, 4, 1, raw.size),
                          *extra])
        start = 8 + raw.size
        body, tail = b"II*\0" + struct.pack("<I", start) + raw.tobytes() + struct.pack("<H", len(entries)), b""
        for tag, kind, count, value in entries:
            if isinstance(value, bytes):
                body += struct.pack("<HHII", tag, kind, count, start + 2 + 12 * len(entries) + 4 + len(tail))
                tail += value
            else:
                body += struct.pack("<HHII", tag, kind, count, value)
        keep(name, body + b"\0\0\0\0" + tail, words=words)

    wide = RGB.astype(np.uint16) * 257
    grey16 = GREY.astype(np.uint16) * 257
    write("rgb8.tif", RGB, photometric="rgb")
    write("rgb8-big-endian.tif", RGB, photometric="rgb", byteorder=">")
    write("rgb16.tif", wide, photometric="rgb")
    write("rgb16-big-endian.tif", wide, photometric="rgb", byteorder=">")
    write("grey8.tif", GREY, photometric="minisblack")
    write("grey8-ink.tif", 255 - GREY, photometric="miniswhite")
    write("grey16.tif", grey16, photometric="minisblack")
    write("grey16-ink.tif", 65535 - grey16, photometric="miniswhite", expected=GREY)
    for compression in ("lzw", "adobe_deflate", "packbits"):
        write(f"rgb8-{compression}.tif", RGB, photometric="rgb", compression=compression)
    write("rgb8-lzw-predictor.tif", RGB, photometric="rgb", compression="lzw", predictor=2)
    write("rgb16-lzw-predictor.tif", wide, photometric="rgb", compression="lzw", predictor=2)
    write("rgb8-planes.tif", np.moveaxis(RGB, -1, 0).copy(), photometric="rgb", planarconfig="separate")
    write("rgb8-strips.tif", RGB, photometric="rgb", rowsperstrip=5)
    write("rgb8-strips-lzw.tif", RGB, photometric="rgb", rowsperstrip=5, compression="lzw")
    write("rgba8.tif", RGBA, photometric="rgb", extrasamples=["unassalpha"])
    weighed = np.dstack([(RGB.astype(int) * ALPHA[..., None] // 255).astype(np.uint8), ALPHA])
    write("rgba8-premultiplied.tif", weighed, photometric="rgb", extrasamples=["assocalpha"], largest=2)
    write("rgb8-and-rest.tif", RGBA, photometric="rgb", extrasamples=["unspecified"], expected=RGB)
    write("rgba16.tif", RGBA.astype(np.uint16) * 257, photometric="rgb", extrasamples=["unassalpha"])
    grey_alpha = np.stack([GREY, GREY, GREY, ALPHA], -1)
    write("grey8-alpha.tif", LA, photometric="minisblack", extrasamples=["unassalpha"], planarconfig="contig")
    write("grey16-alpha.tif", LA.astype(np.uint16) * 257, photometric="minisblack", extrasamples=["unassalpha"],
          planarconfig="contig", expected=grey_alpha)
    pages = np.stack([RGB, RGB[::-1]])
    write("two-pages.tif", pages, photometric="rgb", expected=RGB)
    bilevel = Image.fromarray(GREY).convert("1")
    for name, compression in (("plain", None), ("packbits", "packbits"), ("group3", "group3"), ("group4", "group4")):
        pillow(f"bilevel-{name}.tif", bilevel, compression=compression)
    pillow("palette8.tif", FLAT)
    pillow("cmyk8.tif", Image.fromarray(SOFT).convert("CMYK"), largest=2)
    pillow("ycbcr8.tif", Image.fromarray(SOFT).convert("YCbCr"), largest=2)
    for depth in (2, 4):
        bits(f"grey{depth}.tif", depth, 1)
        bits(f"grey{depth}-ink.tif", depth, 0)
        count = 2 ** depth
        colors = np.stack([np.linspace(0, 65535, count), np.linspace(65535, 10000, count),
                           (np.arange(count) * 7777) % 65536]).astype("<u2").tobytes()
        bits(f"palette{depth}.tif", depth, 3, extra=[(320, 3, 3 * count, colors)])
    for orientation in range(1, 9):
        pillow(f"orientation{orientation}.tif", RGB, tiffinfo={274: orientation})
    bits("orientation-long.tif", 4, 1, extra=[(274, 4, 1, 6)])
    bits("orientation-xmp.tif", 4, 1, extra=[(700, 1, len(xmp(6)), xmp(6))])
    bits("fill-order.tif", 4, 1, fill=2, words="rare order")
    write("tiles.tif", RGB, photometric="rgb", tile=(16, 16), words="is stored in tiles")
    write("float.tif", GREY.astype(np.float32) / 255, words="floating-point")
    write("signed.tif", GREY.astype(np.int16), words="signed samples")
    write("bits32.tif", GREY.astype(np.uint32), words="samples of 32 bits")
    write("bigtiff.tif", RGB, photometric="rgb", bigtiff=True, words="is a BigTIFF")
    write("zstd.tif", RGB, photometric="rgb", compression="zstd", words="Zstandard")
    pillow("jpeg.tif", SOFT, compression="jpeg", words="compressed as JPEG")
    pillow("lab.tif", Image.fromarray(SOFT).convert("LAB"), words="neither grey")


def avif():
    for name in ("4:2:0", "4:2:2", "4:4:4", "4:0:0"):
        pillow(f"chroma{name.replace(':', '')}.avif", SOFT, largest=6, quality=95, subsampling=name)
    pillow("limited.avif", SOFT, largest=6, quality=95, range="limited")
    pillow("alpha.avif", SOFT_ALPHA, largest=6, quality=95, subsampling="4:4:4")
    pillow("alpha-limited.avif", SOFT_ALPHA, largest=6, quality=95, range="limited", subsampling="4:4:4")
    pillow("alpha-premultiplied.avif", SOFT_ALPHA, largest=24, quality=100, subsampling="4:4:4", alpha_premultiplied=True)
    for orientation in range(1, 9):
        turn = Image.Exif()
        turn[274] = orientation
        pillow(f"orientation{orientation}.avif", SOFT, largest=4, quality=95, subsampling="4:4:4", exif=turn)
    turn[274] = 6
    pillow("alpha-orientation6.avif", SOFT_ALPHA, largest=6, quality=95, subsampling="4:4:4", exif=turn)
    pillow("sequence.avif", SOFT, largest=6, quality=95, save_all=True, append_images=[Image.fromarray(SOFT[::-1])])
    keep("identity.avif", imagecodecs.avif_encode(RGB, level=imagecodecs.AVIF.QUALITY.LOSSLESS))
    for depth in (10, 12):
        keep(f"bits{depth}.avif", imagecodecs.avif_encode(SOFT.astype(np.uint16) << (depth - 8), level=95,
                                                          bitspersample=depth), largest=4)
    # Its description by numbers, changed: the transfer of high dynamic range, and a matrix that is not read.
    data = (FOLDER / "identity.avif").read_bytes()
    place = data.index(b"nclx") + 4
    keep("pq.avif", data[:place + 2] + b"\0\x10" + data[place + 4:], words="high dynamic range")
    plain = (FOLDER / "chroma444.avif").read_bytes()
    place = plain.index(b"nclx") + 4
    keep("ycgco.avif", plain[:place + 4] + b"\0\x08" + plain[place + 6:], words="colours are described")
    keep("grid.avif", plain.replace(b"infe\2\0\0\0\0\1\0\0av01", b"infe\2\0\0\0\0\1\0\0grid"), words="put together of tiles")


def jpeg2000():
    def coded(name, array, words=None, largest=0, **options):
        keep(name, imagecodecs.jpeg2k_encode(array, level=0, codecformat="jp2", **options), words=words, largest=largest)

    pillow("rgb8.jp2", RGB)
    pillow("rgba8.jp2", RGBA)
    pillow("grey8.jp2", GREY)
    pillow("grey16.jp2", GREY.astype(np.uint16) * 257)
    pillow("grey-alpha.jp2", LA)
    pillow("stream.j2k", RGB)
    pillow("tiles.jp2", RGB, tile_size=(8, 8))
    pillow("lossy.jp2", SOFT, largest=2, irreversible=True, quality_mode="dB", quality_layers=[50])
    pillow("ycc.jp2", Image.fromarray(SOFT).convert("YCbCr"), largest=2)
    coded("rgb16.jp2", RGB.astype(np.uint16) * 257, words="colours of 16 bits")
    keep("high-throughput.jph", imagecodecs.htj2k_encode(RGB), words="high-throughput")


def ico():
    square = Image.fromarray(RGBA).resize((16, 16))
    pillow("png.ico", RGBA, sizes=[(W, H)])
    pillow("bmp32.ico", square, sizes=[(16, 16)], bitmap_format="bmp")
    # Pillow writes its mask in rows that it does not read so: nothing is hidden.
    flat = Image.fromarray(RGB).resize((16, 16)).quantize(16)
    pillow("palette.ico", flat, sizes=[(16, 16)], bitmap_format="bmp", expected=np.asarray(flat.convert("RGB")))
    pillow("several.ico", Image.fromarray(RGBA).resize((32, 32)), sizes=[(16, 16), (32, 32)], bitmap_format="bmp")
    hidden = np.zeros((16, 16), np.uint8)
    hidden[:4] = 1
    pixels = np.asarray(Image.fromarray(RGB).resize((16, 16)))[::-1, :, ::-1]
    mask = b"".join(padded(np.packbits(row).tobytes()) for row in hidden[::-1])
    body = struct.pack("<IiiHHIIiiII", 40, 16, 32, 1, 24, 0, 0, 0, 0, 0, 0) + pixels.tobytes() + mask
    keep("bmp24-mask.ico", struct.pack("<HHHBBBBHHII", 0, 1, 1, 16, 16, 0, 0, 1, 24, len(body), 22) + body)


def pnm():
    wide = RGB.astype(">u2") * 257
    keep("raw.ppm", b"P6\n# a comment\n16 12\n255\n" + RGB.tobytes())
    keep("raw16.ppm", b"P6 16 12 65535\n" + wide.tobytes())
    keep("raw100.ppm", b"P6 16 12 100\n" + (RGB.astype(int) * 100 // 255).astype(np.uint8).tobytes(), largest=2)
    keep("plain.ppm", b"P3 16 12 255\n" + " ".join(map(str, RGB.ravel())).encode() + b"\n")
    keep("raw.pgm", b"P5 16 12 255\n" + GREY.tobytes())
    keep("raw16.pgm", b"P5 16 12 65535\n" + (GREY.astype(">u2") * 257).tobytes())
    keep("plain.pgm", b"P2 16 12 255\n" + " ".join(map(str, GREY.ravel())).encode() + b"\n")
    keep("raw.pbm", b"P4 16 12\n" + np.packbits(GREY > 127, axis=1).tobytes())
    keep("plain.pbm", b"P1 16 12\n" + "\n".join(" ".join(str(int(v > 127)) for v in row) for row in GREY).encode() + b"\n")

    def pam(name, array, kind, most=255, expected=None):
        depth = 1 if array.ndim == 2 else array.shape[2]
        head = f"P7\nWIDTH {W}\nHEIGHT {H}\nDEPTH {depth}\nMAXVAL {most}\nTUPLTYPE {kind}\nENDHDR\n"
        keep(name, head.encode() + array.tobytes(), expected, largest=2)

    # Pillow reads two of PAM's kinds only; what was put in must come out.
    pam("rgb.pam", RGB, "RGB", expected=RGB)
    pam("rgba.pam", RGBA, "RGB_ALPHA", expected=RGBA)
    pam("grey.pam", GREY, "GRAYSCALE", expected=GREY)
    pam("grey-alpha.pam", LA, "GRAYSCALE_ALPHA", expected=np.stack([GREY, GREY, GREY, ALPHA], -1))
    pam("rgba16.pam", RGBA.astype(">u2") * 257, "RGB_ALPHA", 65535, expected=RGBA)
    pam("bilevel.pam", (GREY > 127).astype(np.uint8), "BLACKANDWHITE", 1, expected=np.where(GREY > 127, 255, 0))


def tga():
    def head(kind, depth, flags, text=0):
        return struct.pack("<BBBHHBHHHHBB", text, 0, kind, 0, 0, 0, 0, 0, W, H, depth, flags)

    bgr = RGB[..., ::-1]
    pillow("rgb24.tga", RGB)
    pillow("rgb24-runs.tga", RGB, compression="tga_rle")
    pillow("rgb24-top-down.tga", RGB, orientation=1)
    pillow("rgba32.tga", RGBA)
    pillow("rgba32-runs.tga", RGBA, compression="tga_rle")
    pillow("grey8.tga", GREY)
    pillow("palette8.tga", FLAT)
    pillow("palette8-runs.tga", FLAT, compression="tga_rle")
    for name, flags in (("right", 0x10), ("top-right", 0x30)):
        data = bgr if flags & 0x20 else bgr[::-1]
        keep(f"rgb24-{name}.tga", head(2, 24, flags) + data[:, ::-1].tobytes(), RGB)
    wide = RGB.astype(int)
    rgb555 = ((wide[..., 0] >> 3) << 10 | (wide[..., 1] >> 3) << 5 | wide[..., 2] >> 3).astype("<u2")
    keep("rgb16.tga", head(2, 16, 0x20) + rgb555.tobytes(), largest=1)
    keep("rgb24-with-texts.tga", head(2, 24, 0x20, 4) + b"name" + bgr.tobytes() + b"\0" * 8 + b"TRUEVISION-XFILE.\0")
    keep("rgba16.tga", head(2, 16, 0x21) + rgb555.tobytes(), words="transparency in 16 bits")
    pillow("grey-alpha.tga", LA, words="grey with transparency")


def others():
    keep("rgb.qoi", imagecodecs.qoi_encode(RGB))
    keep("rgba.qoi", imagecodecs.qoi_encode(RGBA))
    pillow("rgb8.sgi", RGB)
    pillow("rgba8.sgi", RGBA)
    pillow("grey8.sgi", GREY)
    pillow("rgb16.sgi", RGB, bpc=2, largest=1)
    pillow("rgb24.pcx", RGB)
    pillow("grey8.pcx", GREY)
    pillow("palette8.pcx", FLAT)
    pillow("bilevel.pcx", Image.fromarray(GREY).convert("1"))


FOLDER.mkdir(parents=True, exist_ok=True)
for make in (png, jpeg, webp, gif, bmp, tiff, avif, jpeg2000, ico, pnm, tga, others):
    make()
table = {"samples": samples, "images": images, "refused": refused}
(FOLDER / "expected.json").write_text(json.dumps(table, indent=1, sort_keys=True) + "\n")
print(f"{len(images)} images, {len(refused)} refused, {sum(f.stat().st_size for f in FOLDER.iterdir())} bytes")
