"""A file is kept only if its first bytes are what its type promises."""

from __future__ import annotations

import pytest

from bode.simulator.samples import sample
from bode.whatsapp import MEDIA_TYPES
from bode.whatsapp.sniffing import is_what_it_says

PAGE = b"<html><script>alert(1)</script></html>"
PROGRAM = b"MZ\x90\0\x03" + bytes(100)
TYPES = [(kind, mime_type) for kind, types in MEDIA_TYPES.items() for mime_type in types]


@pytest.mark.parametrize(("kind", "mime_type"), TYPES)
def test_every_type_that_the_platform_takes_is_recognised(kind: str, mime_type: str) -> None:
    assert is_what_it_says(kind, mime_type, sample(mime_type))


@pytest.mark.parametrize(("kind", "mime_type"), TYPES)
def test_no_type_hides_a_program(kind: str, mime_type: str) -> None:
    assert not is_what_it_says(kind, mime_type, PROGRAM)


@pytest.mark.parametrize(
    ("kind", "mime_type", "head"),
    [
        ("image", "image/jpeg", PAGE),
        ("image", "image/jpeg", sample("image/png")),
        ("image", "application/pdf", sample("application/pdf")),
        ("image", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("sticker", "image/png", sample("image/png")),
        ("audio", "audio/ogg; codecs=opus", sample("video/mp4")),
        ("video", "video/mp4", sample("audio/ogg")),
        ("document", "application/pdf", sample("image/png")),
        ("document", "text/plain", sample("image/png")),
        ("document", "application/octet-stream", PROGRAM),
        ("document", "application/pdf", b""),
    ],
)
def test_content_of_another_type_does_not_fit(kind: str, mime_type: str, head: bytes) -> None:
    assert not is_what_it_says(kind, mime_type, head)


def test_a_type_may_have_parameters() -> None:
    assert is_what_it_says("audio", "audio/ogg; codecs=opus", sample("audio/ogg"))


@pytest.mark.parametrize("brand", [b"isom", b"iso6", b"avc1", b"dash", b"M4V ", b"mp42"])
def test_every_brand_of_mp4_is_a_video(brand: bytes) -> None:
    assert is_what_it_says("video", "video/mp4", b"\0\0\0\x18ftyp" + brand + bytes(16))


def test_a_document_of_a_type_that_we_cannot_compare_is_kept() -> None:
    assert is_what_it_says("document", "image/heic", b"\0\0\0\x18ftypheic")
