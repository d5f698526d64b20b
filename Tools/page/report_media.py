"""Images and videos in the page: base64 at the end of the body, within 25 MB in all."""

import struct

LIMIT = 25_000_000
LARGEST_FIRST = 600_000  # An image of the first screen is part of the markup, so it must not be large.
LEAST_SHEETS = 12


def encoded(count):
    return -(-count // 3) * 4


def without_texts(data):
    """The bytes of an image or video without the document, and anything else, that it carries beside its picture."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        kept, place = data[:8], 8
        while place + 12 <= len(data):
            length = 12 + struct.unpack(">I", data[place:place + 4])[0]
            if data[place + 4:place + 8] not in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"):
                kept += data[place:place + length]
            place += length
        return kept
    if data[:2] == b"\xff\xd8":
        kept, place = data[:2], 2
        while place + 4 < len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
            length = 2 + int.from_bytes(data[place + 2:place + 4], "big")
            if data[place + 1] not in (0xFE, *range(0xE1, 0xEE), 0xEF):
                kept += data[place:place + length]
            place += length
        return kept + data[place:]
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kept, place = b"", 12
        while place + 8 <= len(data):
            name, length = data[place:place + 4], int.from_bytes(data[place + 4:place + 8], "little")
            chunk = data[place:place + 8 + length + length % 2]
            if name == b"VP8X":
                chunk = chunk[:8] + bytes([chunk[8] & ~0b1100]) + chunk[9:]
            if name not in (b"EXIF", b"XMP "):
                kept += chunk
            place += 8 + length + length % 2
        return data[:4] + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept
    if data[4:8] == b"ftyp":
        return bytes(emptied_boxes(bytearray(data), 0, len(data)))
    return None  # No way is known here: a shared page leaves such a file out.


def emptied_boxes(data, start, end):
    """An MP4 whose boxes of texts hold zeros: nothing moves, so all places in it stay right."""
    while start + 8 <= end:
        length, name = int.from_bytes(data[start:start + 4], "big"), bytes(data[start + 4:start + 8])
        header = 8
        if length == 1:
            length, header = int.from_bytes(data[start + 8:start + 16], "big"), 16
        length = length or end - start
        if name in (b"udta", b"meta", b"uuid"):
            data[start + 4:start + 8] = b"free"
            data[start + header:start + length] = bytes(length - header)
        elif name in (b"moov", b"trak"):
            emptied_boxes(data, start + header, start + length)
        start += max(length, 8)
    return data


def evenly(items, count):
    """So many of the items, evenly, the first and the last among them."""
    if count >= len(items):
        return list(items)
    if count <= 1:
        return list(items[-1:])
    return [items[round(i * (len(items) - 1) / (count - 1))] for i in range(count)]


def within(sheets, room):
    """As many of the sheets, (step, bytes), as fit into the room, thinned evenly."""
    count = len(sheets)
    while count > 1:
        chosen = evenly(sheets, count)
        total = sum(encoded(len(data)) for _, data in chosen)
        if total <= room:
            return chosen
        count = min(count - 1, max(int(count * room / total), 1))
    return sheets[-1:] if sheets and encoded(len(sheets[-1][1])) <= room else []
