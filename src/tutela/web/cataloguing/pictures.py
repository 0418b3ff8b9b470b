"""Pictures of covers: PNG, JPEG or WebP, told by their content, rebuilt of the parts that make the picture.

What a camera or a program wrote besides (place, device, names, a second file behind the end) is left out. Nothing is
decoded here: the walk through the parts checks that they are what the format says, and how large the picture is.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

LARGEST = 5_000_000
"""Bytes of a cover, at most."""
MOST_PIXELS = 8000
"""Pixels of each side, at most."""


class Picture(NamedTuple):
    """A picture: its media type, the ending of its file, its size, and its bytes without what is not the picture."""

    media_type: str
    ending: str
    width: int
    height: int
    data: bytes


class NoPictureError(ValueError):
    """``code``: "no-picture", "damaged" or "too-large"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_picture(data: bytes) -> Picture:
    """The picture that a file is. Raises NoPictureError."""
    try:
        picture = _read(data)
    except (struct.error, IndexError) as error:
        raise NoPictureError("damaged") from error
    if not (0 < picture.width <= MOST_PIXELS and 0 < picture.height <= MOST_PIXELS):
        raise NoPictureError("too-large")
    return picture


def _read(data: bytes) -> Picture:
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    raise NoPictureError("no-picture")


# --- PNG (ISO/IEC 15948) ----------------------------------------------------------------------------------------------

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT"))


def _png(data: bytes) -> Picture:
    parts = list(_png_parts(data))
    if not parts or parts[0][0] != b"IHDR" or parts[-1][0] != b"IEND" or len(parts[0][1]) != 13:
        raise NoPictureError("damaged")
    if not any(name == b"IDAT" for name, _body in parts):
        raise NoPictureError("damaged")
    width, height = struct.unpack(">II", parts[0][1][:8])
    kept = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
        if name in _PNG_PARTS
    )
    return Picture("image/png", ".png", width, height, _PNG + kept)


def _png_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        name, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        (check,) = struct.unpack_from(">I", data, place + 8 + length)
        if len(body) != length or check != zlib.crc32(name + body):
            raise NoPictureError("damaged")
        yield name, body
        if name == b"IEND":
            return
        place += 12 + length


# --- JPEG (ITU-T T.81) ------------------------------------------------------------------------------------------------

_FRAMES = frozenset((0xC0, 0xC1, 0xC2, 0xC3))
_KEPT = frozenset(
    (0xE0, 0xEE, 0xDB, 0xC4, 0xDD, *_FRAMES)
)  # JFIF, Adobe's colours, tables, frames; no EXIF, no comment


def _jpeg(data: bytes) -> Picture:
    kept = [b"\xff\xd8"]
    width = height = 0
    place = 2
    while True:
        if data[place] != 0xFF:
            raise NoPictureError("damaged")
        while data[place + 1] == 0xFF:
            place += 1
        marker = data[place + 1]
        (length,) = struct.unpack_from(">H", data, place + 2)
        segment = data[place : place + 2 + length]
        if len(segment) != 2 + length or length < 2:
            raise NoPictureError("damaged")
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
        if marker == 0xDA:
            break
        if marker in _KEPT:
            kept.append(segment)
        place += 2 + length
    end = data.rfind(b"\xff\xd9", place)
    if end < 0 or not width:
        raise NoPictureError("damaged")
    return Picture("image/jpeg", ".jpg", width, height, b"".join(kept) + _scans(data[place:end]) + b"\xff\xd9")


def _scans(data: bytes) -> bytes:
    """The scans up to the first end of the picture: whatever is behind it is another file."""
    place = data.find(b"\xff\xd9")
    return data if place < 0 else data[:place]


# --- WebP (RFC 9649) --------------------------------------------------------------------------------------------------

_WEBP_PARTS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))


def _webp(data: bytes) -> Picture:
    (length,) = struct.unpack_from("<I", data, 4)
    if length + 8 > len(data):
        raise NoPictureError("damaged")
    kept = []
    width = height = 0
    place = 12
    while place + 8 <= length + 8:
        name = data[place : place + 4]
        (size,) = struct.unpack_from("<I", data, place + 4)
        body = data[place + 8 : place + 8 + size]
        if len(body) != size:
            raise NoPictureError("damaged")
        if not width:
            width, height = _webp_size(name, body)
        if name == b"VP8X":
            body = bytes([body[0] & ~0x2C]) + body[1:]  # without the signs of colour profile, EXIF and XMP
        if name in _WEBP_PARTS:
            kept.append(name + struct.pack("<I", size) + body + b"\0" * (size & 1))
        place += 8 + size + (size & 1)
    made = b"WEBP" + b"".join(kept)
    return Picture("image/webp", ".webp", width, height, b"RIFF" + struct.pack("<I", len(made)) + made)


def _webp_size(name: bytes, body: bytes) -> tuple[int, int]:
    if name == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if name == b"VP8L" and body[:1] == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
