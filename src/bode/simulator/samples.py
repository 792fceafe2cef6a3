"""Small real files, for citizens' messages that name no file of their own."""

from __future__ import annotations

import struct
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from PIL import Image, ImageDraw

from bode.simulator.mimes import bare

DEFAULT_MIMES = {
    "image": "image/png",
    "sticker": "image/webp",
    "audio": "audio/ogg; codecs=opus",
    "video": "video/mp4",
    "document": "application/pdf",
}
"""What a file is when the message doesn't say."""

_MP4 = b64decode(
    "AAAAJGZ0eXBpc29tAAACAGlzb21pc282aXNvMmF2YzFtcDQxAAACym1vb3YAAAB4bXZoZAEAAAAAAAAA5yu2bAAAAADn"
    "K7ZsAAAD6AAAAAAAAAKAAAEAAAEAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAQAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIAAAIidHJhawAAAGh0a2hkAQAAAwAAAADnK7ZsAAAAAOcrtmwAAAABAAAA"
    "AAAAAAAAAAKAAAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAQAAAAABAAAAAMAAA"
    "AAABsm1kaWEAAAAsbWRoZAEAAAAAAAAA5yu2bAAAAADnK7ZsAAB1MAAAAAAAAAKAVcQAAAAAAC1oZGxyAAAAAAAAAAB2"
    "aWRlAAAAAAAAAAAAAAAAVmlkZW9IYW5kbGVyAAAAAVFtaW5mAAAAFHZtaGQAAAABAAAAAAAAAAAAAAAlZGluZgAAAB1k"
    "cmVmAAAAAAAAAAEAAAANdXJsIAAAAAEAAAABEHN0YmwAAAAQc3RzYwAAAAAAAAAAAAAAEHN0dHMAAAAAAAAAAAAAABRz"
    "dHN6AAAAAAAAAAAAAAAAAAAAEHN0Y28AAAAAAAAAAAAAAMRzdHNkAAAAAAAAAAEAAAC0YXZjMQAAAAAAAAABAAAAAQAA"
    "AAAAAAAAAAAAAABAADAASAAAAEgAAAAAAAAAAQtBVkMxIENvZGluZwAAAAAAAAAAAAAAAAAAAAAAAAAAABj//wAAABBw"
    "YXNwAAAAAQAAAAEAAAAUYnRydAAAAAAAAAAAAAAAAAAAACdhdmNDAULACv/hABBnQsAKjI1COTcBDQEHhEI1AQAEaM48"
    "gAAAABNjb2xybmNseAABAA0AAYAAAAAobXZleAAAACB0cmV4AAAAAAAAAAEAAAABAAAAAAAAAAAAAAAAAAAAgG1vb2YA"
    "AAAQbWZoZAAAAAAAAAABAAAAaHRyYWYAAAAUdGZoZAACACAAAAABAQEAAAAAABR0ZmR0AQAAAAAAAAAAAAAAAAAAOHRy"
    "dW4BAAMFAAAABAAAAIgCAAAAAAAXcwAAAB4AABfUAAAAKQAAF9gAAAAlAAAD5wAAACgAAACcbWRhdAAAABpluAAEAAAE"
    "P//+CKKAAa9HZOTk666666668AAAACVh4ABAAL5AQ83//wRRQAfHDHAAI4neJ8T57FcR4jxHnkz+fz+AAAAAIWHgAIAB"
    "PkDvN//8EUUAA96O4nxPifF3rP5/P55M/n8/gAAAACRh4ADAAb5A7zf//BFFAAfHDHAAI4nFcT4nz2K5/P5/PJn8/n8A"
    "AABMbWZyYQAAADR0ZnJhAQAAAAAAAAEAAAA/AAAAAQAAAAAAAAAAAAAAAAAAAu4AAAABAAAAAQAAAAEAAAAQbWZybwAA"
    "AAAAAABM"
)
"""Four frames of one colour each, recorded in a browser."""
_OPUS_SILENCE = b"\xf8\xff\xfe"
_SAMPLES_PER_PACKET = 960


def sample(mime: str) -> bytes:
    """Return a small file of this media type; words that say so when we have none."""
    kind = bare(mime)
    return _made(kind) if kind in _MAKERS else f"A sample of {kind}.\n".encode()


@cache
def _made(kind: str) -> bytes:
    return _MAKERS[kind]()


def _street() -> Image.Image:
    """A photo, as it were: sky with a sun, houses, a road."""
    picture = Image.new("RGB", (640, 400), "#9cc9e8")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((520, 30, 580, 90), fill="#ffe066")
    for house in range(4):
        left, top = house * 160, 120 + house % 2 * 50
        middle, right = left + 80, left + 159
        draw.polygon([(left, top), (middle, top - 60), (right, top)], fill="#5b4a42")
        draw.rectangle((left, top, right, 300), fill=("#a8503c", "#7c6a5a")[house % 2])
        for x in (left + 24, left + 104):
            draw.rectangle((x, top + 24, x + 32, top + 64), fill="#ffe99c")
        draw.rectangle((middle - 16, 240, middle + 16, 300), fill="#2f5d50")
    draw.rectangle((0, 300, 640, 400), fill="#595f66")
    for x in range(0, 640, 80):
        draw.rectangle((x, 345, x + 44, 355), fill="#f2f2e6")
    return picture


def _sticker() -> Image.Image:
    """A sun that smiles, on nothing."""
    picture = Image.new("RGBA", (512, 512), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.regular_polygon((256, 256, 250), 24, fill="#f2a33a")
    draw.ellipse((56, 56, 456, 456), fill="#ffd54a", outline="#f2a33a", width=12)
    for x in (176, 336):
        draw.ellipse((x - 22, 186, x + 22, 246), fill="#4a3210")
    draw.arc((146, 176, 366, 376), 20, 160, fill="#4a3210", width=18)
    return picture


def _encoded(picture: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def _pdf() -> bytes:
    """One page that says what it is."""
    drawing = b"BT /F1 24 Tf 72 740 Td (Voorbeeld van een document) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F1 5 0 R>>>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )


def _ogg() -> bytes:
    """One second of silence, in Opus."""
    head = b"OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00"
    vendor = b"bode"
    tags = b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)
    packets = [_OPUS_SILENCE] * 50
    return (
        _page(2, 0, 0, [head])
        + _page(0, 0, 1, [tags])
        + _page(4, _SAMPLES_PER_PACKET * len(packets), 2, packets)
    )


def _page(flags: int, position: int, number: int, packets: list[bytes]) -> bytes:
    head = b"OggS\0" + struct.pack("<BqII", flags, position, 0x42_4F_44_45, number)
    table = bytes([len(packets)]) + bytes(len(packet) for packet in packets)
    body = b"".join(packets)
    check = _ogg_check(head + b"\0\0\0\0" + table + body)
    return head + struct.pack("<I", check) + table + body


def _ogg_check(data: bytes) -> int:
    """Ogg's own CRC: polynomial 0x04c11db7, not reflected, starting at 0."""
    check = 0
    for byte in data:
        check ^= byte << 24
        for _ in range(8):
            check = (check << 1) ^ 0x04C11DB7 if check & 0x80000000 else check << 1
            check &= 0xFFFFFFFF
    return check


def _zip(*names: str, first: bytes = b"") -> bytes:
    """An office document with nothing in it but its parts' names."""
    file = BytesIO()
    with ZipFile(file, "w") as parts:
        if first:
            parts.writestr("mimetype", first)
        for name in names:
            parts.writestr(name, "<empty/>")
    return file.getvalue()


def _ooxml(folder: str) -> bytes:
    return _zip("[Content_Types].xml", "_rels/.rels", f"{folder}/document.xml")


def _odt() -> bytes:
    return _zip("content.xml", first=b"application/vnd.oasis.opendocument.text")


_OFFICE = "application/vnd.openxmlformats-officedocument"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
"""The first sector of an office document of before 2007."""

_MAKERS: dict[str, Callable[[], bytes]] = {
    "image/png": lambda: _encoded(_street(), "PNG"),
    "image/jpeg": lambda: _encoded(_street(), "JPEG"),
    "image/webp": lambda: _encoded(_sticker(), "WEBP"),
    "application/pdf": _pdf,
    "audio/ogg": _ogg,
    "audio/aac": lambda: bytes.fromhex("fff150800b1ffc21004f84a0"),
    "audio/amr": lambda: b"#!AMR\n" + (b"\x3c" + bytes(31)) * 50,
    "audio/mp4": lambda: b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42",
    "audio/mpeg": lambda: (b"\xff\xfb\x90\x64" + bytes(413)) * 10,
    "video/mp4": lambda: _MP4,
    "video/3gpp": lambda: b"\0\0\0\x18ftyp3gp4\0\0\0\x003gp43gp6",
    "application/msword": lambda: _COMPOUND,
    "application/vnd.ms-excel": lambda: _COMPOUND,
    "application/vnd.ms-powerpoint": lambda: _COMPOUND,
    f"{_OFFICE}.wordprocessingml.document": lambda: _ooxml("word"),
    f"{_OFFICE}.spreadsheetml.sheet": lambda: _ooxml("xl"),
    f"{_OFFICE}.presentationml.presentation": lambda: _ooxml("ppt"),
    "application/vnd.oasis.opendocument.text": _odt,
}
